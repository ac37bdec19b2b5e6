package sse.feed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import sse.Event;
import sse.EventReader;
import sse.LineReader;
import sse.text.Json;

/** Makes events of what {@code pub} is given: one of all of it, or one of each line as soon as it is there. */
public abstract class Feed {
    /** The next event; waits for it; null when there is none. */
    public abstract Outgoing next() throws IOException;

    /** What was left over at the end, as half a sentence; null for nothing. */
    public String leftOver() {
        return null;
    }

    /** One event of this data. */
    public static Feed one(Event event, long retryMillis) {
        return new Feed() {
            private Outgoing only = new Outgoing(event, retryMillis, "");

            @Override
            public Outgoing next() {
                Outgoing next = only;
                only = null;
                return next;
            }
        };
    }

    /** One event of all there is to read. */
    public static Feed whole(InputStream in, boolean base64, String type, String id, long retryMillis)
            throws IOException {
        byte[] bytes = in.readAllBytes();
        String data = base64 ? Base64.getEncoder().encodeToString(bytes) : text(bytes);
        return one(new Event(id, type, data), retryMillis);
    }

    /** All of a text, without the line end that a file ends with. */
    private static String text(byte[] bytes) {
        int length = bytes.length;
        if (length > 0 && bytes[length - 1] == '\n') length--;
        if (length < bytes.length && length > 0 && bytes[length - 1] == '\r') length--;
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** An event of each line, also of a last one that nothing ended. */
    public static Feed lines(InputStream in, String type, long retryMillis) {
        LineReader lines = new LineReader(in);
        return new Feed() {
            @Override
            public Outgoing next() throws IOException {
                if (!lines.next()) return null;
                return new Outgoing(new Event(null, type, lines.text()), retryMillis, "line " + lines.number());
            }
        };
    }

    /** An event of each line, which has to be JSON; blank lines are passed over. */
    public static Feed ndjson(InputStream in, String type, long retryMillis) {
        LineReader lines = new LineReader(in);
        return new Feed() {
            @Override
            public Outgoing next() throws IOException {
                while (lines.next()) {
                    String text = lines.text();
                    if (text.isBlank()) continue;
                    try {
                        Json.parse(text);
                    } catch (Json.Malformed e) {
                        throw new IOException("line " + lines.number() + " is no JSON: " + e.getMessage());
                    }
                    return new Outgoing(new Event(null, type, text), retryMillis, "line " + lines.number());
                }
                return null;
            }
        };
    }

    /** The events of a stream, as it would be read: each with the id, type and retry that stand in its block. */
    public static Feed stream(InputStream in) {
        EventReader reader = new EventReader(in);
        return new Feed() {
            private boolean unfinished; // a last line

            @Override
            public Outgoing next() throws IOException {
                long retry = -1;
                while (true) {
                    switch (reader.step()) {
                        case RETRY -> retry = reader.retryMillis();
                        case UNFINISHED -> unfinished = true;
                        case DISPATCH -> {
                            Event event = reader.event().withId(reader.idInBlock());
                            if (event.type().equals("message")) event = event.withType(null);
                            return new Outgoing(event, retry, "line " + reader.lines().number());
                        }
                        case END -> {
                            return null;
                        }
                        default -> { }
                    }
                }
            }

            @Override
            public String leftOver() {
                boolean inside = unfinished || reader.hasOpenBlock();
                return inside ? "the stream ends inside a block, which is no event: a blank line is missing" : null;
            }
        };
    }
}
