
# sse.jar as a program: these lines stand in front of the zip, find a Java and let it run this same file.
case $0 in
    */*) jar=${0%/*} ;;
    *) jar=. ;;
esac
jar=$(CDPATH='' cd -P -- "$jar/" && pwd)/${0##*/}

if ! find_java; then
    if [ -z "$java_found" ] && command -v java >/dev/null; then
        exec java -jar "$jar" "$@" # one that does not tell its version; the jar will ask it
    fi
    echo "sse.jar needs Java 21 or newer, and found ${java_found:-none}." \
        "Install a newer one (Debian: openjdk-21-jre-headless) or set JAVA_HOME to its folder." >&2
    exit 1
fi

# A class-data archive makes every start of a command but the first one faster: the JVM writes it when
# that first one ends. It lies in the cache folder under the path of the jar, and its name holds what it
# was made of: build.sh writes a checksum of the jar here. Without an archive everything works too.
command=${1:-serve} cache=${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}} archive=
case $command in
    -h | --help | -V | --version) ;;
    -*) command=serve ;;
esac
case $command in
    serve | tail | pub | explain | lint | bench)
        kind=$java_feature-$command.jsa
        archive=${cache:+$cache/sse.jar$jar/@checksum@-$kind} ;;
esac
case " $* " in *' -h '* | *' --help '*) archive= ;; esac # help loads less than the command will
case $archive in *:* | [!/]*) archive= ;; esac # to the JVM a colon ends the path
[ -f "$java_home/lib/server/classes.jsa" ] || archive= # it is built upon the JVM's own
folder=${archive%/*}
if [ -n "$archive" ] && { [ ! -s "$archive" ] || [ "$jar" -nt "$archive" ]; }; then
    # The JVM replaces an archive of another JVM, but one of another jar it only passes over.
    (umask 077 && mkdir -p "$folder" && rm -f "$folder"/*-"$kind") 2>/dev/null
fi
[ -w "$folder" ] || archive= # where it cannot write one, the JVM would end with 1

# The simplest collector and the first compiler alone start soonest and need least memory. Commands that
# may have much to do want the second compiler too, and a collector that the environment names wins.
set -- -jar "$jar" "$@"
case $command in
    bench | explain | lint) ;;
    *) set -- -XX:TieredStopAtLevel=1 "$@" ;;
esac
case "$command ${JAVA_TOOL_OPTIONS-} ${JDK_JAVA_OPTIONS-}" in
    bench* | *-XX:+Use*GC*) ;;
    *) set -- -XX:+UseSerialGC "$@" ;;
esac
if [ -n "$archive" ]; then # and not a word about one that is torn or does not fit
    set -- -XX:-PrintWarnings -Xlog:disable -XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=$archive" "$@"
fi
exec "$java_home/bin/java" -XX:+IgnoreUnrecognizedVMOptions "$@"
