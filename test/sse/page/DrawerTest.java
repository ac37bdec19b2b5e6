package sse.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.text.JsonWriter;

/** The four tabs of the drawer, as somebody uses them. */
@Timeout(120)
class DrawerTest {
    private static Chromium browser;
    private static Site site;

    @BeforeAll
    static void start() throws Exception {
        browser = new Chromium();
        site = new Site();
        browser.before("window.$$ = selector => [...document.querySelectorAll(selector)];"
                + "window.press = (root, words) => $$(root + ' button').find(b => b.textContent === words).click();"
                + "window.fill = (selector, value) => { const e = document.querySelector(selector); e.value = value; "
                + "e.dispatchEvent(new Event('input', { bubbles: true })); "
                + "e.dispatchEvent(new Event('change', { bubbles: true })); };"
                + "window.shown = selector => document.querySelector(selector)?.innerText"
                + ".replace(/\\n+/g, ' ').trim()");
    }

    @AfterAll
    static void stop() throws Exception {
        if (site != null) site.close();
        if (browser != null) browser.close();
    }

    /** Opens the page with a tab open. */
    private static void open(String path, String tab) throws Exception {
        browser.size(1440, 900);
        browser.open("about:blank");
        browser.open(site.url(path));
        browser.await("$$('.panel').length === 4 && $$('.panel').every(p => p.firstElementChild) && lab.state.url");
        run("document.querySelector('#tabs [aria-controls=" + tab + "][aria-expanded=false]')?.click()");
        browser.await("!document.getElementById('" + tab + "').hidden");
    }

    /** Does something in the page. */
    private static void run(String script) throws Exception {
        String result = browser.eval(script);
        assertFalse(result.startsWith("\"threw"), result);
    }

    /** What a module's expression gives, as text. */
    private static String module(String name, String expression) throws Exception {
        return browser.text("import('/_/lab/" + name + ".js').then(m => " + expression + ")");
    }

    // ── Compose ──

    @Test
    void anEventIsComposedOfItsFields() throws Exception {
        open("/demo/quiet", "compose");
        String[][] cases = {
            {"data: 'a'", "data: a\\n\\n"},
            {"comment: 'hi', event: 'tick', id: '7', retry: '500', data: 'a\\nb'",
                ": hi\\nevent: tick\\nid: 7\\nretry: 500\\ndata: a\\ndata: b\\n\\n"},
            {"data: 'a\\nb', naive: true", "data: a\\nb\\n\\n"},
            {"data: '', id: ''", "id:\\ndata:\\n\\n"},
            {"data: 'a', space: false, blank: false, end: 'crlf'", "data:a\\r\\n"},
            {"data: 'a', end: 'cr', bom: true", "\uFEFFdata: a\\r\\r"},
            {"event: 'ping'", "event: ping\\n\\n"},
        };
        for (String[] pair : cases) {
            assertEquals(pair[1], module("compose", "JSON.stringify("
                    + "new TextDecoder('utf-8', { ignoreBOM: true }).decode("
                    + "m.compose({ comment: null, event: null, id: null, retry: null, data: null, end: 'lf', "
                    + "space: true, blank: true, " + pair[0] + " }))).slice(1, -1)"));
        }
    }

    @Test
    void whatIsComposedIsShownWithWhatItFires() throws Exception {
        open("/demo/quiet", "compose");
        browser.await("Fires onmessage with \"hello\".", "shown('#compose .effect')");
        assertEquals("13 bytes", browser.text("shown('#compose .size')"));
        run("(fill('#compose-event', 'news'), fill('#compose-id', '7'), fill('#compose-data', 'a\\nb'))");
        browser.await("Fires listener(\"news\") with \"a\\nb\"; the last event ID becomes 7. "
                + "Nobody listens for \"news\" here. Listen for it", "shown('#compose .effect')");
        run("press('#compose .effect', 'Listen for it')");
        browser.await("lab.state.listeners.includes('news')");
        browser.await("!shown('#compose .effect').includes('Nobody')");
        // the mistakes that are switches
        run("$$('#compose .options label').find(l => l.textContent.includes('naive')).click()");
        browser.await("shown('#compose .judged')?.includes('SSE104')");
        run("$$('#compose .options label').find(l => l.textContent.includes('naive')).click()");
        run("$$('#compose .options label').find(l => l.textContent.includes('blank')).click()");
        browser.await("Fires nothing yet: the block waits for its blank line.", "shown('#compose .effect')");
        run("document.querySelector('#compose-with-data').click()");
        run("$$('#compose .options label').find(l => l.textContent.includes('blank')).click()");
        browser.await("Fires nothing.", "shown('#compose .effect')");
        browser.await("shown('#compose .judged')?.includes('SSE204')");
    }

