package sse.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.kit.Await;

/** Demos that are broken on purpose, over HTTP. */
@Timeout(120)
class OnPurposeTest {
    private static final String COUNT = "/demo/count?every=20ms&n=8&fault=";

    @Test
    void sameSpecAndSeedGiveTheSameBytes() throws IOException {
        try (DemoServer server = new DemoServer()) {
            String url = COUNT + "drop@p=0.3,dup@p=0.3,latin1@p=0.5,split=1&seed=";
            DemoServer.Answer one = server.get(url + 7);
            DemoServer.Answer again = server.get(url + 7 + "&_=1"); // the first connection to this target, too
            assertArrayEquals(one.body(), again.body());
            assertTrue(one.writes().size() > 50);
            for (byte[] write : one.writes()) assertEquals(1, write.length);
            assertFalse(Arrays.equals(one.body(), server.get(url + 8).body()));
        }
    }

    @Test
    void wrongSpecIsPointedAtAndPagesMayReadThat() throws IOException {
        try (DemoServer server = new DemoServer()) {
            DemoServer.Answer answer = server.get(COUNT + "cut@events=3,hafl");
            assertEquals(400, answer.status());
            assertEquals("fault spec, character 14: there is no fault \"hafl\"; did you mean half?\n", answer.text());
            assertEquals("*", answer.headers().get("access-control-allow-origin"));
            assertEquals(400, server.get("/demo/bad/type?v=image/png").status());
            assertEquals(404, server.get("/demo/bad/nobank").status());
            answer = server.get("/demo/bad/nofinal?n=%20%5C");
            assertEquals("n is a number, not \" \\\\\"\n", answer.text());
            answer = server.get("/demo/bad/latehead?s=0s;redirect=/x%23");
            assertEquals("s is a number, not \"0s;redirect=/x#\"\n", answer.text());
            answer = server.get("/demo/bad/loop?fault=cut");
            assertEquals("fault is off here, or not given, not \"cut\"\n", answer.text());
        }
    }

