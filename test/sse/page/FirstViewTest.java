package sse.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What somebody sees who opens the page. */
class FirstViewTest {
    static Chromium browser;
    static Site site;

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

    @Test
    void anEventIsThereAtOnceAndTheConsoleIsEmpty() throws Exception {
        browser.open(site.url("/"));
        browser.await("document.querySelector('#list')?.textContent.includes('one')");
        // a second, and nine more for a busy machine
        double millis = Double.parseDouble(browser.eval("performance.now()"));
        assertTrue(millis < 10_000, millis + " ms");
        browser.await("OPEN", "document.getElementById('lamp').textContent.trim()");
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void whoeverElseIsAskedIsAComplaint() throws Exception {
        browser.open(site.url("/"));
        browser.await("window.lab");
        browser.text("fetch('http://other.test:" + site.server.address().getPort() + "/').catch(e => 1)");
        assertTrue(browser.complaints().toString().contains("Content Security Policy"));
    }
}