    @Test
    void itIsSentToThePagesOwnStreamWholeInPartsAndByteByByte() throws Exception {
        open("/demo/quiet", "compose");
        run("(window.got = [], lab.bus.on('message', e => got.push(e.data)), press('#compose', 'Send'))");
        browser.await("hello", "got.join('|')");
        assertEquals("/_/lab/stream", browser.text("lab.state.url"));
        run("fill('#compose-data', 'Vi\u1EC7t \uD83C\uDF0F')");
        run("fill('#compose [type=range]', 15)"); // inside a character
        assertEquals("data: Vi\u1EC7t \u27E8F0\u27E9\u27E89F\u27E9\u27E88C\u27E9\u27E88F\u27E9", browser.text(
                "document.querySelector('#compose .row').textContent.replace(/ byte .., not UTF-8 /g, '')"
                        + ".replace(/.{2} line feed /, '')"));
        run("press('#compose', 'Send up to the cursor')");
        browser.await("15 bytes sent.", "shown('#compose .answer')");
        assertEquals("hello", browser.text("got.join('|')"));
        run("press('#compose', 'Send the rest')");
        browser.await("hello|Vi\u1EC7t \uD83C\uDF0F", "got.join('|')");
        run("(fill('#compose-data', 'x'), press('#compose', 'Byte by byte'))");
        browser.await("hello|Vi\u1EC7t \uD83C\uDF0F|x", "got.join('|')");
        run("(fill('#compose [type=number]', 100), press('#compose', 'Repeat'))");
        browser.await("got.filter(data => data === 'x').length > 3");
        run("press('#compose', 'Repeat')");
        browser.await("$$('#compose [aria-pressed=true]').length === 0");
    }

    // ── Faults ──

    @Test
    void aFaultIsArmedShownAndUsedUp() throws Exception {
        open("/demo/count?every=100ms&retry=200", "faults");
        run("press('#faults', '503')");
        browser.await("503", "shown('#chip')");
        browser.await("Armed for the next connection: status=503", "shown('#faults .answer')");
        assertEquals("true", browser.text("document.querySelector('#faults [data-fault=\"503\"]').ariaPressed"));
        assertEquals(site.url("/demo/count?every=100ms&retry=200&fault=status=503"),
                browser.text("shown('#faults .url')"));
        run("press('#faults', 'Cut')");
        browser.await("closed", "lab.state.state");
        browser.await("document.getElementById('chip').hidden");
        assertEquals("false", browser.text("document.querySelector('#faults [data-fault=\"503\"]').ariaPressed"));
    }

    @Test
    void anySpecCanBeTypedAndAWrongOneIsToldInTheServersSentence() throws Exception {
        open("/demo/count?every=100ms&retry=100", "faults");
        run("(fill('#spec', 'cutt@events=2'), press('#faults', 'Arm'))");
        browser.await("shown('#faults .answer').startsWith('fault spec, character 1: there is no fault \"cutt\"')");
        assertEquals("true", browser.text("document.getElementById('spec').getAttribute('aria-invalid')"));
        run("$$('#faults label').find(l => l.textContent.includes('stays')).click()");
        run("(fill('#spec', 'cut@events=2'), press('#faults', 'Arm'))");
        browser.await("Armed for every connection: cut@events=2", "shown('#faults .answer')");
        run("(window.errors = 0, lab.bus.on('error', () => errors++), lab.actions.connect(lab.state.url))");
        browser.await("errors > 2");
        assertEquals("cut@events=2", browser.text("shown('#chip')"));
        run("press('#faults', 'Disarm')");
        browser.await("Nothing is armed.", "shown('#faults .answer')");
        assertEquals("true", browser.text("document.getElementById('chip').hidden"));
    }

