package sse.tape;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import sse.head.Head;
import sse.head.Header;
import sse.text.Figures;
import sse.text.Harmless;
import sse.text.Json;

/**
 * Reads a tape. One that breaks off in its last line is good up to there; entries of kinds that are not known are
 * skipped, with one note; anything else that is no tape is a {@link TapeException}. A whole tape is held in memory: no
 * more than {@link #MOST} bytes.
 */
public final class TapeReader {
    private static final byte[] START = "{\"tape\":".getBytes(StandardCharsets.US_ASCII);
    private static final int CONNECTION = 500; // bytes that one takes besides its text, about
    private static final long LONGEST_MICROS = 1L << 53; // as far as a number of JSON counts them; 285 years

    private final TapeLines lines;
    private final Consumer<String> notes;
    private long held;        // of the memory, about
    private long last;        // microseconds of the entry before
    private boolean noted;
    private Tape tape;
    private Tape.Connection connection; // that is not over; null between two

    private TapeReader(InputStream in, Consumer<String> notes) {
        this.lines = new TapeLines(in);
        this.notes = notes;
    }

    /** Bytes of a tape that is read: a quarter of the memory, since a body that grows is there twice. */
    public static final long MOST = Runtime.getRuntime().maxMemory() / 4;

    /** How many bytes {@link #isTape} wants to see. */
    public static final int START_LENGTH = START.length;

    /** {@return whether a file that begins with this byte may be a tape} */
    public static boolean mayBeTape(byte first) {
        return first == START[0];
    }

    /** {@return whether a file that begins with these bytes is a tape} */
    public static boolean isTape(byte[] start, int length) {
        if (length < START.length) return false;
        for (int i = 0; i < START.length; i++) {
            if (start[i] != START[i]) return false;
        }
        return true;
    }

    /**
     * {@return the tape that this is}
     *
     * @param notes is told what a person should know of it, a sentence each
     * @throws TapeException if it is none
     */
    public static Tape read(InputStream in, Consumer<String> notes) throws IOException {
        return new TapeReader(in, notes).tape();
    }

    private Tape tape() throws IOException {
        String first = lines.next();
        if (first == null) throw new TapeException(1, "there is none");
        begin(first);
        for (String text; (text = lines.next()) != null; ) {
            if (text.isBlank()) continue;
            hold(text.length());
            try {
                entry(Json.parse(text));
            } catch (Json.Malformed e) {
                if (!lines.isCut()) throw wrong("no JSON: " + e.getMessage());
                note("the tape breaks off in line " + lines.number() + "; it is good up to there");
            }
        }
        return tape;
    }

    private void hold(int bytes) throws IOException {
        held += bytes;
        if (held > MOST) throw tooLarge();
    }

    /** {@return what is to be thrown where {@link #MOST} is not enough} */
    public static IOException tooLarge() {
        return new IOException("it is too large for the memory that Java has here, "
                + Figures.size(Runtime.getRuntime().maxMemory()) + "; java -Xmx says how much");
    }

    private void begin(String text) throws IOException {
        try {
            Map<?, ?> object = object(Json.parse(text));
            if (!(object.get("tape") instanceof Json.Number version) || !(version.value() >= 1)) {
                throw wrong("\"tape\" is to be its version, a number");
            }
            if (version.value() != Tape.VERSION) {
                note("the tape is of version " + Harmless.brief(version.text(), 20)
                        + "; what this sse.jar does not know of it is skipped");
            }
            String method = text(object, "method", "GET");
            if (!Header.isName(method)) throw wrong("the method is none");
            tape = new Tape(text(object, "url", ""), method, headers(object));
        } catch (Json.Malformed e) {
            throw wrong("no JSON: " + e.getMessage());
        }
    }

