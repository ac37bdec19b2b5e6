package sse.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sse.Event;

/** The wire lab in a browser: what stands in its two columns, and how it is used. */
class LabTest {
    /** The cells of the last row of a kind, as somebody sees them. */
    private static final String ROW = """
            window.row = kind => {
              const all = document.querySelectorAll('#list li.' + kind.split(' ').join('.'));
              const text = e => e.innerText.replace(/\\s+/g, ' ').trim();
              const row = all[all.length - 1];
              return row ? text(row.querySelector('.w')) + ' | ' + text(row.querySelector('.b')) : 'no ' + kind;
            };
            window.send = text => window.lab.actions.send(new TextEncoder().encode(text)).then(r => r.readers);""";

    private static Chromium browser;
    private static Site site;

    @BeforeAll
    static void start() throws Exception {
        browser = new Chromium();
        browser.before(ROW);
        browser.size(1440, 900);
        site = new Site();
    }

    @AfterAll
    static void stop() throws Exception {
        if (site != null) site.close();
        if (browser != null) browser.close();
    }

    /** Opens the lab at this stream; the callback of an event has found its bytes. */
    private static void open(String stream) throws Exception {
        browser.open(site.url("/?watch=" + stream.replace("&", "%26")));
        browser.await("document.querySelector('#list .agrees')");
    }

    /** Opens it at the page's own stream, which says nothing by itself. */
    private static void openOwn() throws Exception {
        browser.open(site.url("/?watch=/_/lab/stream"));
        browser.await("window.lab?.state.state === 'open' && document.querySelector('#list li.head.open')");
    }

    private static void awaitRow(String kind, String pattern) throws Exception {
        String regex = "/" + pattern.replace("/", "\\/") + "/";
        browser.await("true", "(row => " + regex + ".test(row) || row)(row('" + kind + "'))");
    }

    @Test
    void bytesAndCallbacksStandSideBySide() throws Exception {
        open("/demo/count");
        browser.eval("lab.actions.close()");
        awaitRow("req", "#1 GET /demo/count \\| $");
        awaitRow("head", "200 text/event-stream \\| [0-9:.]+ onopen readyState 1");
        String row = "(e => [e.querySelector('.w b').textContent, ...['n', 'handler', 'data', 'id', 'verdict']"
                + ".map(c => e.querySelector('.b .' + c).textContent.trim())].join(' '))"
                + "(document.querySelector('#list .dispatch'))";
        assertEquals("⇒ dispatch \"tick\" 1 listener(\"tick\") \"one\" id 1 ✓ browser agrees", browser.text(row));
        assertEquals("0", browser.text("((one, other) => one.getBoundingClientRect().top "
                + "- other.getBoundingClientRect().top)(...document.querySelector('#list .dispatch').children)"));
    }

    @Test
    void whatWasOnItsWayWhenThePageLeftIsNobodysMistake() throws Exception {
        open("/demo/ticker?rate=500");
        browser.eval("import('/_/lab/tap.js').then(tap => { tap.patience.millis = 300; })");
        browser.eval("lab.actions.connect('/_/lab/stream')");
        awaitRow("fin", "#1 reader left");
        browser.eval("window.then = performance.now()");
        browser.await("performance.now() - then > 1000"); // in which it would have been told twice
        assertEquals("0", browser.text("document.querySelectorAll('#list .differs').length"));
    }

    @Test
    void everyEventHasItsListenerOrNobodyListens() throws Exception {
        openOwn();
        assertEquals("1", browser.text("send('event: tick \\ndata: <b>x</b>\\n\\n')"));
        awaitRow("dispatch nobody", "\"tick \" \"<b>x</b>\" ○ dispatched, but nobody listens");
        browser.eval("document.querySelector('#names label:last-child input').click()"); // added by its name
        browser.await("lab.state.listeners.includes('tick ')");
        browser.text("send('event: tick \\ndata: y\\n\\nevent: error\\ndata: z\\n\\nid: 7\\ndata: {\"a\":1}\\n\\n')");
        browser.await("document.querySelectorAll('#list .agrees').length === 3");
        assertEquals("listener(\"tick \")|onerror|onmessage",
                browser.text("[...document.querySelectorAll('.agrees .handler')].map(e => e.textContent).join('|')"));
        awaitRow("dispatch agrees", "\\{\"a\":1\\}|\\{\\\\\"a\\\\\":1\\}");
        assertEquals("open 7", browser.text("lab.state.state + ' ' + lab.state.lastEventId"));
    }

    @Test
    void whatIsPendingStandsInAFrameAndIsThrownAwayAtTheEnd() throws Exception {
        openOwn();
        browser.text("send('data: hello\\nda')");
        browser.await("/data\\s+\"hello\"/.test(document.getElementById('pending').innerText)");
        assertEquals("0", browser.text("document.querySelectorAll('.dispatch').length"));
        browser.text("send('ta: two\\n\\n')");
        awaitRow("dispatch agrees", "onmessage \"hello\\\\ntwo\"");
        assertEquals("true", browser.text("document.getElementById('pending').hidden"));
        browser.text("send('data: lost\\nid: 9\\n').then(() => lab.actions.now('cut'))");
        awaitRow("discard", "thrown away: data \"lost\", id \"9\"");
        awaitRow("fin", "server ended the stream — \\| .*onerror readyState 0 comes back");
        assertEquals("", browser.text("lab.state.lastEventId"));
    }

