package sse.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sse.Event;
import sse.text.JsonWriter;

/** How the page looks, to everybody: contrast, small screens, reduced motion, no JavaScript, no EventSource. */
class LooksTest {
    /** WCAG 2, 1.4.3. */
    private static final double LEAST = 4.5;

    /** Texts whose contrast with what is behind them is less than that, by WCAG's formula. */
    private static final String FAINT = """
            (() => {
              const numbers = color => color.match(/[\\d.]+/g).map(Number);
              const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92
                : ((v + 0.055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
              const behind = e => {
                for (; e; e = e.parentElement) {
                  const back = numbers(getComputedStyle(e).backgroundColor);
                  if (back.length < 4 || back[3] === 1) return back;
                }
                return [255, 255, 255];
              };
              const faint = new Set(), walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              for (let n; (n = walker.nextNode());) {
                const e = n.parentElement, style = getComputedStyle(e);
                if (!n.data.trim() || !e.checkVisibility() || e.matches(':disabled, :disabled *, option')) continue;
                const one = light(numbers(style.color)), other = light(behind(e));
                const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
                if (contrast < 4.5)
                  faint.add(`${contrast.toFixed(2)} ${e.tagName} ${e.className}: ${n.data.slice(0, 30)}`);
              }
              return [...faint].join('\\n');
            })()""";

    private static Chromium browser;
    private static Site site;

    @BeforeAll
    static void start() throws Exception {
        browser = new Chromium();
        site = new Site();
        site.server.hub().publish("stage", Event.of("\u001b[32mgreen\u001b[0m").withType("tick"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (site != null) site.close();
        if (browser != null) browser.close();
    }

    private static double light(String hex) {
        double sum = 0;
        double[] share = {0.2126, 0.7152, 0.0722};
        for (int i = 0; i < 3; i++) {
            double v = Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16) / 255.0;
            sum += share[i] * (v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    private static double contrast(String one, String other) {
        double a = light(one);
        double b = light(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    @Test
    void everyColourOfTextStandsOutFromEveryColourBehindIt() throws Exception {
        String css = Files.readString(Path.of("src/sse/web/lab.css"));
        Matcher themes = Pattern.compile("--back: #[^}]*").matcher(css);
        List<String> faint = new ArrayList<>();
        int n = 0;
        while (themes.find()) {
            n++;
            Map<String, String> colours = new TreeMap<>();
            Matcher colour = Pattern.compile("--(\\w+): #([0-9a-f]{6})").matcher(themes.group());
            while (colour.find()) colours.put(colour.group(1), colour.group(2));
            for (String text : List.of("text", "muted", "field", "mark", "comment", "ok", "error", "ignored")) {
                for (String back : List.of("back", "panel", "lit")) {
                    double contrast = contrast(colours.get(text), colours.get(back));
                    if (contrast < LEAST) faint.add(n + " " + text + " on " + back + " " + contrast);
                }
            }
        }
        assertEquals(3, n, "light, dark by the system, dark by choice");
        assertEquals(List.of(), faint);
    }

    @Test
    void everyTextCanBeReadInLightAndDark() throws Exception {
        browser.size(1440, 900);
        for (boolean dark : new boolean[] {false, true}) {
            browser.media(dark, false);
            for (String path : List.of("/", "/demo/types", "/stage", "/stage?show")) {
                browser.open(site.url(path));
                browser.await("document.querySelector('.handler, .data') && document.readyState === 'complete'");
                assertEquals("", browser.text(FAINT), path + (dark ? " dark" : " light"));
            }
        }
    }

    @Test
    void nothingIsScrolledSidewaysFrom320PixelsOn() throws Exception {
        for (int width : new int[] {320, 360, 641, 800, 1024}) {
            browser.size(width, 700);
            browser.open(site.url("/demo/unicode"));
            browser.await("document.querySelector('#list li')");
            for (String panel : List.of("faults", "compose", "code", "explain")) {
                browser.eval("document.querySelector('#tabs [aria-controls=" + panel + "]').click()");
                browser.await("!document.getElementById('" + panel + "').hidden");
                assertEquals("0 0", browser.text("[document.documentElement, document.getElementById('rows')]"
                        + ".map(e => e.scrollWidth - e.clientWidth).join(' ')"), panel + " at " + width);
            }
        }
        browser.size(1440, 900);
    }

    @Test
    void nothingMovesForWhoWantsNoMotion() throws Exception {
        browser.media(false, true);
        browser.open(site.url("/"));
        browser.await("document.querySelector('#list li')");
        assertEquals("0", browser.text("document.getAnimations().length"));
        assertEquals("auto", browser.text("getComputedStyle(document.getElementById('rows')).scrollBehavior"));
        browser.media(false, false);
    }

    @Test
    void withoutJavaScriptItIsTheFormatAndCurl() throws Exception {
        browser.call("Emulation.setScriptExecutionDisabled", JsonWriter.object().put("value", true));
        try {
            for (String path : List.of("/", "/hello", "/demo/count")) {
                browser.open(site.url(path));
                browser.await("document.readyState === 'complete' && document.body.innerText.includes('curl -N')");
                String text = browser.text("document.body.innerText");
                for (String word : List.of("data: the first line", "text/event-stream", "Last-Event-ID", "curl -d ")) {
                    assertTrue(text.contains(word), path + " has no " + word);
                }
                assertTrue(!text.contains("Connect") && !text.contains("Compose"), text);
            }
        } finally {
            browser.call("Emulation.setScriptExecutionDisabled", JsonWriter.object().put("value", false));
        }
    }

    @Test
    void whoHasNoEventSourceIsTold() throws Exception {
        try (Chromium old = new Chromium()) {
            old.before("delete window.EventSource");
            old.open(site.url("/"));
            old.await("document.getElementById('notice')?.textContent.includes('no EventSource')");
            assertEquals(List.of(), old.complaints());
        }
    }
}
