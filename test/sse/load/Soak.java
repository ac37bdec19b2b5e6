package sse.load;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * An hour of abuse in ten minutes: {@code java -cp ... sse.load.Soak [SECONDS]}. A server in a process of
 * its own has readers that come, stall, vanish and reset, and publishers that come in bursts; it is
 * killed and started again, and runs out of open files.
 *
 * <p>In the end nothing may be lost but what a {@code gap} event announced, nothing doubled or out of
 * order, and the server has to be as it was: no stream open, heap and threads back. Beside it, {@link ExactlyOnce}
 * does the same to own ids.
 */
public final class Soak {
    private static final int PHASES = 5;
    private static final int FEW_FILES = 256;
    private static final byte[] REQUEST =
            "GET /soak,other HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final long MILLI = 1_000_000;
    private static final long RAMP_MILLIS = 500;
    private static final long SETTLE_MILLIS = 300;
    private static final long QUIET_MILLIS = 5_000;

    /** What is done to the server while readers and publishers are at it, until this nanoTime. */
    private interface Abuse {
        void go(long until) throws IOException, InterruptedException;
    }

    private final long phaseMillis;
    private final PrintStream out;
    private final ServerProcess server;
    private final Random random = new Random(42);
    private long published;
    private long delivered;
    private long announced;
    private long lost;
    private long doubled;
    private long late;
    private long streams;
    private int faults;

    private Soak(int seconds, PrintStream out, ServerProcess server) {
        this.phaseMillis = seconds * 1000L / PHASES;
        this.out = out;
        this.server = server;
    }

    /** Runs for so many seconds, or 600; exits with 1 if anything is not as it has to be. */
    public static void main(String[] args) throws Exception {
        File log = File.createTempFile("sse-soak", ".log");
        boolean good = run(args.length > 0 ? Integer.parseInt(args[0]) : 600, log, System.out);
        if (good) Files.delete(log.toPath());
        else System.out.println("the server's output is in " + log);
        System.exit(good ? 0 : 1);
    }

    /** Runs the soak; whether all was as it has to be. */
    static boolean run(int seconds, File log, PrintStream out) throws Exception {
        try (ServerProcess server = new ServerProcess(log)) {
            return new Soak(seconds, out, server).soak(seconds);
        }
    }

    private boolean soak(int seconds) throws Exception {
        out.println("soak of " + seconds + " s on port " + server.port);
        ByteArrayOutputStream says = new ByteArrayOutputStream();
        FutureTask<Boolean> once = new FutureTask<>(() -> ExactlyOnce.runUntil(System.nanoTime()
                + seconds * 1000L * MILLI, new PrintStream(says, true, StandardCharsets.UTF_8)));
        Thread.ofPlatform().daemon().name("soak-exactly-once").start(once);
        server.start(0);
        phase("kill -15 and start again", until -> restart(false, until));
        phase("kill -9 and start again", until -> restart(true, until));
        server.kill(false);
        server.start(FEW_FILES);
        phase("at most " + FEW_FILES + " open files", until -> crowds(2 * FEW_FILES, until));
        server.kill(false);
        server.start(0);
        phase("nothing but the readers", until -> { });
        long heap = server.heapAfterCollection();
        long threads = server.threads();
        phase("crowds that come and go", until -> crowds(50, until));
        long heapAtEnd = server.heapAfterCollection();
        long threadsAtEnd = server.threads();
        out.printf(Locale.ROOT, "heap after collection %.1f MB, at the end %.1f MB; threads %d, at the end %d%n",
                heap / 1e6, heapAtEnd / 1e6, threads, threadsAtEnd);
        if (heapAtEnd > heap * 3 / 2 + 10_000_000) fault("the heap has grown");
        if (threadsAtEnd > threads + 10) fault("there are more threads");
        if (server.unasked() > 0) fault("the server ended by itself, or did not when asked to, " + server.unasked()
                + " times");
        if (!once.get()) fault("own ids: not each event once and in order");
        out.print(says.toString(StandardCharsets.UTF_8));
        out.printf(Locale.ROOT,
                "published %,d, delivered %,d, lost %d, doubled %d, out of order %d, announced %,d, streams opened and "
                + "freed %,d%n",
                published, delivered, lost, doubled, late, announced, streams);
        return faults == 0;
    }

