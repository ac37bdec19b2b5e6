package sse.cli;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import sse.server.ServerLog;
import sse.term.Console;
import sse.text.Figures;
import sse.text.Harmless;

/**
 * The lines that {@code serve} prints while it runs. A thread of its own prints them, so that a
 * terminal that is held (Ctrl-S) or a pipe that nobody empties never holds up a stream; lines that find
 * no room are counted and left out.
 */
final class ServeLog implements ServerLog, Runnable {
    private static final int ROOM = 1000;
    private static final int WIDTH = 79;

    private final Console console;
    private final boolean verbose;
    private final ArrayBlockingQueue<String> lines = new ArrayBlockingQueue<>(ROOM);
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
        String text = "- #" + d.number() + " " + d.why() + " after " + Figures.duration(d.millis()) + ": "
                + Figures.count(d.events(), "event") + ", " + Figures.size(d.bytes());
        add(d.lastId().isEmpty() ? text : text + ", last id " + shown(d.lastId(), 24), open);
    }

    @Override
    public void answered(String method, String path, int status) {
        if (verbose) add("  " + shown(method, 10) + " " + shown(String.valueOf(path), 60) + " " + status, -1);
    }

    @Override
    public void refused(String client, String path, int status, String why) {
        String who = status == 403 ? "" : status + " " + client + "  " + shown(path, 40) + ": "; // 403 says it all
        add("! " + who + why, -1);
    }

    /** An exception that nobody expected. */
    void bug(Throwable bug) {
        StringBuilder text = new StringBuilder("mistake in the server: ").append(bug);
        for (StackTraceElement at : bug.getStackTrace()) {
            if (text.length() > 600) break;
            text.append("; ").append(at);
        }
        add("! " + text, -1);
    }

    private void add(String text, int open) {
        String time = Figures.local(System.currentTimeMillis()).substring(0, 8);
        StringBuilder line = new StringBuilder(time).append("  ").append(text);
        if (open >= 0) {
            String tail = open + " open";
            do line.append(' '); while (line.length() + tail.length() < WIDTH);
            line.append(tail);
        }
        if (!lines.offer(line.toString())) leftOut.incrementAndGet();
    }

    @Override
    public void run() {
        try {
            while (true) {
                console.println(lines.take());
                int missing = leftOut.getAndSet(0);
                if (missing == 0) continue;
                console.println("          (" + missing
                        + " lines left out: they came faster than they could be printed)");
            }
        } catch (InterruptedException | RuntimeException over) {
            lines.clear(); // nobody reads them any more; the server goes on
        }
    }

    /** What a client sent, in one line and without control characters. */
    private static String shown(String text, int width) {
        return Harmless.brief(text, text.length() > width ? width - 3 : width);
    }
}
