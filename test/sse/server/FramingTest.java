package sse.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Requests that a proxy in front might understand otherwise than the server does: refused in one sentence, by the
 * server or, before it sees them, by the JDK's.
 */
@Timeout(30)
class FramingTest {
    @AutoClose
    private final TestServer server = new TestServer();

    private void assertRefused(int status, String says, String request) throws IOException {
        RawClient.Answer answer = server.ask(request);
        if (answer.refusedByTheJdk()) return; // older and newer builds find more
        assertEquals(status, answer.status(), request);
        assertTrue(answer.body().contains(says), answer.body());
        assertEquals(1, answer.body().split("\n").length);
        assertEquals(0, server.published());
    }

    @Test
    void thePathIsWhatTheRequestLineSays() throws IOException {
        for (String target : new String[] {"//x/_/clients", "//localhost/_/clients", "//x/news", "//hello/"}) {
            assertRefused(400, "two slashes", "GET " + target + " HTTP/1.1\nHost: localhost\n\n");
        }
        assertRefused(400, "two slashes", "POST //x/news HTTP/1.1\nHost: localhost\nContent-Length: 1\n\nx");
        assertEquals(404, server.get("/news//_/clients").status());
        for (String target : new String[] {"/_%2fclients", "/%5F%2Fclients", "/news%2Fjson", "/demo%2Fcount"}) {
            assertRefused(400, "slashes as they are", "GET " + target + " HTTP/1.1\nHost: localhost\n\n");
        }
        assertRefused(400, "/_/ is written as it is", "GET /%5f/clients HTTP/1.1\nHost: localhost\n\n");
    }

    @Test
    void theTargetMayBeAUrlOfThisServer() throws IOException {
        assertEquals(200, server.ask("GET http://localhost/_/health HTTP/1.1\nHost: localhost\n\n").status());
        assertEquals(200, server.ask("GET HTTP://127.0.0.1:80/_/health HTTP/1.1\nHost: localhost\n\n").status());
        assertRefused(403, "not called 'evil.example'",
                "GET http://evil.example/_/health HTTP/1.1\nHost: localhost\n\n");
        assertRefused(403, "not called", "GET http://a@evil.example:80/news HTTP/1.1\nHost: localhost\n\n");
        assertRefused(400, "http URL", "GET ftp://localhost/_/health HTTP/1.1\nHost: localhost\n\n");
    }

    @Test
    void aRequestHasOneHost() throws IOException {
        assertRefused(400, "has a Host", "GET /_/health HTTP/1.1\n\n");
        assertRefused(400, "one Host", "GET /_/health HTTP/1.1\nHost: localhost\nHost: localhost\n\n");
        assertRefused(400, "one Host", "GET /_/health HTTP/1.1\nHost: localhost\nHost: evil.example\n\n");
        assertEquals(200, server.ask("GET /_/health HTTP/1.0\n\n").status());
    }

    @Test
    void otherVersionsAreNotSpoken() throws IOException {
        for (String version : new String[] {"HTTP/2.0", "HTTP/1.2", "http/1.1", "HTTP/1.1 x", "x"}) {
            assertRefused(505, "HTTP/1.1", "GET /_/health " + version + "\nHost: localhost\n\n");
        }
    }

    @Test
    void lengthsAndCodingsAreWrittenInOneWay() throws IOException {
        for (String length : new String[] {"+1", "1 1", "0x1", "1,1", "-1", ""}) {
            for (String path : new String[] {"/news", "/", "/_/health"}) {
                assertRefused(400, "Content-Length", "POST " + path + " HTTP/1.1\nHost: localhost\nContent-Length: "
                        + length + "\n\nx");
            }
        }
        assertRefused(400, "Transfer-Encoding",
                "POST /news HTTP/1.0\nTransfer-Encoding: chunked\n\n1\r\nx\r\n0\r\n\r\n");
        for (String line : new String[] {"Transfer-Encoding: gzip, chunked",
            "Transfer-Encoding: chunked\nContent-Length: 1", "Transfer-Encoding : chunked"}) {
            int status = server.ask("POST /news HTTP/1.1\nHost: localhost\n" + line + "\n\n1\r\nx\r\n0\r\n\r\n")
                    .status();
            assertTrue(status == 400 || status == 501, line + ": " + status); // the JDK's own word
        }
        assertEquals(0, server.published());
    }
}