    private void fault(String what) {
        faults++;
        out.println("FAULT: " + what);
    }

    /** Loads the server and abuses it meanwhile. The abuse ends before the load, so that all can still arrive. */
    private void phase(String name, Abuse abuse) throws IOException, InterruptedException {
        long begin = System.nanoTime() + (RAMP_MILLIS + SETTLE_MILLIS) * MILLI;
        Thread abuser = Thread.ofPlatform().daemon().name("soak-abuse").start(() -> abuse(abuse, begin));
        // Twenty events a POST: bursts. A kilobyte each: stalled readers fill what the network holds for them.
        Plan.Publish publish = new Plan.Publish(server.url("/soak"), List.of(), 300, 1000, 20, 1, 0);
        Plan.Crowd crowd = new Plan.Crowd(60, 6, 0, 40, RAMP_MILLIS, null);
        Plan plan = new Plan(server.url("/soak"), List.of(), crowd, publish, phaseMillis, 0, 1, List.of());
        Result result = new LoadTest(plan, progress -> { }, SETTLE_MILLIS, QUIET_MILLIS).run();
        abuser.join();
        boolean freed = server.isFreed();
        count(name, result);
        if (!freed) fault("streams stay open though their readers have gone");
    }

    private void abuse(Abuse abuse, long begin) {
        try {
            sleepUntil(begin + phaseMillis * MILLI / 3);
            abuse.go(begin + phaseMillis * MILLI * 2 / 3);
        } catch (IOException | InterruptedException | RuntimeException e) {
            fault("the abuse failed: " + e);
        }
    }

    private static void sleepUntil(long time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time - System.nanoTime());
    }

    private void count(String name, Result result) {
        Tally all = result.all();
        long accepted = result.published().accepted();
        out.printf(Locale.ROOT,
                "%-28s published %,7d (%d unanswered)  delivered %,10d  announced %,6d  lost %d  doubled %d  streams %,"
                + "d%n",
                name, accepted, result.published().unanswered(), all.events, all.announced, all.lost, all.doubled,
                        all.streams);
        published += accepted;
        delivered += all.events;
        announced += all.announced;
        lost += all.lost;
        doubled += all.doubled;
        late += all.late;
        streams += all.streams;
        if (all.lost + all.doubled + all.late > 0) fault("lost, doubled or out of order in: " + name);
        if (result.published().unsent() > 0) fault(result.published().unsent() + " events could not be sent in: "
                + name);
        if (accepted == 0 || all.events == 0) fault("nothing went through in: " + name);
    }

    /** Kills the server and starts it again, over and over. */
    private void restart(boolean hard, long until) throws InterruptedException {
        do {
            server.kill(hard);
            server.start(0);
            sleepUntil(Math.min(until, System.nanoTime() + (1_000 + random.nextInt(4_000)) * MILLI));
        } while (System.nanoTime() < until);
    }

    /** Connections come in crowds and leave again: without a word, in the middle of a request, or with a reset. */
    private void crowds(int size, long until) throws IOException, InterruptedException {
        do {
            List<Socket> crowd = new ArrayList<>();
            try {
                for (int i = 0; i < size; i++) crowd.add(visit(i));
                sleepUntil(Math.min(until, System.nanoTime() + random.nextInt(500) * MILLI));
            } finally {
                for (Socket socket : crowd) socket.close();
            }
        } while (System.nanoTime() < until);
    }

    private Socket visit(int i) {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port), 200);
            if (i % 4 > 0) socket.getOutputStream().write(REQUEST, 0, i % 4 == 1 ? 10 : REQUEST.length);
            socket.setSoLinger(i % 4 == 2, 0);
        } catch (IOException full) {
            // the server has no room for it; that is what this is about
        }
        return socket;
    }
}