    private void entry(Object value) throws IOException {
        if (!(value instanceof List<?> entry) || entry.size() < 2) {
            throw wrong("an entry is an array such as [0.5,\"o\",\"data: hi\\n\\n\"]");
        }
        long micros = micros(entry.get(0));
        if (!(entry.get(1) instanceof String kind)) throw wrong("an entry has its kind in second place");
        Object what = entry.size() > 2 ? entry.get(2) : Json.NULL;
        switch (kind) {
            case "ask" -> {
                hold(CONNECTION);
                connection = new Tape.Connection(micros, headers(object(what)));
                tape.connections.add(connection);
            }
            case "head" -> {
                if (connection(kind).head != null) throw wrong("a second head on one connection");
                connection.head(micros, head(object(what)));
            }
            case "o" -> piece(micros, string(what).getBytes(StandardCharsets.UTF_8), kind);
            case "b" -> {
                try {
                    piece(micros, Base64.getDecoder().decode(string(what)), kind);
                } catch (IllegalArgumentException e) {
                    throw wrong("no base64: " + e.getMessage());
                }
            }
            case "end" -> {
                TapeEnd how = TapeEnd.of(string(what));
                if (how == null) throw wrong("an end is clean, reset, short, idle or stopped");
                connection(kind).end(micros, how);
                connection = null;
            }
            default -> {
                if (!noted) {
                    note("the tape has entries that this sse.jar does not know, such as '" + Harmless.brief(kind, 20)
                            + "'; they are skipped");
                }
                noted = true;
            }
        }
    }

    private void piece(long micros, byte[] bytes, String kind) throws TapeException {
        if (connection(kind).head == null) throw wrong("bytes of a body in front of its head");
        connection.piece(micros, bytes, 0, bytes.length);
    }

    private Tape.Connection connection(String kind) throws TapeException {
        if (connection == null) throw wrong("'" + kind + "' without an \"ask\" in front of it");
        return connection;
    }

    private long micros(Object value) throws TapeException {
        double seconds = value instanceof Json.Number number ? number.value() : -1;
        if (!(seconds >= 0) || seconds * 1e6 > LONGEST_MICROS) {
            throw wrong("an entry begins with its time in seconds since the tape began");
        }
        long micros = Math.round(seconds * 1e6);
        if (micros < last) throw wrong("a time that goes back");
        last = micros;
        return micros;
    }

    private Head head(Map<?, ?> object) throws TapeException {
        double status = object.get("status") instanceof Json.Number number ? number.value() : -1;
        if (!(status >= 100 && status <= 999) || status != (int) status) {
            throw wrong("a head has a \"status\" from 100 to 999");
        }
        return new Head("HTTP/1.1", (int) status, "", headers(object));
    }

    private List<Header> headers(Map<?, ?> object) throws TapeException {
        List<Header> headers = new ArrayList<>();
        if (!object.containsKey("headers")) return headers;
        if (object.get("headers") instanceof List<?> list) {
            for (Object one : list) {
                if (!(one instanceof List<?> pair) || pair.size() != 2) throw notHeaders();
                if (!(pair.get(0) instanceof String name) || !(pair.get(1) instanceof String text)) throw notHeaders();
                try {
                    headers.add(new Header(name, text));
                } catch (IllegalArgumentException e) {
                    throw wrong(Harmless.harmless(e.getMessage()));
                }
            }
            return headers;
        }
        throw notHeaders();
    }

    private TapeException notHeaders() {
        return wrong("\"headers\" are pairs such as [\"Content-Type\",\"text/event-stream\"]");
    }

    private Map<?, ?> object(Object value) throws TapeException {
        if (value instanceof Map<?, ?> object) return object;
        throw wrong("an object is missing where one is to be");
    }

    private String text(Map<?, ?> object, String name, String otherwise) throws TapeException {
        return object.containsKey(name) ? string(object.get(name)) : otherwise;
    }

    private String string(Object value) throws TapeException {
        if (value instanceof String text) return text;
        throw wrong("a text is missing where one is to be");
    }

    private TapeException wrong(String what) {
        return new TapeException(lines.number(), what);
    }

    private void note(String sentence) {
        notes.accept(sentence);
    }
}
