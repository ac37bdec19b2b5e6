package sse.exec;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What the person at the terminal should know of what runs: each is said once, however many programs run. */
public final class Hints {
    private final Consumer<String> terminal;
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    /** Said there, in one line. */
    public Hints(Consumer<String> terminal) {
        this.terminal = terminal;
    }

    /** Its output may wait in a pipe. */
    void quiet() {
        say("no output yet: many programs hold it back in a pipe; try --pty, stdbuf -oL, python -u");
    }

    void cut() {
        say("a line was longer than --max-event and was cut");
    }

    /** A program of a reader's could not be run. */
    void failed(String why) {
        say(why);
    }

    /** Said each time. */
    void again(int code, long millis) {
        terminal.accept("it ended with exit code " + code + ", and is run again in " + millis / 1_000 + " s");
    }

    private void say(String line) {
        if (said.size() < 10 && said.add(line)) terminal.accept(line);
    }
}
