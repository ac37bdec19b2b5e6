package sse.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sse.kit.ScriptedServer.answer;
import static sse.kit.ScriptedServer.stop;
import static sse.kit.ScriptedServer.stream;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sse.kit.ScriptedServer;

/** Redirects: R55, R56 and R60, and what Fetch says of the request that follows one. */
@Timeout(20)
class EventSourceRedirectTest {
    private static final ClientOptions QUICK = ClientOptions.DEFAULT.withRetry(20).withLongestWait(0);

    private static ScriptedServer.Play redirect(int status, String location) {
        return answer("HTTP/1.1 " + status + " Moved\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n");
    }

    private static String line(ScriptedServer server, int n) {
        return server.requests().get(n).lines().findFirst().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectIsFollowedAndTheTargetIsAskedAfterwards(int status) throws Exception {
        List<URI> opened = new ArrayList<>();
        StreamListener listener = new StreamListener() {
            @Override
            public void open(Answer answer) {
                opened.add(answer.uri());
            }
        };
        try (ScriptedServer server = new ScriptedServer(redirect(status, "/b?x=1"), stream("id: 1\ndata: a\n\n"),
                stop());
                EventSource source = new EventSource(StreamRequest.of(server.uri("/a")), QUICK, listener)) {
            assertEquals("a", source.read().data());
            assertNull(source.read());
            assertEquals(List.of("GET /a HTTP/1.1", "GET /b?x=1 HTTP/1.1", "GET /b?x=1 HTTP/1.1"),
                    List.of(line(server, 0), line(server, 1), line(server, 2)));
            assertEquals("1", server.sent(2, "Last-Event-ID"));
            assertEquals(List.of(server.uri("/b?x=1")), opened);
        }
    }

    @Test
    void redirectWithoutALocationIsAStatusLikeOthers() throws Exception {
        try (ScriptedServer server = new ScriptedServer(answer("HTTP/1.1 302 Found\r\n\r\n"));
                EventSource source = new EventSource(server.uri("/"))) {
            assertNull(source.read());
            assertEquals(new Closed(Closed.Reason.STATUS, "status 302 Found", 302), source.closed());
        }
    }

    @Test
    void twentyHopsAreFollowedAndNotOneMore() throws Exception {
        List<Cut> cuts = new ArrayList<>();
        StreamListener listener = new StreamListener() {
            @Override
            public void cut(Cut cut) {
                cuts.add(cut);
            }
        };
        ScriptedServer.Play[] plays = new ScriptedServer.Play[23];
        for (int i = 0; i <= 20; i++) plays[i] = redirect(302, "/" + (i + 1));
        plays[21] = stop();
        plays[22] = stop();
        try (ScriptedServer server = new ScriptedServer(plays);
                EventSource source = new EventSource(StreamRequest.of(server.uri("/0")), QUICK, listener)) {
            assertNull(source.read());
            assertEquals(List.of(Cut.How.REDIRECTS), cuts.stream().map(Cut::how).toList());
            assertEquals("GET /20 HTTP/1.1", line(server, 20));
            assertEquals("GET /0 HTTP/1.1", line(server, 21), "an attempt that failed leaves the URL as it was");
        }
    }

    @Test
    void redirectElsewhereThanHttpClosesForGood() throws Exception {
        for (String location : List.of("ftp://127.0.0.1/", "about:blank", "http://")) {
            try (ScriptedServer server = new ScriptedServer(redirect(302, location));
                    EventSource source = new EventSource(server.uri("/"))) {
                assertNull(source.read());
                assertEquals(Closed.Reason.URL, source.closed().reason());
                assertTrue(source.closed().says().endsWith(location), source.closed().says());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"301,GET", "302,GET", "303,GET", "307,POST", "308,POST"})
    void postBecomesGetWhereFetchSaysSo(int status, String method) throws Exception {
        try (ScriptedServer server = new ScriptedServer(redirect(status, "/b"), stop());
                EventSource source = new EventSource(StreamRequest.of(server.uri("/a")).withMethod("POST")
                        .withBody("hello".getBytes()), QUICK, new StreamListener() {})) {
            assertNull(source.read());
            assertTrue(server.requests().get(0).endsWith("\r\n\r\nhello"));
            assertEquals(method + " /b HTTP/1.1", line(server, 1));
            assertEquals(method.equals("POST"), server.requests().get(1).endsWith("hello"));
        }
    }

    @Test
    void whatProvesWhoAsksStaysAtItsOrigin() throws Exception {
        try (ScriptedServer other = new ScriptedServer(stop()); ScriptedServer server = new ScriptedServer(redirect(307,
                "/b"),
                redirect(307, other.uri("/c").toString()));
                EventSource source = new EventSource(StreamRequest.of(server.uri("/a")).withHeader("Authorization",
                        "Basic eA==").withHeader("Cookie", "a=b"), QUICK,
                        new StreamListener() {})) {
            assertNull(source.read());
            assertEquals("Basic eA==", server.sent(1, "Authorization"));
            assertNull(other.sent(0, "Authorization"));
            assertNull(other.sent(0, "Cookie"));
        }
    }

    @Test
    void headersThatMayProveWhoAsksStayAtHomeAndAreNamed() throws Exception {
        String[] secret = {"X-Api-Key", "X-Auth", "x-my-token", "Cookie2", "Client-Secret", "X-Password", "Host"};
        for (boolean trusted : new boolean[] {false, true}) {
            List<String> named = new ArrayList<>();
            StreamListener listener = new StreamListener() {
                @Override
                public void redirected(Answer answer, URI target, List<String> withheld) {
                    named.addAll(withheld);
                }
            };
            try (ScriptedServer other = new ScriptedServer(redirect(307, "/d"), stop());
                    ScriptedServer server = new ScriptedServer(redirect(307, other.uri("/c").toString()))) {
                StreamRequest request = StreamRequest.of(server.uri("/a")).withHeader("X-Plain", "p");
                for (String name : secret) request = request.withHeader(name, "s");
                ClientOptions options = QUICK.withLocationTrusted(trusted);
                try (EventSource source = new EventSource(request, options, listener)) {
                    assertNull(source.read());
                }
                for (String name : secret) {
                    assertEquals("s", server.sent(0, name), name);
                    String expected = trusted ? "s" : name.equals("Host") ? Urls.authority(other.uri("/")) : null;
                    for (int i = 0; i < 2; i++) assertEquals(expected, other.sent(i, name), name);
                }
                assertEquals("p", other.sent(1, "X-Plain"));
                assertEquals(trusted ? List.of() : List.of(secret), named);
            }
        }
    }

    @Test
    void pageSendsItsOriginOnlyElsewhere() throws Exception {
        try (ScriptedServer other = new ScriptedServer(stop()); ScriptedServer server = new ScriptedServer(redirect(307,
                other.uri("/c").toString()))) {
            String page = Urls.origin(server.uri("/page"));
            StreamRequest request = StreamRequest.of(server.uri("/a")).withPage(new Page(page, false));
            try (EventSource source = new EventSource(request, QUICK, new StreamListener() {})) {
                assertNull(source.read());
                assertNull(server.sent(0, "Origin"));
                assertEquals(page, other.sent(0, "Origin"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
        "http://h/a/b?q, ?x, http://h/a/b?x", "http://h, c, http://h/c", "http://h/a/b, ../c, http://h/c",
                "http://h/a, //o:81/c, http://o:81/c",
        "http://h/a, /x y, http://h/x%20y", "http://h/a, /\u00E2\u0080\u00A6, http://h/%E2%80%A6",
                "https://h/a, https://o/, https://o/", "http://h/a?b, \"\", http://h/a?b"})
    void locationResolvesAsAUrlOfToday(String base, String location, String target) {
        assertEquals(URI.create(target), Urls.resolve(URI.create(base), location));
    }
}
