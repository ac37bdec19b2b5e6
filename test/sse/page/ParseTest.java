package sse.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sse.Event;
import sse.Fixtures;
import sse.text.Json;

/** The page's parser, held against the same streams as the one of Java. */
class ParseTest {
    private static final String READ = """
            window.read = async (base64, size) => {
              const { EventReader } = await import('/_/lab/parse.js');
              const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0)), reader = new EventReader();
              const pieces = [], events = [];
              if (size > 0) for (let i = 0; i < bytes.length; i += size) pieces.push(bytes.subarray(i, i + size));
              else pieces.push(bytes.subarray(0, -size), bytes.subarray(-size));
              for (const piece of pieces) {
                for (const line of reader.read(piece)) if (line.event) events.push(line.event);
              }
              reader.end();
              return JSON.stringify([events.map(e => [e.id, e.type, e.data]), reader.lastEventId, reader.retryMillis]);
            };
            window.everyCut = async base64 => {
              const whole = await read(base64, 1 << 20), n = Math.min(atob(base64).length, 300);
              for (let cut = -n; cut < 4; cut++) {
                const seen = cut === 0 ? whole : await read(base64, cut);
                if (seen !== whole) return `cut ${cut}: ${seen} and whole: ${whole}`;
              }
              return whole;
            };""";

    private static Chromium browser;
    private static Site site;

    @BeforeAll
    static void start() throws Exception {
        browser = new Chromium();
        site = new Site();
        browser.before(READ);
        browser.open(site.url("/_/lab/parse.js")); // no page is needed
        browser.await("window.everyCut");
    }

    @AfterAll
    static void stop() throws Exception {
        if (site != null) site.close();
        if (browser != null) browser.close();
    }

    @Test
    void everyStreamIsReadAsJavaReadsItHoweverItIsCut() throws Exception {
        for (Fixtures.Fixture fixture : Fixtures.ALL) {
            List<List<String>> events = new ArrayList<>();
            for (Event event : fixture.events()) events.add(List.of(event.id(), event.type(), event.data()));
            String expected = Json.write(List.of(events, fixture.lastEventId()));
            String wire = Base64.getEncoder().encodeToString(fixture.bytes());
            String seen = browser.text("everyCut('" + wire + "')");
            List<?> read = (List<?>) Json.parse(seen);
            assertEquals(expected, Json.write(read.subList(0, 2)), fixture.name());
            assertEquals((double) fixture.retryMillis(), ((Json.Number) read.get(2)).value(), fixture.name());
        }
    }

    @Test
    void linesSayWhatTheyDid() throws Exception {
        String kinds = browser.text("""
                import('/_/lab/parse.js').then(({ EventReader }) => {
                  const reader = new EventReader(), seen = [];
                  const feed = text => {
                    for (const line of reader.read(new TextEncoder().encode(text))) seen.push(line);
                  };
                  feed('\\ufeffid: 7\\n: c\\r'); feed('\\ndata\\rno: x\\nretry: 5s\\nretry:9\\nid:\\0\\n\\n\\nevent:  t\\n');
                  feed('data: lo');
                  const pending = reader.pending(), line = new TextDecoder().decode(pending.line);
                  seen.push(reader.end());
                  return seen.map(l => `${l.off} ${l.kind} ${l.ending} [${l.field}] [${l.value}]`).join('; ')
                    + `; ${pending.type} ${line} ${pending.off}`;
                })""");
        assertEquals("0 id LF [id] [7]; 9 comment CRLF [] [ c]; 14 data CR [data] []; 19 unknown LF [no] [x]; "
                + "25 retry-ignored LF [retry] [5s]; 35 retry LF [retry] [9]; 43 id-ignored LF [id] [\0]; "
                + "48 dispatch LF [] []; 49 blank LF [] []; 50 event LF [event] [ t]; "
                + "60 unfinished NONE [data] [lo];  t data: lo 60", kinds);
    }

    @Test
    void needsNoPage() throws Exception {
        String script = Files.readString(Path.of("src/sse/web/parse.js"));
        for (String word : List.of("document", "window", "import ", "fetch")) assertFalse(script.contains(word), word);
    }
}
