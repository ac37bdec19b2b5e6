package sse.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sse.Event;

/** What the page does in a browser. */
class BrowserTest {
    private static final String STATE = "$('state').textContent";
    private static final String DATA =
            "[...document.querySelectorAll('.data')].map(e => e.textContent).reverse().join('|')";
    private static final String TYPES =
            "[...document.querySelectorAll('.type')].map(e => e.textContent).reverse().join('|')";

    private static Browser browser;
    private static Site site;

    @BeforeAll
    static void start() throws Exception {
        browser = new Browser();
        site = new Site();
    }

    @AfterAll
    static void stop() throws Exception {
        if (site != null) site.close();
        if (browser != null) browser.close();
    }

    private static void open(String path) throws Exception {
        browser.open(site.url(path));
        browser.await("function", "typeof watch");
    }

    @Test
    void aStreamIsThereAtOnce() throws Exception {
        open("/");
        browser.await("open", STATE);
        browser.await("true", "document.querySelectorAll('#rows li').length > 0");
        // a second, and one more for a busy machine
        assertTrue(Double.parseDouble(browser.eval("performance.now()")) < 2000);
        assertEquals("one", browser.eval("document.querySelector('#rows li:last-child .data').textContent"));
    }

    @Test
    void whatIsPublishedInTheBoxAppears() throws Exception {
        open("/hello");
        browser.await("open", STATE);
        browser.eval("($('name').value = 'ch\\u00e0o \\u2192', "
                + "$('text').value = 'one\\n<b>two</b>\\n  xin ch\\u00e0o \\ud83d\\ude80', "
                        + "$('publish').requestSubmit())");
        browser.await("one\n<b>two</b>\n  xin chào 🚀", DATA);
        assertEquals("chào →", browser.eval(TYPES));
        browser.await("true", "/^Published with id .+, readers: 1$/.test($('answer').textContent)");
        assertTrue(browser.eval("$('script').textContent")
                .contains("source.addEventListener(\"chào →\", e => console.log(e.data));"));
    }

    @Test
    void whatOthersPublishAppears() throws Exception {
        open("/others");
        browser.await("open", STATE);
        site.server.hub().publish("others", Event.of("from elsewhere"));
        browser.await("from elsewhere", DATA);
        assertEquals("message", browser.eval(TYPES));
    }

    @Test
    void whoComesLateSeesTheNewestOrThatThereIsNothing() throws Exception {
        for (int i = 1; i <= 30; i++) site.server.hub().publish("late", Event.of("n" + i));
        open("/late");
        browser.await("20 n11 n30", "[$('rows').children.length, ...(d => [d[0], d.at(-1)])((" + DATA
                + ").split('|'))].join(' ')");
        open("/nothing");
        browser.await("open", STATE);
        assertEquals("\"nothing published yet\"", browser.eval("getComputedStyle($('rows'), '::before').content"));
        site.server.hub().publish("nothing", Event.of("something"));
        browser.await("something", DATA);
        assertEquals("none", browser.eval("getComputedStyle($('rows'), '::before').content"));
    }

    @Test
    void cutStreamIsTakenUpUntilTheServerSaysStop() throws Exception {
        open("/demo/count?n=5&cut=2&every=20ms&retry=100");
        browser.await("closed: the server answered 204: do not come back", STATE);
        assertEquals("one|two|three|four|five", browser.eval(DATA));
        browser.await("5 4 5 100 ms",
                "['events', 'connections', 'last', 'retry'].map(id => $(id).textContent).join(' ')");
    }

    @Test
    void everyFormOfTheStreamIsReadAlike() throws Exception {
        for (String form : List.of("eol=crlf&chunk=1", "eol=cr&chunk=1", "eol=mixed&chunk=1", "eol=mixed")) {
            open("/demo/count?n=4&every=20ms&retry=100&" + form);
            browser.await("closed: the server answered 204: do not come back", STATE);
            assertEquals("one|two|three|four", browser.eval(DATA), form);
            assertEquals("tick|tick|tick|tick", browser.eval(TYPES), form);
        }
    }

