package sse.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sse.EventReader;
import sse.EventReader.Step;
import sse.kit.ScriptedServer;
import sse.server.ServerOptions;
import sse.server.SseServer;
import sse.text.JsonWriter;

/**
 * The programs that the page's Code tab shows, run: those that read, against a server that sends what readers get wrong
 * byte by byte; those that send, against this one. Skipped one by one where their language is missing.
 */
@Timeout(60)
class SnippetsTest {
    private static final String STREAM = ": hi\r\nevent: tick\r\nid: 8\r\ndata: line one\r\n"
            + "data:  two Vi\u1EC7t \uD83C\uDF0F\r\n\r\ndata: a\u2028b\u0085c\n\ndata\n\nevent: ping\n\nother: x\n"
            + " data: y\ndata:{\rdata:  \"x\": 1\rdata: }\r\rretry: 10000\ndata: last\n\ndata: lost";
    private static final String READ = "tick line one\n two Vi\u1EC7t \uD83C\uDF0F\nmessage a\u2028b\u0085c\nmessage \n"
            + "message {\n \"x\": 1\n}\nmessage last\n";
    private static final String TEXT = "it's \"one\"\n$two \\n `3` %d\u2028 Vi\u1EC7t \uD83C\uDF0F\ttab &data=4 ";

    @TempDir
    Path folder;

