package sse.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import sse.kit.OverTls;

/** What somebody sees who opens the page over TLS; and what a page of his own gets. */
@ExtendWith(OverTls.class)
class FirstViewOverTlsTest extends FirstViewTest {
    private static final String WATCH = """
            window.watch = (url, n) => new Promise(finish => {
              const seen = [], source = new EventSource(url);
              source.addEventListener('tick', e => {
                seen.push(e.lastEventId);
                if (seen.length === n) { source.close(); finish(seen.join(' ')); }
              });
            });
            """;

    @Test
    void anEventSourceGetsEventsAndComesBackForTheRest() throws Exception {
        browser.open(site.url("/_/health"));
        browser.eval(WATCH);
        String cut = site.url("/demo/count?cut=2&every=20ms&retry=50");
        assertEquals("1 2 3 4 5", browser.text("watch('" + cut + "', 5)"));
    }

    @Test
    void theServerOfRawAnswersIsOverTlsToo() throws Exception {
        browser.open(site.url("/_/health"));
        browser.eval(WATCH);
        String reset = site.url("/demo/count?fault=reset@events=2&every=20ms&retry=50");
        assertEquals("1 2 3 4 5", browser.text("watch('" + reset + "', 5)"));
    }
}
