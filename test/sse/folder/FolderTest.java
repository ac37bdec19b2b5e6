package sse.folder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sse.kit.Wire;
import sse.server.ServerOptions;
import sse.server.SseServer;

/** A folder beside the streams: what is in it is served, and nothing else ever is. */
@Timeout(60)
class FolderTest {
    @TempDir
    Path temp;

    private Path root;
    private SseServer server;

    @BeforeEach
    void serve() throws IOException {
        root = Files.createDirectory(temp.resolve("site"));
        write("index.html", "<p>home");
        server = new SseServer(ServerOptions.loopback(0), null, Throwable::printStackTrace);
        server.front(Folder.of(root));
        server.start();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Wire get(String target, String... lines) throws IOException {
        return Wire.get(server.address().getPort(), target, lines);
    }

    private String body(String target) throws IOException {
        try (Wire wire = get(target, "Accept: image/x")) {
            return wire.status() + " " + wire.text();
        }
    }

    @Test
    void filesAreServedAtTheirPathsWithTheirTypes() throws IOException {
        write("a b/việt.js", "1");
        write("sub/index.html", "<p>sub");
        write("x.unknown", "?");
        assertEquals("200 <p>home", body("/"));
        assertEquals("200 <p>home", body("/index.html"));
        assertEquals("200 <p>sub", body("/sub/"));
        try (Wire script = get("/a%20b/vi%E1%BB%87t.js"); Wire other = get("/x.unknown");
                Wire folder = get("/sub?x=1")) {
            assertEquals("text/javascript; charset=utf-8", script.header("Content-Type"));
            assertEquals("no-cache", script.header("Cache-Control"));
            assertEquals("application/octet-stream", other.header("Content-Type"));
            assertEquals("nosniff", other.header("X-Content-Type-Options"));
            assertEquals("301 /sub/?x=1", folder.status() + " " + folder.header("Location"));
        }
    }

    @Test
    void whatIsNoFileIsATopicAsEverAndAPostAlwaysIs() throws IOException {
        write("news", "a file");
        byte[] text = "hi".getBytes(StandardCharsets.UTF_8);
        int port = server.address().getPort();
        try (Wire file = get("/news"); Wire posted = Wire.post(port, "/news", text)) {
            assertEquals("a file", file.text());
            assertEquals(202, posted.status());
        }
        try (Wire lab = get("/_/lab"); Wire page = get("/_/lab/")) {
            assertEquals("301 /_/lab/", lab.status() + " " + lab.header("Location"));
            assertEquals(200, page.status());
        }
        try (Wire topic = get("/other"); Wire health = get("/_/health");
                Wire hello = get("/", "Accept: text/event-stream")) {
            assertEquals("text/event-stream", topic.header("Content-Type"));
            assertEquals("ok\n", health.text());
            assertEquals("text/event-stream", hello.header("Content-Type"));
        }
    }

    @Test
    void fileThatHasNotChangedIsNotSentAgain() throws IOException {
        Files.setLastModifiedTime(root.resolve("index.html"), FileTime.from(Instant.parse("2026-01-02T03:04:05.678Z")));
        try (Wire first = get("/index.html")) {
            assertEquals("Fri, 02 Jan 2026 03:04:05 GMT", first.header("Last-Modified"));
        }
        write("new.html", "it may change again within this second");
        try (Wire changing = get("/new.html", "If-Modified-Since: Fri, 02 Jan 2099 03:04:04 GMT")) {
            assertEquals("200 null", changing.status() + " " + changing.header("Last-Modified"));
        }
        try (Wire same = get("/index.html", "If-Modified-Since: Fri, 02 Jan 2026 03:04:05 GMT");
                Wire older = get("/index.html", "If-Modified-Since: Fri, 02 Jan 2026 03:04:04 GMT");
                Wire odd = get("/index.html", "If-Modified-Since: yesterday")) {
            assertEquals(304, same.status());
            assertEquals(200, older.status());
            assertEquals(200, odd.status());
        }
    }

    @Test
    void nothingOutsideIsEverServed() throws Exception {
        Files.writeString(temp.resolve("secret"), "SECRET");
        write(".env", "SECRET");
        write(".git/config", "SECRET");
        Files.createSymbolicLink(root.resolve("out"), temp.resolve("secret"));
        Files.createSymbolicLink(root.resolve("up"), temp);
        Files.createSymbolicLink(root.resolve("hidden"), root.resolve(".env"));
        Files.createSymbolicLink(root.resolve("leads-nowhere"), root.resolve("nosuch"));
        Files.createSymbolicLink(root.resolve("loop"), root.resolve("loop"));
        Files.createSymbolicLink(root.resolve("inside"), root.resolve("index.html"));
        Files.createDirectory(root.resolve("empty"));
        new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start().waitFor(); // where there is one
        for (String path : List.of("/../secret", "/..%5csecret", "/%2e%2e/secret", "/.%2e/secret",
                "/sub/../../secret", "/sub/..", "/....//secret", "/out", "/up", "/up/", "/up/secret", "/up/json",
                "/up/nosuch", "/hidden", "/loop", "/pipe", "/.env", "/%2eenv", "/.git/config", "/.git", "/./.env",
                "/index.html/../.env", "/..;/secret", "/up/site/index.html", "/leads-nowhere")) {
            String seen = firstBytes(path);
            assertTrue(seen.startsWith("[HTTP/1.1 404 ") && !seen.contains("SECRET"), path + ": " + seen);
        }
        for (String path : List.of("/..%2fsecret", "/%2e%2e%2fsecret", "//secret", "/index.html%00", "/index.html/",
                "/..\\secret", "/secret", "/C:/secret", "/empty/", "/empty", "/%c0%ae%c0%ae/secret",
                "/%252e%252e/secret", "/" + temp + "/secret", "http://127.0.0.1/../secret")) {
            String seen = firstBytes(path);
            assertTrue(!seen.contains("SECRET") && !seen.contains("<p>home"), path + ": " + seen);
        }
        assertEquals("200 <p>home", body("/inside"));
        assertNull(Folder.of(root).find("index.html"));
    }

    /** The head and what there is of the body within a moment; raw, as the path may be none. */
    private String firstBytes(String path) throws IOException {
        try (Wire wire = get(path, "Accept: image/x", "Connection: close")) {
            if (wire.status() == 200 && "text/event-stream".equals(wire.header("Content-Type"))) return "a topic";
            return wire.head + wire.text();
        }
    }

    @Test
    void linkThatIsPutThereMeanwhileLeadsNowhere() throws IOException {
        Files.createDirectory(temp.resolve("outside"));
        Files.writeString(temp.resolve("outside/file"), "SECRET");
        write("inside/file", "inside");
        write("other", "other");
        Folder folder = Folder.of(root);
        Path inside = folder.find("/inside/file");
        Path other = folder.find("/other");
        folder.open(inside).close();
        Files.move(root.resolve("inside"), root.resolve("aside"));
        Files.createSymbolicLink(root.resolve("inside"), temp.resolve("outside"));
        Files.delete(root.resolve("other"));
        Files.createSymbolicLink(root.resolve("other"), temp.resolve("outside/file"));
        assertThrows(IOException.class, () -> folder.open(inside));
        assertThrows(IOException.class, () -> folder.open(other));
        assertTrue(firstBytes("/inside/file").startsWith("[HTTP/1.1 404 "));
    }

    @Test
    void whatMayNotBeReadIsNotServed() throws Exception {
        write("closed", "SECRET");
        Files.setPosixFilePermissions(root.resolve("closed"), Set.of());
        assumeTrue(!Files.isReadable(root.resolve("closed")), "this user reads everything");
        assertTrue(firstBytes("/closed").startsWith("[HTTP/1.1 404 "));
    }

    @Test
    void fileMayHaveAnyName() throws IOException {
        List<String> names = List.of("two words.txt", "100%.txt", "50%25.txt", "a+b&c=d.txt", "what?.txt", "#1.txt",
                "vi\u1ec7t.txt", "vi\u0065\u0323\u0302t.txt", "new\nline.txt", "a:b.txt", "back\\slash.txt", "a,b.txt",
                "\ud83c\udf0f.txt", "'\"<b>.txt", "~", "-", "a..b", "x".repeat(250));
        for (String name : names) write("odd/" + name, name);
        for (String name : names) {
            StringBuilder path = new StringBuilder("/odd/");
            for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
                path.append('%').append(String.format("%02x", b));
            }
            assertEquals("200 " + name, body(path.toString()), name);
        }
    }

