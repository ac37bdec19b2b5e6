package sse.feed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import sse.Event;
import sse.EventReader;
import sse.EventReader.Step;
import sse.LineReader;
import sse.text.Characters;
import sse.text.EventJson;
import sse.text.Json;

/** Makes events of what {@code pub} is given: one of all of it, or one of each line as soon as it is there. */
public abstract class Feed {
    private static final int BUFFER = 1 << 20; // what is read at once from a file can go at once

    /** The next event, or null: there will be none, or, if it must not wait for one, there is none yet. */
    abstract Outgoing next(boolean wait) throws IOException;

    /** What was left over at the end, as half a sentence; null for nothing. */
    public String leftOver() {
        return null;
    }

    /** One event of this data. */
    public static Feed one(Event event, long retryMillis) {
        return new Feed() {
            private Outgoing only = new Outgoing(event, retryMillis, 0, false);

            @Override
            Outgoing next(boolean wait) {
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
    private static String text(byte[] bytes) throws IOException {
        int bad = Characters.firstBad(bytes, 0, bytes.length);
        if (bad >= 0) {
            long line = 1;
            for (int i = 0; i < bad; i++) line += bytes[i] == '\n' ? 1 : 0;
            throw notText(line, bytes[bad]);
        }
        int length = bytes.length;
        if (length > 0 && bytes[length - 1] == '\n') length--;
        if (length < bytes.length && length > 0 && bytes[length - 1] == '\r') length--;
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** The line as text: nothing of it is replaced. */
    private static String text(LineReader lines) throws IOException {
        check(lines);
        return lines.text();
    }

    private static void check(LineReader lines) throws IOException {
        int bad = Characters.firstBad(lines.buffer(), lines.start(), lines.end());
        if (bad >= 0) throw notText(lines.number(), lines.buffer()[bad]);
    }

    private static IOException notText(long line, byte bad) {
        String hex = Integer.toHexString(bad & 0xFF).toUpperCase(Locale.ROOT);
        return new IOException("line " + line + " is not UTF-8 (byte " + hex + "); --base64 sends what is no text");
    }

    /** An event of each line, also of a last one that nothing ended. */
    public static Feed lines(InputStream in, String type, long retryMillis) {
        LineReader lines = reader(in);
        return new Feed() {
            @Override
            Outgoing next(boolean wait) throws IOException {
                if (!wait && !lines.ready() || !lines.next()) return null;
                return new Outgoing(new Event(null, type, text(lines)), retryMillis, lines.number(), false);
            }
        };
    }

    private static LineReader reader(InputStream in) {
        return new LineReader(in, LineReader.LINE_LIMIT, BUFFER);
    }

    /**
     * An event of each line, which has to be JSON: that which it describes, as {@link EventJson} has it, or else one
     * with the line as its data. Blank lines are passed over. Type and retry are for those that name none.
     */
    public static Feed ndjson(InputStream in, String type, long retryMillis) {
        LineReader lines = reader(in);
        return new Feed() {
            @Override
            Outgoing next(boolean wait) throws IOException {
                while ((wait || lines.ready()) && lines.next()) {
                    String text = text(lines);
                    if (text.isBlank()) continue;
                    try {
                        EventJson json = EventJson.of(Json.parse(text));
                        if (json == null) json = new EventJson(Event.of(text), -1);
                        Event event = json.event().type() == null ? json.event().withType(type) : json.event();
                        long retry = json.retryMillis() < 0 ? retryMillis : json.retryMillis();
                        return new Outgoing(event, retry, lines.number(), true);
                    } catch (Json.Malformed e) {
                        throw new IOException("line " + lines.number() + " is no JSON: " + e.getMessage());
                    } catch (IllegalArgumentException e) {
                        throw new IOException("line " + lines.number() + ": " + e.getMessage());
                    }
                }
                return null;
            }
        };
    }

    /** The events of a stream, as it would be read: each with the id, type and retry that stand in its block. */
    public static Feed stream(InputStream in) {
        EventReader reader = new EventReader(in, "", LineReader.LINE_LIMIT, EventReader.DATA_LIMIT, BUFFER);
        return new Feed() {
            private boolean unfinished; // a last line
            private long retry = -1;    // of the block in progress

            @Override
            Outgoing next(boolean wait) throws IOException {
                while (wait || reader.lines().ready()) {
                    Step step = reader.step();
                    if (step == Step.END) return null;
                    if (step != Step.COMMENT) check(reader.lines());
                    switch (step) {
                        case RETRY -> retry = reader.retryMillis();
                        case UNFINISHED -> unfinished = true;
                        case DISPATCH -> {
                            Event event = reader.event().withId(reader.idInBlock());
                            if (event.type().equals("message")) event = event.withType(null);
                            Outgoing next = new Outgoing(event, retry, reader.lines().number(), false);
                            retry = -1;
                            return next;
                        }
                        default -> { }
                    }
                }
                return null;
            }

            @Override
            public String leftOver() {
                boolean inside = unfinished || reader.hasOpenBlock();
                return inside ? "the stream ends inside a block, which is no event: a blank line is missing" : null;
            }
        };
    }
}