    private static String find(String program) {
        for (String in : System.getenv("PATH").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(in, program))) return Path.of(in, program).toString();
        }
        assumeTrue(false, "no " + program + " on the PATH");
        return null;
    }

    /** What the page's module makes of a stream or an event, in a language. */
    private String snippet(String way, String language, String about) throws Exception {
        Path module = Path.of("src/sse/web/snippets.js").toAbsolutePath();
        Path script = folder.resolve("make.mjs");
        Files.copy(module, folder.resolve("snippets.mjs"), StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(script, "import { receive, send } from './snippets.mjs';\nconst ways = { receive, send };\n"
                + "process.stdout.write(ways." + way + "." + language + "(" + about + ", 'It does not fly.'));\n");
        String made = output(find("node"), script.toString());
        assertEquals(true, made.lines().findFirst().orElse("").endsWith(" It does not fly."), made);
        return made;
    }

    private String output(String... command) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8", "NO_PROXY", "127.0.0.1", "no_proxy", "127.0.0.1"));
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            assertEquals(true, process.waitFor(40, TimeUnit.SECONDS), "it does not end");
            assertEquals(0, process.exitValue(), () -> read(out) + read(err));
        } finally {
            process.destroyForcibly();
        }
        return read(out);
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The program's output. */
    private String run(String language, String code) throws Exception {
        return switch (language) {
            case "curl" -> output(find("bash"), write("run.sh", code));
            case "fetch" -> output(find("node"), write("run.mjs", code));
            case "python" -> output(find("python3"), write("run.py", code));
            default -> output(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1", "-Dstdout.encoding=UTF-8",
                    write(code.contains("class Send") ? "Send.java" : "Receive.java", code));
        };
    }

    private String write(String name, String code) throws IOException {
        return Files.writeString(folder.resolve(name), code).toString();
    }

    private String received(String language) throws Exception {
        try (ScriptedServer server = new ScriptedServer(with -> {
            with.send(ScriptedServer.HEAD);
            for (byte b : STREAM.getBytes(StandardCharsets.UTF_8)) with.send(new byte[] {b});
        })) {
            String about = JsonWriter.object().put("url", server.uri("/") + "it's?a=%22b%22&c={1}")
                    .put("lastId", "it's 7").array("types").add("tick").end().end().toString();
            String output = run(language, snippet("receive", language, about));
            assertEquals("it's 7", server.sent(0, "Last-Event-ID"));
            assertEquals("text/event-stream", server.sent(0, "Accept"));
            return output;
        }
    }

    /** In the page's own browser, as node may not have one. */
    @Test
    void eventSourceReads() throws Exception {
        try (Site site = new Site(); Chromium chromium = new Chromium(); ScriptedServer server = new ScriptedServer(
                with -> {
                    with.send(ScriptedServer.HEAD.replace("\r\n\r\n", "\r\nAccess-Control-Allow-Origin: *\r\n\r\n"));
                    for (byte b : STREAM.getBytes(StandardCharsets.UTF_8)) with.send(new byte[] {b});
                }, ScriptedServer.answer("HTTP/1.1 204 No Content\r\nAccess-Control-Allow-Origin: *\r\n\r\n"))) {
            chromium.open(site.url("/_/lab/words.js")); // which has no script running in it
            chromium.eval("import('/_/lab/snippets.js').then(({ receive }) => { window.said = []; "
                    + "Function('console', receive.eventsource({ url: '" + server.uri("/x").toString().replace(
                            "127.0.0.1", "localhost") + "', types: ['tick', 'message', 'error'] }, 'no'))"
                    + "({ log: (...words) => said.push(words.join(' ')) }); })");
            chromium.await("open|tick 8 line one\n two Vi\u1EC7t \uD83C\uDF0F|message 8 a\u2028b\u0085c|message 8 |"
                    + "message 8 {\n \"x\": 1\n}|message 8 last|will come back", "said.join('|')");
        }
    }

    @Test
    void curlReads() throws Exception {
        assertEquals(STREAM, received("curl"));
    }

    @Test
    void fetchReads() throws Exception {
        assertEquals(READ, received("fetch"));
    }

    /** Between any two bytes, which no network promises. */
    @Test
    void fetchReadsByteByByte() throws Exception {
        StringBuilder bytes = new StringBuilder();
        for (byte b : STREAM.getBytes(StandardCharsets.UTF_8)) bytes.append(b & 0xFF).append(',');
        String cut = "globalThis.fetch = async () => new Response(new ReadableStream({ start(to) { for (const byte of ["
                + bytes + "]) to.enqueue(Uint8Array.of(byte)); to.close(); } }));\n";
        assertEquals(READ, run("fetch", cut + snippet("receive", "fetch", "{ url: 'x', lastId: '' }")));
    }

    @Test
    void javaReads() throws Exception {
        assertEquals(READ, received("java"));
    }

    @Test
    void pythonReads() throws Exception {
        assertEquals(READ, received("python"));
    }

    /** The event as its reader gets it, sent once in headers and once in JSON. */
    private void sends(String language) throws Exception {
        try (SseServer server = new SseServer(ServerOptions.loopback(0), null, bug -> { })) {
            server.start();
            String url = "http://127.0.0.1:" + server.address().getPort() + "/its";
            run(language, snippet("send", language, JsonWriter.object().put("url", url).put("type", "it's \\")
                    .put("id", "my-7").put("retry", "500").put("data", TEXT).end().toString()));
            run(language, snippet("send", language, JsonWriter.object().put("url", url).put("type", " t\u00EDch ")
                    .put("id", "").put("data", "'\"data=\\u0041").end().toString()));
            boolean form = language.equals("curl"); // which calls all it sends one
            if (form) run(language, snippet("send", language, JsonWriter.object().put("url", url)
                    .put("data", "data=1&id=2").end().toString()));
            byte[] history = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(url
                    + "?since=all&poll=1")).build(), BodyHandlers.ofByteArray()).body();
            EventReader reader = new EventReader(history);
            List<String> events = new ArrayList<>();
            List<Long> retry = new ArrayList<>();
            for (Step step; (step = reader.step()) != Step.END; ) {
                if (step == Step.RETRY) retry.add(reader.retryMillis());
                if (step == Step.DISPATCH) events.add(reader.event().type() + "|" + reader.event().data());
            }
            assertEquals(List.of("it's \\|" + TEXT, " t\u00EDch |'\"data=\\u0041"), events.subList(0, 2));
            if (form) assertEquals("message|data=1&id=2", events.get(2));
            assertEquals(List.of(3000L, 500L), retry);
        }
    }

    @Test
    void curlSends() throws Exception {
        sends("curl");
    }

    @Test
    void fetchSends() throws Exception {
        sends("fetch");
    }

    @Test
    void javaSends() throws Exception {
        sends("java");
    }

    @Test
    void pythonSends() throws Exception {
        sends("python");
    }

    @Test
    void printfWritesTheBytes() throws Exception {
        String bytes = "\uFEFF-%d\\n 100% 'x'\r\n\t\0001\u001B\u2028\u00EDx\n\n";
        for (String start : List.of("", "-")) {
            String module = write("bytes.mjs", "import { printf } from './snippets.mjs';\n"
                    + "process.stdout.write(printf(new TextEncoder().encode(" + JsonWriter.quoted(start + bytes)
                    + ")));");
            Files.copy(Path.of("src/sse/web/snippets.js"), folder.resolve("snippets.mjs"),
                    StandardCopyOption.REPLACE_EXISTING);
            assertEquals(start + bytes, output(find("sh"), write("run.sh", output(find("node"), module))));
        }
        write("bytes.mjs", "import { printf } from './snippets.mjs';\n"
                + "process.stdout.write(printf(new Uint8Array([0x2d, 0xe9, 0x31, 0xff, 0x25])));");
        output(find("sh"), write("run.sh", output(find("node"), folder.resolve("bytes.mjs").toString())));
        assertArrayEquals(new byte[] {0x2D, (byte) 0xE9, 0x31, (byte) 0xFF, 0x25}, Files.readAllBytes(folder.resolve(
                "out")));
    }
}