    @Test
    void whatGoesWrongNowIsSeenByTheBrowser() throws Exception {
        open("/demo/quiet?hb=0", "faults");
        run("(window.got = [], lab.bus.on('message', e => got.push(e.handler + ' ' + e.data)))");
        run("fill('#faults select', 'error')");
        browser.await("onerror not a lost connection", "got.join('|')");
        run("(got.length = 0, fill('#faults select', 'latin1'))");
        browser.await("onmessage caf\uFFFD", "got.join('|')");
        run("(fill('#faults .joined [min=\"0\"]', 150), press('#faults', 'retry:'))");
        browser.await("150", "lab.state.retry");
        run("(lab.actions.listen('tick'), lab.actions.connect('/demo/count?every=50ms&retry=100'))");
        browser.await("lab.state.events > 2");
        run("(window.errors = 0, lab.bus.on('error', () => errors++), press('#faults', 'Half an event'))");
        browser.await("errors > 0 && lab.state.state === 'open'");
        browser.await("lab.bus.record.some(e => e.type === 'discard')");
    }

    @Test
    void aHotLoopIsAskedAboutAndEndsAfterTwentyReturns() throws Exception {
        open("/demo/count?every=50ms&retry=no", "faults");
        browser.await("lab.state.state === 'open'");
        run("(fill('#faults .joined [min=\"0\"]', 20), press('#faults', 'retry:'))");
        browser.await("shown('#faults .question').startsWith('retry: 20 makes a hot loop')");
        run("press('#faults .question', 'Leave it')");
        assertEquals("true", browser.text("document.querySelector('#faults .question').hidden"));
        run("press('#faults', 'retry:')");
        run("press('#faults .question', 'Set it, with that limit')");
        browser.await("20", "lab.state.retry");
        run("lab.actions.next('cut@events=1', true).then(() => press('#faults', 'Cut'))");
        browser.await("Closed after 20 reconnects.", "shown('#faults .answer')");
        assertEquals("closed", browser.text("lab.state.state"));
    }

    @Test
    void allFaultsAndBrokenStreamsAreListed() throws Exception {
        open("/demo/quiet", "faults");
        run("$$('#faults details').forEach(d => { d.open = true; })");
        browser.await("$$('#faults [data-word]').length > 30");
        run("press('#faults', 'stall=10s@events=2')");
        assertEquals("stall=10s@events=2", browser.text("document.getElementById('spec').value"));
    }

    // ── Code ──

    @Test
    void programsFollowTheStreamAndTheEvent() throws Exception {
        open("/demo/count?every=50ms", "code");
        browser.await("shown('#code .code').includes('/demo/count?every=50ms')");
        run("document.querySelector('#code [value=eventsource]').click()");
        browser.await("shown('#code .code').includes('addEventListener(\"tick\"')");
        run("(lab.actions.connect('/news'), fill('#compose-data', \"it's\"), "
                + "document.querySelector('#code [value=send]').click(), "
                + "document.querySelector('#code [value=curl]').click())");
        browser.await("shown('#code .code').endsWith(\"curl --data-raw 'it'\\\\''s' " + site.url("/news") + "\")");
        assertEquals("printf 'data: it'\\''s\\n\\n'", browser.text("$$('#code pre')[1].textContent"));
        run("document.querySelector('#code [value=eventsource]').click()");
        browser.await("document.querySelector('#code .code').hidden");
    }

    // ── Explain ──

