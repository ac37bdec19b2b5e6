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
    private static final int AT_ONCE = 4; // a browser has six connections to a host

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
        try (Chromium browser = new Chromium(); Site site = new Site()) {
            browser.open(site.url("/_/health").replace("127.0.0.1", "localhost"));
            browser.eval(WATCH);
            for (int from = 0; from < BadOutcomes.TABLE.length; from += AT_ONCE) {
                int to = Math.min(from + AT_ONCE, BadOutcomes.TABLE.length);
                List<String[]> rows = List.of(BadOutcomes.TABLE).subList(from, to);
                List<String> outcomes = watch(browser, site, rows, BadOutcomes.SECONDS);
                for (String[] row : rows) {
                    String outcome = outcomes.get(rows.indexOf(row));
                    if (!outcome.equals(row[1])) {
                        outcome = watch(browser, site, List.<String[]>of(row), BadOutcomes.LONGER).get(0);
                    }
                    if (!outcome.equals(row[1])) differences.add(row[0] + ": " + outcome + " instead of " + row[1]);
                }
            }
        }
        assertEquals("", String.join("\n", differences));
    }

    private static List<String> watch(Chromium browser, Site site, List<String[]> rows, int seconds) throws Exception {
        StringBuilder all = new StringBuilder("Promise.all([");
        for (String[] row : rows) {
            String url = site.url(BadOutcomes.path(row[0])) + "&_=" + seconds;
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
