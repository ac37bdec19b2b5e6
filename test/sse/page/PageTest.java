package sse.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The page's files as texts, how they are served, and the policy they come with. */
class PageTest {
    private static final Path WEB = Path.of("src/sse/web");
    private static final int LIMIT = 160 << 10;     // of what the first event is waited for with
    private static final int LIMIT_OF_ALL = 320 << 10; // in two languages, with the drawer and all lessons

    @AutoClose
    private static final Site site = site();

    private static Site site() {
        try {
            return new Site();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(WEB)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static HttpURLConnection get(String path, String accept) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create(site.url(path)).toURL().openConnection();
        connection.setRequestProperty("Accept", accept);
        return connection;
    }

    private static String policy(String path) throws IOException {
        return get(path, "text/html").getHeaderField("Content-Security-Policy");
    }

    @Test
    void allOfItIsSmall() throws IOException {
        long bytes = 0;
        for (Path file : files()) bytes += Files.size(file);
        assertTrue(bytes <= LIMIT_OF_ALL, bytes + " bytes");
    }

    /** The page, its looks, and the modules that it asks for at once; the others come when an event is there. */
    @Test
    void whatTheFirstEventNeedsIsSmaller() throws IOException {
        String html = Files.readString(WEB.resolve("index.html"));
        long bytes = html.length();
        Matcher link = Pattern.compile("href=\"/_/lab/([^\"]*)\"").matcher(html);
        int modules = 0;
        while (link.find()) {
            bytes += Files.size(WEB.resolve(link.group(1)));
            if (link.group(1).endsWith(".js")) modules++;
        }
        assertTrue(modules > 15 && bytes <= LIMIT, modules + " modules, " + bytes + " bytes");
    }

    @Test
    void everyFileIsServedAsItIs() throws IOException {
        for (Path file : files()) {
            String name = WEB.relativize(file).toString().replace('\\', '/');
            HttpURLConnection answer = get("/_/lab/" + name, "*/*");
            assertEquals(200, answer.getResponseCode(), name);
            assertEquals(new String(Files.readAllBytes(file)), new String(answer.getInputStream().readAllBytes()));
            String type = name.endsWith(".js") ? "text/javascript" : name.endsWith(".css") ? "text/css" : "text/html";
            assertEquals(type + "; charset=utf-8", answer.getContentType(), name);
            assertEquals("nosniff", answer.getHeaderField("X-Content-Type-Options"));
        }
    }

    @Test
    void noPathOfARequestNamesAFile() throws IOException {
        for (String path : List.of("index.htm", "words/", "words", "lessons/../lab.js", "%2e%2e/web/lab.js",
                "../lab.js", "words%2Fen.js%00")) {
            int status = get("/_/lab/" + path, "*/*").getResponseCode();
            assertTrue(status >= 400, path + " " + status);
        }
    }

    @Test
    void pathsThatStreamAreThePageForABrowser() throws IOException {
        for (String path : List.of("/", "/_/lab/", "/hello", "/demo/count", "/demo/count?every=1s", "/?watch=/hello")) {
            HttpURLConnection answer = get(path, "text/html,application/xhtml+xml,*/*;q=0.8");
            assertEquals("text/html; charset=utf-8", answer.getContentType(), path);
            assertEquals("no-referrer", answer.getHeaderField("Referrer-Policy"));
        }
    }

    @Test
    void thePolicyLetsThePagesOwnFilesRunAndNothingElse() throws IOException {
        String policy = policy("/");
        assertEquals("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
                + "connect-src 'self' http://localhost:* http://127.0.0.1:*", policy);
        assertNull(get("/_/lab/lab.js", "*/*").getHeaderField("Content-Security-Policy"));
    }

    @Test
    void aServerThatTheAddressNamesMayBeAskedToo() throws IOException {
        String policy = policy("/");
        assertEquals(policy + " https://example.com", policy("/?watch=https://example.com/stream?a=b"));
        assertEquals(policy + " http://example.com:81", policy("/?watch=http%3A%2F%2Fexample.com%3A81%2Fx"));
        for (String odd : List.of("/hello", "//example.com", "https://*", "https://", "http://a%20b/", "https://a;b/",
                "https://a,b/", "https://a'b/", "https://u@a/", "wss://a/")) {
            assertEquals(policy, policy("/?watch=" + odd), odd);
        }
    }

    @Test
    void asksNobodyElse() throws IOException {
        for (Path file : files()) {
            String text = Files.readString(file);
            for (String own : List.of("127.0.0.1", "localhost", "${other}")) text = text.replace("http://" + own, "");
            assertFalse(file.toString().endsWith(".css") && text.contains("url("), file.toString());
            for (String way : List.of("http://", "https://", "@import", "sendBeacon", "WebSocket")) {
                assertFalse(text.contains(way), file + " has " + way);
            }
        }
    }

    @Test
    void dataIsNeverMarkup() throws IOException {
        for (Path file : files()) {
            String text = Files.readString(file);
            for (String way : List.of("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(",
                    "new Function", "DOMParser", "createContextualFragment", "srcdoc", "javascript:")) {
                assertFalse(text.contains(way), file + " has " + way);
            }
        }
    }

    @Test
    void nothingOfThePolicyIsWorkedAround() throws IOException {
        String html = Files.readString(WEB.resolve("index.html"));
        assertFalse(html.contains("style=") || html.contains(" onclick=") || html.contains("<script>"), "inline");
    }

    @Test
    void everyFieldHasALabel() throws IOException {
        String html = Files.readString(WEB.resolve("index.html"));
        List<String> without = new ArrayList<>();
        String[] labels = html.split("<label");
        StringBuilder outside = new StringBuilder(labels[0]);
        for (int i = 1; i < labels.length; i++) outside.append(labels[i].substring(labels[i].indexOf("</label>")));
        for (String tag : outside.toString().split("<")) {
            boolean field = tag.startsWith("input") || tag.startsWith("textarea") || tag.startsWith("select");
            if (!field) continue;
            int id = tag.indexOf("id=\"") + 4;
            if (!html.contains("for=\"" + tag.substring(id, tag.indexOf('"', id)) + "\"")) without.add(tag);
        }
        assertEquals(List.of(), without);
    }
}
