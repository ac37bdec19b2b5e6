package sse.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.broken.RawServer;
import sse.fault.Spec;
import sse.kit.Wire;
import sse.tape.Tape;
import sse.tape.TapeReader;

/** A tape is played as it was recorded: to whoever comes, and to whoever comes back. */
@Timeout(60)
class ReplayTest {
    private static final String FIRST = "{\"tape\":1,\"url\":\"http://h/x\",\"method\":\"GET\",\"headers\":[]}\n";
    private static final String HEAD = ",\"head\",{\"status\":200,\"headers\":[[\"X-Own\",\"1\"],"
            + "[\"Content-Length\",\"9\"],[\"Content-Type\",\"text/event-stream\"]]}]\n";
    private static final String THREE = FIRST
            + "[0,\"ask\",{}]\n[0" + HEAD + "[0,\"o\",\"id: 1\\nda\"]\n[0,\"o\",\"ta: a\\n\\nid: 2\\ndata: b\\n\\n\"]\n"
            + "[0,\"o\",\"data: half\"]\n[0,\"end\",\"short\"]\n"
            + "[0,\"ask\",{\"headers\":[[\"Last-Event-ID\",\"2\"]]}]\n[0,\"head\",{\"status\":503}]\n"
            + "[0,\"end\",\"clean\"]\n"
            + "[0,\"ask\",{\"headers\":[[\"Last-Event-ID\",\"2\"]]}]\n[0" + HEAD
            + "[0,\"o\",\"id: 3\\ndata: c\\n\\n\"]\n[0,\"o\",\"id: ế\\ndata: d\\n\\n\"]\n[0,\"end\",\"clean\"]\n";

    private final List<String> log = new ArrayList<>();

