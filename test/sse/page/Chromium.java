package sse.page;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import sse.kit.ChromiumProcess;
import sse.kit.OverTls;
import sse.text.Json;
import sse.text.JsonWriter;

/**
 * Chromium without a window, driven by its own protocol (DevTools) over a WebSocket. One page at a time;
 * {@code http://a.test} and the like are names of this machine that it does not take for its own. Collects what the
 * page complains of. For one thread.
 */
final class Chromium implements AutoCloseable, WebSocket.Listener {
    private static final String DEVTOOLS = "DevTools listening on ";
    private static final long PATIENCE_SECONDS = 50;

    /** The keys of {@link #press} that are no character: name, code, number, text. */
    private static final Map<String, Object[]> KEYS = Map.of("Enter", new Object[] {"Enter", 13, "\r"},
            "Tab", new Object[] {"Tab", 9, ""}, "Escape", new Object[] {"Escape", 27, ""},
            "Space", new Object[] {"Space", 32, " "}, "Home", new Object[] {"Home", 36, ""},
            "End", new Object[] {"End", 35, ""}, "ArrowUp", new Object[] {"ArrowUp", 38, ""},
            "ArrowDown", new Object[] {"ArrowDown", 40, ""}, "ArrowLeft", new Object[] {"ArrowLeft", 37, ""},
            "ArrowRight", new Object[] {"ArrowRight", 39, ""});

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path profile;
    private final Process process;
    private WebSocket socket;
    private final LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final StringBuilder parts = new StringBuilder();
    private final List<String> complaints = new ArrayList<>();
    private int calls;

    /** Starts it; skips the test where there is none. */
    Chromium() throws Exception {
        profile = Files.createTempDirectory("sse-browser");
        try {
            process = ChromiumProcess.start(profile, ProcessBuilder.Redirect.PIPE, "--remote-debugging-port=0",
                    "--host-resolver-rules=MAP *.test 127.0.0.1", OverTls.chromiumFlag(), "about:blank");
        } catch (Throwable e) { // it is skipped
            Files.delete(profile);
            throw e;
        }
        try {
            socket = http.newWebSocketBuilder().buildAsync(page(), this).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            for (String domain : List.of("Page", "Runtime", "Log")) call(domain + ".enable", JsonWriter.object());
        } catch (Throwable e) { // nobody has it yet who could close it
            process.destroyForcibly();
            throw e;
        }
    }

    /** Opens a page; {@return where it is driven} */
    private URI page() throws IOException, InterruptedException {
        String authority = URI.create(devtools()).getAuthority();
        String page = http.send(HttpRequest.newBuilder(URI.create("http://" + authority + "/json/new?about:blank"))
                .PUT(HttpRequest.BodyPublishers.noBody()).build(), BodyHandlers.ofString()).body();
        int url = page.indexOf("ws://");
        return URI.create(page.substring(url, page.indexOf('"', url)));
    }

    /** What it says on stderr when it is ready; the rest of that is read and dropped. */
    private String devtools() throws IOException {
        BufferedReader errors = process.errorReader(StandardCharsets.UTF_8);
        for (String line; (line = errors.readLine()) != null; ) {
            if (!line.startsWith(DEVTOOLS)) continue;
            Thread.ofVirtual().start(() -> errors.lines().forEach(dropped -> { }));
            return line.substring(DEVTOOLS.length());
        }
        return fail("Chromium ended before it was ready");
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        parts.append(data);
        if (last) {
            received.add(parts.toString());
            parts.setLength(0);
        }
        from.request(1);
        return null;
    }

    /** Calls a method of DevTools with an object that is open yet; {@return its result} */
    Map<?, ?> call(String method, JsonWriter parameters) throws InterruptedException {
        int number = ++calls;
        socket.sendText("{\"id\":" + number + ",\"method\":\"" + method + "\",\"params\":" + parameters.end() + "}",
                true).join();
        while (true) {
            String text = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (text == null) fail(method + " was not answered");
            Map<?, ?> answer = object(text);
            if (answer.get("id") == null) hear(answer);
            else if (Json.write(answer.get("id")).equals(Integer.toString(number))) {
                if (answer.get("error") != null) fail(method + ": " + text);
                return (Map<?, ?>) answer.get("result");
            }
        }
    }

    private static Map<?, ?> object(String text) {
        try {
            return (Map<?, ?>) Json.parse(text);
        } catch (Json.Malformed e) {
            return fail(e);
        }
    }

    /** Keeps what the console shows in red: exceptions, what could not be loaded, what the policy does not allow. */
    private void hear(Map<?, ?> event) {
        Map<?, ?> about = (Map<?, ?>) event.get("params");
        if ("Runtime.exceptionThrown".equals(event.get("method"))) {
            complaints.add(Json.write(about.get("exceptionDetails")));
        } else if ("Runtime.consoleAPICalled".equals(event.get("method")) && "error".equals(about.get("type"))) {
            complaints.add(Json.write(about.get("args")));
        } else if ("Log.entryAdded".equals(event.get("method"))) {
            Map<?, ?> entry = (Map<?, ?>) about.get("entry");
            if (entry.get("level").equals("error")) complaints.add(entry.get("text") + " " + entry.get("url"));
        }
    }

    /** {@return what the console showed in red since the last call} */
    List<String> complaints() throws InterruptedException {
        eval("1"); // what was said before has come when this is answered
        List<String> all = List.copyOf(complaints);
        complaints.clear();
        return all;
    }

