package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sse.kit.OverTls;
import sse.kit.Waits;
import sse.server.ServerOptions;
import sse.server.SseServer;
import sse.term.Console;

class BenchCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private SseServer server;
    private String url;

    @BeforeEach
    void start() throws IOException {
        server = new SseServer(ServerOptions.loopback(0), null, bug -> { });
        server.start();
        url = ":" + server.address().getPort() + "/bench";
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private int run(String... words) {
        List<String> line = new ArrayList<>(List.of("bench"));
        line.addAll(List.of(words));
        return Cli.run(line.toArray(new String[0]), new Console(InputStream.nullInputStream(), out, err, Map.of(),
                false));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aCleanRunExitsWithZero() {
        assertEquals(0, run(url, "--publish", url, "-c", "5", "--ramp", "0", "--rate", "100/s", "-n", "20", "--warm",
                "0"), err());
        assertTrue(out().startsWith("readers     5 of 5 let in"), out());
        assertTrue(out().contains("\nlost        0   doubled 0   out of order 0\n"), out());
    }

    @Test
    void overTlsNothingIsLostByAnyReader() throws IOException {
        try (SseServer safe = new SseServer(ServerOptions.loopback(0).withTls(OverTls.Made.SERVER), null, bug -> { })) {
            safe.start();
            String url = "https://127.0.0.1:" + safe.address().getPort() + "/bench";
            assertEquals(0, run(url, "--publish", url, "-c", "5", "--slow", "1", "--slow-rate", "100K", "--vanish", "2",
                    "--ramp", "0", "--rate", "max", "-n", "300", "--size", "20000", "--warm", "0", "--cacert",
                    OverTls.Made.CERTIFICATE.toString()), err());
            assertTrue(out().startsWith("readers     8 of 8 let in"), out());
            assertTrue(out().contains("\nlost        0   doubled 0   out of order 0\n"), out());
            assertEquals(60, run(url, "-c", "1", "-t", "1s", "--ramp", "0"));
            assertTrue(err().contains("its certificate is not trusted (-k does without"), err());
        }
    }

    @Waits
    void progressGoesToStandardErrorAsNotes() {
        run(url, "-c", "2", "--ramp", "0", "-t", "1200ms");
        assertTrue(err().startsWith("# 1 s, reading: 2 of 2 open, 0 events, 0/s\n"), err());
    }

    @Waits
    void progressOnATerminalThatCannotMoveIsALineEachTime() {
        String[] words = {"bench", url, "-c", "2", "--ramp", "0", "-t", "2100ms"};
        assertFalse(Typed.onTerminal("", Map.of("TERM", "dumb"), words).err().contains("\u001b"));
        assertTrue(Typed.onTerminal("", Map.of(), words).err().contains("\u001b[1A\u001b[2K# 2 s"));
    }

    @Test
    void jsonIsOneObjectOnOneLine() {
        assertEquals(0, run(url, "-c", "1", "--ramp", "0", "-t", "1ms", "--json"));
        assertTrue(out().startsWith("{\"url\":\"http://127.0.0.1:") && out().endsWith("}\n"), out());
        assertEquals(out().length() - 1, out().indexOf('\n'));
    }

    @Test
    void eventsThatAreRefusedMakeItExitWithOne() {
        String bad = url.replace("/bench", "/.bad");
        assertEquals(1, run(url, "--publish", bad, "-c", "1", "--ramp", "0", "--rate", "max", "-n", "3", "--warm",
                "0"));
        assertTrue(out().contains("3 refused: status 400"), out());
    }

    @Test
    void whereNobodyListensItExitsWithSeven() throws IOException {
        try (Socket held = new Socket()) { // bound, and not listening
            held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String nobody = ":" + held.getLocalPort() + "/x";
            assertEquals(7, run(nobody, "-c", "3", "--ramp", "0"));
            assertEquals("sse: http://127.0.0.1" + nobody + " let nobody in: connection refused\n", err());
            assertEquals("", out());
        }
    }

    @Waits
    void whereNobodyTakesWhatIsPublishedItExitsWithSeven() throws IOException {
        try (Socket held = new Socket()) { // bound, and not listening
            held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String nobody = ":" + held.getLocalPort() + "/x";
            assertEquals(7, run(url, "--publish", nobody, "-c", "1", "--ramp", "0", "--warm", "0", "-n", "3", "--rate",
                    "max"));
            assertTrue(err().endsWith("sse: http://127.0.0.1" + nobody
                    + " could not be published to: connection refused\n"), err());
        }
    }

    @Test
    void streamThatEndsByItselfIsMeasuredAllTheSame() {
        assertEquals(0, run(url + "?poll=1", "-c", "2", "--ramp", "0", "-t", "100ms", "-n", "5"), err());
        assertTrue(out().matches("(?s).*delivered   0 events in [0-9.]+ m?s, 0/s.*"), out());
        assertTrue(out().contains("2 streams ended by the server, 0 cut"), out());
    }

    @Test
    void whatIsNoEventStreamExitsWithTwentyTwo() {
        assertEquals(22, run(url.replace("/bench", "/_/health"), "-c", "1", "--ramp", "0"));
        assertTrue(err().endsWith("let nobody in: status 200, but not text/event-stream\n"), err());
    }

    @Test
    void aHostThatIsNotFoundExitsWithSix() {
        assertEquals(6, run("http://no-such-host.invalid/x"));
        assertEquals("sse: there is no host called 'no-such-host.invalid'\n", err());
    }

    @Waits
    void headersGoIntoEveryRequest() throws IOException {
        server.close();
        server = new SseServer(ServerOptions.loopback(0).withToken("secret").withMaxStreams(100), null, bug -> { });
        server.start();
        url = ":" + server.address().getPort() + "/bench";
        assertEquals(22, run(url, "-c", "1", "--ramp", "0"));
        assertTrue(err().endsWith("let nobody in: status 401\n"), err());
        assertEquals(0, run(url, "--publish", url, "-c", "1", "--ramp", "0", "-n", "3", "--rate", "max", "-H",
                "Authorization: Bearer secret"), err());
    }

    @Waits
    void interruptingItPrintsWhatThereIs() throws Exception {
        int[] code = {-1};
        Thread command = new Thread(() -> code[0] = run(url, "-c", "2", "--ramp", "0", "-t", "1h"));
        command.start();
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!err().contains("reading") && System.nanoTime() < deadline) Thread.onSpinWait();
        command.interrupt();
        command.join(20_000);
        assertEquals(130, code[0]);
        assertTrue(out().startsWith("interrupted what there was until then\nreaders     2 of 2"), out());
    }

    @Test
    void wrongUsageIsOneSentence() {
        for (String[] wrong : new String[][] {
            {}, {"a", "b"}, {url, "--rate", "5/s"}, {url, "--publish", url, "--rate", "fast"}, {url, "--publish", url,
                    "--rate", "0/s"},
            {url, "--publish", url, "--rate", "5/week"}, {url, "--publish", url, "--rate", "50/5s"},
                    {"http://me:pw@127.0.0.1/x"}, {url, "-c", "-1"}, {url, "-c", "0"}, {url, "-n", "0"},
                    {url, "-t", "5"}, {url, "-k"}, {url, "--cacert", "x"}, {"https://127.0.0.1/x", "--publish", url},
            {url, "--publish", url, "--size", "10"}, {url, "-H", "nothing"}, {url, "-H", "A: b\nC: d"},
                    {url, "--pid", "x"}, {url, "--pid", "-7"},
            {url, "--pid", "99999999999"}, {url, "--vanishing", "3"}, {"http:///x"}}) {
            err.reset();
            assertEquals(2, run(wrong), String.join(" ", wrong));
            assertTrue(err().startsWith("sse: ") && err().indexOf('\n') == err().length() - 1, err());
        }
        assertEquals("", out());
    }

    @Test
    void ratesArePerAnyTime() {
        assertEquals(0, run(url, "--publish", url, "-c", "1", "--ramp", "0", "--rate", "60000/m", "-n", "10", "--warm",
                "0"));
        assertTrue(out().contains("/s of 1,000/s asked for\n"), out());
    }

    @Test
    void helpFitsATerminalAndTheShortOneIsItsBeginning() {
        assertEquals(0, run("--help"));
        String whole = out();
        assertTrue(whole.lines().allMatch(line -> line.length() <= 80), whole);
        out.reset();
        assertEquals(0, run("-h"));
        assertTrue(out().endsWith("(--help shows the rest)\n"), out());
        assertTrue(whole.startsWith(out().substring(0, out().indexOf("\n(--help"))));
        assertFalse(out().contains("--vanish N  "));
    }
}
