package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sse.kit.Await;
import sse.term.Console;
import sse.text.HostName;
import sse.text.QrCode;

/** {@code serve} on the command line: what it refuses, and what it prints. */
@Timeout(60)
class ServeCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private boolean terminal;

    private int run(OutputStream to, String... words) {
        return Cli.run(words, new Console(InputStream.nullInputStream(), to, err, Map.of(), terminal));
    }

    /** Serves until the reader of this has what it wants; {@return the exit code} */
    private int serve(OutputStream to, Reader reader, String... words) throws Exception {
        FutureTask<Integer> command = new FutureTask<>(() -> run(to, words));
        Thread thread = Thread.ofPlatform().start(command);
        try {
            reader.read();
        } finally {
            thread.interrupt();
        }
        return command.get(20, TimeUnit.SECONDS);
    }

    private interface Reader {
        void read() throws Exception;
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Where it says that it listens, once it does. */
    private String url() {
        Await.until("a URL", 20_000, () -> out().contains("in a browser\n"));
        return out().substring(out().indexOf("http://"), out().indexOf(' ', out().indexOf("http://")));
    }

    private static int status(String url, String... header) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
        if (header.length > 0) connection.setRequestProperty(header[0], header[1]);
        int status = connection.getResponseCode();
        connection.disconnect();
        return status;
    }

    @Test
    void originsThatNoBrowserSendsAreRefused() {
        assertEquals(2, run(out, "serve", "-p", "0", "--cors", "localhost:3000"));
        assertEquals("sse: --cors: 'localhost:3000' is no origin of a page: write http://localhost:3000\n",
                err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void noNameIsNoFolder() {
        assertEquals(2, run(out, "serve", "-p", "0", "--dir", ""));
        assertEquals("sse: --dir: there is no folder '' that can be read\n", err.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve -p 0", "proxy :9 -p 0", "replay a.sse -p 0"})
    void itServesThoughItsOutputIsClosed(String words, @TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("a.sse"), "data: a\n\n");
        CountDownLatch tried = new CountDownLatch(1);
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                tried.countDown();
                throw new IOException("Bad file descriptor");
            }
        };
        int code = serve(closed, () -> assertTrue(tried.await(20, TimeUnit.SECONDS)),
                words.replace("a.sse", file.toString()).split(" "));
        assertEquals("0 ", code + " " + err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void onTheLoopbackOfVersion6TheAddressIsShort() throws Exception {
        assumeTrue(NetworkInterface.getByInetAddress(InetAddress.getByName("::1")) != null, "no IPv6 here");
        assertEquals(0, serve(out, () -> {
            String url = url();
            assertTrue(url.startsWith("http://[::1]:"), url);
            assertEquals(200, status(url + "_/health"));
        }, "serve", "-p", "0", "-b", "::1"));
    }

    @Test
    void theLogTellsWhoWasNotLetIn() throws Exception {
        assertEquals(0, serve(out, () -> {
            String url = url();
            assertEquals(401, status(url + "news"));
            String line = "/news: a token is needed: Authorization: Bearer ...\n";
            Await.until("a line in the log", 10_000, () -> out().contains(line));
        }, "serve", "-p", "0", "--token", "secret"));
        assertTrue(out().contains("  ! 401 127.0.0.1:"), out());
    }

    @Test
    void onTheNetworkATerminalShowsACodeForPhones() throws Exception {
        assumeTrue(!HostName.addressesForOthers().isEmpty(), "no network here");
        terminal = true;
        assertEquals(0, serve(out, () -> {
            String url = url();
            String port = url.substring(url.lastIndexOf(':'));
            String join = "http://" + HostName.addressesForOthers().get(0) + port;
            String shown = "  join    point a phone's camera here: " + join + "\n" + QrCode.of(join).halfBlocks(true);
            Await.until("the code", 20_000, () -> out().contains(shown));
            assertTrue(out().contains("              " + join + "\n"), out());
            assertEquals(QrCode.of(join).svg(), body(url + "_/join.svg"));
        }, "serve", "-p", "0", "-b", "0.0.0.0"));
        out.reset();
        assertEquals(0, serve(out, this::url, "serve", "-p", "0", "-b", "0.0.0.0", "--no-qr"));
        assertTrue(!out().contains("join"), out());
    }

    @Test
    void onTheLoopbackNobodyJoins() throws Exception {
        terminal = true;
        assertEquals(0, serve(out, () -> assertEquals(404, status(url() + "_/join.svg")), "serve", "-p", "0"));
        assertTrue(!out().contains("join"), out());
    }

    private static String body(String url) throws IOException {
        try (InputStream body = URI.create(url).toURL().openStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
