package sse.load;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import sse.Encoder;
import sse.Event;
import sse.hub.Hub;
import sse.server.ServerOptions;
import sse.server.SseServer;

/**
 * Exactly once, whatever ids publishers give: {@code java -cp ... sse.load.ExactlyOnce [CUTS [SEED]]}. Publishers whose
 * ids repeat in a topic and from topic to topic, are odd, or close it; readers of one topic, of two and of 32, by type,
 * as JSON and by polling, that are cut anywhere. A {@link CutReader} says what was lost, doubled or out of order.
 */
final class ExactlyOnce {
    private static final int TOPICS = 32;
    private static final List<String> ODD_IDS = List.of("\u00E9", "\u0085", "a b", "a  b", "0", "-", "closed", ":", "#",
            "\u4F60\u597D \uD83D\uDE00", "mw00000000-9", "a:b, \"c\"", "%20", "\uFEFF", "x".repeat(1024));
    private static final List<String> BAD_IDS = List.of("", " 7", "7 ", "\t", "a\tb", "a\u001Bb", "\u007F");

    private final long seed;
    private final long pauseMillis; // of a reader in front of each connection
    private final PrintStream out;
    private final Truth truth;
    private final SseServer server;
    private final InetSocketAddress address;
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final AtomicLong cuts = new AtomicLong();
    private volatile boolean published; // all of it
    private final CountDownLatch quiet = new CountDownLatch(1); // the publishers have stopped