    @Test
    void bytesAreTypedInFourWays() throws Exception {
        open("/demo/quiet", "explain");
        String[][] cases = {
            {"escaped", "\\n\\r\\t\\0\\\\\\x41\\xE9\\u00e9\\u{1F30F}\\ud83c\\udf0f\u00e9\nx",
                "0a 0d 09 00 5c 41 e9 c3 a9 f0 9f 8c 8f f0 9f 8c 8f c3 a9 78"},
            {"hex", "0x64 61:74,61\n3A", "64 61 74 61 3a"},
            {"base64", "ZGF0YTo_\nZGF0-w", "64 61 74 61 3a 3f 64 61 74 fb"},
            {"text", "\u00e9\n", "c3 a9 0a"},
        };
        for (String[] one : cases) {
            String bytes = "m.typed." + one[0] + "(" + JsonWriter.quoted(one[1]) + ")";
            assertEquals(one[2], module("bytes", "m.shown.hex(" + bytes + ").replace(/\\n/g, ' ')"));
            assertEquals("true", module("bytes", "['escaped', 'hex', 'base64'].every(way => m.typed[way](m.shown[way]("
                    + bytes + ")).join() === " + bytes + ".join())"));
        }
        for (String[] wrong : new String[][] {{"escaped", "a\\q", "bytes.escape 2 \\q"}, {"hex", "6g", "bytes.hex 2 g"},
            {"hex", "646", "bytes.odd 3 6"}, {"base64", "a*b", "bytes.base64 2 *"}}) {
            assertEquals(wrong[2], module("bytes", "{ try { m.typed." + wrong[0] + "(" + JsonWriter.quoted(wrong[1])
                    + "); } catch ({ key, at, what }) { return key + ' ' + at + ' ' + what; } }"));
        }
    }

    @Test
    void aPastedStreamIsExplainedAndMended() throws Exception {
        open("/demo/quiet", "explain");
        run("press('#explain', 'An example')");
        browser.await("SSE104 SSE101 SSE202", "$$('#explain .judged').map(e => e.dataset.code).join(' ')");
        assertEquals("tick id 7|line one", browser.text("$$('#explain .events li').map(e => e.innerText.trim()"
                + ".replace(/\\s*\\n\\s*/, '|')).join()"));
        assertEquals("id event data unknown dispatch data end",
                browser.text("$$('#explain .step').map(e => e.className.split(' ')[1]).join(' ')"));
        browser.await("!$$('#explain button').find(b => b.textContent === 'Fix it').hidden");
        run("press('#explain', 'Fix it')");
        browser.await("", "$$('#explain .judged').map(e => e.dataset.code).join(' ')");
        assertEquals("id: 7\nevent: tick\ndata: line one\ndata: line two\n\ndata: last\n\n",
                browser.text("document.querySelector('#explain textarea').value"));
        run("(window.got = [], lab.bus.on('message', e => got.push(e.data)), lab.actions.listen('tick'), "
                + "press('#explain', 'Send this'))");
        browser.await("got.includes('line one\\nline two') && got.includes('last')");
    }

    @Test
    void aHeadInFrontIsJudgedTooAndStaysWhenTheRestIsMended() throws Exception {
        open("/demo/quiet", "explain");
        run("fill('#explain textarea', 'HTTP/1.1 200 OK\\nContent-Type: text/plain\\n\\nData: x\\n\\n')");
        browser.await("$$('#explain .judged').map(e => e.dataset.code).join(' ').startsWith('SSE602')");
        assertEquals("HTTP/1.1 200 OK", browser.text("shown('#explain .explained .head .text')"));
        browser.await("$$('#explain button').find(b => b.textContent === 'Fix it')?.hidden === false");
        run("press('#explain', 'Fix it')");
        browser.await("HTTP/1.1 200 OK\nContent-Type: text/plain\n\ndata: x\n\n",
                "document.querySelector('#explain textarea').value");
        run("fill('#explain textarea', '< HTTP/1.1 200 OK\\n< Content-Type: text/event-stream\\n< \\ndata: x\\n\\n')");
        browser.await("x", "$$('#explain .events pre').map(e => e.textContent).join()");
        assertEquals("data: x", browser.text("$$('#explain .step .text')[0].textContent.slice(0, 7)"));
    }