    @Test
    void aCutStreamComesBackWithItsId() throws Exception {
        open("/demo/count?cut=3&every=20ms&retry=100");
        awaitRow("req", "#[2-9] GET /demo/count\\?cut=3&every=20ms&retry=100 Last-Event-ID: [0-9]+");
        awaitRow("fin", "server ended the stream — \\| .* onerror readyState 0 comes back in 100 ms");
        assertTrue(Integer.parseInt(browser.text("lab.state.conn")) > 1);
    }

    @Test
    void whoIgnoresTheIdIsSeenToRepeatItself() throws Exception {
        openOwn();
        browser.text("send('id: 1\\nretry: 50\\ndata: a\\n\\ndata: b\\n\\n').then(() => lab.actions.now('cut'))");
        awaitRow("req", "#2 GET /_/lab/stream Last-Event-ID: 1");
        browser.await("lab.state.state === 'open'");
        browser.text("send('data: none\\n\\nid: 1\\ndata: a\\n\\nid: 2\\ndata: c\\n\\n')");
        awaitRow("dispatch agrees", "\"c\"");
        assertEquals("4", browser.text("[...document.querySelectorAll('#list .again')]"
                + ".map(e => e.closest('li').querySelector('.n').textContent).join(' ')"));
    }

    @Test
    void aSheetOnAPhoneClosesWithEscapeAndGivesTheFocusBack() throws Exception {
        browser.size(360, 740);
        open("/demo/count");
        assertEquals("true", browser.text("document.getElementById('faults').hidden"));
        browser.click("#tabs [aria-controls=faults]");
        String part = browser.text("document.getElementById('faults').offsetHeight / innerHeight");
        assertTrue(Double.parseDouble(part) > 0.1 && Double.parseDouble(part) <= 0.6, part);
        browser.press("Escape");
        browser.await("true faults", "document.getElementById('faults').hidden + ' ' "
                + "+ document.activeElement.getAttribute('aria-controls')");
        assertEquals("", browser.text("[...document.querySelectorAll('button, input:not([type=checkbox]), select')]"
                + ".filter(e => e.checkVisibility() && e.offsetHeight < 44).map(e => e.outerHTML).join()"));
        browser.size(1440, 900);
    }

    @Test
    void anAnswerThatIsNoStreamIsShownAndClosesForGood() throws Exception {
        openOwn();
        browser.text("lab.actions.next('status=503')");
        browser.await("/503/.test(document.getElementById('chip').innerText)");
        browser.click("#connect");
        awaitRow("head wrong", "503 .*■ status 503: closed for good \\| .*onerror readyState 2 closed for good");
        browser.await("true CLOSED", "document.getElementById('chip').hidden + ' ' "
                + "+ document.getElementById('lamp').textContent.trim()");
    }

    @Test
    void theRowsSaySoWhenALineIsOddAndHowItWasWritten() throws Exception {
        openOwn();
        browser.text("send('Data: no\\nretry: 5s\\nid: a\\0b\\n: c\\n')");
        browser.text("send('retry: 4000\\ndata:  x \\r\\n\\r')");
        awaitRow("unknown", "▲ field \"Data\": unknown, skipped");
        awaitRow("retry-ignored", "▲ not only digits: ignored");
        awaitRow("id-ignored", "NUL .*▲ a NUL in it: ignored");
        awaitRow("comment", "comment \\| \\(nothing: comments never arrive\\)");
        awaitRow("line data", "data:· space · space x· space CR carriage return LF");
        awaitRow("dispatch agrees", "onmessage \" x \"");
        browser.await("4,000 ms", "document.getElementById('retry').textContent");
        browser.click("#show-writes");
        browser.await("/write 3 · 24 bytes/.test(document.getElementById('list').innerText)");
        browser.click("#show-hex");
        awaitRow("unknown", "44 61 74 61 3a 20 6e 6f 0a");
        browser.click("#how summary");
        browser.await("document.getElementById('how-bytes').innerText.includes('event: lab')");
    }

    @Test
    void everythingCanBeDoneWithTheKeyboard() throws Exception {
        open("/demo/count?every=100ms");
        browser.eval("document.querySelector('.skip').focus()");
        browser.press("Enter");
        String where = "(e => (e.closest('.w, .b')?.className ?? e.id) + ' ' + (e.closest('li')?.className ?? ''))"
                + "(document.activeElement).replace(' lit', '')";
        browser.await("/^b /.test(" + where + ")");
        browser.press("c");
        browser.await("lab.state.state === 'closed'");
        browser.press("Home");
        browser.await("b head open", where);
        browser.press("ArrowLeft");
        browser.await("w head open", where);
        browser.press("j");
        browser.await("w line dispatch agrees", where);
        browser.press("Enter");
        browser.await("/^Event 1, sent by the line at byte \\d+: browser agrees\\. A blank line sends/"
                + ".test(document.getElementById('rule').textContent)");
        browser.press("ArrowUp");
        browser.await("w line data", where);
        browser.press("c");
        browser.await("lab.state.state === 'open'");
        browser.press("x");
        awaitRow("fin", "server ended");
        browser.press("f");
        browser.await("true", "document.getElementById('freeze').getAttribute('aria-pressed')");
    }

