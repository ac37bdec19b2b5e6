package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sse.kit.ScriptedServer.CHUNKED;
import static sse.kit.ScriptedServer.answer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sse.Fixtures;
import sse.broken.RawServer;
import sse.corpus.Corpus;
import sse.fault.Spec;
import sse.kit.ScriptedServer;
import sse.kit.Wire;
import sse.replay.Manner;
import sse.replay.Replay;
import sse.server.ServerOptions;
import sse.server.SseServer;
import sse.tape.Tape;
import sse.tape.TapeReader;
import sse.text.Json;

/** Recorded, replayed and recorded again, a stream is the same but for the times. */
@Timeout(60)
class RecordedAgainTest {
    @TempDir
    Path folder;

    /** Records that URL, and what replay makes of it; {@return the first tape, if both are the same}. */
    private Tape twice(String url, String... more) throws IOException {
        Tape first = record(url, more);
        Replay replay = new Replay(first, Manner.AS_TAPED, false, Set.of(), Spec.NONE, 1, (n, r, w) -> { });
        try (RawServer server = new RawServer(InetAddress.getLoopbackAddress(), 0, 10, replay)) {
            assertEquals(says(first), says(record("http://127.0.0.1:" + server.port() + "/", more)), url);
        }
        return first;
    }

    private Tape record(String url, String... more) throws IOException {
        Path file = folder.resolve("a.tape");
        List<String> line = new ArrayList<>(List.of("record", url, "-o", file.toString(), "--force"));
        line.addAll(List.of(more));
        Typed.run(line.toArray(String[]::new));
        Tape tape = TapeReader.read(new ByteArrayInputStream(Files.readAllBytes(file)), note -> { });
        Files.delete(file);
        return tape;
    }

    /** All but the times: for each connection its id, status, type, end and pieces, which may differ in long ones. */
    private static String says(Tape tape) {
        StringBuilder says = new StringBuilder();
        for (Tape.Connection one : tape.connections()) {
            says.append(one.lastEventId()).append(' ').append(one.head().status()).append(' ')
                    .append(one.head().header("Content-Type")).append(' ');
            if (one.length() > 4000) says.append(Arrays.hashCode(Arrays.copyOf(one.body(), one.length()))).append(' ');
            for (int i = 0; i < one.pieces() && one.length() <= 4000; i++) {
                says.append(Arrays.hashCode(Arrays.copyOfRange(one.body(), one.from(i), one.to(i)))).append(' ');
            }
            says.append(one.end()).append('\n');
        }
        return says.toString();
    }

    @Test
    void everyStreamOfTheCorpusIs() throws Exception {
        try (SseServer server = new SseServer(ServerOptions.loopback(0), null, Throwable::printStackTrace)) {
            server.route("_/corpus", new Corpus(server));
            server.start();
            String corpus = "http://127.0.0.1:" + server.address().getPort() + "/_/corpus/";
            List<?> cases;
            try (Wire list = Wire.get(server.address().getPort(), "/_/corpus/", "Accept: application/json",
                    "Connection: close")) {
                cases = (List<?>) Json.parse(list.text());
            }
            assertTrue(cases.size() > 20, "there are " + cases.size());
            for (Object one : cases) twice(corpus + ((Map<?, ?>) one).get("name"), "--no-reconnect");
        }
    }

    @Test
    void everyFixtureOfTheWireIsByteByByte() throws IOException {
        for (Fixtures.Fixture fixture : Fixtures.ALL) {
            StringBuilder answer = new StringBuilder(CHUNKED);
            for (byte b : fixture.bytes()) answer.append("1\r\n").append((char) (b & 0xFF)).append("\r\n");
            try (ScriptedServer server = new ScriptedServer(answer(answer.append("0\r\n\r\n").toString()))) {
                Tape tape = twice(server.url(), "--no-reconnect");
                assertEquals(fixture.bytes().length, tape.connections().get(0).pieces(), fixture.name());
            }
        }
    }

    @Test
    void connectionsWithWhatTheyWereAskedForAre() throws IOException {
        String first = CHUNKED + "1d\r\nretry: 10\n\nid: 1\ndata: a\n\ndata\r\n2\r\n: \r\n";
        String second = CHUNKED + "10\r\nid: 2\ndata: b\n\n:\r\n0\r\n\r\n";
        String third = CHUNKED + "f\r\nid: 3\ndata: c\n\n\r\n0\r\n\r\n";
        try (ScriptedServer server = new ScriptedServer(answer(first), answer(second), answer(third),
                answer("HTTP/1.1 204 No Content\r\n\r\n"))) {
            Tape tape = twice(server.url());
            assertEquals(4, tape.connections().size());
            assertEquals("2", tape.connections().get(2).lastEventId());
        }
    }

    @Test
    void eventOfAMebibyteIs() throws IOException {
        String event = "data: " + "ab".repeat(1 << 19) + "\n\n";
        byte[] bytes = event.getBytes(StandardCharsets.ISO_8859_1);
        String answer = CHUNKED + Integer.toHexString(bytes.length) + "\r\n" + event + "\r\n0\r\n\r\n";
        try (ScriptedServer server = new ScriptedServer(answer(answer))) {
            Tape first = record(server.url(), "--no-reconnect");
            Replay replay = new Replay(first, Manner.AS_TAPED, false, Set.of(), Spec.NONE, 1, (n, r, w) -> { });
            try (RawServer again = new RawServer(InetAddress.getLoopbackAddress(), 0, 10, replay)) {
                Tape second = record("http://127.0.0.1:" + again.port() + "/", "--no-reconnect");
                for (Tape tape : List.of(first, second)) { // the system's pieces may be others
                    Tape.Connection only = tape.connections().get(0);
                    assertEquals(event, new String(only.body(), 0, only.length(), StandardCharsets.ISO_8859_1));
                }
            }
        }
    }
}