    private static Tape tape(String text) throws IOException {
        return TapeReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), note -> { });
    }

    private RawServer server(String tape, Manner manner, String faults) throws IOException {
        Replay replay = new Replay(tape(tape), manner, true, Set.of(), Spec.parse(faults), 1,
                (number, request, what) -> log.add(number + " " + request + ": " + what));
        return new RawServer(InetAddress.getLoopbackAddress(), 0, 10, replay);
    }

    /** A header is written byte by byte. */
    private static String onWire(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String got(RawServer server, String... lines) throws IOException {
        try (Wire wire = Wire.get(server.port(), "/any?x", lines)) {
            return wire.status() + " " + wire.text() + "|" + wire.ended;
        }
    }

    @Test
    void whoComesGetsTheFirstConnectionAndWhoComesBackTheNextOneEachTime() throws IOException {
        try (RawServer server = server(THREE, Manner.AS_TAPED, "")) {
            try (Wire wire = Wire.get(server.port(), "/any?x")) {
                assertEquals("1", wire.header("X-Own"));
                assertNull(wire.header("Content-Length"));
                assertEquals("id: 1\nda", new String(wire.next(), StandardCharsets.UTF_8), "the same pieces");
                assertEquals("ta: a\n\nid: 2\ndata: b\n\n", new String(wire.next(), StandardCharsets.UTF_8));
            }
            assertEquals("200 id: 1\ndata: a\n\nid: 2\ndata: b\n\ndata: half|short", got(server));
            assertEquals("503 |end", got(server, "Last-Event-ID: 2"));
            String last = "200 id: 3\ndata: c\n\nid: ế\ndata: d\n\n|end";
            assertEquals(last, got(server, "Last-Event-ID: 2"));
            assertEquals(last, got(server, "Last-Event-ID: 2"), "the last of them from then on");
            assertEquals("200 id: 2\ndata: b\n\ndata: half|short", got(server, "Last-Event-ID: 1"));
            assertEquals("200 id: ế\ndata: d\n\n|end", got(server, "Last-Event-ID: 3"));
            assertEquals("204 |end", got(server, "Last-Event-ID: " + onWire("ế")));
            assertTrue(got(server, "Last-Event-ID: none").startsWith("200 id: 1\n"), "one that is not on it");
            assertEquals("7 GET /any?x, Last-Event-ID: 3: plays connection 3 behind that event", log.get(6));
            assertEquals("8 GET /any?x, Last-Event-ID: ế: 204: that was all", log.get(7));
        }
    }

    @Test
    void joinedConnectionsAreOneWithoutHalfEvents() throws IOException {
        try (RawServer server = server(THREE, new Manner(1, 0, -1, true, true), "")) {
            String rest = "id: 3\ndata: c\n\nid: ế\ndata: d\n\n|end";
            assertEquals("200 id: 2\ndata: b\n\n" + rest, got(server, "Last-Event-ID: 1"));
            assertEquals("200 " + rest, got(server, "Last-Event-ID: 2"));
            assertEquals("200 id: 1\ndata: a\n\nid: 2\ndata: b\n\n" + rest, got(server));
            assertTrue(got(server, "Last-Event-ID: " + onWire("ế")).startsWith("200 id: 1\n"), "it begins again");
        }
    }

    @Test
    void ownsAndMethodsOfOthersAreAnswered() throws IOException {
        try (RawServer server = server(THREE, Manner.AS_TAPED, "")) {
            try (Wire page = Wire.get(server.port(), "/", "Origin: http://app.test", "Last-Event-ID: 3")) {
                assertEquals("http://app.test", page.header("Access-Control-Allow-Origin"));
            }
            try (Wire posted = Wire.post(server.port(), "/", new byte[] {'x'})) {
                assertEquals("405 this tape is of GET\n", posted.status() + " " + posted.text());
            }
        }
    }

    @Test
    void faultsBreakItOnItsWayByTheNumberOfTheConnection() throws IOException {
        try (RawServer server = server(THREE, Manner.AS_TAPED, "conn1:cut@events=1;conn2:noreplay;conn3:status=500")) {
            assertEquals("200 id: 1\ndata: a\n\n|end", got(server));
            assertEquals("200 id: 1\ndata: a\n\nid: 2\ndata: b\n\ndata: half|short", got(server, "Last-Event-ID: 3"));
            assertEquals("500 this is the status 500, on purpose\n|end", got(server));
        }
    }

    @Test
    void endsAreAsTheyWere() throws IOException {
        String tape = FIRST + "[0,\"ask\",{}]\n[0" + HEAD + "[0,\"o\",\"data: x\\n\\n\"]\n[0,\"end\",\"";
        try (RawServer server = server(tape + "reset\"]", Manner.AS_TAPED, "")) {
            assertTrue(got(server).endsWith("|reset"));
        }
        try (RawServer server = server(tape + "stopped\"]", Manner.AS_TAPED, "")) {
            assertEquals("200 data: x\n\n|end", got(server));
        }
        try (RawServer server = server(tape + "idle\"]", Manner.AS_TAPED, "");
                Wire wire = Wire.get(server.port(), "/")) {
            wire.next();
            wire.socket.setSoTimeout(200);
            assertThrowsTimeout(wire);
        }
        try (RawServer server = server(FIRST + "[0,\"ask\",{}]\n[0,\"end\",\"reset\"]", Manner.AS_TAPED, "")) {
            assertTrue(ends(server).equals("nothing"), "no head at all");
        }
    }

    private static void assertThrowsTimeout(Wire wire) throws IOException {
        try {
            assertEquals("still open", String.valueOf(wire.socket.getInputStream().read()));
        } catch (SocketTimeoutException e) {
            // as it is to be
        }
    }

    private static String ends(RawServer server) {
        try {
            return got(server);
        } catch (IOException | AssertionError e) {
            return "nothing";
        }
    }

    @Test
    void whatIsCompressedIsPlayedPlainAtItsTimes() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped, 512, true)) {
            gzip.write("id: 1\ndata: a\n\n".getBytes(StandardCharsets.UTF_8));
            gzip.flush();
            int n = zipped.size();
            gzip.write("data: b\n\n".getBytes(StandardCharsets.UTF_8));
            gzip.finish();
            byte[] all = zipped.toByteArray();
            String head = ",\"head\",{\"status\":200,\"headers\":[[\"Content-Type\",\"text/event-stream\"],"
                    + "[\"Content-Encoding\",\"gzip\"]]}]\n";
            Tape.Connection taped = tape(FIRST + "[0,\"ask\",{}]\n[0" + head + "[1,\"b\",\"" + coded(all, 0, n)
                    + "\"]\n[2,\"b\",\"" + coded(all, n, all.length) + "\"]\n").connections().get(0);
            Reel reel = new Reel(taped);
            assertEquals(2, reel.taped.pieces());
            assertEquals(15, reel.taped.to(0));
            assertEquals("1000000 2000000", reel.taped.micros(0) + " " + reel.taped.micros(1));
            assertNull(reel.taped.head().header("Content-Encoding"));
            assertEquals(15, reel.behind("1"));
        }
    }

    private static String coded(byte[] bytes, int from, int to) {
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, from, to));
    }

    @Test
    void timesAreThoseOfTheTapeOrAsIsAskedFor() throws IOException {
        String tape = FIRST + "[1,\"ask\",{}]\n[1.5" + HEAD + "[2,\"o\",\"id: 1\\ndata: a\\n\\nid: 2\\n\"]\n"
                + "[4,\"o\",\"data: b\\n\\n\"]\n[9,\"end\",\"clean\"]\n";
        List<Reel> reels = List.of(new Reel(tape(tape).connections().get(0)));
        assertEquals("head 500000; 1000000+21 3000000+9; end 8000000",
                times(reels, new Choice.Start(0, 0), Manner.AS_TAPED));
        assertEquals("head 0; 0+6 2000000+9; end 7000000", times(reels, new Choice.Start(0, 15), Manner.AS_TAPED));
        assertEquals("head 0; 1000000+9; end 6000000",
                times(reels, new Choice.Start(0, 0), new Manner(1, 3_000_000, -1, false, false)));
        assertEquals("head 500000; 0+15 70+15; end 70",
                times(reels, new Choice.Start(0, 0), new Manner(1, 0, 70, false, false)));
        assertEquals(250_000, new Manner(4, 0, -1, false, false).nanos(1000));
        assertEquals(0, new Manner(Double.POSITIVE_INFINITY, 0, -1, false, false).nanos(1000));
    }

    private static String times(List<Reel> reels, Choice.Start start, Manner manner) {
        Timeline line = new Timeline(reels, start, manner);
        StringBuilder says = new StringBuilder("head " + line.headMicros() + ";");
        while (line.next()) says.append(' ').append(line.micros).append('+').append(line.to - line.from);
        return says.append("; end ").append(line.endMicros()).toString();
    }

    @Test
    void bodyAloneIsAllConnectionsAsOne() throws Exception {
        Replay replay = new Replay(tape(THREE), Manner.AS_TAPED, false, Set.of(), Spec.NONE, 1, (n, r, w) -> { });
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        replay.to((bytes, from, to) -> out.write(bytes, from, to - from));
        assertEquals("id: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: c\n\nid: ế\ndata: d\n\n",
                out.toString(StandardCharsets.UTF_8));
    }
}
