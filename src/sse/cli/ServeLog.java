package sse.cli;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import sse.server.ServerLog;
import sse.term.Console;
import sse.term.Window;
import sse.text.Figures;
import sse.text.Harmless;
import sse.text.Text;

/**
 * The lines that {@code serve} prints while it runs. A thread of its own prints them, so that a
 * terminal that is held (Ctrl-S) or a pipe that nobody empties never holds up a stream; lines that find
 * no room are counted and left out.
 */
final class ServeLog implements ServerLog, Runnable {
    private static final int ROOM = 1000;
    private static final int WIDTH = 79; // where how many are open stands, if there is room
    private static final int NO_COUNT = -1;

    /** One that waits to be printed; {@code open} streams are told at its end. */
    private record Line(String time, String text, int open) {}

    private final Console console;
    private final boolean verbose;
    private final ArrayBlockingQueue<Line> lines = new ArrayBlockingQueue<>(ROOM);
    private final AtomicInteger leftOut = new AtomicInteger();

    ServeLog(Console console, boolean verbose) {
        this.console = console;
        this.verbose = verbose;
    }

    @Override
    public void came(int number, String client, String path, String agent, int open) {
        String what = "+ #" + number + " " + client + "  " + shown(path, 60);
        add(agent == null ? what : what + "  " + shown(agent, 24), open);
    }

    @Override
    public void left(Departure d, int open) {
        String text = "- #" + d.number() + " " + d.why() + ": " + Figures.duration(d.millis()) + ", "
                + Figures.count(d.events(), "event") + ", " + Figures.size(d.bytes());
        add(d.lastId().isEmpty() ? text : text + ", id " + shown(d.lastId(), 24), open);
    }

    @Override
    public void answered(String method, String path, int status) {
        if (verbose) add("  " + shown(method, 10) + " " + shown(String.valueOf(path), 60) + " " + status, NO_COUNT);
    }

    @Override
    public void refused(String client, String path, int status, String why) {
        String who = status == 403 ? "" : status + " " + client + "  " + shown(path, 40) + ": "; // 403 says it all
        add("! " + who + why, NO_COUNT);
    }

    /** What those who run the server are to know. */
    void word(String sentence) {
        add("! " + sentence, NO_COUNT);
    }

    /** An exception that nobody expected. */
    void bug(Throwable bug) {
        StringBuilder text = new StringBuilder("mistake in the server: ").append(bug);
        for (StackTraceElement at : bug.getStackTrace()) {
            if (text.length() > 600) break;
            text.append("; ").append(at);
        }
        add("! " + text, NO_COUNT);
    }

    private void add(String text, int open) {
        String time = Figures.local(System.currentTimeMillis()).substring(0, 8);
        if (!lines.offer(new Line(time, text, open))) leftOut.incrementAndGet();
    }

    @Override
    public void run() {
        try {
            while (true) {
                print(lines.take());
                int missing = leftOut.getAndSet(0);
                if (missing == 0) continue;
                console.println("          (" + missing + " lines left out: they came faster than they are printed)");
            }
        } catch (InterruptedException | RuntimeException over) {
            lines.clear(); // nobody reads them any more; the server goes on
        }
    }

    /** On a terminal a line about a reader is cut to it, and any other is folded. */
    private void print(Line line) {
        String start = line.time + "  ";
        if (line.open == NO_COUNT) {
            console.printFolded(start + line.text.substring(0, 2), line.text.substring(2));
            return;
        }
        String count = line.open + " open";
        Text row = new Text().text(start);
        byte[] text = line.text.getBytes(StandardCharsets.UTF_8);
        int window = Window.columns(console);
        int room = window == 0 ? Harmless.ALL : window - start.length() - count.length() - 2;
        Harmless.bytes(row, text, 0, text.length, room);
        console.println(row.pad(WIDTH - count.length(), 2).words(count).toString());
    }

    /** What a client sent, in one line and without control characters. */
    private static String shown(String text, int width) {
        return Harmless.brief(text, text.length() > width ? width - 3 : width);
    }
}
