# For those who type make first: every target is a word of ./build.sh, and ARGS goes along with it.
#   make                        sse.jar
#   make run ARGS="-p 9000"     a server on port 9000
#   make test ARGS=EventReader  the tests of one class
#   make install PREFIX=/usr/local

.PHONY: build run test check bench soak javadoc dist install uninstall clean help

build test check bench soak javadoc dist install uninstall clean help:
	@./build.sh $@ $(ARGS)

# Ctrl-C is how a server is meant to end, and no error of make's; a signal to make alone ends it, too.
run:
	@exec 3<&0; ./build.sh run $(ARGS) <&3 & trap 'kill $$!; wait $$!; exit 0' INT TERM; wait $$!