    @Test
    void parserFollowsTheStandard() throws Exception {
        open("/demo/count?n=1&end=204&retry=100");
        browser.await("closed: the server answered 204: do not come back", STATE);
        String[][] cases = {
            {"data\\n\\ndata\\ndata\\n\\ndata:", "|\n"},
            {"data:test\\n\\ndata: test\\n\\ndata:  test\\n\\n", "test|test| test"},
            {": test stream\\n\\ndata: first event\\nid: 1\\n\\ndata:second event\\nid\\n\\ndata:  third event\\n\\n",
                "first event|second event| third event"},
            {"data: a\\r\\ndata: b\\r\\n\\r\\ndata: c\\rdata: d\\r\\r", "a\nb|c\nd"},
            {"event: x\\n\\ndata: kept\\r\\rDATA: no\\r\\n\\r\\ndata:a:b\\n\\n", "kept|a:b"},
        };
        for (String[] pair : cases) {
            for (String feed : new String[] {"feed(text)", "[...text].forEach(c => feed(c))"}) {
                browser.eval("(fresh = [], $('rows').replaceChildren(), lastId = '', "
                        + "(text => { const feed = parser(); " + feed + "; })('" + pair[0] + "'))");
                browser.await(pair[1], DATA);
            }
        }
        browser.eval("parser()('id: 7\\n\\nid: a\\0b\\n\\nid: 8\\n')");
        assertEquals("7", browser.eval("lastId")); // with no data behind it; NUL is ignored, and 8 is not finished
        browser.eval("parser()('retry: 12\\nretry: 5s\\nretry:\\n')");
        assertEquals("12", browser.eval("retry"));
    }

    @Test
    void refusalIsShownInTheServersWords() throws Exception {
        open("/demo/count?every=1");
        browser.await("closed: 400, every is a duration from 20ms to 1h, not \"1\"\n", STATE);
        browser.eval("($('topic').value = 'a b', $('publish').requestSubmit())");
        browser.await("true", "$('answer').textContent.startsWith(\"Refused, 400: 'a b' cannot be a topic's name\")");
    }

    @Test
    void onlyTheLastRowsAreKept() throws Exception {
        open("/many");
        browser.await("open", STATE);
        for (int i = 1; i <= 450; i++) site.server.hub().publish("many", Event.of("n" + i));
        browser.await("450", "$('events').textContent");
        assertEquals("200 n251 n450", browser.eval("[$('rows').children.length, ...(d => [d[0], d[199]])((" + DATA
                + ").split('|'))].join(' ')"));
    }

    @Test
    void tokenIsAskedForWhenTheServerWantsOne() throws Exception {
        try (Site closed = new Site("sesame")) {
            browser.open(closed.url("/secret"));
            browser.await("false", "$('auth').hidden");
            browser.await("closed: 401, a token is needed: Authorization: Bearer ...\n", STATE);
            browser.eval("($('token').value = 'sesame', $('auth').requestSubmit())");
            browser.await("open", STATE);
            browser.eval("($('text').value = 'between us', $('publish').requestSubmit())");
            browser.await("between us", DATA);
        }
    }

    @Test
    void stopStopsAndStartStarts() throws Exception {
        open("/demo/clock");
        browser.await("open", STATE);
        browser.eval("$('stop').click()");
        assertEquals("stopped Start", browser.eval(STATE + " + ' ' + $('stop').textContent"));
        browser.eval("$('stop').click()");
        browser.await("open Stop", STATE + " + ' ' + $('stop').textContent");
    }

    @Test
    void nothingIsScrolledSidewaysOnASmallPhone() throws Exception {
        browser.size(320, 640);
        open("/wide?last=1");
        browser.await("open", STATE);
        site.server.hub().publish("wide", Event.of("w".repeat(500)).withType("t".repeat(100)).withId("i".repeat(100)));
        browser.await("1", "$('events').textContent");
        assertEquals("320 320", browser.eval("document.documentElement.scrollWidth + ' ' + innerWidth"));
        assertEquals("true", browser.eval("$('rows').scrollWidth <= $('rows').clientWidth"));
    }
}
