package sse.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sse.Event;
import sse.kit.Await;
import sse.text.HostName;

/** Who may ask for what: names, origins, the token. */
class GuardTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private static RawClient.Answer from(TestServer server, String method, String path, String... lines)
            throws IOException {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\nHost: localhost\n");
        for (String line : lines) request.append(line).append('\n');
        if (method.equals("POST") || method.equals("PUT")) request.append("Content-Length: 1\n\nx");
        else request.append('\n');
        return server.ask(request.toString());
    }

    // ── Host ──

    @Test
    void hostIsALoopbackNameOrNamed() throws IOException {
        try (TestServer server = new TestServer(options -> options.withHosts(Set.of("my.box", "2001:db8::1")))) {
            for (String host : List.of("localhost", "LOCALHOST:8080", "localhost.", "LocalHost.:8080",
                    "127.0.0.1", "127.0.0.1:8080", "127.8.9.1",
                    "[::1]",
                    "[::1]:80", "a.localhost",
                    "my.box", "MY.box:99", "[2001:db8::1]:8080")) {
                assertEquals(200, server.ask("GET /_/health HTTP/1.1\nHost: " + host + "\n\n").status(), host);
            }
            for (String host : List.of("evil.example", "localhost.evil.example", "127.0.0.1.evil.example",
                    "127.evil", "127.0.0.1.5", "127.1",
                    "192.168.0.1", "[::2]", "notlocalhost",
                    "my.box.evil", ":80", "", "evil\u0007")) {
                RawClient.Answer answer = server.ask("GET /_/health HTTP/1.1\nHost: " + host + "\n\n");
                if (host.equals("evil\u0007") && answer.refusedByTheJdk()) continue;
                assertEquals(403, answer.status(), host);
                assertTrue(answer.body().contains("--host") && answer.body().indexOf('\u0007') < 0, answer.body());
            }
            assertEquals(200, server.ask("GET /_/health HTTP/1.0\n\n").status()); // no browser leaves it out
        }
    }

    @Test
    void thisMachinesNameCountsBeyondTheLoopback() throws IOException {
        String name = InetAddress.getLocalHost().getHostName();
        for (String bound : List.of("127.0.0.1", "0.0.0.0")) {
            Guard guard = new Guard(Set.of(), InetAddress.getByName(bound), Set.of(), null);
            assertEquals(bound.equals("0.0.0.0"), guard.isOurs(HostName.of(name)));
            assertFalse(guard.isOurs("evil.example"));
        }
    }

    @Test
    void theLogTellsOfEachForeignHostOnce() throws IOException {
        try (TestServer server = new TestServer()) {
            for (int i = 0; i < 3; i++) server.ask("GET /news HTTP/1.1\nHost: my.box:8080\n\n");
            assertEquals(List.of("this server is not called 'my.box'; start it with --host my.box if it is"),
                    server.refusals);
        }
    }

    @Test
    void foreignHostNeitherPublishesNorReads() throws IOException {
        try (TestServer server = new TestServer()) {
            assertEquals(403, server.ask("POST /news HTTP/1.1\nHost: evil.example\nContent-Length: 1\n\nx").status());
            assertEquals(403, server.ask("GET /news HTTP/1.1\nHost: evil.example\n\n").status());
            assertEquals(0, server.published());
        }
    }

    // ── pages of other origins ──

    private static final String EVIL = "a page of http://evil.example was kept out of /news; "
            + "start with --cors http://evil.example";

    @Test
    void pageOfAnotherOriginIsKeptOut() throws IOException {
        try (TestServer server = new TestServer()) {
            for (String line : List.of("Origin: http://evil.example", "Origin: null", "Origin: http://127.0.0.1.evil",
                    "Origin: http://192.0.2.7:3000", "Origin: http://127.0.0.1@evil.example", "Origin: localhost",
                    "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site\nSec-Fetch-Dest: iframe",
                    "Origin: nonsense", "Origin: http://", "Origin: http://x;rm -r", "Origin: http://x$(rm)")) {
                for (String method : List.of("GET", "POST", "PUT", "DELETE", "OPTIONS")) {
                    RawClient.Answer answer = from(server, method, "/news", line);
                    assertEquals(403, answer.status(), method + " " + line);
                    assertNull(answer.header("Access-Control-Allow-Origin"));
                    assertTrue(answer.body().contains(" was kept out of /news; "), answer.body());
                }
            }
            assertTrue(!server.refusals.toString().contains("--cors http://x"), server.refusals.toString());
            assertEquals(0, server.published());
            assertTrue(server.get("/_/clients").body().startsWith("{\"open\":[],\"left\":[],\"refused\":[\n{"));
            assertEquals(List.of(), server.hub().topics()); // it never was a reader
        }
    }

    @Test
    void theLogSaysOnceHowToLetAPageIn() throws IOException {
        try (TestServer server = new TestServer()) {
            for (int i = 0; i < 3; i++) {
                assertEquals(EVIL + "\n", from(server, "GET", "/news", "Origin: http://evil.example").body());
                from(server, "GET", "/news/json", "Origin: null");
            }
            assertEquals(List.of(EVIL, "a page of no origin (a file, a frame in a sandbox: anybody's) "
                    + "was kept out of /news/json; start with --cors null"), server.refusals);
            assertTrue(server.get("/_/clients").body().contains("\"path\":\"/news\",\"status\":403,\"why\":\"" + EVIL));
        }
    }

    @Test
    void pagesOfThisMachineReadAndPublish() throws IOException {
        try (TestServer server = new TestServer()) {
            for (String origin : List.of("http://localhost:3000", "https://localhost", "http://127.0.0.1:3000",
                    "http://app.localhost:5173", "http://127.8.9.1", "http://[::1]:3000")) {
                RawClient.Answer published = from(server, "POST", "/news", "Origin: " + origin,
                        "Sec-Fetch-Site: cross-site");
                assertTrue(published.status() / 100 == 2, origin);
                assertEquals(origin, published.header("Access-Control-Allow-Origin"));
                assertEquals("true", published.header("Access-Control-Allow-Credentials"));
                assertTrue(published.header("Access-Control-Expose-Headers").contains("Warning"));
                try (RawClient stream = server.follow("/news?last=1", "Origin: " + origin)) {
                    assertEquals(origin, stream.header("access-control-allow-origin"));
                    assertEquals("x", stream.event().data());
                }
            }
        }
    }

    /** This machine has its loopback address, and 192.0.2.1 is an example's (RFC 5737). */
    @Test
    void aPageOfAnAddressIsOfThisMachineIfTheServerIsBoundToIt() throws IOException {
        for (String bound : List.of("0.0.0.0", "127.0.0.2")) {
            Guard guard = new Guard(Set.of(), InetAddress.getByName(bound), Set.of(), null);
            assertTrue(guard.isOfThisMachine("http://127.0.0.2:3000", HERE));
            assertFalse(guard.isOfThisMachine("http://192.0.2.1:3000", HERE));
        }
        for (String name : List.of("192.0.2.1", "[2001:db8::1]")) {
            InetAddress address = InetAddress.getByName(name);
            Guard guard = new Guard(Set.of(), address, Set.of(), null);
            assertTrue(guard.isOfThisMachine("http://" + name + ":3000", HERE));
            assertTrue(guard.isOfThisMachine("http://" + name + ":3000", InetAddress.getByName("192.0.2.7")));
            assertFalse(guard.isOfThisMachine("http://192.0.2.2:3000", HERE));
        }
    }

    @Test
    void aPageOfLocalhostIsOfThisMachineOnlyIfItsBrowserIsHere() throws IOException {
        Guard guard = new Guard(Set.of(), InetAddress.getByName("0.0.0.0"), Set.of(), null);
        for (String origin : List.of("http://localhost:3000", "http://app.localhost", "http://127.0.0.1:3000",
                "http://[::1]:3000")) {
            assertTrue(guard.isOfThisMachine(origin, HERE));
            assertTrue(guard.isOfThisMachine(origin, InetAddress.getByName("::1")));
            assertFalse(guard.isOfThisMachine(origin, InetAddress.getByName("192.0.2.7")));
            assertFalse(guard.isOfThisMachine(origin, InetAddress.getByName("2001:db8::7")));
        }
        for (String own : HostName.addressesForOthers()) { // a browser here may ask for this machine by its address
            assertTrue(guard.isOfThisMachine("http://localhost:3000", HostName.address(own)));
        }
    }

    @Test
    void refusedTokensAreToldOnceASecond() throws IOException {
        try (TestServer server = new TestServer(options -> options.withToken("secret"))) {
            long began = System.nanoTime();
            for (int i = 0; i < 20; i++) server.get("/news");
            long most = 1 + (System.nanoTime() - began) / 1_000_000_000L;
            assertTrue(!server.refusals.isEmpty() && server.refusals.size() <= most, server.refusals.toString());
            assertEquals("a token is needed: Authorization: Bearer ...", server.refusals.get(0));
        }
    }

    @Test
    void ownPageAndToolsMayPublish() throws IOException {
        try (TestServer server = new TestServer()) {
            int port = server.address.getPort();
            assertEquals(202, server.ask("POST /news HTTP/1.1\nHost: localhost:" + port + "\nOrigin: http://localhost:"
                    + port
                    + "\nSec-Fetch-Site: same-origin\nContent-Length: 1\n\nx").status());
            assertEquals(202, from(server, "POST", "/news", "Sec-Fetch-Site: same-origin").status());
            assertEquals(202, from(server, "POST", "/news", "Sec-Fetch-Site: none").status());
            assertEquals(202, from(server, "POST", "/news").status());
        }
    }

    @Test
    void namedOriginMayReadAndPublishWithCredentials() throws IOException {
        try (TestServer server = new TestServer(options -> options.withOrigins(Set.of("https://app.example")))) {
            RawClient.Answer published = from(server, "POST", "/news", "Origin: https://app.example");
            assertEquals(202, published.status());
            assertEquals("https://app.example", published.header("Access-Control-Allow-Origin"));
            assertEquals("true", published.header("Access-Control-Allow-Credentials"));
            assertTrue(published.header("Vary").contains("Origin"));
            try (RawClient stream = server.follow("/news?since=all", "Origin: https://app.example")) {
                assertEquals("https://app.example", stream.header("access-control-allow-origin"));
                assertEquals("x", stream.event().data());
            }
            RawClient.Answer refused = from(server, "POST", "/news", "Origin: https://evil.example");
            assertEquals(403, refused.status());
            assertNull(refused.header("Access-Control-Allow-Origin"));
            assertEquals(403, from(server, "GET", "/news", "Origin: https://evil.example").status());
        }
    }

    @Test
    void refusalsCanBeReadByTheNamedOrigin() throws IOException {
        try (TestServer server = new TestServer(
                options -> options.withOrigins(Set.of("https://app.example")).withToken("secret"))) {
            RawClient.Answer answer = from(server, "GET", "/news", "Origin: https://app.example");
            assertEquals(401, answer.status());
            assertEquals("https://app.example", answer.header("Access-Control-Allow-Origin"));
        }
    }

    @Test
    void starLetsEverybodyInWithoutCredentials() throws IOException {
        try (TestServer server = new TestServer(options -> options.withOrigins(Set.of("*")))) {
            RawClient.Answer answer = from(server, "POST", "/news", "Origin: https://any.example");
            assertEquals(202, answer.status());
            assertEquals("*", answer.header("Access-Control-Allow-Origin"));
            assertNull(answer.header("Access-Control-Allow-Credentials"));
        }
    }

    @Test
    void preflightNamesMethodsAndHeaders() throws IOException {
        try (TestServer server = new TestServer(
                // a preflight carries none
                options -> options.withOrigins(Set.of("https://app.example")).withToken("secret"))) {
            RawClient.Answer answer = from(server, "OPTIONS", "/news", "Origin: https://app.example",
                    "Access-Control-Request-Method: PUT",
                    "Access-Control-Request-Headers: last-event-id");
            assertEquals(204, answer.status());
            assertEquals("https://app.example", answer.header("Access-Control-Allow-Origin"));
            assertEquals("GET, POST, PUT, DELETE, OPTIONS", answer.header("Access-Control-Allow-Methods"));
            assertEquals("Last-Event-ID, Cache-Control, Authorization, Content-Type, X-Event, X-Id, X-Retry",
                    answer.header("Access-Control-Allow-Headers"));
            RawClient.Answer foreign = from(server, "OPTIONS", "/news", "Origin: https://evil.example",
                    "Access-Control-Request-Method: PUT");
            assertEquals(403, foreign.status());
            assertNull(foreign.header("Access-Control-Allow-Origin"));
            assertNull(foreign.header("Access-Control-Allow-Methods"));
        }
    }

    // ── the token ──

    @Test
    void tokenIsAskedForTopicsAndMachineryButNotForHealth() throws IOException {
        try (TestServer server = new TestServer(options -> options.withToken("secret"))) {
            for (String[] request : new String[][] {{"GET", "/news"}, {"HEAD", "/news"}, {"POST", "/news"},
                    {"PUT", "/news"},
                    {"DELETE", "/news"},
                {"GET", "/news/json"}, {"GET", "/_/clients"}, {"GET", "/_/topics"}, {"GET", "/_/metrics"}}) {
                try (RawClient client = server.client()) {
                    String body = request[0].startsWith("P") ? "Content-Length: 1\n\nx" : "\n";
                    client.send(request[0] + " " + request[1] + " HTTP/1.1\nHost: localhost\n" + body);
                    RawClient.Answer answer = request[0].equals("HEAD") ? client.headOnly() : client.answer();
                    assertEquals(401, answer.status(), request[0] + " " + request[1]);
                    assertEquals("Bearer", answer.header("WWW-Authenticate"));
                }
            }
            assertEquals(0, server.published());
            assertEquals(200, server.get("/_/health").status());
            assertEquals(200, server.get("/").status());
        }
    }

    @Test
    void tokenIsTakenFromTheHeader() throws IOException {
        try (TestServer server = new TestServer(options -> options.withToken("secret"))) {
            assertEquals(202, server.post("/news", "x", "Authorization: bearer secret").status());
            assertEquals(200, server.get("/_/clients", "Authorization: Bearer secret").status());
            for (String wrong : List.of("Bearer", "Bearer ", "Bearer secre", "Bearer secretx", "Bearer SECRET",
                    "Basic secret",
                    "secret")) {
                assertEquals(401, server.post("/news", "x", "Authorization: " + wrong).status(), wrong);
            }
            assertEquals(1, server.published());
        }
    }

    @Test
    void tokenInTheQueryIsForStreamsOnlyAndIsNotShown() throws IOException {
        try (TestServer server = new TestServer(options -> options.withToken("secret"))) {
            try (RawClient stream = server.follow("/news?token=secret", "Accept: text/event-stream")) {
                server.hub().publish("news", Event.of("1"));
                assertEquals("1", stream.event().data());
                String clients = server.get("/_/clients", "Authorization: Bearer secret").body();
                assertTrue(clients.contains("\"path\":\"/news\"") && !clients.contains("secret"), clients);
            }
            assertEquals(401, server.get("/news?token=wrong", "Accept: text/event-stream").status());
            for (String accept : List.of("Accept: */*", "X: none")) {
                try (RawClient stream = server.follow("/news?last=1&token=secret", accept)) {
                    assertEquals("1", stream.event().data());
                }
            }
            for (String path : List.of("/_/clients", "/_/topics", "/_/metrics")) {
                assertEquals(401, server.get(path + "?token=secret", "Accept: text/event-stream").status());
            }
            assertEquals(401, server.post("/news?token=secret", "x", "Accept: text/event-stream").status());
            Await.until("the departure", 5000, () -> {
                server.hub().publish("news", Event.of("probe"));
                return !server.departures.isEmpty();
            });
            assertFalse(server.departures.toString().contains("secret"));
        }
    }
}
