import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Three servers on one Redis behind nginx: publishers whose numbers readers count, readers that are cut and led to
 * another server, and, with "chaos", servers that are killed and a Redis that is stopped. Started by cluster.sh.
 */
public final class Cluster {
    private static final int TOPICS = 20;
    private static final int PUBLISHERS = 4;

    private final Path work;
    private final String jar;
    private final int events;
    private final int readers;
    private final int cuts;
    private final int redisPort = free();
    private final int[] ports = {free(), free(), free()};
    private final int nginxPort = free();
    private final Process[] servers = new Process[3];
    private Process redis;
    private Process nginx;
    private final BitSet certain = new BitSet(); // what was published for sure
    private final AtomicInteger perhaps = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger published = new AtomicInteger();
    private final AtomicInteger gaps = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong doubled = new AtomicLong();
    private final AtomicLong disordered = new AtomicLong();
    private volatile boolean over;

    private Cluster(Path work, String jar, int events, int readers, int cuts) throws IOException {
        this.work = work;
        this.jar = jar;
        this.events = events;
        this.readers = readers;
        this.cuts = cuts;
    }

    private static int free() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private Process start(String name, String... words) throws IOException {
        return new ProcessBuilder(words).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(work.resolve(name + ".log").toFile())).start();
    }

    private void startRedis() throws Exception {
        redis = start("redis", "redis-server", "--port", "" + redisPort, "--bind", "127.0.0.1", "--save", "",
                "--appendonly", "yes", "--appendfsync", "always", "--dir", work.toString());
        await(redisPort);
    }

    private void startServer(int n) throws Exception {
        servers[n] = start("server" + n, jar, "serve", "-p", "" + ports[n], "-o", "info", "--redis-wait", "30s",
                "--history", "100000", "--redis", "redis://127.0.0.1:" + redisPort);
    }

    private void startNginx() throws Exception {
        StringBuilder config = new StringBuilder("daemon off; pid " + work + "/nginx.pid; worker_processes 1;\n"
                + "worker_rlimit_nofile 8192; events { worker_connections 4096; }\nhttp { access_log off;\n");
        for (String kind : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
            config.append(kind + "_temp_path " + work + "/" + kind + ";\n");
        }
        config.append("upstream sse {\n");
        for (int port : ports) config.append("server 127.0.0.1:" + port + " max_fails=0;\n");
        config.append("}\nserver { listen 127.0.0.1:" + nginxPort + ";\nlocation / { proxy_pass http://sse;\n"
                + "proxy_http_version 1.1; proxy_set_header Connection \"\"; proxy_read_timeout 1h;\n"
                + "proxy_set_header Host $http_host; proxy_connect_timeout 2s; } } }\n");
        Path file = work.resolve("nginx.conf");
        Files.writeString(file, config);
        nginx = start("nginx", "nginx", "-e", work + "/nginx-error.log", "-c", file.toString());
        await(nginxPort);
    }

    private static void await(int port) throws Exception {
        for (int n = 0; n < 600; n++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
                return;
            } catch (IOException e) {
                Thread.sleep(50);
            }
        }
        throw new IOException("nothing listens on " + port);
    }

    /** Publishes every number of its own once; one whose fate is unknown is not sent again. */
    private void publish(int publisher, HttpClient client) {
        for (int n = publisher; n < events; n += PUBLISHERS) {
            boolean many = n % 7 == 0;
            URI topic = URI.create("http://127.0.0.1:" + nginxPort + "/t" + n % TOPICS);
            HttpRequest request = HttpRequest.newBuilder(topic)
                    .timeout(Duration.ofSeconds(10))
                    .header("Content-Type", many ? "application/x-ndjson" : "text/plain")
                    .POST(HttpRequest.BodyPublishers.ofString("n" + n)).build();
            while (true) {
                int status;
                try {
                    status = client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
                } catch (IOException e) {
                    status = 502;
                } catch (InterruptedException e) {
                    return;
                }
                if (status == 201 || status == 202) {
                    synchronized (certain) {
                        certain.set(n);
                    }
                    published.incrementAndGet();
                } else if (status == 503) {
                    refused.incrementAndGet();
                    pause(200);
                    continue;
                } else {
                    perhaps.incrementAndGet();
                    pause(100);
                }
                break;
            }
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Follows all topics; cuts itself now and then and comes back by nginx, which leads it to the next server. */
    private BitSet read(int reader) {
        BitSet seen = new BitSet();
        StringBuilder path = new StringBuilder("/t0");
        for (int t = 1; t < TOPICS; t++) path.append(",t").append(t);
        Random random = new Random(reader);
        String last = "";
        String newest = "";
        int left = cuts;
        while (!over) {
            int until = left > 0 ? 1 + random.nextInt(Math.max(2, 2 * events / (cuts + 1))) : Integer.MAX_VALUE;
            try (Socket socket = new Socket("127.0.0.1", nginxPort)) {
                socket.setSoTimeout(20_000);
                connections.incrementAndGet();
                String id = last.isEmpty() ? "" : "Last-Event-ID: " + last + "\r\n";
                socket.getOutputStream().write(("GET " + path + (last.isEmpty() ? "?since=all" : "") + " HTTP/1.0\r\n"
                        + "Host: localhost\r\nAccept: text/event-stream\r\n" + id + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
                String pending = null;
                int data = -1;
                for (String line; until > 0 && (line = in.readLine()) != null && !over; ) {
                    if (line.startsWith("id: ")) pending = line.substring(4);
                    else if (line.startsWith("data: n")) data = Integer.parseInt(line.substring(7));
                    else if (line.equals("event: gap")) gaps.incrementAndGet();
                    if (!line.isEmpty() || pending == null) continue;
                    last = pending;
                    pending = null;
                    if (data < 0) continue;
                    if (compare(last, newest) <= 0) disordered.incrementAndGet();
                    newest = last;
                    if (seen.get(data)) doubled.incrementAndGet();
                    seen.set(data);
                    data = -1;
                    until--;
                }
            } catch (IOException e) {
                pause(20 + random.nextInt(100));
            }
            left--;
        }
        return seen;
    }

    private static int compare(String a, String b) {
        if (b.isEmpty()) return 1;
        int dashA = a.indexOf('-');
        int dashB = b.indexOf('-');
        int millis = Long.compare(Long.parseLong(a.substring(0, dashA)), Long.parseLong(b.substring(0, dashB)));
        return millis != 0 ? millis
                : Long.compare(Long.parseLong(a.substring(dashA + 1)), Long.parseLong(b.substring(dashB + 1)));
    }

    private void chaos() {
        try {
            for (int n = 0; !over && published.get() + perhaps.get() < events; n++) {
                Thread.sleep(1500);
                int victim = n % 3;
                servers[victim].destroyForcibly().waitFor();
                Thread.sleep(700);
                startServer(victim);
                await(ports[victim]);
                if (n != 1) continue;
                redis.destroy();
                redis.waitFor();
                Thread.sleep(5000);
                startRedis();
            }
        } catch (Exception e) {
            e.printStackTrace();
        }
    }

    private boolean run(boolean chaos) throws Exception {
        try {
            startRedis();
            for (int n = 0; n < servers.length; n++) startServer(n);
            for (int port : ports) await(port);
            startNginx();
            List<Thread> reading = new ArrayList<>();
            BitSet[] seen = new BitSet[readers];
            for (int i = 0; i < readers; i++) {
                int reader = i;
                reading.add(Thread.ofVirtual().start(() -> seen[reader] = read(reader)));
            }
            Thread.sleep(1000);
            long began = System.nanoTime();
            HttpClient client = HttpClient.newHttpClient();
            List<Thread> publishing = new ArrayList<>();
            for (int i = 0; i < PUBLISHERS; i++) {
                int publisher = i;
                publishing.add(Thread.ofPlatform().start(() -> publish(publisher, client)));
            }
            Thread ruin = chaos ? Thread.ofPlatform().start(this::chaos) : null;
            for (Thread thread : publishing) thread.join();
            double seconds = (System.nanoTime() - began) / 1e9;
            if (ruin != null) ruin.join();
            Thread.sleep(chaos ? 8000 : 4000);
            over = true;
            HttpRequest end = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + nginxPort + "/t0"))
                    .POST(HttpRequest.BodyPublishers.ofString("end")).build();
            client.send(end, HttpResponse.BodyHandlers.discarding());
            for (Thread thread : reading) thread.join();
            long lost = Arrays.stream(seen).mapToLong(one -> {
                BitSet missing = (BitSet) certain.clone();
                missing.andNot(one);
                return missing.cardinality();
            }).sum();
            boolean same = Arrays.stream(seen).allMatch(seen[0]::equals);
            System.out.printf("%d events (%d for sure, %d perhaps, %d times refused) in %.1f s; %d readers, "
                    + "%d connections%n", events, certain.cardinality(), perhaps.get(), refused.get(), seconds, readers,
                    connections.get());
            System.out.printf("lost %d, doubled %d, out of order %d, gaps %d, all saw the same: %s%n",
                    lost, doubled.get(), disordered.get(), gaps.get(), same);
            return lost + doubled.get() + disordered.get() + gaps.get() == 0 && same;
        } finally {
            over = true;
            for (Process process : new Process[] {nginx, servers[0], servers[1], servers[2], redis}) {
                if (process == null) continue;
                process.destroy();
                if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
            }
        }
    }

    /** Words: a folder, the jar, events, readers, cuts, and "chaos" or "calm". */
    public static void main(String[] words) throws Exception {
        Cluster cluster = new Cluster(Path.of(words[0]), words[1], Integer.parseInt(words[2]),
                Integer.parseInt(words[3]), Integer.parseInt(words[4]));
        System.exit(cluster.run(words[5].equals("chaos")) ? 0 : 1);
    }
}
