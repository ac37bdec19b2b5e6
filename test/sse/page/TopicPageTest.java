package sse.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sse.Event;
import sse.hub.Draft;
import sse.text.JsonWriter;

/** The page of a topic, and the one for an audience, in a browser. */
class TopicPageTest {
    private static final String LAMP = "document.getElementById('lamp').textContent.trim()";
    private static final String WHY = "document.querySelector('.why').textContent";

    private static Chromium browser;
    private static Site site;

    @BeforeAll
    static void start() throws Exception {
        browser = new Chromium();
        site = new Site();
    }

    @AfterAll
    static void stop() throws Exception {
        if (site != null) site.close();
        if (browser != null) browser.close();
    }

    /** The oldest first, as they came. */
    private static String all(String part) {
        return "[...document.querySelectorAll('" + part + "')].map(e => e.textContent).reverse().join('|')";
    }

    private static String by(String id) {
        return "document.getElementById('" + id + "')";
    }

    private static void open(String path) throws Exception {
        browser.open(site.url(path));
        browser.await("OPEN", LAMP);
    }

    @Test
    void whatIsPublishedInTheBoxAppears() throws Exception {
        open("/hello");
        browser.eval("(" + by("topic-type") + ".value = 'ch\\u00e0o \\u2192', " + by("topic-text")
                + ".value = 'one\\n<b>two</b>\\n  xin ch\\u00e0o \\ud83d\\ude80', 1)");
        browser.click("#topic form .primary");
        browser.await("one\n<b>two</b>\n  xin chào 🚀", all(".data"));
        assertEquals("chào →", browser.text(all("#events .type")));
        browser.await("/^Published with id .+, readers: 1$/.test(document.querySelector('form p').textContent)");
        assertTrue(browser.text(all(".command pre"))
                .contains("source.addEventListener(\"chào →\", e => console.log(e.data));"));
    }

    @Test
    void theCommandsFollowWhatIsTyped() throws Exception {
        open("/typed");
        browser.eval("(" + by("topic-text") + ".select(), " + by("topic-text") + ".focus())");
        browser.type("it's");
        browser.eval(by("topic-name") + ".select()");
        browser.type("other");
        assertEquals("curl --data-raw 'it'\\''s' " + site.url("/other"),
                browser.text("document.querySelectorAll('.command pre')[1].textContent"));
    }

    @Test
    void whatOthersPublishAppears() throws Exception {
        open("/others");
        site.server.hub().publish("others", Event.of("from elsewhere"));
        browser.await("from elsewhere", all(".data"));
        assertEquals("message", browser.text(all("#events .type")));
        assertEquals("/others", browser.text("location.pathname"));
    }

    @Test
    void whoComesLateSeesTheNewestOrThatThereIsNothing() throws Exception {
        for (int i = 1; i <= 30; i++) site.server.hub().publish("late", Event.of("n" + i));
        open("/late");
        browser.await("20 n11 n30", "(d => [d.length, d[0], d.at(-1)])(" + all(".data") + ".split('|')).join(' ')");
        open("/nothing");
        browser.await("nothing published yet false",
                "(e => e.textContent + ' ' + e.hidden)(document.querySelector('.empty'))");
        site.server.hub().publish("nothing", Event.of("something"));
        browser.await("something true", all(".data") + " + ' ' + document.querySelector('.empty').hidden");
    }

    @Test
    void whatIsWatchedStandsInTheAddress() throws Exception {
        open("/first");
        browser.eval("(" + by("url") + ".value = 'second', " + by("target") + ".requestSubmit())");
        browser.await("/second OPEN", "lab.state.url + ' ' + " + LAMP);
        assertEquals("?watch=%2Fsecond", browser.text("location.search"));
        site.server.hub().publish("second", Event.of("two"));
        browser.await("two", all(".data"));
    }

    @Test
    void refusalIsShownInTheServersWords() throws Exception {
        browser.open(site.url("/?watch=/a%20b"));
        browser.await("/^status 400 Bad Request: 'a b' cannot be a topic's name/.test(" + WHY + ")");
        assertEquals("CLOSED", browser.text(LAMP));
        open("/refused");
        browser.eval(by("topic-name") + ".value = 'a b'");
        browser.click("#topic form .primary");
        browser.await("document.querySelector('form p').textContent.startsWith(\"Refused, 400: 'a b' cannot be\")");
    }

    @Test
    void onlyTheLastRowsAreKept() throws Exception {
        open("/many");
        for (int i = 1; i <= 450; i++) site.server.hub().publish("many", Event.of("n" + i));
        browser.await("200 n251 n450", "(d => [d.length, d[0], d.at(-1)])(" + all(".data")
                + ".split('|')).join(' ')");
        assertEquals("450", browser.text(by("count") + ".textContent"));
    }

    @Test
    void tokenIsAskedForWhenTheServerWantsOne() throws Exception {
        try (Site closed = new Site("sesame")) {
            browser.open(closed.url("/secret"));
            browser.await("false", by("topic-token") + ".form.hidden");
            assertEquals("status 401 Unauthorized: a token is needed: Authorization: Bearer ...", browser.text(WHY));
            browser.eval("(t => { t.value = 'sesame'; t.form.requestSubmit(); })(" + by("topic-token") + ")");
            browser.await("OPEN", LAMP);
            browser.eval(by("topic-text") + ".value = 'between us'");
            browser.click("#topic form .primary");
            browser.await("between us", all(".data"));
        }
    }

