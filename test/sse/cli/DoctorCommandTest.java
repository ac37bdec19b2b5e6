package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sse.kit.OverTls;
import sse.kit.ScriptedServer;
import sse.kit.ScriptedServer.Conversation;
import sse.kit.ScriptedServer.Play;
import sse.text.Json;

/** The command as a whole, over real connections: what it asks for, how often, what it says, and how it exits. */
@Timeout(60)
class DoctorCommandTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
            + "Cache-Control: no-cache\r\n";

    private static String event(int id) {
        return "id: " + id + "\ndata: event " + id + "\n\n";
    }

    /** An event each 20 ms, behind whatever id was asked for, until the reader leaves. */
    private static void stream(Conversation with, String headers) throws IOException, InterruptedException {
        with.send(HEAD + headers + "\r\n");
        String last = with.header("Last-Event-ID");
        for (int i = last == null ? 1 : Integer.parseInt(last) + 1;; i++) {
            with.send(event(i));
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** The same events for all readers, each 20 ms, so many of them at a time. */
    private static void timed(Conversation with, String headers, long start, int together)
            throws IOException, InterruptedException {
        with.send(HEAD + headers + "\r\n");
        StringBuilder held = new StringBuilder();
        for (long i = (System.nanoTime() - start) / 20_000_000;; i++) {
            TimeUnit.NANOSECONDS.sleep(start + i * 20_000_000 - System.nanoTime());
            held.append(event((int) i));
            if (i % together != 0) continue;
            with.send(held.toString());
            held.setLength(0);
        }
    }

    /** Whether it is what whoever answers first has to answer. */
    private static boolean isKnock(Conversation with) {
        return with.header("Transfer-Encoding") != null || with.request().startsWith("GET / ");
    }

    private static Typed doctor(ScriptedServer server, String... more) {
        List<String> words = new ArrayList<>(List.of("doctor", server.url()));
        words.addAll(List.of(more));
        if (!words.contains("--for")) words.addAll(List.of("--for", "700ms"));
        return Typed.run(words.toArray(String[]::new));
    }

    @Test
    void healthyStreamGivesNoFindingAndIsNeverAskedMoreThanSixTimesAtOnce() throws Exception {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Play play = with -> {
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
            Thread.ofVirtual().start(() -> left(with, open));
            stream(with, "");
        };
        try (ScriptedServer server = new ScriptedServer(play); ScriptedServer direct = new ScriptedServer(play)) {
            Typed typed = doctor(server, "--direct", direct.url());
            assertEquals(0, typed.code(), typed.out() + typed.err());
            assertTrue(typed.out().contains("nothing found in "), typed.out());
            assertTrue(typed.out().contains("resumed: next id follows"), typed.out());
            assertEquals("", typed.err());
            assertTrue(most.get() <= 6, "open at once: " + most);
            for (String request : server.requests()) assertTrue(request.startsWith("GET "), request);
            assertTrue(direct.requests().stream().anyMatch(request -> request.contains(" HTTP/1.0\r\n")));
        }
    }

    private static void left(Conversation with, AtomicInteger open) {
        try {
            with.awaitLeaving();
        } catch (IOException e) {
            // it left with a reset
        }
        open.decrementAndGet();
    }

    @Test
    void eventsThatAHopGathersAreMeasuredAgainstTheDirectWay() throws Exception {
        long start = System.nanoTime();
        try (ScriptedServer server = new ScriptedServer(with -> timed(with, "Server: nginx/1.25\r\n", start, 40));
                ScriptedServer direct = new ScriptedServer(with -> timed(with, "", start, 1))) {
            Typed typed = doctor(server, "--direct", direct.url(), "--for", "2s");
            assertEquals(1, typed.code(), typed.out());
            assertTrue(typed.out().contains("\nstream    FAIL   "), typed.out());
            assertTrue(typed.out().contains(": each is held for "), typed.out());
            assertTrue(typed.out().contains("\nIt is nginx (Server: nginx/1.25), between the server and you: it "
                    + "collects "), typed.out());
            assertTrue(typed.out().contains("    nginx: proxy_buffering off"), typed.out());
        }
    }

    @Test
    void headThatIsHeldBackIsBlamedOnWhoAnswersAHeadRequest() throws Exception {
        Play holds = with -> {
            if (with.request().startsWith("HEAD")) with.send(HEAD + "Server: nginx\r\n\r\n");
            with.awaitLeaving();
        };
        try (ScriptedServer server = new ScriptedServer(holds)) {
            Typed typed = doctor(server, "--for", "1200ms");
            assertEquals(1, typed.code(), typed.out());
            assertTrue(typed.out().contains("no head in 1."), typed.out());
            assertTrue(typed.out().contains("looks like nginx (Server: nginx)"), typed.out());
        }
    }

    @Test
    void headThatComesInOldHttpOnlyIsHeldBackToo() throws Exception {
        try (ScriptedServer server = new ScriptedServer(with -> {
            if (with.request().contains(" HTTP/1.0\r\n")) stream(with, "");
            else if (isKnock(with)) with.send("HTTP/1.1 501 No\r\nServer: nginx\r\nContent-Length: 0\r\n\r\n");
            else with.awaitLeaving();
        })) {
            Typed typed = doctor(server);
            assertEquals(1, typed.code(), typed.out());
            assertTrue(typed.out().contains("; in HTTP/1.0 it came after "), typed.out());
            assertTrue(typed.out().contains("  [SSE618]\n"), typed.out());
        }
    }

    @ParameterizedTest
    @CsvSource({"HTTP/1.1 404 Not Found, 404, 22", "HTTP/1.1 204 No Content, 204, 22", "HTTP/1.1 200 OK, 200, 22",
            "FTP, not HTTP, 22"})
    void whatIsNoStreamIsNotLookedAtAnyFurther(String first, String says, int code) throws Exception {
        String answer = first + "\r\nContent-Length: 4\r\nContent-Type: text/plain\r\n\r\noh\nno";
        try (ScriptedServer server = ScriptedServer.answering(answer, false)) {
            Typed typed = doctor(server, "--for", "20s");
            assertEquals(code, typed.code(), typed.out());
            assertTrue(typed.out().contains("head      FAIL   "), typed.out());
            assertTrue(typed.out().contains("; exit 22\n"), typed.out());
            assertEquals(1, server.requests().stream().filter(asked -> asked.startsWith("GET /events ")
                    && !asked.contains("Transfer-Encoding")).count(), () -> server.requests().toString());
            if (first.contains("404")) assertTrue(typed.out().contains("it says: oh\n"), typed.out());
        }
    }

    @Test
    void nobodyThereIsTheExitCodeOfCurl() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Typed refused = Typed.run("doctor", ":" + port + "/x");
        assertEquals(7, refused.code());
        assertTrue(refused.out().startsWith("connect   FAIL   no connection to 127.0.0.1: 127.0.0.1:" + port
                + " refuses\n"), refused.out());
        assertEquals(6, Typed.run("doctor", "http://no-such-host.invalid/").code());
    }

    @Test
    void serverThatSaysNothingIsOutOfTime() throws Exception {
        try (ScriptedServer server = new ScriptedServer(with -> {
            if (!isKnock(with)) with.awaitLeaving();
        })) {
            Typed typed = doctor(server, "--for", "300ms");
            assertEquals(28, typed.code(), typed.out());
            assertTrue(typed.out().contains("connected, asked, and no head in 0."), typed.out());
        }
    }

    @Test
    void certificateIsToldOfAndWhyItIsNotBelieved() throws Exception {
        ServerSocket tls = OverTls.Made.SERVER.getServerSocketFactory().createServerSocket(0, 50,
                InetAddress.getLoopbackAddress());
        try (ScriptedServer server = new ScriptedServer(tls, with -> stream(with, ""))) {
            String url = "https://127.0.0.1:" + server.port() + "/events";
            Typed trusted = Typed.run("doctor", url, "--for", "700ms", "--cacert", OverTls.Made.CERTIFICATE.toString());
            assertEquals(0, trusted.code(), trusted.out());
            assertTrue(trusted.out().contains("; TLS 1.3, certificate for "), trusted.out());
            assertTrue(trusted.out().contains("nothing found in "), trusted.out());
            Typed unknown = Typed.run("doctor", url, "--for", "700ms");
            assertEquals(60, unknown.code(), unknown.out());
            assertTrue(unknown.out().contains("; its certificate is not believed: it is signed by itself; -k does"
                    + " without\n"), unknown.out());
        }
    }

    @Test
    void rowsFoldInTheirColumnOnATerminal() throws Exception {
        try (ScriptedServer server = new ScriptedServer(with -> stream(with, "Age: 7\r\n"))) {
            Typed typed = Typed.onTerminal("", Map.of("COLUMNS", "60"), "doctor", server.url(), "--for", "500ms");
            for (String line : typed.out().split("\n")) {
                assertTrue(line.replaceAll("\u001B\\[[0-9;]*m", "").length() <= 60, line);
            }
            assertTrue(typed.out().contains("head      \u001B[1;31mFAIL\u001B[0m   an answer came out of a cache (Age: "
                    + "7):\n                 what one reader was sent"), typed.out());
            assertTrue(typed.err().startsWith("# reading it for 500 ms (--for); Ctrl-C ends that now\n"), typed.err());
        }
    }

    @Test
    void whatIsNoGetIsAskedOnceUnlessSaid() throws Exception {
        try (ScriptedServer server = new ScriptedServer(with -> stream(with, ""))) {
            Typed once = doctor(server, "-d", "{}");
            assertEquals(0, once.code(), once.out());
            assertEquals(1, server.requests().size());
            assertTrue(server.requests().get(0).startsWith("POST "));
            Typed again = doctor(server, "-d", "{}", "--repeat");
            assertTrue(again.out().contains("\nencoding  ok "), again.out());
            assertTrue(server.requests().size() > 4);
            assertEquals(2, doctor(server, "-d", "{}", "--direct", server.url()).code());
        }
    }

    @Test
    void pageOfAnotherOriginIsAskedForAndPreflighted() throws Exception {
        Play play = with -> {
            if (with.request().startsWith("OPTIONS")) with.send("HTTP/1.1 405 No\r\nContent-Length: 0\r\n\r\n");
            else stream(with, with.header("Cookie") == null ? "Access-Control-Allow-Origin: *\r\n" : "");
        };
        try (ScriptedServer server = new ScriptedServer(play)) {
            Typed typed = doctor(server, "--origin", "https://www.example");
            assertEquals(0, typed.code(), typed.out());
            assertTrue(typed.out().contains(
                    "cors      ok     a page of https://www.example may read this, but not with credentials\n"
                    + "cors      note   a preflight for last-event-id and authorization is refused: "), typed.out());
        }
        try (ScriptedServer server = new ScriptedServer(with -> stream(with, ""))) {
            Typed typed = doctor(server, "--origin", "https://www.example");
            assertEquals(1, typed.code(), typed.out());
            assertTrue(typed.out().contains("cors      FAIL   no Access-Control-Allow-Origin for a page of"
                    + " https://www.example: it may not read this  [SSE609]\n"), typed.out());
        }
    }

    @Test
    void serverThatStartsOverIsToldOf() throws Exception {
        try (ScriptedServer server = new ScriptedServer(with -> {
            with.send(HEAD + "\r\n");
            for (int i = 1;; i++) {
                with.send(event(i));
                TimeUnit.MILLISECONDS.sleep(20);
            }
        })) {
            Typed typed = doctor(server);
            assertEquals(0, typed.code());
            assertTrue(typed.out().contains("started over: the first id is 1, after "), typed.out());
            assertTrue(typed.out().contains("  [SSE312]\n"), typed.out());
        }
    }

    @Test
    void serverOfOneReaderAtATimeIsToldOf() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(with -> { }, with -> stream(with, ""),
                with -> never.await(20, TimeUnit.SECONDS))) {
            Typed typed = doctor(server);
            never.countDown();
            assertEquals(1, typed.code(), typed.out());
            assertTrue(typed.out().contains("limits    FAIL   while one stream was open, no other was answered"),
                    typed.out());
            assertFalse(typed.out().contains("encoding"), typed.out());
        }
    }

    @Test
    void floodIsReadToABound() throws Exception {
        String much = ("data: " + "x".repeat(2000) + "\n\n").repeat(100);
        try (ScriptedServer server = new ScriptedServer(with -> {
            with.send(HEAD + "\r\n");
            while (true) with.send(much);
        })) {
            Typed typed = doctor(server, "--for", "30s");
            assertTrue(typed.out().contains("; enough was read, 8."), typed.out());
            assertFalse(typed.out().contains("held"), typed.out());
        }
    }

    @Test
    void jsonIsAnObjectInEachLine() throws Exception {
        try (ScriptedServer server = new ScriptedServer(with -> stream(with, "X-Cache: HIT \u001B[1m\r\n"))) {
            Typed typed = doctor(server, "--json");
            String[] lines = typed.out().split("\n");
            for (String line : lines) Json.parse(line);
            assertTrue(lines[0].startsWith("{\"kind\":\"check\",\"check\":\"connect\",\"level\":\"ok\",\"says\":\""),
                    lines[0]);
            String last = lines[lines.length - 1];
            assertTrue(last.startsWith("{\"kind\":\"summary\",\"failed\":1,\"warnings\":0,\"says\":[\""), last);
            assertTrue(last.endsWith("\"exit\":1}"), last);
            assertFalse(typed.out().contains("\u001B"));
        }
    }

    @ParameterizedTest
    @CsvSource({"doctor, doctor needs the URL of a stream; see",
            "doctor :1/ :2/, 'doctor takes one URL, not also '':2/'''",
            "doctor :1/ --for 0, --for takes a time such as 20s", "doctor :1/ --fro 3s, did you mean --for?"})
    void wrongUsageIsOneSentence(String words, String says) {
        Typed typed = Typed.run(words.split(" "));
        assertEquals(2, typed.code());
        assertTrue(typed.err().contains(says), typed.err());
        assertEquals("", typed.out());
    }
}