    @Test
    void aThousandFilesAreFetchedRight() throws Exception {
        for (int i = 0; i < 1000; i++) write("many/" + i % 10 + "/" + i + ".txt", "file " + i);
        try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
            socket.setSoTimeout(20_000);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (int i = 0; i < 1000; i++) {
                String head = "GET /many/" + i % 10 + "/" + i + ".txt HTTP/1.1\r\nHost: localhost\r\n\r\n";
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                String expected = "file " + i;
                StringBuilder seen = new StringBuilder();
                while (!seen.toString().endsWith("\r\n\r\n" + expected)) {
                    int c = in.read();
                    assertTrue(c >= 0 && seen.length() < 1000, expected + ": " + seen);
                    seen.append((char) c);
                }
            }
        }
    }

    @Test
    void fileThatChangesWhileItIsSentIsNeverTakenForAnother() throws IOException {
        Path file = root.resolve("big");
        int size = 32 << 20;
        setLength(file, size);
        try (Wire longer = get("/big")) {
            longer.head();
            setLength(file, size + 5);
            assertEquals(size, longer.rest().length);
        }
        setLength(file, size);
        try (Wire shorter = get("/big")) {
            shorter.head();
            setLength(file, 5);
            while (shorter.next() != null) { }
            assertNotEquals("end", shorter.ended);
        }
        setLength(file, size);
        try (Wire gone = get("/big")) {
            gone.head();
            Files.delete(file);
            assertEquals(size, gone.rest().length);
        }
        write("nothing", "");
        try (Wire nothing = get("/nothing")) {
            assertEquals("200 0 ", nothing.status() + " " + nothing.header("Content-Length") + " " + nothing.text());
        }
    }

    private static void setLength(Path file, long length) throws IOException {
        try (RandomAccessFile to = new RandomAccessFile(file.toFile(), "rw")) {
            to.setLength(length);
        }
    }

    @Test
    void largeFileIsSentWholeAndOfHeadOnlyTheHead() throws IOException {
        byte[] bytes = new byte[3_000_001];
        new Random(1).nextBytes(bytes);
        Files.write(root.resolve("big.bin"), bytes);
        try (Wire big = get("/big.bin")) {
            assertArrayEquals(bytes, big.rest());
        }
        String head = "HEAD /big.bin HTTP/1.1\nHost: 127.0.0.1:" + server.address().getPort();
        try (Wire big = new Wire(server.address().getPort(), head, new byte[0])) {
            assertEquals("3000001", big.header("Content-Length"));
        }
    }

    @Test
    void changesAreSeenOnceAndHiddenOnesNever() throws IOException {
        Changes changes = new Changes(root, path -> { });
        changes.begin();
        assertNull(changes.next());
        write("css/a.css", "p{}");
        assertEquals("css/a.css", changes.next());
        assertNull(changes.next());
        write("css/a.css", "p{color:red}");
        assertEquals("css/a.css", changes.next());
        write(".swp", "x");
        assertNull(changes.next());
        Files.delete(root.resolve("css/a.css"));
        assertEquals("css/a.css", changes.next());
    }

    @Test
    void whatIsNoFolderIsRefused() {
        assertThrows(IOException.class, () -> Folder.of(root.resolve("index.html")));
        assertThrows(IOException.class, () -> Folder.of(root.resolve("nosuch")));
    }
}