    /** Goes to a page; the one before has gone when this returns. */
    void open(String url) throws InterruptedException {
        call("Page.navigate", JsonWriter.object().put("url", url));
    }

    /** Runs a script at the beginning of every page from now on, before the page's own. */
    void before(String script) throws InterruptedException {
        call("Page.addScriptToEvaluateOnNewDocument", JsonWriter.object().put("source", script));
    }

    /** The window's size; as a phone or a tablet with touch where it is narrow. */
    void size(int width, int height) throws InterruptedException {
        call("Emulation.setDeviceMetricsOverride", JsonWriter.object().put("width", width).put("height", height)
                .put("deviceScaleFactor", 1).put("mobile", width <= 640));
    }

    /** What the page is told of its reader's wishes. */
    void media(boolean dark, boolean reducedMotion) throws InterruptedException {
        JsonWriter features = JsonWriter.object().array("features");
        features.open().put("name", "prefers-color-scheme").put("value", dark ? "dark" : "light").end();
        features.open().put("name", "prefers-reduced-motion").put("value", reducedMotion ? "reduce" : "no-preference")
                .end();
        call("Emulation.setEmulatedMedia", features.end());
    }

    /** {@return the expression's value as JSON} A promise is waited for; an exception fails the test. */
    String eval(String script) throws InterruptedException {
        return Json.write(value(script, true));
    }

    /** {@return the expression's value as text, as {@code String(value)} would give it} */
    String text(String script) throws InterruptedException {
        return text(script, true);
    }

    private String text(String script, boolean strict) throws InterruptedException {
        return (String) value("Promise.resolve(" + script + ").then(String)", strict);
    }

    private Object value(String script, boolean strict) throws InterruptedException {
        Map<?, ?> answer = call("Runtime.evaluate", JsonWriter.object().put("expression", script)
                .put("awaitPromise", true).put("returnByValue", true).put("userGesture", true));
        Map<?, ?> thrown = (Map<?, ?>) answer.get("exceptionDetails");
        if (thrown == null) return ((Map<?, ?>) answer.get("result")).get("value");
        return strict ? fail(script + " threw " + Json.write(thrown)) : "threw: " + Json.write(thrown);
    }

    /** Waits up to 15 s until the expression is true. */
    void await(String script) throws InterruptedException {
        await(script, 15_000);
    }

    /** Waits until the expression is true. */
    void await(String script, long withinMillis) throws InterruptedException {
        await("true", "Boolean(" + script + ")", withinMillis);
    }

    /** Waits up to 15 s until the expression has this value as text. */
    void await(String expected, String script) throws InterruptedException {
        await(expected, script, 15_000);
    }

    /** Waits until the expression has this value as text. */
    void await(String expected, String script, long withinMillis) throws InterruptedException {
        long start = System.nanoTime();
        for (String value; !expected.equals(value = text(script, false)); ) {
            if (System.nanoTime() - start > withinMillis * 1_000_000) {
                fail("not within " + withinMillis + " ms: " + script + " is " + expected + "; it is " + value);
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** Presses a key: a character, or the name of one that is none. */
    void press(String key) throws InterruptedException {
        Object[] of = KEYS.getOrDefault(key, new Object[] {"", 0, key});
        for (String type : List.of("keyDown", "keyUp")) {
            JsonWriter event = JsonWriter.object().put("type", type).put("key", key.equals("Space") ? " " : key)
                    .put("code", (String) of[0]).put("windowsVirtualKeyCode", (Integer) of[1]);
            if (type.equals("keyDown") && !of[2].equals("")) event.put("text", (String) of[2]);
            call("Input.dispatchKeyEvent", event);
        }
    }

    /** Types text where the focus is. */
    void type(String text) throws InterruptedException {
        call("Input.insertText", JsonWriter.object().put("text", text));
    }

    /** Clicks with the mouse in the middle of the first such element. */
    void click(String selector) throws InterruptedException {
        String at = text("(e => { e.scrollIntoView({ block: 'nearest', behavior: 'instant' }); "
                + "const r = e.getBoundingClientRect(); "
                + "return Math.round(r.x + r.width / 2) + ' ' + Math.round(r.y + r.height / 2); })"
                + "(document.querySelector(" + JsonWriter.quoted(selector) + "))");
        int space = at.indexOf(' ');
        for (String type : List.of("mousePressed", "mouseReleased")) {
            call("Input.dispatchMouseEvent", JsonWriter.object().put("type", type).put("button", "left")
                    .put("clickCount", 1).put("x", Integer.parseInt(at.substring(0, space)))
                    .put("y", Integer.parseInt(at.substring(space + 1))));
        }
    }

    /** Writes a picture of the window to a file. */
    void screenshot(Path file) throws Exception {
        Map<?, ?> answer = call("Page.captureScreenshot", JsonWriter.object().put("format", "png"));
        Files.write(file, Base64.getDecoder().decode((String) answer.get("data")));
    }

    @Override
    public void close() {
        socket.abort();
        process.destroy();
        process.onExit().completeOnTimeout(null, 10, TimeUnit.SECONDS).join();
        process.destroyForcibly().onExit().join();
        for (long until = System.nanoTime() + 5_000_000_000L; !deleted(profile) && System.nanoTime() < until; ) {
            LockSupport.parkNanos(20_000_000);
        }
    }

    /**
     * Whether nothing is left of the folder; what Chromium has started may outlive it for a moment and still write
     * there.
     */
    private static boolean deleted(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
            return true;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }
}
