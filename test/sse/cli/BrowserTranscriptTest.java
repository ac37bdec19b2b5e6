package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sse.kit.ScriptedServer.CHUNKED;
import static sse.kit.ScriptedServer.HEAD;
import static sse.kit.ScriptedServer.answer;
import static sse.kit.ScriptedServer.stop;
import static sse.kit.ScriptedServer.stream;

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
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
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
 * seen by them, the same transcript of states and events. Each server ends with a state of CLOSED, or with
 * an event of type done. Skipped where there is no Chromium.
 */
@Timeout(120)
class BrowserTranscriptTest {
    private static final String DONE = "event: done\ndata: x\n\n";
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

    /** A server to be met by both, connection by connection; the last play is repeated. */
    private record Scene(String name, boolean elsewhere, boolean credentials, Play... plays) {}

    private final List<Scene> scenes = new ArrayList<>();
    // what a reader asked, by reader and scene
    private final Map<String, List<String>> asked = new ConcurrentHashMap<>();
    private final Map<Integer, String> transcripts = new ConcurrentHashMap<>();
    private final CountDownLatch all = new CountDownLatch(1);
    private final CountDownLatch pageHasRead = new CountDownLatch(1);
    private final CountDownLatch tailHasRead = new CountDownLatch(1);
    private ScriptedServer here;
    private ScriptedServer elsewhere;

    private void scene(String name, Play... plays) {
        scenes.add(new Scene(name, false, false, plays));
    }

    private void crossOrigin(String name, boolean credentials, Play... plays) {
        scenes.add(new Scene(name, true, credentials, plays));
    }

    private static Play type(String contentType) {
        return answer("HTTP/1.1 200 OK\r\n" + (contentType.isEmpty() ? "" : "Content-Type: " + contentType + "\r\n")
                + "\r\n"
                + DONE);
    }

    private static Play status(int status) {
        return answer("HTTP/1.1 " + status + " Word\r\nContent-Type: text/event-stream\r\nContent-Length: "
                + DONE.length()
                + "\r\n\r\n" + DONE);
    }

    private static Play redirect(int status, String location) {
        return answer("HTTP/1.1 " + status + " Moved\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n");
    }

    private static Play withHeaders(String headers) {
        return answer(HEAD.replace("\r\n\r\n", "\r\n" + headers + "\r\n\r\n") + DONE);
    }

