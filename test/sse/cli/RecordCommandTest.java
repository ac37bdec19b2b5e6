package sse.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sse.kit.ScriptedServer.CHUNKED;
import static sse.kit.ScriptedServer.answer;
import static sse.kit.ScriptedServer.held;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sse.kit.ScriptedServer;
import sse.tape.Tape;
import sse.tape.TapeReader;

/** What a server sent is on the tape, as it came, and nothing that proves who asked. */
@Timeout(60)
class RecordCommandTest {
    @TempDir
    Path folder;

    private String tape() {
        return folder.resolve("a.tape").toString();
    }

    private static Tape read(String file) throws IOException {
        return TapeReader.read(new ByteArrayInputStream(Files.readAllBytes(Path.of(file))), note -> { });
    }

    private static List<String> pieces(Tape.Connection connection) {
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < connection.pieces(); i++) {
            pieces.add(new String(connection.body(), connection.from(i), connection.to(i) - connection.from(i),
                    StandardCharsets.UTF_8));
        }
        return pieces;
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.getBytes(StandardCharsets.ISO_8859_1).length) + "\r\n" + text + "\r\n";
    }

    @Test
    void allConnectionsAreOnOneTapeChunkByChunk() throws Exception {
        String first = CHUNKED + chunk("retry: 10\n\n") + chunk("id: 1\ndata: \u00ff\n\n") + chunk("da") + "0\r\n\r\n";
        String second = CHUNKED + chunk("id: 2\ndata: x\n\n") + "5\r\nda";
        try (ScriptedServer server = new ScriptedServer(answer(first), answer(second),
                answer("HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n"),
                held("id: 3\ndata: y\n\n"))) {
            Typed typed = Typed.run("record", server.uri("/x").toString(), "-o", tape(), "-c", "3", "--max-wait", "0");
            assertEquals("0 ", typed.code() + " " + typed.out(), typed.err());
            assertTrue(typed.err().contains("3 events in ") && typed.err().endsWith("bodies are on it as they came\n"),
                    typed.err());
        }
        List<Tape.Connection> all = read(tape()).connections();
        assertEquals(List.of("retry: 10\n\n", "id: 1\ndata: \ufffd\n\n", "da"), pieces(all.get(0)));
        assertEquals(List.of("id: 2\ndata: x\n\n", "da"), pieces(all.get(1)));
        assertEquals(List.of("id: 3\ndata: y\n\n"), pieces(all.get(3)));
        StringBuilder says = new StringBuilder();
        for (Tape.Connection one : all) {
            says.append(one.lastEventId()).append(' ').append(one.head().status()).append(' ').append(one.end())
                    .append('\n');
        }
        assertEquals(" 200 CLEAN\n1 200 SHORT\n2 503 CLEAN\n2 200 STOPPED\n", says.toString());
    }

    @Test
    void whatProvesWhoAsksIsNotOnIt() throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nSet-Cookie: s=S3CRET\r\n\r\n"
                + "data: hi\n\n";
        try (ScriptedServer server = new ScriptedServer(answer(answer))) {
            Typed typed = Typed.run("record", server.uri("/x?token=S3CRET&api_key=S3CRET&mine=S3CRET").toString(), "-o",
                    tape(), "--no-reconnect", "-u", "me:S3CRET", "-b", "a=S3CRET", "-H", "X-Api-Key: S3CRET", "-H",
                    "X-Mine: S3CRET", "--redact", "mine,X-Mine");
            assertEquals(0, typed.code(), typed.err());
            assertTrue(server.requests().get(0).contains("X-Mine: S3CRET"), "it is sent");
        }
        String tape = Files.readString(Path.of(tape()));
        assertFalse(tape.contains("S3CRET") || tape.contains("bWU6UzNDUkVU"), tape);
        assertTrue(tape.contains("data: hi") && tape.contains("/x?token=\u2026&api_key=\u2026&mine=\u2026"), tape);
    }

    @Test
    void tailRecordsBesideWhatItPrintsAndCompressedBytesAreKept() throws Exception {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write("data: hi\n\n".getBytes(StandardCharsets.UTF_8));
        }
        String body = zipped.toString(StandardCharsets.ISO_8859_1);
        try (ScriptedServer server = new ScriptedServer(answer("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                + "Content-Encoding: gzip\r\n\r\n" + body))) {
            Typed typed = Typed.run("tail", server.uri("/x").toString(), "--data", "-c", "1", "--record", tape());
            assertEquals("0 hi\n", typed.code() + " " + typed.out(), typed.err());
        }
        Tape.Connection only = read(tape()).connections().get(0);
        assertArrayEquals(zipped.toByteArray(), Arrays.copyOf(only.body(), only.length()));
    }

    @Test
    void nothingIsWrittenOverUnlessAskedAndNothingIsLeftOfWhatFails() throws Exception {
        Files.writeString(Path.of(tape()), "mine");
        try (ScriptedServer server = new ScriptedServer(answer("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                + "\r\ndata: hi\n\n"))) {
            String url = server.uri("/x").toString();
            assertEquals("2 sse: there is a file '" + tape() + "'; --force writes over it\n", said("-o", tape(), url));
            assertEquals("2 sse: there is no folder for '" + tape() + "/x'\n", said("-o", tape() + "/x", url));
            assertEquals("2 sse: '" + folder + "' is a folder\n", said("-o", folder.toString(), url));
            assertTrue(said("-o", tape(), "--force", "http://127.0.0.1:1/").startsWith("7 "));
            assertEquals("mine", Files.readString(Path.of(tape())));
            assertTrue(said("-o", tape(), "--force", "--no-reconnect", url).startsWith("0 "));
            assertEquals(List.of("data: hi\n\n"), pieces(read(tape()).connections().get(0)));
        }
        String other = folder.resolve("other").toString();
        assertTrue(said("-o", other, "http://127.0.0.1:1/").startsWith("7 "));
        assertFalse(Files.exists(Path.of(other)));
        assertTrue(said(":8080/x").startsWith("2 sse: record needs the tape to write: -o FILE; see "));
        assertTrue(said("-o", "-").startsWith("2 sse: record needs a URL or a topic; see "));
        assertEquals("2 sse: a tape is of one URL\n", said("-o", "-", "http://h/a", "http://h/b"));
        assertEquals("2 sse: --record is a file: standard output has the data\n",
                Typed.run("tail", "a", "--record", "-").code() + " " + Typed.run("tail", "a", "--record", "-").err());
    }

    private static String said(String... words) {
        List<String> line = new ArrayList<>(List.of("record"));
        line.addAll(List.of(words));
        Typed typed = Typed.run(line.toArray(String[]::new));
        return typed.code() + " " + typed.err();
    }

    @Test
    void answerThatCannotBeReadIsOnItAndTheTapeIsNamedWhateverComesOfIt() throws Exception {
        try (ScriptedServer server = new ScriptedServer(
                answer("HTTP/1.1 307 Moved\r\nLocation: /y?key=S3CRET\r\nContent-Length: 0\r\n\r\n"),
                answer("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: br\r\n\r\n"))) {
            String says = said("-o", tape(), server.uri("/x").toString());
            assertTrue(says.startsWith("22 ") && says.contains("a.tape: ") && says.contains("is br"), says);
        }
        Tape.Connection only = read(tape()).connections().get(0);
        assertEquals("br", only.head().header("Content-Encoding"));
        assertEquals(1, read(tape()).connections().size());
    }

    @Test
    void tapeOnStandardOutputIsAllThatIsThere() throws Exception {
        try (ScriptedServer server = new ScriptedServer(held("data: hi\n\n"))) {
            Typed typed = Typed.run("record", server.uri("/x").toString(), "-c", "1", "-o", "-");
            byte[] out = typed.out().getBytes(StandardCharsets.UTF_8);
            Tape tape = TapeReader.read(new ByteArrayInputStream(out), note -> { });
            assertEquals(List.of("data: hi\n\n"), pieces(tape.connections().get(0)));
            assertFalse(typed.err().contains("as they came"), typed.err());
        }
    }
}