    @Test
    void fiveHundredEventsASecondLeaveThePageToItsUser() throws Exception {
        browser.open(site.url("/?wire&watch=/fast"));
        browser.await("window.lab?.state.state === 'open'");
        String click = """
                new Promise(done => {
                  const start = performance.now();
                  setTimeout(() => {
                    document.getElementById('show-hex').click();
                    requestAnimationFrame(() => done(performance.now() - start));
                  });
                })""";
        List<Double> waits = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; waits.size() < 8; i++) {
            site.server.hub().publish("fast", Event.of("{\"n\":" + i + "}"));
            long ahead = i * 2_000_000L - (System.nanoTime() - start);
            if (ahead > 0) Thread.sleep(ahead / 1_000_000, (int) (ahead % 1_000_000));
            if (i % 200 == 199) waits.add(Double.parseDouble(browser.eval(click)));
        }
        Collections.sort(waits);
        assertTrue(waits.get(4) < 1000, waits + " ms"); // 200 at most on a machine with nothing else to do
        browser.await("document.querySelectorAll('#list li').length <= 500 && lab.bus.record.length < 40000");
    }

    @Test
    void thePageLivesOnWhenItsStreamsTakeAllConnections() throws Exception {
        open("/demo/count");
        browser.eval("(extra = Array.from({ length: 6 }, "
                + "() => new EventSource(lab.actions.withLab('/demo/clock'))), 1)");
        browser.await("5", "extra.filter(e => e.readyState === 1).length");
        String seen = browser.text("lab.state.events");
        browser.await("lab.state.events > " + seen + " + 2 && row('dispatch agrees').includes('agrees')");
        browser.await("document.querySelectorAll('#list .aside').length > 5"); // the tap shows the others as well
        browser.eval("(extra[0].close(), 1)");
        browser.await("6", "extra.filter(e => e.readyState === 1).length + 1");
        browser.eval("extra.forEach(e => e.close())");
    }

    @Test
    void aStreamOfAnotherServerIsWatchedAsThatServerLetsIt() throws Exception {
        try (Site other = new Site()) {
            open("/demo/count");
            browser.eval("(document.getElementById('url').value = '" + other.url("/demo/count") + "', "
                    + "document.getElementById('target').requestSubmit())");
            browser.await("/only visible for this server/.test(document.getElementById('notice').textContent)");
            awaitRow("callback unseen", " \\| .*listener\\(\"tick\"\\) \"(one|two|three)\"");
            browser.eval("(document.getElementById('url').value = '" + other.url("/demo/status/404") + "', "
                    + "document.getElementById('target').requestSubmit())");
            awaitRow("callback error", "onerror readyState 2 closed for good asked once more with fetch: status 404");
            browser.open(site.url("/?watch=" + other.url("/demo/clock").replace("127.0.0.1", "a.test")));
            awaitRow("callback error", "onerror readyState 2 closed for good .*CORS");
        }
    }

    @Test
    void resetLeavesNothingBehind() throws Exception {
        openOwn();
        browser.text("lab.actions.listen('mine')");
        browser.text("lab.actions.next('status=503', true)");
        browser.click("#reset");
        browser.await("row('dispatch agrees').includes('\"one\"') || row('dispatch agrees').includes('\"two\"')");
        assertEquals("/demo/count true / message,tick,gap", browser.text("[lab.state.url, "
                + "document.getElementById('chip').hidden, location.pathname + location.search, lab.state.listeners]"
                + ".join(' ')"));
    }

    @Test
    void everyWordIsThereInBothLanguages() throws Exception {
        browser.complaints();
        browser.open(site.url("/?lang=vi"));
        browser.await("MỞ", "document.getElementById('lamp').textContent.trim()");
        assertEquals("vi", browser.text("document.documentElement.lang"));
        assertEquals("", browser.text("""
                Promise.all(['en', 'vi'].map(name => import(`/_/lab/words/${name}.js`))).then(([en, vi]) => [
                  ...Object.keys(en.default),
                  ...[...document.querySelectorAll('[data-t]')].map(e => e.dataset.t),
                  ...[...document.querySelectorAll('[data-t-label]')].map(e => e.dataset.tLabel)]
                  .filter(key => vi.default[key] === undefined).join(' '))"""));
        assertEquals("", browser.text("""
                Promise.all(['en', 'vi'].map(name => import(`/_/lab/words/${name}.js`))).then(([en, vi]) =>
                  Object.keys(en.default).filter(key => String(en.default[key].match(/\\{\\w+\\}/g)?.sort())
                    !== String(vi.default[key].match(/\\{\\w+\\}/g)?.sort())).join(' '))"""));
        assertEquals(List.of(), browser.complaints());
    }
}
