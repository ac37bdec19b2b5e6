package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sse.kit.ChromiumProcess;
import sse.kit.ScriptedServer;
import sse.kit.ScriptedServer.Conversation;
import sse.kit.ScriptedServer.Play;
import sse.term.Console;
import sse.text.Json;

/**
 * {@code tail --as browser} against EventSource in headless Chromium: the same servers, the same requests
 * seen by them, the same transcript of states and events. Skipped where there is no Chromium.
 */
@Timeout(120)
class BrowserTranscriptTest {
    private static final String PAGE = """
            <!doctype html><title>transcript</title><script>
            const types = ['message', 'tick', 'tick ', 'done', 'open', 'error'];
            function run(url, withCredentials) {
              return new Promise(finish => {
                const seen = [], source = new EventSource(url, { withCredentials });
                const end = () => { source.close(); finish(seen); };
                for (const type of types) source.addEventListener(type, e => {
                  if (!(e instanceof MessageEvent)) {
                    seen.push(type + ' ' + source.readyState);
                    if (source.readyState === 2) setTimeout(end, 150);
                  } else {
                    seen.push('event ' + JSON.stringify([type, e.lastEventId, e.data]));
                    if (e.data === 'say that you read this') fetch('/read');
                    if (type === 'done') end();
                  }
                });
                setTimeout(end, 9000);
              });
            }
            (async () => {
              const list = await (await fetch('/list')).json();
              const one = async ([n, url, credentials]) => {
                const seen = await run(url, credentials);
                await fetch('/seen/' + n, { method: 'POST', body: seen.join('\\n') });
              };
              const own = list.filter(([,,, alone]) => !alone);
              const lane = async () => { while (own.length) await one(own.shift()); };
              await Promise.all([lane(), lane(), lane(), lane()]); // a browser has six connections to a host
              for (const scene of list) if (scene[3]) await one(scene);
            })();
            </script>""";

    // what a reader asked, by reader and scene
    private final Map<String, List<String>> asked = new ConcurrentHashMap<>();
    private final Map<Integer, String> transcripts = new ConcurrentHashMap<>();
    private final CountDownLatch all = new CountDownLatch(1);
    private ScriptedServer here;
    private ScriptedServer elsewhere;
    private BrowserScenes scenes;

