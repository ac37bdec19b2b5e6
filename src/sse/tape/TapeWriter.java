package sse.tape;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import sse.head.Head;
import sse.head.Header;
import sse.text.Harmless;
import sse.text.JsonWriter;
import sse.text.Text;

/**
 * Writes a tape. What is written is out when {@link #flush()} returns, so that the tape of a program that dies is whole
 * up to there. Times are of {@link System#nanoTime()}; the tape begins with the first of them. For one thread.
 */
public final class TapeWriter implements Closeable {
    private static final int MANY = 64 << 10; // bytes, until they are written without being asked

    private final OutputStream out;
    private final Text text = new Text();
    private boolean begun;
    private long start;
    private long last; // microseconds on the tape

    /** A tape that goes there; nothing is written yet. */
    public TapeWriter(OutputStream out) {
        this.out = out;
    }

    /**
     * Writes the first line.
     *
     * @param url with nothing in it that proves who asks
     * @param headers of every request, without what proves who asks
     * @param made the moment, as ISO 8601 in UTC
     */
    public void begin(String url, String method, List<Header> headers, String made) throws IOException {
        JsonWriter json = new JsonWriter(text).open().put("tape", Tape.VERSION).put("url", url).put("method", method);
        headers(json, headers);
        json.put("made", made).end();
        newline();
        flush();
    }

    /** A connection begins, with these headers besides those of every request. */
    public void ask(long nanos, List<Header> headers) throws IOException {
        at(nanos).words(",\"ask\",");
        headers(new JsonWriter(text).open(), headers).end();
        endOfEntry();
    }

    /** The head of its answer is there. */
    public void head(long nanos, Head head) throws IOException {
        at(nanos).words(",\"head\",");
        headers(new JsonWriter(text).open().put("status", head.status()), head.headers()).end();
        endOfEntry();
    }

    private static JsonWriter headers(JsonWriter json, List<Header> headers) {
        json.array("headers");
        for (Header header : headers) json.array().add(header.name()).add(header.value()).end();
        return json.end();
    }

    /** One read gave these bytes of the body. */
    public void piece(long nanos, byte[] bytes, int from, int to) throws IOException {
        at(nanos);
        int before = text.length();
        int column = text.column();
        text.words(",\"o\",");
        if (!Harmless.quoted(text, bytes, from, to)) {
            text.backTo(before, column);
            byte[] piece = from == 0 && to == bytes.length ? bytes : Arrays.copyOfRange(bytes, from, to);
            byte[] coded = Base64.getEncoder().encode(piece);
            text.words(",\"b\",\"").words(coded, 0, coded.length).words("\"");
        }
        endOfEntry();
    }

    /** The connection is over. */
    public void end(long nanos, TapeEnd how) throws IOException {
        at(nanos).words(",\"end\",\"").words(how.word()).words("\"");
        endOfEntry();
    }

    /** Begins an entry: the time in seconds, to the microsecond, and never back. */
    private Text at(long nanos) {
        if (!begun) start = nanos;
        begun = true;
        last = Math.max(last, (nanos - start) / 1000);
        text.words("[").number(last / 1_000_000);
        long part = last % 1_000_000;
        if (part == 0) return text;
        text.words(".");
        for (long unit = 100_000; part > 0; unit /= 10) {
            text.number(part / unit);
            part %= unit;
        }
        return text;
    }

    private void endOfEntry() throws IOException {
        text.words("]");
        newline();
        if (text.length() >= MANY) text.writeTo(out);
    }

    private void newline() {
        text.newline();
    }

    /** Writes what has not been written. */
    public void flush() throws IOException {
        if (text.length() == 0) return;
        text.writeTo(out);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        try (out) {
            flush();
        }
    }
}
