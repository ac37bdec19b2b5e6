package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sse.kit.ScriptedServer.stop;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.kit.ScriptedServer;
import sse.term.ShellWords;

/** What tail asks, and of whom. */
@Timeout(20)
class TailRequestTest {
    @Test
    void lastAndSinceAreAskedOfTheServer() throws Exception {
        try (ScriptedServer server = new ScriptedServer(stop())) {
            Typed.run("tail", server.url() + "?a=b#c", "-n", "5", "--since", "10m");
            assertTrue(server.requests().get(0).startsWith("GET /events?a=b&last=5&since=10m HTTP/1.1\r\n"),
                    server.requests().get(0));
        }
    }

    @Test
    void requestIsWhatCurlsLettersSay() throws Exception {
        try (ScriptedServer server = new ScriptedServer(stop())) {
            Typed.run("tail", "-NsSL", "-k", "-H", "Accept:", "-HX-A: b", "-H", "accept-language: vi", "-u", "me:pw",
                    "-b", "c=d",
                    "-A", "me/1", "-d", "a", "-d", "b c", server.url());
            String request = server.requests().get(0);
            assertEquals("POST /events HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                    + "\r\nCache-Control: no-cache\r\nPragma: no-cache\r\nUser-Agent: me/1\r\nAuthorization: Basic "
                    + Base64.getEncoder().encodeToString("me:pw".getBytes())
                            + "\r\nCookie: c=d\r\nContent-Type: application/x-www-form-urlencoded\r\nX-A: b\r\n"
                    + "accept-language: vi\r\nContent-Length: 5\r\n\r\na&b c", request);
        }
    }

    @Test
    void userInTheUrlIsBasicAuthorization() throws Exception {
        try (ScriptedServer server = new ScriptedServer(stop())) {
            Typed.run("tail", "http://a:b@127.0.0.1:" + server.port() + "/x");
            assertEquals("Basic YTpi", server.sent(0, "Authorization"));
        }
    }

    @Test
    void tokenOfTheEnvironmentGoesToOwnServersOnly() throws Exception {
        try (ScriptedServer server = new ScriptedServer(stop())) {
            Map<String, String> env = Map.of("SSE_TOKEN", "t", "SSE_URL", ":" + server.port());
            Typed.run(env, "", false, "tail", "news", "sport");
            assertTrue(server.requests().get(0).startsWith("GET /news,sport HTTP/1.1\r\n"));
            assertEquals("Bearer t", server.sent(0, "Authorization"));
            Typed.run(Map.of("SSE_TOKEN", "t", "http_proxy", "http://127.0.0.1:" + server.port()), "", false, "tail",
                    "http://example.com/x");
            assertTrue(server.requests().get(1)
                    .startsWith("GET http://example.com/x HTTP/1.1\r\nHost: example.com\r\n"),
                    server.requests().get(1));
            assertNull(server.sent(1, "Authorization"));
            Typed.run(env, "", false, "tail", "news", "--as", "browser");
            assertNull(server.sent(2, "Authorization"), "a page has none");
        }
    }

    @Test
    void whatPeopleWriteForAUrlIsAsked() throws Exception {
        try (ScriptedServer server = new ScriptedServer(stop())) {
            int port = server.port();
            for (String word : List.of("HTTP://127.0.0.1:" + port + "//x", "127.0.0.1:" + port + "//x",
                    ":" + port + "//x", "localhost.:" + port + "//x", "u:p@127.0.0.1:" + port + "//x")) {
                assertEquals(0, Typed.run("tail", word).code(), word);
                String request = server.requests().get(server.requests().size() - 1);
                assertTrue(request.startsWith("GET //x HTTP/1.1\r\n"), request);
            }
            assertEquals(0, Typed.run("tail", ":" + port + "/a b{\u00E9}?c={d}|e").code());
            String request = server.requests().get(server.requests().size() - 1);
            assertTrue(request.startsWith("GET /a%20b%7B%C3%A9%7D?c=%7Bd%7D%7Ce HTTP/1.1\r\n"), request);
            assertEquals(0, Typed.run("tail", ":" + port + "/100%").code());
        }
    }

    @Test
    void whatIsNoUrlToAskIsSaidAtOnce() {
        for (String word : List.of("mailto:a@b", "about:blank", "foo:bar", "ws://h/", "http:", "data:text/html,x")) {
            String says = "sse: '" + word + "' is not an http or https URL";
            assertEquals(says + "\n", Typed.run("tail", word).err());
            Typed page = Typed.run("tail", "--as", "browser", word);
            assertEquals(says + "; in a page, EventSource fails at once\n", page.err());
            assertEquals(2, page.code());
        }
        for (String word : List.of("http://[", "http://h:99999/", "http://%zz/", "http://a b/", "")) {
            Typed page = Typed.run("tail", "--as", "browser", word);
            assertTrue(page.err().endsWith("; in a page, EventSource fails at once\n"), page.err());
            assertEquals(2, page.code());
        }
        for (String word : List.of("::1:8080/t", "http://::1:8080/t")) {
            assertEquals("sse: 'http://::1:8080/t': an IPv6 address stands in brackets: [::1]:8080\n",
                    Typed.run("tail", word).err());
        }
    }

    @Test
    void wrongUsageIsOneSentence() {
        for (String line : List.of("tail", "tail x --cuont 1", "tail x -c 0", "tail ftp://x/", "tail x --json --data",
                "tail x --where a=b", "tail x --get a..b",
                "tail x --as chrome", "tail x --as browser -H a:b", "tail x --origin http://a", "tail x -H bad",
                        "tail x -d @/no/such", "tail x --cacert /no/such", "tail x --cacert /",
                        "tail x --cacert build.sh",
                "tail x -m -1", "tail x --color red", "tail x --join", "tail x -x ftp://p", "tail x --then ''",
                        "tail x -X 'A\u0001'", "tail http://h:99999/")) {
            Typed typed = Typed.run(ShellWords.of(line).toArray(String[]::new));
            assertEquals(2, typed.code(), line);
            assertEquals(1, typed.err().lines().count(), typed.err());
            assertTrue(typed.err().startsWith("sse: "), typed.err());
        }
    }
}
