package sse.page;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sse.Event;
import sse.kit.Await;
import sse.server.ServerOptions;

/** What pages of other origins may do, in a browser, which enforces it. */
class OtherPagesTest {
    private static final String PAGE = """
            <!doctype html><title>a page</title><script>
            const seen = [];
            function open(url) {
              const source = new EventSource(url);
              source.onopen = () => seen.push('open');
              source.onmessage = e => {
                seen.push(e.data);
                if (e.lastEventId === 'close') source.close();
              };
              source.onerror = () => seen.push('error ' + source.readyState);
              addEventListener('pagehide', () => source.close()); // or it is kept open for the back button
              return source;
            }
            const publish = url => fetch(url, { method: 'PUT', headers: { 'X-Event': 'tick' }, body: 'mine' })
              .then(r => seen.push(r.status), e => seen.push('refused'));
            </script>""";
    private static final String SEEN = "seen.join('|')";

    private static Chromium browser;
    private static Site site;
    private static HttpServer other;

    @BeforeAll
    static void start() throws Exception {
        browser = new Chromium();
        site = new Site();
        other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        other.createContext("/", exchange -> {
            byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.getResponseBody().close();
        });
        other.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (other != null) other.stop(0);
        if (site != null) site.close();
        if (browser != null) browser.close();
    }

    /** Opens the page under this name; {@return its origin} */
    private static String open(String host) throws InterruptedException {
        String origin = "http://" + host + ":" + other.getAddress().getPort();
        browser.open(origin + "/");
        browser.await(origin + " function", "location.origin + ' ' + typeof publish");
        return origin;
    }

    @Test
    void aPageOfAnotherPortOfThisMachineReadsPublishesAndComesBack() throws Exception {
        site.server.hub().publish("port", Event.of("before"));
        open("localhost");
        browser.eval("(open('" + site.url("/port?since=all") + "'), 1)");
        browser.await("open|before", SEEN);
        browser.eval("(publish('" + site.url("/port") + "'), 1)");
        browser.await("open|before|201", SEEN); // X-Event and PUT ask for a preflight
        site.server.hub().publish("port", Event.of("after"));
        browser.await("open|before|201|after", SEEN);
    }

    @Test
    void itComesBackWithItsPlace() throws Exception {
        try (Site brief = new Site(ServerOptions.loopback(0).withMaxAge(200).withRetry(50))) {
            brief.server.hub().publish("brief", Event.of("one"));
            open("localhost");
            browser.eval("(open('" + brief.url("/brief?since=all") + "'), 1)");
            browser.await("open|one|error 0|open|error 0|open", "seen.slice(0, 6).join('|')"); // and nothing twice
            brief.server.hub().publish("brief", Event.of("two"));
            browser.await("one|two", "seen.filter(s => s !== 'open' && s !== 'error 0').join('|')");
        }
    }

    @Test
    void theOwnPageOpensStreamsUnderTheOtherName() throws Exception {
        for (String[] names : new String[][] {{"localhost", "127.0.0.1"}, {"127.0.0.1", "localhost"}}) {
            int port = site.server.address().getPort();
            browser.open("http://" + names[0] + ":" + port + "/");
            browser.await("object " + names[0], "typeof window.lab + ' ' + location.hostname");
            browser.eval("(window.said = '', new EventSource('http://" + names[1] + ":" + port
                    + "').onmessage = e => window.said = e.data, 1)");
            browser.await("hello", "said");
        }
    }

    @Test
    void aPageOfAnotherOriginIsKeptOutAndTheLogSaysHowToLetItIn() throws Exception {
        String origin = open("evil.test");
        browser.eval("(open('" + site.url("/kept") + "'), publish('" + site.url("/kept") + "'), 1)");
        browser.await("error 2|refused", "seen.sort().join('|')");
        assertTrue(site.server.hub().topics().stream().noneMatch(t -> t.name().equals("kept"))); // no reader, no topic
        Await.until("a word in the log", 5000, () -> !site.refusals.isEmpty());
        assertTrue(site.refusals.contains("a page of " + origin + " was kept out of /kept; start with --cors "
                + origin), site.refusals.toString());
        browser.eval("(seen.length = 0, open('" + site.url("/demo/clock") + "'), 1)");
        browser.await("open", "seen[0]"); // demo streams are for everybody
    }

    /** The tutorials' first server: one URL that streams to who accepts a stream, and says ok otherwise. */
    @Test
    void oneUrlStreamsAndSaysOkOtherwise() throws Exception {
        open("localhost");
        browser.eval("(open('" + site.url("") + "'), 1)");
        browser.await("open|hello", "seen.slice(0, 2).join('|')");
        browser.open(site.url("/_/lab/parse.js")); // any place of this origin that has no policy
        browser.await("/_/lab/parse.js", "location.pathname");
        browser.eval("(fetch('/', { headers: { Accept: 'application/json' } })"
                + ".then(r => r.text()).then(t => ok = t), ok = 0)");
        browser.await("ok\n", "ok");
    }

    /** Their second one: an event with the id close says that it is over, and the page closes. */
    @Test
    void theIdCloseEndsAStreamForGood() throws Exception {
        open("localhost");
        browser.eval("(source = open('" + site.url("/lesson") + "'), 1)");
        browser.await("open", SEEN);
        site.server.hub().publish("lesson", Event.of("one"));
        site.server.hub().publish("lesson", Event.of("over").withId("close"));
        browser.await("open|one|over 2", SEEN + " + ' ' + source.readyState");
    }

    @Test
    void headersOfAPageAreLatin1() throws Exception {
        open("localhost");
        browser.eval("(fetch('" + site.url("/latin") + "', { method: 'POST', headers: { 'X-Event': 'caf\u00e9' },"
                + " body: 'x' }).then(r => seen.push(r.status)), 1)");
        browser.await("202", SEEN);
        browser.eval("(fetch('" + site.url("/latin/json?since=all&poll=1") + "').then(r => r.json())"
                + ".then(e => seen.push(e.type)), 1)");
        browser.await("202|caf\u00e9", SEEN);
    }
}
