package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import sse.kit.ScriptedServer;
import sse.kit.ScriptedServer.Conversation;
import sse.kit.ScriptedServer.Play;
import sse.kit.Waits;

/** What lint and explain do where no head comes: say so, ask in plainer ways, and name what made the difference. */
@Timeout(60)
class NoHeadTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n"
            + "X-Accel-Buffering: no\r\n\r\n: hi\n\n";
    private static final Play SILENT = Conversation::awaitLeaving;

    /** As a middleware does that compresses what it is asked to, once there is enough of it. */
    private static final Play COMPRESSES = with -> {
        if (with.header("Accept-Encoding") == null) with.send(OK);
        with.awaitLeaving();
    };

    /** As a proxy does that waits for the whole body, to tell its length, but where there is no such thing. */
    private static final Play WAITS_FOR_ALL = with -> {
        if (with.request().contains(" HTTP/1.0\r\n")) with.send(OK);
        with.awaitLeaving();
    };

    /** Several of them run at a time, since each waits. */
    private static CompletableFuture<Typed> typed(ScriptedServer server, String... words) {
        List<String> all = Stream.concat(Stream.of(words), Stream.of(server.url(), "--for", "3s")).toList();
        return CompletableFuture.supplyAsync(() -> Typed.run(all.toArray(String[]::new)), Thread::startVirtualThread);
    }

    private static ScriptedServer server(Play play) throws IOException {
        return new ScriptedServer(play);
    }

    private static long asked(ScriptedServer server, String part) {
        return server.requests().stream().filter(request -> request.contains(part)).count();
    }

    @Waits
    void whatMakesTheDifferenceIsFound() throws IOException {
        try (ScriptedServer silent = server(SILENT); ScriptedServer gzip = server(COMPRESSES);
                ScriptedServer whole = server(WAITS_FOR_ALL); ScriptedServer shown = server(COMPRESSES);
                ScriptedServer never = server(SILENT)) {
            CompletableFuture<Typed> ofSilent = typed(silent, "lint");
            CompletableFuture<Typed> ofGzip = typed(gzip, "lint");
            CompletableFuture<Typed> ofWhole = typed(whole, "lint");
            CompletableFuture<Typed> ofShown = typed(shown, "explain");
            CompletableFuture<Typed> ofNever = typed(never, "explain", "--json");

            Typed run = ofSilent.join();
            assertEquals("""
                    error    SSE616  head      no head in N s, nor without Accept-Encoding, nor in HTTP/1.0
                    1 error in N s, 3 connections                                          exit 28
                    """, run.out().replaceAll("in \\d+\\.\\d s", "in N s"));
            String again = "# asks again without Accept-Encoding, and in HTTP/1.0, to see whether that helps\n";
            assertTrue(run.err().contains(again), run.err());
            assertTrue(run.err().contains("# connected, request sent, no head for 2 s: something may hold it back until"
                    + " there is enough of it\n"), run.err());
            assertTrue(run.err().endsWith(" sent no head in the time there was\n"), run.err());
            assertEquals(28, run.code());
            assertEquals(3, silent.requests().size());
            assertEquals(1, asked(silent, "Accept-Encoding: gzip, deflate\r\n"));
            assertEquals(1, asked(silent, " HTTP/1.0\r\n"));

            String out = ofGzip.join().out();
            assertTrue(out.matches("(?s)error    SSE617  head      no head in \\d\\.\\d s with Accept-Encoding, and "
                    + "after \\d+ ms without it: as if what compresses held it back\n.*"
                    + "1 error.*, 3 connections  .*exit 1\n"),
                    out);
            assertEquals(1, ofGzip.join().code());

            out = ofWhole.join().out();
            assertTrue(out.matches("(?s)error    SSE618  head      no head in \\d\\.\\d s in HTTP/1.1, and after "
                    + "\\d+ ms in HTTP/1.0\n.*"), out);
            assertEquals(1, ofWhole.join().code());

            out = ofShown.join().out();
            assertTrue(out.matches("(?s).*head {20,}no head in \\d.* +\\[error SSE617]\n0-4  +: hi.*, 1 error.*"), out);
            assertEquals(1, ofShown.join().code());

            out = ofNever.join().out();
            assertTrue(out.matches("(?s).*\"code\":\"SSE616\".*\"place\":\"head\".*"), out);
            assertEquals(28, ofNever.join().code());
        }
    }

    @Waits
    void whatMayCostSomethingIsAskedOnceAndOthersAsTheyMay() throws IOException {
        Play refuses = with -> {
            if (with.header("Accept-Encoding") == null) with.send("HTTP/1.1 429 Too Many\r\nContent-Length: 0\r\n\r\n");
            with.awaitLeaving();
        };
        try (ScriptedServer post = server(SILENT); ScriptedServer once = server(SILENT);
                ScriptedServer plain = server(SILENT); ScriptedServer busy = server(refuses);
                ScriptedServer tls = server(SILENT)) {
            CompletableFuture<Typed> ofPost = typed(post, "lint", "-d", "x");
            CompletableFuture<Typed> ofOnce = typed(once, "lint", "--no-probe", "--ignore", "no-head");
            CompletableFuture<Typed> ofPlain = typed(plain, "lint", "-s", "-H", "Accept-Encoding:");
            CompletableFuture<Typed> ofBusy = typed(busy, "lint");
            String https = "https://localhost:" + tls.port() + "/";
            Typed deaf = Typed.run("lint", https, "--for", "500ms", "-k");
            assertEquals("sse: localhost:" + tls.port() + ": no TLS in the time there was\n", deaf.err());
            assertEquals(28, deaf.code());
            assertEquals("", deaf.out());

            assertTrue(ofPost.join().out().matches("(?s).*  no head in \\d\\.\\d s\n.*"), ofPost.join().out());
            assertEquals(1, post.requests().size());
            assertEquals(28, ofOnce.join().code());
            assertTrue(ofOnce.join().out().startsWith("no findings in "), ofOnce.join().out());
            assertEquals(1, once.requests().size());
            assertTrue(ofPlain.join().out().contains(" s, nor in HTTP/1.0\n"), ofPlain.join().out());
            assertEquals("sse: 127.0.0.1:" + plain.port() + " sent no head in the time there was\n",
                    ofPlain.join().err());
            assertEquals(2, plain.requests().size());
            assertTrue(ofBusy.join().out().contains(" s; without Accept-Encoding: status 429; in "
                    + "HTTP/1.0: status 429\n"), ofBusy.join().out());
        }
    }

    /** An event lets all heads go, that of the first request last. */
    @Waits
    void headsThatComeTogetherAreNoDifference() throws IOException {
        CountDownLatch others = new CountDownLatch(2);
        Play withTheEvent = with -> {
            boolean given = with.header("Accept-Encoding") != null;
            if (given) with.await(others);
            with.send(OK);
            if (!given) others.countDown();
            with.awaitLeaving();
        };
        try (ScriptedServer server = server(withTheEvent)) {
            Typed run = typed(server, "lint").join();
            assertFalse(run.out().contains("SSE617"), run.out());
            assertFalse(run.out().contains("SSE618"), run.out());
            assertTrue(run.err().contains("# asks again"), run.err());
        }
    }
}
