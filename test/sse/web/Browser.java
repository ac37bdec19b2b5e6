package sse.web;

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
import java.util.Base64;
import java.util.Comparator;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import sse.kit.Chromium;

/**
 * Chromium without a window, driven by its own protocol (DevTools) over a WebSocket. One page at a time;
 * {@code http://a.test} and the like are names of this machine that it does not take for its own.
 * For one thread.
 */
final class Browser implements AutoCloseable, WebSocket.Listener {
    private static final String DEVTOOLS = "DevTools listening on ";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path profile;
    private final Process process;
    private final WebSocket socket;
    private final LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final StringBuilder parts = new StringBuilder();
    private int calls;

    /** Starts it; skips the test where there is none. */
    Browser() throws Exception {
        profile = Files.createTempDirectory("sse-browser");
        process = Chromium.start(profile, ProcessBuilder.Redirect.PIPE, "--remote-debugging-port=0",
                "--host-resolver-rules=MAP *.test 127.0.0.1", "about:blank");
        String authority = URI.create(devtools()).getAuthority();
        String page = http.send(HttpRequest.newBuilder(URI.create("http://" + authority + "/json/new?about:blank"))
                .PUT(HttpRequest.BodyPublishers.noBody()).build(), BodyHandlers.ofString()).body();
        int url = page.indexOf("ws://");
        socket = http.newWebSocketBuilder().buildAsync(URI.create(page.substring(url, page.indexOf('"', url))), this)
                .get(20, TimeUnit.SECONDS);
        call("Page.enable", "{}");
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

    private String call(String method, String parameters) throws InterruptedException {
        int number = ++calls;
        socket.sendText("{\"id\":" + number + ",\"method\":\"" + method + "\",\"params\":" + parameters + "}", true)
                .join();
        while (true) {
            String answer = received.poll(20, TimeUnit.SECONDS);
            if (answer == null) fail(method + " was not answered");
            if (answer.startsWith("{\"id\":" + number + ",")) return answer;
        }
    }

    void open(String url) throws InterruptedException {
        call("Page.navigate", "{\"url\":\"" + url + "\"}");
    }

    void size(int width, int height) throws InterruptedException {
        call("Emulation.setDeviceMetricsOverride", "{\"width\":" + width + ",\"height\":" + height
                + ",\"deviceScaleFactor\":1,\"mobile\":true}");
    }

    /** {@return the expression's value as text} The page's own functions and constants can be used. */
    String eval(String script) throws InterruptedException {
        String code = "btoa(String.fromCharCode(...new TextEncoder().encode(String(" + script + "))))";
        String answer = call("Runtime.evaluate", "{\"expression\":\"" + code.replace("\\", "\\\\").replace("\"", "\\\"")
                + "\"}");
        int value = answer.indexOf("\"value\":\"");
        if (value < 0) return "threw: " + answer;
        String base64 = answer.substring(value + 9, answer.indexOf('"', value + 9));
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    /** Waits until the expression has this value. */
    void await(String expected, String script) throws InterruptedException {
        long until = System.nanoTime() + 15_000_000_000L;
        for (String value; !(value = eval(script)).equals(expected); ) {
            if (System.nanoTime() > until) fail("not within 15 s: " + script + " is " + expected + "; it is " + value);
            LockSupport.parkNanos(10_000_000);
        }
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