    @Test
    void bytesThatNoTextAreaHoldsAreShownEscaped() throws Exception {
        open("/demo/quiet", "explain");
        run("document.querySelector('#explain [value=hex]').click()");
        run("fill('#explain textarea', '64 61 74 61 3a e9 0d 0d')");
        browser.await("\uFFFD", "$$('#explain .events pre').map(e => e.textContent).join()");
        assertEquals("data:\u27E8E9\u27E9", browser.text("document.querySelector('#explain .step .text').textContent"
                + ".replace(/ byte E9, not UTF-8 .*/, '')"));
        run("document.querySelector('#explain [value=escaped]').click()");
        browser.await("data:\\xE9\\r\\r", "document.querySelector('#explain textarea').value");
        run("document.querySelector('#explain [value=text]').click()");
        browser.await("These bytes cannot be shown this way; what stands above is as it was.",
                "shown('#explain .hint')");
        run("document.querySelector('#explain [value=hex]').click()");
        run("fill('#explain textarea', '6x')");
        browser.await("Character 2: x is no hexadecimal digit.", "shown('#explain .answer')");
    }

    @Test
    void aFileIsDroppedAndALinkOpensTheTab() throws Exception {
        open("/demo/quiet", "explain");
        run("(() => { const data = new DataTransfer(); data.items.add(new File(['data: a\\rdata: b\\r\\r'], 'x'));"
                + "document.getElementById('explain').dispatchEvent(new DragEvent('drop', { dataTransfer: data, "
                + "bubbles: true, cancelable: true })); })()");
        browser.await("a\nb", "$$('#explain .events pre').map(e => e.textContent).join()");
        assertEquals("data: a\\rdata: b\\r\\r", browser.text("document.querySelector('#explain textarea').value"));
        browser.open("about:blank");
        browser.open(site.url("/#explain=ZGF0YTogbGlua2VkCgo"));
        browser.await("linked", "$$('#explain .events pre').map(e => e.textContent).join()");
        assertEquals("false", browser.text("document.getElementById('explain').hidden"));
    }

    @Test
    void whatAStreamSaysIsTextAndNothingElse() throws Exception {
        open("/demo/quiet", "explain");
        run("fill('#explain textarea', 'event: <img src=x onerror=alert(1)>\\ndata: <b>x</b>\\n<i>\\n\\n')");
        browser.await("<b>x</b>", "$$('#explain .events pre').map(e => e.textContent).join()");
        assertEquals("0", browser.text("$$('#explain :is(img, .text b, .events pre b, i)').length"));
    }

    // ── all of them ──

    @Test
    void noTabIsWiderThanAPhone() throws Exception {
        for (String language : List.of("en", "vi")) {
            open("/demo/quiet?lang=" + language + "#explain=ZGF0YTogbGlua2VkCm5vCgo", "explain");
            run("(document.querySelector('#code [value=java]').click(), "
                    + "$$('.panel details').forEach(d => { d.open = true; }))");
            browser.await("$$('#explain .judged').length > 0");
            browser.size(320, 640);
            browser.await("$$('.panel').every(panel => panel.hidden)"); // each is a sheet now
            for (String tab : List.of("explain", "compose", "faults", "code")) {
                run("document.querySelector('#tabs [aria-controls=" + tab + "][aria-expanded=false]')?.click()");
                browser.await("!document.getElementById('" + tab + "').hidden");
                browser.await("document.documentElement.scrollWidth <= innerWidth");
                assertEquals("[]", browser.eval("$$('#" + tab + " *').filter(e => e.getBoundingClientRect().right > "
                        + "innerWidth && !e.closest('.unseen')).map(e => e.outerHTML.slice(0, 80))"),
                        language + " " + tab);
            }
        }
    }

    @Test
    void theDrawersWordsAreInBothLanguages() throws Exception {
        open("/demo/quiet", "compose");
        assertEquals("[]", browser.eval("Promise.all(['compose', 'faults', 'code', 'explain', 'words/vi'].map(name => "
                + "import('/_/lab/' + name + '.js'))).then(async all => { "
                + "const english = (await import('/_/lab/words/en.js')).default; "
                + "const own = /^(mark\\.|cop|severity|finding|bytes|compose|fault|garbage|code|explain)/; "
                + "return Object.keys(english).filter(key => own.test(key) && !(key in all.at(-1).default)); })"));
    }
}