    /** Plays the page, takes its transcripts, and plays the scenes: {@code /s/reader/scene/...}. */
    private void serve(Conversation with) throws IOException, InterruptedException {
        String path = with.request().split(" ")[1];
        if (path.equals("/page")) {
            with.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: " + PAGE.length() + "\r\n\r\n"
                    + PAGE);
        } else if (path.equals("/list")) {
            StringBuilder list = new StringBuilder();
            for (int i = 0; i < scenes.all.size(); i++) {
                BrowserScenes.Scene scene = scenes.all.get(i);
                list.append(i == 0 ? "[" : ",").append("[").append(i).append(",\"").append(url("chromium", i))
                        .append("\",").append(scene.credentials()).append(",").append(scene.setsCookies()).append("]");
            }
            with.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + list + "]");
        } else if (path.startsWith("/seen/")) {
            byte[] seen = with.request().substring(with.request().indexOf("\r\n\r\n") + 4)
                    .getBytes(StandardCharsets.ISO_8859_1);
            transcripts.put(Integer.valueOf(path.substring(6)), new String(seen, StandardCharsets.UTF_8));
            with.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            if (transcripts.size() == scenes.all.size()) all.countDown();
        } else if (path.equals("/read")) {
            scenes.pageHasRead.countDown();
            with.send("HTTP/1.1 204 No Content\r\n\r\n");
        } else if (path.startsWith("/s/")) {
            String[] parts = path.split("/", 5);
            List<String> requests = asked.computeIfAbsent(parts[2].toLowerCase() + parts[3],
                    key -> Collections.synchronizedList(new ArrayList<>()));
            String origin = with.header("Origin");
            requests.add(with.request().split(" ")[0] + " " + parts[4] + " id=" + with.header("Last-Event-ID")
                    + " accept="
                    + with.header("Accept") + " " + with.header("Cache-Control")
                    + " " + with.header("Pragma") + " origin=" + origin
                    + " cookie=" + with.header("Cookie") + " authorization=" + with.header("Authorization"));
            Play[] plays = scenes.all.get(Integer.parseInt(parts[3])).plays();
            plays[Math.min(requests.size(), plays.length) - 1].play(with);
        } else {
            with.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        }
    }

    private String url(String reader, int scene) {
        ScriptedServer at = scenes.all.get(scene).elsewhere() ? elsewhere : here;
        return at.uri("/s/" + reader + "/" + scene + "/at").toString();
    }

    /** The transcript of tail, in the page's words. */
    private List<String> tail(int scene) throws Json.Malformed {
        List<String> words = new ArrayList<>(List.of("tail", "--as", "browser", "--json", "--until", "event=done",
                "--origin",
                "http://127.0.0.1:" + here.port(), "-m", "9"));
        if (scenes.all.get(scene).credentials()) words.add("--credentials");
        words.add(url("tail", scene));
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int from, int length) {
                super.write(bytes, from, length);
                if (toString().contains("say that you read this")) scenes.tailHasRead.countDown();
            }
        };
        Cli.run(words.toArray(String[]::new), new Console(InputStream.nullInputStream(), out,
                OutputStream.nullOutputStream(), Map.of(), false));
        List<String> seen = new ArrayList<>();
        for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
            Map<?, ?> object = (Map<?, ?>) Json.parse(line);
            if (object.get("kind").equals("event")) {
                String type = (String) object.get("type");
                if (!type.equals("other")) seen.add("event " + Json.write(List.of(type, object.get("id"),
                        object.get("data"))));
            } else {
                seen.add((object.get("kind").equals("open") ? "open " : "error ")
                        + Json.write(object.get("readyState")));
            }
        }
        return seen;
    }

    @Test
    void transcriptsAreEqual(@TempDir Path temporary) throws Exception {
        here = new ScriptedServer(this::serve);
        elsewhere = new ScriptedServer(this::serve);
        scenes = new BrowserScenes(here, elsewhere);
        Path profile = Files.createDirectory(temporary.resolve("profile"));
        Process process = ChromiumProcess.start(profile, ProcessBuilder.Redirect.DISCARD, here.uri("/page").toString());
        try {
            List<Future<List<String>>> ours = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
                for (int i = 0; i < scenes.all.size(); i++) {
                    int scene = i;
                    ours.add(threads.submit(() -> tail(scene)));
                }
            }
            assertTrue(all.await(60, TimeUnit.SECONDS), () -> "Chromium gave " + transcripts.size() + " of "
                    + scenes.all.size()
                    + " transcripts");
            StringBuilder theirs = new StringBuilder();
            StringBuilder mine = new StringBuilder();
            for (int i = 0; i < scenes.all.size(); i++) {
                String title = "== " + scenes.all.get(i).name() + "\n";
                theirs.append(title).append(transcripts.get(i)).append('\n').append(String.join("\n",
                        asked.getOrDefault("chromium" + i, List.of()))).append('\n');
                mine.append(title).append(String.join("\n", ours.get(i).get())).append('\n').append(String.join("\n",
                        asked.getOrDefault("tail" + i, List.of()))).append('\n');
            }
            assertEquals(theirs.toString(), mine.toString());
        } finally {
            here.close();
            elsewhere.close();
            end(process, profile);
        }
    }

    /** Ends all of Chromium's processes, which still write to the profile while they go. */
    private static void end(Process process, Path profile) throws Exception {
        List<ProcessHandle> handles = new ArrayList<>(process.descendants().toList());
        handles.add(process.toHandle());
        for (ProcessHandle handle : handles) handle.destroyForcibly();
        for (ProcessHandle handle : handles) handle.onExit().get(10, TimeUnit.SECONDS);
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