    @Test
    void faultsAreForTheConnectionsTheyName() throws IOException {
        try (DemoServer server = new DemoServer()) {
            String url = COUNT + "conn1:status=503;conn3-:status=500";
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 4; i++) statuses.add(server.get(url).status());
            assertEquals(List.of(503, 200, 500, 500), statuses);
            assertEquals(503, server.get(url + "&_=2").status()); // another target
        }
    }

    /** The first two are refused, on the port to which they are sent; the third is not sent there. */
    @Test
    void connectionIsCountedOnceThoughItIsSentOn() throws IOException {
        try (DemoServer server = new DemoServer()) {
            String url = COUNT + "conn1-2:refuse";
            for (int i = 0; i < 2; i++) {
                DemoServer.Answer sent = server.get(url);
                assertEquals(307, sent.status());
                assertEquals("*", sent.headers().get("access-control-allow-origin"));
                assertEquals(-1, first(URI.create(sent.headers().get("location"))));
            }
            assertEquals(200, server.get(url).status());
        }
    }

    private static int first(URI url) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(("GET " + url.getRawPath() + "?" + url.getRawQuery()
                    + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes());
            return socket.getInputStream().read();
        }
    }

    @Test
    void whoWasAwayForAMinuteBeginsAnew() {
        AtomicLong time = new AtomicLong();
        Returns returns = new Returns(time::get);
        assertEquals(1, returns.comes("a"));
        returns.begins("a");
        time.addAndGet(TimeUnit.MINUTES.toNanos(5));
        assertEquals(2, returns.comes("a")); // the first is still open
        returns.ends("a");
        time.addAndGet(TimeUnit.SECONDS.toNanos(59));
        assertEquals(3, returns.comes("a"));
        time.addAndGet(TimeUnit.SECONDS.toNanos(61));
        assertEquals(1, returns.comes("a"));
        for (int i = 0; i < Returns.MOST; i++) returns.comes("other " + i);
        assertEquals(1, returns.comes("a")); // forgotten
    }

    @Test
    void longTargetsAreNotRememberedWhole() {
        assertEquals("a /b?c", Returns.key("a", "/b?c"));
        String one = Returns.key("a", "/b?" + "c".repeat(30_000));
        assertTrue(one.length() < 1100);
        assertFalse(one.equals(Returns.key("a", "/b?" + "c".repeat(29_999))));
    }

    @Test
    void whoIsSentOnIsTheOneThatCame() {
        AtomicLong time = new AtomicLong(TimeUnit.HOURS.toNanos(1));
        Returns returns = new Returns(time::get);
        for (int n = 1; n <= 3; n++) {
            assertEquals(n, returns.comes("a"));
            returns.isSentOn("a");
        }
        assertEquals(1, returns.comesOn("a"));
        assertEquals(2, returns.comesOn("a"));
        time.addAndGet(TimeUnit.SECONDS.toNanos(11));
        assertEquals(4, returns.comesOn("a")); // the third has not followed, and this one was not sent
    }

    /** What is alive, after a collection. */
    private static int alive(String... types) throws Exception {
        ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
        String histogram = (String) ManagementFactory.getPlatformMBeanServer().invoke(commands, "gcClassHistogram",
                new Object[] {new String[0]}, new String[] {String[].class.getName()});
        int alive = 0;
        for (String line : histogram.split("\n")) {
            String[] columns = line.strip().split("\\s+");
            if (columns.length > 3 && List.of(types).contains(columns[3])) alive += Integer.parseInt(columns[1]);
        }
        return alive;
    }

    private static final String[] OURS = {"sun.net.httpserver.HttpConnection", "sse.server.HeldResponse",
        "sse.broken.BrokenExchange", "sse.broken.Pump", "sse.broken.RawExchange"};

    @Test
    void thousandThatAreOpenedAndDroppedLeaveNothing() throws Exception {
        String[] faults = {"hold=1000", "gzip", "stall=4s@events=1", "delay=3s", "slow=3", "cut@events=2", "half",
            "status=503", "short@events=2", "reset@events=1", "stall@events=1", "delay", "refuse", "length=100",
            "split=1", "html", "noblank", "dup", "stall=1h", "nohb"};
        try (DemoServer server = new DemoServer(); ExecutorService threads = Executors.newFixedThreadPool(20)) {
            round(server, threads, faults, 2);
            settle(server, 0);
            int before = alive(OURS);
            int virtual = alive("java.lang.VirtualThread");
            round(server, threads, faults, 1000 / faults.length);
            settle(server, before + 8);
            Await.until("no thread is left", 40_000, () -> alive("java.lang.VirtualThread") < virtual + 8);
        }
    }

    private static void settle(DemoServer server, int most) {
        Await.until("no stream is open", 60_000, () -> server.server.openStreams() == 0);
        if (most > 0) Await.until("nothing is left", 40_000, () -> alive(OURS) <= most);
    }

    private static void round(DemoServer server, ExecutorService threads, String[] faults, int times) throws Exception {
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            for (String fault : faults) {
                String target = "/demo/count?every=20ms&hb=0&fault=" + fault + "&_=" + i;
                all.add(threads.submit(() -> {
                    open(server.port(), target);
                    return null;
                }));
            }
        }
        for (Future<?> one : all) one.get();
    }

    /** Asks, follows to the raw server, reads a little where something comes soon, and leaves. */
    private static void open(int port, String target) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes());
            socket.setSoTimeout(30);
            byte[] bytes = new byte[2000];
            InputStream in = socket.getInputStream();
            int n = in.read(bytes);
            String head = n < 0 ? "" : new String(bytes, 0, n);
            int at = head.indexOf("Location: http://localhost:");
            if (at < 0) return;
            URI url = URI.create(head.substring(at + 10, head.indexOf('\r', at)));
            open(url.getPort(), url.getRawPath() + "?" + url.getRawQuery());
        } catch (java.net.SocketTimeoutException | java.net.SocketException e) {
            // nothing comes, or a reset
        }
    }

    /** A page of anywhere can send a form here and show the answer: what it wrote is not to run as this server's. */
    @Test
    void streamThatIsShownAsAPageRunsNothing() throws IOException {
        try (DemoServer server = new DemoServer()) {
            String script = "<script>alert(origin)</script>";
            DemoServer.Answer answer = server.post("/demo/echo?fault=type=text/html", "text/plain", script);
            assertEquals("text/html", answer.header("content-type"));
            assertEquals("sandbox; default-src 'none'", answer.header("content-security-policy"));
            assertEquals("nosniff", answer.header("x-content-type-options"));
        }
    }
}