    private void write() throws IOException {
        Play done = stream(DONE);
        scene("events and types", stream("data: a\n\nid: 1\nevent: tick\ndata: b\ndata: c\n\nevent: tick \ndata: d\n\n"
                + "event: other\ndata: e\n\nevent: error\ndata: f\n\nevent: open\ndata\n\n" + DONE));
        scene("204", stop());
        for (int status : new int[] {201, 206, 401, 404, 500, 503}) scene("status " + status, status(status));
        for (String type : List.of("", "text/plain", "application/json", "text/event-streams",
                "text/event-stream;charset=utf-8",
                "text/event-stream; charset=\"UTF-8\"", "Text/Event-Stream; foo=bar",
                "text/event-stream; charset=", "text/event-stream; charset= utf-8", "text/event-stream;charset =x",
                "text/html, text/event-stream", "text/event-stream, text/html", "text/event-stream,",
                "text/event-stream, */*", "text/event-stream, foo", "*/*, text/event-stream", "foo",
                "text/event-stream;charset=x, text/event-stream", "text/event-stream;charset=x, a/b, text/event-stream",
                "text/event-stream\r\nContent-Type: text/html", "text/html\r\nContent-Type: text/event-stream",
                "text/event-stream; x=\"a,text/html\"",
                "text/event-stream;", "text/event-stream; charset=iso-8859-1", "text/event-stream; charset=utf8")) {
            scene("type " + type, type(type));
        }
        scene("end, then on with the id", stream("retry: 20\nid: 7\ndata: a\n\nid: 8\ndata: half"),
                stream("data: b\n\nid\n\n"),
                done);
        scene("id without data, id of more than ASCII", stream("retry: 20\nid: \u00E2\u0080\u00A6\n\n"), done);
        scene("id with NUL is ignored", stream("retry: 20\nid: 1\ndata: a\n\nid: 2\0\ndata: b\n\n"), done);
        scene("reset", with -> {
            with.send(HEAD + "retry: 20\ndata: say that you read this\n\n");
            // a reset may overtake bytes that were not read yet
            with.await(with.request().startsWith("GET /s/tail/") ? tailHasRead : pageHasRead);
            with.reset();
        }, done);
        scene("chunked and cut short", answer(CHUNKED + "13\r\nretry: 20\ndata: a\n\n\r\n5\r\ndat"), done);
        scene("chunked to its end", answer(CHUNKED + "13\r\nretry: 20\ndata: a\n\n\r\n0\r\n\r\n"), done);
        scene("length reached", answer(HEAD.replace("\r\n\r\n", "\r\nContent-Length: 19\r\n\r\n")
                + "retry: 20\ndata: a\n\n"),
                done);
        scene("HTTP/1.0", answer("HTTP/1.0 200 OK\r\nContent-Type: text/event-stream\r\n\r\nretry: 20\ndata: a\n\n"),
                done);
        scene("head with LF alone", answer("HTTP/1.1 200 OK\nContent-Type: text/event-stream\n\n" + DONE));
        scene("empty bodies", stream("retry: 20\n"), stream(""), stream(""), done);
        scene("no answer on the way back", stream("retry: 20\ndata: a\n\n"), Conversation::reset, Conversation::reset,
                done);
        scene("retry stays, and bad values change nothing",
                stream("retry: 20\n\nretry: 5s\nretry:  900\nretry: -1\nretry: 1.5\n\n"), stream("data: a\n\n"), done);
        scene("retry of 0", stream("retry: 0\ndata: a\n\n"), stream("data: b\n\n"), done);
        scene("no retry", stream("data: a\n\n"), done);
        scene("204 on the way back", stream("retry: 20\ndata: a\n\n"), stop());
        scene("500 on the way back", stream("retry: 20\ndata: a\n\n"), status(500));
        scene("type on the way back", stream("retry: 20\ndata: a\n\n"), type("text/html"));
        for (int status : new int[] {301, 302, 303, 307, 308}) {
            scene("redirect " + status, redirect(status, "to?x=1"), stream("retry: 20\nid: 1\ndata: a\n\n"), done);
        }
        for (String headers : List.of("Content-Encoding: utf-8", "Content-Encoding: foo", "Content-Encoding: gzip, foo",
                "Content-Encoding:", "Content-Encoding: none", "Content-Encoding: identity",
                "Content-Length: " + DONE.length() + ", " + DONE.length(), "Content-Length: x",
                "Location: a\r\nLocation: a")) {
            scene(headers, withHeaders(headers));
        }
        for (String headers : List.of("Content-Length: 5, " + DONE.length(),
                "Content-Length: 5\r\nContent-Length: " + DONE.length(), "Location: a\r\nLocation: b")) {
            scene(headers, stream("retry: 20\n\n"), withHeaders(headers), done);
        }
        scene("two lengths of chunks", answer(CHUNKED.replace("\r\n\r\n", "\r\nContent-Length: 5\r\n"
                + "Content-Length: 6\r\n\r\n") + "15\r\n" + DONE + "\r\n0\r\n\r\n"));
        scene("redirect without a place", redirect(302, ""));
        for (String nowhere : List.of("mailto:a@example.com", "data:text/event-stream,data:x", "http://[x/")) {
            scene("redirect to " + nowhere, stream("retry: 20\n\n"), redirect(302, nowhere), done);
        }
        scene("redirect to two places", stream("retry: 20\n\n"), redirect(302, "to\r\nLocation: to2"), done);
        scene("redirect to a place twice", redirect(302, "to\r\nLocation: to"), done);
        scene("redirect to a place, and none", redirect(302, "\r\nLocation: to"), done);
        scene("redirect without a location", answer("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"));
        Play[] loop = new Play[22];
        for (int i = 0; i < 21; i++) loop[i] = redirect(302, "to" + i);
        loop[21] = stop();
        scene("more than twenty redirects", loop);
        scene("byte order marks", stream("\u00EF\u00BB\u00BFdata: a\n\n\u00EF\u00BB\u00BFdata: b\n\n" + DONE));
        scene("line ends", stream("data: a\r\rdata: b\r\n\r\ndata: c\n\r" + DONE));
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(DONE.getBytes(StandardCharsets.US_ASCII));
        }
        scene("gzip", with -> {
            with.send(HEAD.replace("\r\n\r\n", "\r\nContent-Encoding: gzip\r\n\r\n"));
            with.send(zipped.toByteArray());
        });
        String origin = "http://127.0.0.1:" + here.port();
        crossOrigin("CORS: no header", false, done);
        crossOrigin("CORS: star", false, withHeaders("Access-Control-Allow-Origin: *"));
        crossOrigin("CORS: star with credentials", true,
                withHeaders("Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Credentials: true"));
        crossOrigin("CORS: exact with credentials", true, withHeaders("Access-Control-Allow-Origin: " + origin
                + "\r\nAccess-Control-Allow-Credentials: true"));
        crossOrigin("CORS: exact, credentials not allowed", true, withHeaders("Access-Control-Allow-Origin: "
                + origin));
        crossOrigin("CORS: another origin", false, withHeaders("Access-Control-Allow-Origin: http://example.com"));
        crossOrigin("CORS: two headers", false,
                withHeaders("Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Origin: *"));
        crossOrigin("CORS: redirect without a header", false, redirect(302, "to"),
                withHeaders("Access-Control-Allow-Origin: *"));
        Play away = with -> redirect(302, "http://127.0.0.1:" + elsewhere.port() + with.request().split(" ")[1])
                .play(with);
        scene("CORS: redirect to elsewhere without a header", away, done);
        scene("CORS: redirect to elsewhere with star", away, withHeaders("Access-Control-Allow-Origin: *"));
        crossOriginHops();
    }

    /** Here is where the page is from; there is elsewhere. */
    private void crossOriginHops() {
        String origin = "http://127.0.0.1:" + here.port();
        String star = "Access-Control-Allow-Origin: *";
        Play done = withHeaders(star);
        Play away = to(() -> elsewhere, "", star);
        Play back = to(() -> here, "", star);
        scene("hops: there and back", away, back, done);
        scene("hops: there and back, with an id", away, back, stream("retry: 20\nid: 1\ndata: a\n\n"), done);
        scene("hops: there, back without leave", away, to(() -> here, "", "X: x"), done);
        scene("hops: there and back, where the page's own origin may", away, back,
                withHeaders("Access-Control-Allow-Origin: " + origin));
        scene("hops: there and back, where null may", away, back, withHeaders("Access-Control-Allow-Origin: null"));
        scene("hops: there and there again", away, to(() -> elsewhere, "", star), done);
        scene("hops: there, and on without leave", away, to(() -> elsewhere, "", "X: x"), done);
        scene("hops: there, on the way back by itself", away,
                answer(HEAD.replace("\r\n\r\n", "\r\n" + star + "\r\n\r\n")
                + "retry: 20\ndata: a\n\n"), done);
        crossOrigin("hops: from there to the page", false, back, done);
        crossOrigin("hops: from there to the page and there", false, back, away, done);
        scene("hops: with a user to elsewhere", to(() -> elsewhere, "u:p@", star), done);
        scene("hops: with a user at home", to(() -> here, "u:p@", star), done);
        crossOrigin("hops: with a user there", false, to(() -> elsewhere, "u:p@", star), done);
        crossOrigin("hops: with a user, back", false, to(() -> here, "u:p@", star), done);
        String may = "Access-Control-Allow-Origin: " + origin + "\r\nAccess-Control-Allow-Credentials: true";
        Play sets = answer(HEAD.replace("\r\n\r\n", "\r\n" + may + "\r\nSet-Cookie: a=1; Max-Age=99\r\n"
                + "Set-Cookie: b=2; Path=/\r\nSet-Cookie: c=3; Max-Age=0\r\n\r\n") + "retry: 20\ndata: a\n\n");
        Play ends = answer(HEAD.replace("\r\n\r\n", "\r\n" + may + "\r\nSet-Cookie: a=1; Max-Age=0\r\n"
                + "Set-Cookie: b=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT\r\n\r\n") + DONE);
        scene("cookies at home", sets, ends);
        crossOrigin("cookies elsewhere, without credentials", false, sets, ends);
        crossOrigin("cookies elsewhere, with credentials", true, sets, ends);
        crossOrigin("two that allow credentials", true,
                withHeaders(may + "\r\nAccess-Control-Allow-Credentials: true"));
    }

    /** A redirect to the same path of another server. */
    private static Play to(Supplier<ScriptedServer> server, String user, String header) {
        return with -> redirect(302, "http://" + user + "127.0.0.1:" + server.get().port()
                + with.request().split(" ")[1] + "\r\n" + header).play(with);
    }

    /** Plays the page, takes its transcripts, and plays the scenes: {@code /s/reader/scene/...}. */
    private void serve(Conversation with) throws IOException, InterruptedException {
        String path = with.request().split(" ")[1];
        if (path.equals("/page")) {
            with.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: " + PAGE.length() + "\r\n\r\n"
                    + PAGE);
        } else if (path.equals("/list")) {
            StringBuilder list = new StringBuilder();
            for (int i = 0; i < scenes.size(); i++) {
                list.append(i == 0 ? "[" : ",").append("[").append(i).append(",\"").append(url("chromium", i))
                        .append("\",")
                        .append(scenes.get(i).credentials()).append(",").append(setsCookies(i)).append("]");
            }
            with.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + list + "]");
        } else if (path.startsWith("/seen/")) {
            byte[] seen = with.request().substring(with.request().indexOf("\r\n\r\n") + 4)
                    .getBytes(StandardCharsets.ISO_8859_1);
            transcripts.put(Integer.valueOf(path.substring(6)), new String(seen, StandardCharsets.UTF_8));
            with.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            if (transcripts.size() == scenes.size()) all.countDown();
        } else if (path.equals("/read")) {
            pageHasRead.countDown();
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
            Play[] plays = scenes.get(Integer.parseInt(parts[3])).plays();
            plays[Math.min(requests.size(), plays.length) - 1].play(with);
        } else {
            with.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        }
    }

    /** Others would send them, too. */
    private boolean setsCookies(int scene) {
        return scenes.get(scene).name().startsWith("cookies");
    }

    private String url(String reader, int scene) {
        return (scenes.get(scene).elsewhere() ? elsewhere : here).uri("/s/" + reader + "/" + scene + "/at").toString();
    }

    /** The transcript of tail, in the page's words. */
    private List<String> tail(int scene) throws Json.Malformed {
        List<String> words = new ArrayList<>(List.of("tail", "--as", "browser", "--json", "--until", "event=done",
                "--origin",
                "http://127.0.0.1:" + here.port(), "-m", "9"));
        if (scenes.get(scene).credentials()) words.add("--credentials");
        words.add(url("tail", scene));
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int from, int length) {
                super.write(bytes, from, length);
                if (toString().contains("say that you read this")) tailHasRead.countDown();
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
        write();
        Path profile = Files.createDirectory(temporary.resolve("profile"));
        Process process = ChromiumProcess.start(profile, ProcessBuilder.Redirect.DISCARD, here.uri("/page").toString());
        try {
            List<Future<List<String>>> ours = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
                for (int i = 0; i < scenes.size(); i++) {
                    int scene = i;
                    ours.add(threads.submit(() -> tail(scene)));
                }
            }
            assertTrue(all.await(60, TimeUnit.SECONDS), () -> "Chromium gave " + transcripts.size() + " of "
                    + scenes.size()
                    + " transcripts");
            StringBuilder theirs = new StringBuilder();
            StringBuilder mine = new StringBuilder();
            for (int i = 0; i < scenes.size(); i++) {
                String title = "== " + scenes.get(i).name() + "\n";
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
