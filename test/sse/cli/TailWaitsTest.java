package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.kit.ScriptedServer;

/** What tail says while it waits; the times are those of {@code SilenceTest}. */
@Timeout(60)
class TailWaitsTest {
    private static final String SAYS = "# connected, request sent, no head for ";

    @Test
    void headThatDoesNotComeIsToldOnStandardErrorUnlessItIsToBeSilent() throws IOException {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.Conversation::awaitLeaving)) {
            CompletableFuture<Typed> silent = CompletableFuture.supplyAsync(() -> Typed.run("tail", server.url(), "-s",
                    "-m", "2.3"));
            CompletableFuture<Typed> json = CompletableFuture.supplyAsync(() -> Typed.run("tail", server.url(),
                    "--json", "-v", "-m", "2.3"));
            Typed plain = Typed.run("tail", server.url(), "-m", "2.3");
            assertTrue(plain.err().startsWith(SAYS), plain.err());
            assertTrue(plain.err().endsWith("; sse doctor URL looks\nsse: time ran out\n"), plain.err());
            assertEquals(28, plain.code());
            assertEquals("", plain.out());
            assertTrue(json.join().err().contains(SAYS), json.join().err());
            assertFalse(json.join().out().contains("no head"), json.join().out());
            assertEquals("sse: time ran out\n", silent.join().err());
            assertEquals(28, silent.join().code());
        }
    }
}
