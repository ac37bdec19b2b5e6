package sse.tape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sse.head.Head;
import sse.head.Header;
import sse.term.Console;
import sse.term.Exit;

/** What is written on a tape is read from it; and what is no tape is said in one sentence. */
class TapeTest {
    private static final String FIRST = "{\"tape\":1,\"url\":\"http://h/x\",\"method\":\"GET\",\"headers\":[]}\n";
    private static final String ASK = "[0,\"ask\",{\"headers\":[]}]\n";
    private static final String HEAD = "[0.5,\"head\",{\"status\":200,\"headers\":[[\"Content-Type\","
            + "\"text/event-stream\"]]}]\n";

    private final List<String> notes = new ArrayList<>();

    private Tape read(byte[] tape) throws IOException {
        return TapeReader.read(new ByteArrayInputStream(tape), notes::add);
    }

    private Tape read(String tape) throws IOException {
        return read(tape.getBytes(StandardCharsets.UTF_8));
    }

    private String wrong(String tape) {
        return assertThrows(TapeException.class, () -> read(tape)).getMessage();
    }

    private static byte[] sample(Random random) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TapeWriter tape = new TapeWriter(out)) {
            tape.begin("http://h/x", "GET", List.of(new Header("Accept", "text/event-stream")), "2026-11-26T00:00:00Z");
            tape.ask(1_000_000_007L, List.of());
            tape.head(1_041_000_999L, new Head("HTTP/1.1", 200, "OK", List.of(new Header("X", "ế\"\\"))));
            byte[] bytes = "id: 8\ndata: \u0000\u001b[31mviệt \"\\ \u202e😀\r\n\n".getBytes(StandardCharsets.UTF_8);
            for (int i = 0, n; i < bytes.length; i += n) {
                n = Math.min(bytes.length - i, 1 + random.nextInt(5));
                tape.piece(1_041_000_999L + i * 1_000, bytes, i, i + n);
            }
            tape.end(2_000_000_007L, TapeEnd.RESET);
            tape.ask(3_000_000_007L, List.of(new Header("Last-Event-ID", "8")));
        }
        return out.toByteArray();
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        byte[] bytes = "id: 8\ndata: \u0000\u001b[31mviệt \"\\ \u202e😀\r\n\n".getBytes(StandardCharsets.UTF_8);
        for (int seed = 0; seed < 50; seed++) {
            byte[] written = sample(new Random(seed));
            Tape tape = read(written);
            assertEquals("http://h/x GET " + List.of(new Header("Accept", "text/event-stream")),
                    tape.url() + " " + tape.method() + " " + tape.headers());
            Tape.Connection first = tape.connections().get(0);
            assertEquals(0, first.asked());
            assertEquals(41_000, first.headMicros());
            assertEquals(List.of(new Header("X", "ế\"\\")), first.head().headers());
            assertArrayEquals(bytes, Arrays.copyOf(first.body(), first.length()));
            assertEquals(41_000, first.micros(0));
            assertEquals(41_000 + first.from(first.pieces() - 1), first.micros(first.pieces() - 1));
            assertEquals("RESET 1000000", first.end() + " " + first.endMicros());
            Tape.Connection second = tape.connections().get(1);
            assertEquals("8", second.lastEventId());
            assertNull(second.head());
            assertEquals(TapeEnd.STOPPED, second.end());
            for (byte b : written) assertTrue(b >= ' ' || b == '\n' || b < 0, "nothing that steers a terminal");
        }
        assertEquals(List.of(), notes);
    }

    @Test
    void tapeThatBreaksOffIsGoodUpToThere() throws IOException {
        byte[] whole = sample(new Random(1));
        int first = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        for (int length = first; length <= whole.length; length++) {
            notes.clear();
            Tape tape = read(Arrays.copyOf(whole, length));
            boolean inLine = length < whole.length && whole[length - 1] != '\n' && whole[length] != '\n';
            assertEquals(inLine ? 1 : 0, notes.size(), () -> notes.toString());
            if (tape.connections().isEmpty()) continue;
            byte[] body = tape.connections().get(0).body();
            assertTrue("id: 8\ndata: ".startsWith(new String(body, 0, Math.min(12, tape.connections().get(0).length()),
                    StandardCharsets.UTF_8)));
        }
        assertEquals("line 1 of the tape: there is none", wrong(""));
        for (int length = 1; length < first - 1; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            String says = assertThrows(TapeException.class, () -> read(part)).getMessage();
            assertTrue(says.startsWith("line 1 of the tape: no JSON: "), says);
        }
    }

    @Test
    void whatIsNoTapeIsSaidWithItsLine() {
        assertEquals("line 1 of the tape: \"tape\" is to be its version, a number", wrong("{\"tape\":\"x\"}\n"));
        assertEquals("line 2 of the tape: no JSON: no JSON value at position 0", wrong(FIRST + "x\n" + ASK));
        assertEquals("line 2 of the tape: an entry is an array such as [0.5,\"o\",\"data: hi\\n\\n\"]",
                wrong(FIRST + "{}\n"));
        assertEquals("line 2 of the tape: an entry begins with its time in seconds since the tape began",
                wrong(FIRST + "[-1,\"o\",\"\"]\n"));
        assertEquals("line 2 of the tape: an entry begins with its time in seconds since the tape began",
                wrong(FIRST + "[1e99,\"o\",\"\"]\n"));
        assertEquals("line 4 of the tape: a time that goes back", wrong(FIRST + ASK + HEAD + "[0.4,\"o\",\"\"]\n"));
        assertEquals("line 2 of the tape: 'o' without an \"ask\" in front of it", wrong(FIRST + "[0,\"o\",\"\"]\n"));
        assertEquals("line 3 of the tape: bytes of a body in front of its head",
                wrong(FIRST + ASK + "[0,\"o\",\"\"]\n"));
        assertEquals("line 4 of the tape: a second head on one connection", wrong(FIRST + ASK + HEAD + HEAD));
        assertEquals("line 3 of the tape: a head has a \"status\" from 100 to 999",
                wrong(FIRST + ASK + "[0,\"head\",{\"status\":20.5}]\n"));
        assertEquals("line 3 of the tape: an end is clean, reset, short, idle or stopped",
                wrong(FIRST + ASK + "[0,\"end\",\"../../x\"]\n"));
        assertEquals("line 3 of the tape: \"headers\" are pairs such as [\"Content-Type\",\"text/event-stream\"]",
                wrong(FIRST + ASK + "[0,\"head\",{\"status\":200,\"headers\":[[\"a\"]]}]\n"));
        assertEquals("line 3 of the tape: the header A cannot have a line end or a NUL",
                wrong(FIRST + ASK + "[0,\"head\",{\"status\":200,\"headers\":[[\"A\",\"\\r\\nB: c\"]]}]\n"));
        assertTrue(wrong(FIRST + ASK + HEAD + "[1,\"b\",\"*\"]\n").startsWith("line 4 of the tape: no base64: "));
    }

    @Test
    void whatIsNewerIsSkippedWithOneNote() throws IOException {
        Tape tape = read("{\"tape\":2,\"more\":[]}\n" + ASK + "[0.1,\"zoom\",1,2]\n[0.1,\"mark\",\"x\"]\n\n"
                + HEAD.trim() + "\r\n[0.6,\"o\",\"data\"]");
        assertEquals(List.of("the tape is of version 2; what this sse.jar does not know of it is skipped",
                "the tape has entries that this sse.jar does not know, such as 'zoom'; they are skipped"), notes);
        assertEquals(4, tape.bytes());
    }

    @Test
    void itIsKnownByItsFirstBytes() {
        byte[] first = FIRST.getBytes(StandardCharsets.UTF_8);
        assertTrue(TapeReader.isTape(first, TapeReader.START_LENGTH));
        assertFalse(TapeReader.isTape(first, TapeReader.START_LENGTH - 1));
        assertFalse(TapeReader.isTape("{\"taxe\":1}".getBytes(StandardCharsets.UTF_8), 10));
    }

    @Test
    void whatProvesWhoAsksIsNotOnIt() {
        Redacted redacted = new Redacted(Set.of("x-user", "id"));
        for (String name : List.of("Authorization", "Cookie", "Proxy-Authorization", "X-Api-Key", "x-user")) {
            assertEquals("…", redacted.header(new Header(name, "S3CRET")).value(), name);
        }
        assertEquals("text/event-stream", redacted.header(new Header("Accept", "text/event-stream")).value());
        assertEquals("https://…@h:1/a@b?x=1&token=…&%74oken=…&api_key=…&sig=…&id=…&flag&token",
                redacted.url("https://me:S3CRET@h:1/a@b?x=1&token=S3CRET&%74oken=S3CRET&api_key=S3CRET&sig=S3CRET"
                        + "&id=S3CRET&flag&token#S3CRET"));
        Head head = redacted.head(new Head("HTTP/1.1", 302, "", List.of(new Header("Set-Cookie", "S3CRET"),
                new Header("Access-Control-Allow-Credentials", "true"),
                new Header("Location", "/x?access_token=S3CRET"))));
        assertEquals("[Header[name=Set-Cookie, value=…], Header[name=Access-Control-Allow-Credentials, value=true], "
                + "Header[name=Location, value=/x?access_token=…]]", head.headers().toString());
    }

    @Test
    void urlsInHeadersHaveNoSecretsEither() {
        Redacted redacted = new Redacted(Set.of());
        assertEquals("http://…@h/a;jsessionid=…?x=1#access_token=…",
                redacted.header(new Header("Referer", "http://u:S3CRET@h/a;jsessionid=S3CRET?x=1#access_token=S3CRET"))
                        .value());
        String links = "<http://h/?token=S3CRET>; rel=next, </x?y=1&sig=S3CRET&z>; rel=\"a?b\"";
        Head head = redacted.head(new Head("HTTP/1.1", 200, "", List.of(new Header("Link", links),
                new Header("Refresh", "5; url=//u:S3CRET@h/@/?key=S3CRET"),
                new Header("Access-Control-Allow-Origin", "http://u:S3CRET@h"),
                new Header("Content-Type", "text/event-stream;charset=\"utf-8\""))));
        assertEquals("[Header[name=Link, value=<http://h/?token=…>; rel=next, </x?y=1&sig=…&z>; rel=\"a?b\"], "
                + "Header[name=Refresh, value=5; url=//…@h/@/?key=…], "
                + "Header[name=Access-Control-Allow-Origin, value=http://…@h], "
                + "Header[name=Content-Type, value=text/event-stream;charset=\"utf-8\"]]", head.headers().toString());
    }

    @Test
    void methodThatIsNoneIsNoTape() {
        assertEquals("line 1 of the tape: the method is none", wrong("{\"tape\":1,\"method\":\"G\\u001b[31mT\"}\n"));
    }

    @Test
    void whatNobodyCanUndoStaysAsItIs() throws IOException {
        String head = HEAD.replace("]]}", "],[\"Content-Encoding\",\"br\"]]}");
        Tape.Connection coded = read(FIRST + ASK + head + "[0.5,\"o\",\"abc\"]\n").connections().get(0);
        assertSame(coded, Decoded.of(coded));
        Tape.Connection none = read(FIRST + ASK + head.replace("br", "gzip") + "[0.5,\"o\",\"abc\"]\n").connections()
                .get(0);
        assertSame(none, Decoded.of(none));
    }

    @Test
    void fileOfTapeIsWrittenByOneAlone(@TempDir Path folder) throws IOException {
        String name = folder.resolve("a.tape").toString();
        Console console = new Console(InputStream.nullInputStream(), OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(), Map.of(), false);
        try (TapeFile first = new TapeFile(name, false, console)) {
            first.write("first".getBytes(StandardCharsets.UTF_8));
            try (TapeFile second = new TapeFile(name, true, console)) {
                IOException busy = assertThrows(IOException.class, () -> second.write('x'));
                assertEquals("another recorder writes it", busy.getMessage());
                assertEquals(0, second.length());
            }
            assertEquals("first", Files.readString(Path.of(name)));
        }
        try (TapeFile third = new TapeFile(name, true, console)) {
            third.write('3');
        }
        assertEquals("3", Files.readString(Path.of(name)));
        String long255 = folder.resolve("x".repeat(300)).toString();
        try (TapeFile none = new TapeFile(long255, false, console)) {
            assertEquals("File name too long", assertThrows(IOException.class, () -> none.write('x')).getMessage());
        }
        assertEquals("a tape needs the name of a file",
                assertThrows(Exit.class, () -> new TapeFile("", false, console)).getMessage());
    }
}