    @Test
    void closeClosesAndConnectConnects() throws Exception {
        open("/again");
        browser.click("#close");
        browser.await("CLOSED", LAMP);
        browser.click("#connect");
        browser.await("OPEN", LAMP);
    }

    @Test
    void nothingIsScrolledSidewaysOnASmallPhone() throws Exception {
        browser.size(320, 640);
        open("/wide");
        site.server.hub().publish("wide", Event.of("w".repeat(500)).withType("t".repeat(100)).withId("i".repeat(100)));
        browser.await("document.querySelector('.data')");
        assertEquals("320 320", browser.text("document.documentElement.scrollWidth + ' ' + innerWidth"));
        browser.open(site.url("/wide?show"));
        browser.await("document.querySelector('#shown .data')");
        assertEquals("320 320", browser.text("document.documentElement.scrollWidth + ' ' + innerWidth"));
        browser.size(1440, 900);
    }

    @Test
    void anAudienceSeesTheNewestFirstInItsColours() throws Exception {
        site.server.hub().publish("stage", Event.of("before"));
        site.server.hub().publish("stage", Event.of("\u001b[2J\u001b]0;title\u0007\u001b[1;31m"
                + "red\u001b[0m <i> \u001b[38;5;208morange\u001b[39m \u001b[99zz"));
        browser.open(site.url("/stage?show"));
        browser.await("before|red <i> orange z", all("#shown .data"));
        assertEquals("sgr-bold sgr-fore-red", browser.text("document.querySelector('#shown span').className"));
        assertEquals("rgb(255, 135, 0)", browser.text("document.querySelectorAll('#shown span')[1].style.color"));
        double size = Double.parseDouble(browser.text(
                "parseFloat(getComputedStyle(document.querySelector('#shown li')).fontSize)"));
        assertTrue(size >= 40, size + " px");
    }

    @Test
    void progressIsABar() throws Exception {
        browser.open(site.url("/bar?show"));
        browser.await("OPEN", by("show-lamp") + ".textContent");
        for (String data : List.of("{\"pct\":35,\"step\":\"unpack\"}", "not json")) {
            site.server.hub().publish("bar", Event.of(data).withType("progress"));
        }
        browser.await("35 35 %  unpack not json", "document.querySelector('progress').value + ' ' "
                + "+ document.querySelector('.progress span').textContent + ' ' + " + all("#shown .data"));
    }

    @Test
    void theBarSaysHowLongTheRestTakesOnceItIsKnown() throws Exception {
        browser.open(site.url("/left?show"));
        browser.await("OPEN", by("show-lamp") + ".textContent");
        String left = "document.querySelector('.left').textContent";
        for (int i = 1; i < 900 && browser.text(left).isEmpty(); i++) {
            String data = "{\"pct\":" + i / 10.0 + ",\"line\":\"\u001b[32mcopy " + i + "\"}";
            site.server.hub().publish("left", Event.of(data.replace("\u001b", "\\u001b")).withType("progress"));
            browser.await("copy " + i, "document.querySelector('.progress .data').textContent");
        }
        assertTrue(browser.text(left).matches("about \\d+ (s|min) left"), browser.text(left));
        site.server.hub().publish("left", Event.of("{\"pct\":100}").withType("progress"));
        browser.await("", left);
    }

    @Test
    void whatAProgramPrintsIsShownAsOnATerminalAndSoIsItsEnd() throws Exception {
        browser.open(site.url("/program?show"));
        browser.await("OPEN", by("show-lamp") + ".textContent");
        String[][] events = {{"partial", "Na"}, {"partial", "Name? "}, {"message", "Name? me"}, {"progress", "1 of 9"},
            {"progress", "2 of 9"}, {"stderr", "oops"}, {"partial", "x"}};
        for (String[] event : events) {
            site.server.hub().publish("program", Event.of(event[1]).withType(event[0]));
            browser.await("true", all("#shown .data") + ".endsWith(" + JsonWriter.quoted(event[1]) + ")");
        }
        assertEquals("Name? me|oops|x", browser.text(all("#shown .data")));
        Event end = new Event("close", "exit", "{\"code\":3,\"ms\":4031}");
        site.server.hub().publish("program", List.of(Draft.of(end, 200)));
        browser.await("Name? me|oops|ended with exit code 3 after 4 s", all("#shown .data"));
        browser.await("CLOSED", by("show-lamp") + ".textContent");
        assertEquals("", browser.text(WHY));
    }

    @Test
    void whatCutsAStreamIsComeBackFromUntilTheServerSaysStop() throws Exception {
        for (String form : List.of("", "&eol=crlf&chunk=1", "&eol=cr&chunk=1", "&eol=mixed&chunk=1", "&eol=mixed")) {
            browser.open(site.url("/demo/count?show&n=5&cut=2&every=20ms&retry=100" + form));
            browser.await("status 204 No Content CLOSED", WHY + " + ' ' + " + by("show-lamp") + ".textContent");
            assertEquals("one|two|three|four|five", browser.text(all("#shown .data")), form);
            assertEquals("tick|tick|tick|tick|tick", browser.text(all("#shown .type")), form);
        }
    }
}
