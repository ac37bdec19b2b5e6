package sse.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import sse.kit.Waits;

/** A learner's way through the twelve lessons, with the mouse and with the keyboard; and a teacher's. */
@Timeout(180)
class LessonsTest {
    /** What a test that waits in vain wants to know. */
    private static final String STATE = "document.querySelector('#lesson').innerText + document.querySelector('#list')"
            + ".innerText.slice(-400)";

    private static final long PATIENCE = 40_000;

    private Chromium browser;
    private Site site;

    @BeforeEach
    void start() throws Exception {
        browser = new Chromium();
        browser.size(1440, 900);
        site = new Site();
    }

    @AfterEach
    void stop() throws Exception {
        if (site != null) site.close();
        if (browser != null) browser.close();
    }

    /** Opens a lesson on a page that has been loaded anew. */
    private void lesson(int n, String query) throws Exception {
        browser.open(site.url("/_/lab/lab.css")); // a change of the fragment alone would load nothing
        browser.open(site.url("/" + query + "#l" + n));
        browser.await(Integer.toString(n), "document.querySelector('#lesson')?.dataset.n");
        // a test has no ten seconds to look at a loop
        browser.eval("import('/_/lab/lessons/twelve.js').then(m => Object.assign(m.times, "
                + "{ watched: 2500, quiet: 1200 }))");
    }

    /** Waits until it is true: longer than other tests, because a lesson waits for streams and the tap. */
    private void await(String script) throws Exception {
        browser.await("true", "Boolean(" + script + ")", PATIENCE);
    }

    private void act(String name) throws Exception {
        browser.click("#lesson [data-act='" + name + "']");
    }

    private void guess(int choice) throws Exception {
        browser.click("#lesson input[name=guess][value='" + choice + "']");
    }

    private void seen(String need) throws Exception {
        browser.await("", "(li => li.textContent.startsWith('✓') ? '' : " + STATE + ")(document.querySelector("
                + "\"#lesson [data-need='" + need + "']\"))", PATIENCE);
    }

    private void done() throws Exception {
        browser.await("", "document.querySelector('#lesson .which .tick').hidden ? " + STATE + " : ''", PATIENCE);
    }

    private boolean isShown(String beat) throws Exception {
        return browser.eval("document.querySelector('#lesson .beat." + beat + "').hidden").equals("false");
    }

    @Waits
    void allTwelveAreDoneByWhoClicksThroughThem() throws Exception {
        learnAll("en");
    }

    @Waits
    void allTwelveAreDoneInVietnamese() throws Exception {
        learnAll("vi");
    }

    private void learnAll(String language) throws Exception {
        browser.open(site.url("/"));
        browser.eval("localStorage.clear()");
        for (int n = 1; n <= 12; n++) {
            lesson(n, "?lang=" + language);
            assertEquals("true", browser.eval("document.querySelector('#lesson .which .tick').hidden"), "lesson " + n);
            learn(n);
            done();
            assertTrue(isShown("rule"), "lesson " + n);
            assertEquals(List.of(), complaints(n));
        }
        assertEquals("[1,2,3,4,5,6,7,8,9,10,11,12]", browser.eval("JSON.parse(localStorage.lessons)"));
        lesson(13, "?lang=" + language);
        assertEquals("12", browser.eval("[...document.querySelectorAll('#lesson-list .tick')].filter(e => !e.hidden)"
                + ".length"));
        await("document.querySelectorAll('#lesson ol li').length === 10");
    }

    /** What a lesson breaks on purpose is in the console, too. */
    private List<String> complaints(int n) throws Exception {
        List<String> all = browser.complaints();
        return n == 8 || n == 10 ? List.of() : all;
    }

