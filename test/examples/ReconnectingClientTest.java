import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import sse.kit.ScriptedServer;

/** Runs the program that the README shows for clients. */
class ReconnectingClientTest {
    @Test
    void readsOverACutUntilTheServerSaysStop() throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.stream("retry: 20\nid: 1\ndata: a\n\n"),
                ScriptedServer.stream("event: tick\ndata: b\n\n"), ScriptedServer.stop())) {
            System.setOut(new PrintStream(out, true));
            ReconnectingClient.print(server.uri("/news").toString());
            assertEquals("message a\ntick b\nover: status 204 No Content\n", out.toString());
            assertEquals("1", server.sent(2, "Last-Event-ID"));
        } finally {
            System.setOut(before);
        }
    }
}
