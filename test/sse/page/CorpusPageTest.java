package sse.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The hard streams: the browser, and the page's parser, make of each what is expected, or a difference is listed. */
class CorpusPageTest {
    /** Each reader posts what it saw; what is no pass is a line. Five at a time: a browser has six connections. */
    private static final String SCRIPT = """
            window.parsed = async ({ name }) => {
              const { EventReader } = await import('/_/lab/parse.js');
              const reader = new EventReader(), seen = [];
              const response = await fetch('/_/corpus/' + name);
              for await (const piece of response.body) {
                for (const line of reader.read(piece)) if (line.event) seen.push(line.event);
              }
              reader.end();
              const end = { lastEventId: reader.lastEventId };
              if (reader.retryMillis >= 0) end.retry = reader.retryMillis;
              return [...seen, end];
            };
            window.received = ({ name }) => new Promise(async resolve => {
              const expected = (await (await fetch(`/_/corpus/${name}/expect`)).text()).trim().split('\\n');
              const types = expected.filter(line => line).map(line => JSON.parse(line).type).filter(type => type);
              const source = new EventSource('/_/corpus/' + name), seen = [];
              const add = e => seen.push({ id: e.lastEventId, type: e.type, data: e.data });
              for (const type of new Set([...types, 'message', 'open', 'tick', ' t', 't'])) {
                if (type !== 'error') source.addEventListener(type, e => e instanceof MessageEvent && add(e));
              }
              source.onerror = e => {
                if (e instanceof MessageEvent) return add(e);
                source.close();
                resolve(seen);
              };
            });
            window.run = async (see, mayDiffer) => {
              const all = await (await fetch('/_/corpus/', { headers: { Accept: 'application/json' } })).json();
              const wrong = [], waiting = [...all];
              const one = async () => {
                for (let asked; (asked = waiting.shift()); ) {
                  const seen = (await see(asked)).map(e => JSON.stringify(e)).join('\\n');
                  const verdict = await fetch(`/_/corpus/${asked.name}/result`, { method: 'POST', body: seen });
                  const text = (await verdict.text()).trim();
                  if (text !== 'pass' && !(mayDiffer && asked.differs)) wrong.push(`${asked.name}: ${text}`);
                }
              };
              await Promise.all([one(), one(), one(), one(), one()]);
              return all.length < 80 ? 'too few' : wrong.join('\\n');
            };""";

    private static Chromium browser;
    private static Site site;

    @BeforeAll
    static void start() throws Exception {
        browser = new Chromium();
        site = new Site();
        browser.before(SCRIPT);
        browser.open(site.url("/_/lab/parse.js")); // no page is needed
        browser.await("window.run");
    }

    @AfterAll
    static void stop() throws Exception {
        if (site != null) site.close();
        if (browser != null) browser.close();
    }

    @Test
    void thePagesParserMakesOfEachWhatIsExpected() throws Exception {
        assertEquals("", browser.text("run(parsed, false)"));
    }

    @Test
    void chromiumMakesOfEachWhatIsExpectedButWhereADifferenceIsListed() throws Exception {
        assertEquals("", browser.text("run(received, true)"));
    }
}
