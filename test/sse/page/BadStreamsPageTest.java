package sse.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.kit.BadOutcomes;
import sse.text.Json;
import sse.text.JsonWriter;

/** What Chromium makes of each stream that is broken on purpose: the same as {@code tail --as browser}. */
@Timeout(120)
class BadStreamsPageTest {
    private static final int AT_ONCE = 4; // a browser has six connections to a port
    private static final int SITES = 4;

    private static final String WATCH = """
            window.watch = (url, seconds) => new Promise(finish => {
              const seen = [], source = new EventSource(url);
              const end = () => { source.close(); finish(seen); };
              for (const type of ['message', 'tick', 'tick ', 'error']) source.addEventListener(type, e => {
                if (e instanceof MessageEvent) {
                  seen.push('event ' + type.replace(' ', '_') + ' ' + e.lastEventId + ' ' + e.data);
                } else {
                  seen.push('error ' + source.readyState);
                  end();
                }
              });
              setTimeout(end, seconds * 1000);
            });
            """;

    @Test
    void eachHasItsOutcome() throws Exception {
        List<String> differences = new ArrayList<>();
        List<Site> sites = new ArrayList<>();
        try (Chromium browser = new Chromium()) {
            for (int i = 0; i < SITES; i++) sites.add(new Site());
            browser.open(sites.get(0).url("/_/health").replace("127.0.0.1", "localhost"));
            browser.eval(WATCH);
            List<String[]> left = watch(browser, sites, List.of(BadOutcomes.TABLE), BadOutcomes.SECONDS, null);
            watch(browser, sites, left, BadOutcomes.LONGER, differences);
        } finally {
            for (Site site : sites) site.close();
        }
        assertEquals("", String.join("\n", differences));
    }

    /** {@return those that had another outcome} These are told, too, where there is a list for it. */
    private static List<String[]> watch(Chromium browser, List<Site> sites, List<String[]> all, int seconds,
            List<String> told) throws Exception {
        List<String[]> others = new ArrayList<>();
        for (int from = 0; from < all.size(); from += AT_ONCE * SITES) {
            List<String[]> rows = all.subList(from, Math.min(from + AT_ONCE * SITES, all.size()));
            List<String> outcomes = watch(browser, sites, rows, seconds);
            for (int i = 0; i < rows.size(); i++) {
                String[] row = rows.get(i);
                if (outcomes.get(i).equals(row[1])) continue;
                others.add(row);
                if (told != null) told.add(row[0] + ": " + outcomes.get(i) + " instead of " + row[1]);
            }
        }
        return others;
    }

    private static List<String> watch(Chromium browser, List<Site> sites, List<String[]> rows, int seconds)
            throws Exception {
        StringBuilder all = new StringBuilder("Promise.all([");
        for (int i = 0; i < rows.size(); i++) {
            String url = sites.get(i % SITES).url(BadOutcomes.path(rows.get(i)[0])) + "&_=" + seconds;
            all.append("watch(").append(JsonWriter.quoted(url)).append(", ").append(seconds).append("),");
        }
        List<String> outcomes = new ArrayList<>();
        for (Object answer : (List<?>) Json.parse(browser.eval(all.append("])").toString()))) {
            List<String> happened = new ArrayList<>();
            for (Object one : (List<?>) answer) happened.add((String) one);
            outcomes.add(BadOutcomes.of(happened));
        }
        return outcomes;
    }
}