    /** What is kept is few events of each topic, or few of all together. */
    private ExactlyOnce(long seed, long pauseMillis, PrintStream out) throws IOException {
        this.seed = seed;
        this.pauseMillis = pauseMillis;
        this.out = out;
        boolean byTopic = seed % 2 == 0;
        Hub.Limits limits = byTopic ? new Hub.Limits(60, 64 << 20, 100) : new Hub.Limits(10_000, 60_000, 100);
        this.truth = byTopic ? new Truth(60, Integer.MAX_VALUE) : new Truth(10_000, 50);
        this.server = new SseServer(ServerOptions.loopback(0).withLimits(limits), null, bug -> faults.add("" + bug));
        server.start();
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.address().getPort());
    }

    public static void main(String[] args) throws Exception {
        long cuts = args.length > 0 ? Long.parseLong(args[0]) : 10_000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
        boolean good = run(seed, cuts / 2, System.out) & run(seed + 1, cuts / 2, System.out);
        System.exit(good ? 0 : 1);
    }

    /** Runs until there were so many cuts; whether each event came once and in order. */
    static boolean run(long seed, long cuts, PrintStream out) throws IOException, InterruptedException {
        return run(new ExactlyOnce(seed, 0, out), cuts, 60_000);
    }

    /** Runs beside something else, and again and again, until this nanoTime. */
    static boolean runUntil(long time, PrintStream out) throws IOException, InterruptedException {
        boolean good = true;
        for (long seed = 1, left; (left = (time - System.nanoTime()) / 1_000_000) > 0; seed++) {
            good &= run(new ExactlyOnce(seed, 20, out), Long.MAX_VALUE, Math.min(left, 20_000));
        }
        return good;
    }

    private static boolean run(ExactlyOnce once, long cuts, long millis) throws InterruptedException {
        try {
            return once.cut(cuts, millis);
        } finally {
            once.server.close();
        }
    }

    private boolean cut(long most, long millis) throws InterruptedException {
        long began = System.nanoTime();
        List<CutReader> readers = readers();
        List<Thread> threads = new ArrayList<>();
        List<Thread> publishers = new ArrayList<>();
        for (CutReader reader : readers) threads.add(Thread.ofPlatform().daemon().start(() -> read(reader)));
        for (int i = 0; i < 2; i++) {
            Random random = new Random(seed + i);
            publishers.add(Thread.ofPlatform().daemon().start(() -> publish(random)));
        }
        while (cuts.get() < most && faults.isEmpty() && (System.nanoTime() - began) / 1_000_000 < millis) {
            LockSupport.parkNanos(5_000_000);
        }
        published = true;
        for (Thread thread : publishers) thread.join();
        quiet.countDown();
        for (Thread thread : threads) thread.join();
        Map<String, Integer> gaps = new TreeMap<>();
        long events = 0;
        for (CutReader reader : readers) {
            events += reader.events;
            for (Map.Entry<String, Integer> gap : reader.gaps.entrySet()) {
                gaps.merge(gap.getKey(), gap.getValue(), Integer::sum);
            }
        }
        out.printf(Locale.ROOT,
                "exactly once, seed %d: published %,d, delivered %,d, cuts %,d, gaps %s, faults %d, %,d ms%n", seed,
                truth.size(), events, cuts.get(), gaps, faults.size(), (System.nanoTime() - began) / 1_000_000);
        for (String fault : faults) out.println("FAULT: " + fault);
        return faults.isEmpty();
    }

    private List<CutReader> readers() {
        List<CutReader> readers = new ArrayList<>();
        Set<String> all = new LinkedHashSet<>();
        for (int i = 0; i < TOPICS; i++) all.add("t" + i);
        int n = 0;
        for (Set<String> topics : List.of(Set.of("t0"), Set.of("t3"), Set.of("t0", "t1"), Set.of("t5", "t2"), all)) {
            for (String type : new String[] {null, "tick"}) {
                for (String form : new String[] {"sse", "json"}) {
                    Truth.Choice choice = new Truth.Choice(topics, type);
                    readers.add(new CutReader(address, truth, choice, form, n % 7 == 3, seed * 100 + n++));
                }
            }
        }
        return readers;
    }

    private void read(CutReader reader) {
        Random random = new Random(seed ^ reader.hashCode());
        try {
            while (!published) {
                LockSupport.parkNanos(pauseMillis * 1_000_000);
                long before = reader.cuts;
                reader.once();
                cuts.addAndGet(reader.cuts - before);
                if (random.nextInt(25) == 0) away();
            }
            quiet.await();
            reader.rest();
        } catch (CutReader.Fault e) {
            faults.add(e.getMessage());
        } catch (Exception e) {
            faults.add(e.toString());
        }
    }

    /** Until a good deal was published. */
    private void away() {
        long began = System.nanoTime();
        int size = truth.size();
        while (truth.size() < size + 300 && !published && System.nanoTime() - began < 500_000_000L) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void publish(Random random) {
        try {
            while (!published) {
                synchronized (truth) { // the order is the same there and in the hub
                    for (int i = random.nextInt(8); i >= 0; i--) publishOne(random);
                    if (random.nextInt(10) == 0) post(random);
                }
                LockSupport.parkNanos(random.nextInt(4_000_000));
            }
        } catch (Exception e) {
            faults.add("publishing: " + e);
        }
    }

    private void publishOne(Random random) {
        String topic = topic(random);
        if (random.nextInt(300) == 0) {
            int n = truth.add(topic, "close", null, true).n();
            truth.closed(server.hub().close(topic).id(), n);
        } else {
            server.hub().publish(topic, event(topic, random));
        }
    }

    /** Often the same few. */
    private static String topic(Random random) {
        return "t" + (random.nextInt(3) == 0 ? random.nextInt(TOPICS) : random.nextInt(3));
    }

    private Event event(String topic, Random random) {
        String id = id(topic, random);
        String type = random.nextInt(3) == 0 ? "tick" : null;
        int n = truth.add(topic, type == null ? "message" : type, id, "close".equals(id)).n();
        return new Event(id, type, n + " " + "x".repeat(random.nextInt(60)));
    }

    private String id(String topic, Random random) {
        return switch (random.nextInt(10)) {
            case 0, 1 -> "u" + truth.size();
            case 2, 3 -> "" + truth.places(topic);
            case 4 -> "" + truth.places(topic) % 7;
            case 5 -> random.nextInt(20) == 0 ? "close" : ODD_IDS.get(random.nextInt(ODD_IDS.size()));
            default -> null;
        };
    }

    /** Some events by POST; or some of which one has an id that cannot be, and then none may arrive. */
    private void post(Random random) throws IOException {
        String topic = topic(random);
        byte[] body = {};
        boolean bad = random.nextInt(3) == 0;
        for (int i = random.nextInt(3); i >= 0; i--) {
            String id = i == 0 ? BAD_IDS.get(random.nextInt(BAD_IDS.size())) : null;
            body = Encoder.join(body, Encoder.encode(bad ? new Event(id, null, "-1 bad") : event(topic, random)));
        }
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(10_000);
            String head = "POST /" + topic + " HTTP/1.0\r\nHost: localhost\r\nContent-Type: text/event-stream\r\n"
                    + "Content-Length: " + body.length + "\r\n\r\n";
            socket.getOutputStream().write(Encoder.join(head.getBytes(StandardCharsets.US_ASCII), body));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String status = answer.substring(0, Math.max(0, answer.indexOf('\r')));
            if (!status.contains(bad ? " 400 " : " 20")) faults.add("posted: " + answer);
        }
    }
}