    private void learn(int n) throws Exception {
        switch (n) {
            case 1 -> {
                await("document.querySelector('#pending')?.hidden === false");
                guess(2);
                act("lf");
                seen("sent");
                act("lost");
                act("cut");
            }
            case 2 -> {
                guess(1);
                act("send");
                seen("part");
                browser.click("#lesson .do input[type=checkbox]");
                act("send");
            }
            case 3 -> {
                guess(1);
                seen("unheard");
                act("own");
                act("hear");
                act("own");
            }
            case 4 -> {
                browser.eval("document.querySelector('#lesson select').value = 'fires'");
                act("all");
                done();
                assertEquals("yes yes no no yes no no yes", browser.text("[...document.querySelectorAll('[data-did]')]"
                        + ".map(e => e.textContent.includes('\"') ? 'yes' : 'no').join(' ')"));
                browser.eval("document.querySelector('#lesson-line').value = 'data:  x '");
                act("own");
                await("document.querySelector('#lesson .break [role=status]').textContent.endsWith('✓')");
            }
            case 5 -> {
                guess(0);
                act("split");
            }
            case 6 -> {
                guess(0);
                await("lab.state.events > 1");
                act("cut");
                seen("resume");
                act("forget");
            }
            case 7 -> {
                guess(1);
                act("fast");
                seen("loop");
                act("held");
            }
            case 8 -> {
                for (String name : List.of("close", "last", "no", "fail", "type", "cut")) {
                    act(name);
                    await("document.querySelector(\"[data-did='" + name + "']\").className !== ''");
                }
                assertEquals("2 2 2 2 2 0", browser.text("[...document.querySelectorAll('[data-did]')]"
                        + ".map(e => /readyState (.)/.exec(e.textContent)[1]).join(' ')"));
            }
            case 9 -> {
                guess(0);
                seen("idle");
                act("held");
            }
            case 10 -> {
                guess(2);
                await("/:[1-9]/.test(document.querySelector('#try-place').options[0].text)");
                act("try");
                seen("refused");
                browser.eval("document.querySelector('#try-cors').value = 'echo'");
                act("try");
            }
            case 11 -> {
                guess(1);
                browser.eval("document.querySelector('#llm-tps').value = 200");
                browser.click("#bug-read");
                act("ask");
                seen("damaged");
                browser.click("#bug-read");
                act("ask");
            }
            case 12 -> {
                guess(2);
                for (int i = 0; i < 7; i++) act("open");
                seen("waited");
                browser.click("#lesson .lamps li:first-child button");
            }
            default -> fail("no lesson " + n);
        }
    }

    @Waits
    void firstSixthAndEighthAreDoneWithTheKeyboardAlone() throws Exception {
        browser.open(site.url("/"));
        browser.eval("localStorage.clear()");
        lesson(1, "");
        choose(2);
        press("lf");
        seen("sent");
        press("lost");
        press("cut");
        done();
        // the next lessons by the list, from the top of the page
        browser.eval("(document.activeElement.blur(), scrollTo(0, 0))");
        tabTo("#lesson-list summary");
        browser.press("Enter");
        tabTo("#lesson-list a[data-lesson='6']");
        browser.press("Enter");
        browser.await("6", "document.querySelector('#lesson').dataset.n");
        assertEquals("\"H2\"", browser.eval("document.activeElement.tagName"));
        await("lab.state.events > 1");
        choose(0);
        press("cut");
        seen("resume");
        press("forget");
        done();
        lesson(8, "");
        for (String name : List.of("close", "last", "no", "fail", "type", "cut")) {
            tabTo("#lesson [data-ending='" + name + "']");
            browser.press("ArrowDown");
            press(name);
            await("document.querySelector(\"[data-did='" + name + "']\").className !== ''");
        }
        done();
        browser.complaints();
    }

    private void choose(int choice) throws Exception {
        tabTo("#lesson input[name=guess]");
        browser.press("Space");
        for (int i = 0; i < choice; i++) browser.press("ArrowDown");
        assertEquals(Integer.toString(choice), browser.text("document.querySelector('#lesson input:checked').value"));
    }

    private void press(String name) throws Exception {
        tabTo("#lesson [data-act='" + name + "']");
        browser.press("Enter");
    }

    /** Presses Tab until an element has the focus. */
    private void tabTo(String selector) throws Exception {
        for (int i = 0; i < 150; i++) {
            browser.press("Tab");
            if (browser.eval("document.activeElement.matches(" + "\"" + selector + "\")").equals("true")) return;
        }
        fail("Tab does not come to " + selector);
    }

    @Waits
    void aTeacherGoesStepByStepAndPointsAtRows() throws Exception {
        lesson(1, "?teach");
        assertTrue(isShown("predict") && !isShown("do") && !isShown("see"));
        browser.press("ArrowRight");
        assertTrue(isShown("do") && !isShown("see"));
        act("lf");
        seen("sent");
        await("document.querySelectorAll('#list .pointed').length === 1");
        assertTrue(!isShown("see"), "the answer waits for the teacher");
        browser.press("ArrowRight");
        assertTrue(isShown("see") && !isShown("rule"));
        browser.press("ArrowLeft");
        assertTrue(!isShown("see"));
        for (int i = 0; i < 4; i++) browser.press("ArrowRight");
        browser.await("2", "document.querySelector('#lesson').dataset.n");
        assertTrue(!isShown("do"));
        double size = Double.parseDouble(browser.eval("parseFloat(getComputedStyle(document.body).fontSize)"));
        assertTrue(size >= 20, size + " px");
    }

    @Waits
    void whatComesAfterTheEffectIsNotShownBefore() throws Exception {
        lesson(1, "");
        guess(0);
        assertTrue(!isShown("see") && !isShown("break"));
        act("lf");
        seen("sent");
        assertTrue(isShown("see") && isShown("break"));
        await("document.querySelector('#lesson .guessed').textContent.includes('hello')");
    }
}
