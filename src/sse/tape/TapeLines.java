package sse.tape;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import sse.text.Figures;

/** The lines of a tape, which end with a line feed, and the number of the one that was read last. */
final class TapeLines {
    /** Bytes of a line: what is made of it takes several times as much. */
    private static final long LONGEST = Math.min(256 << 20, Runtime.getRuntime().maxMemory() / 32);

    private final InputStream in;
    private final byte[] buffer = new byte[64 << 10];
    private int at;
    private int filled;
    private boolean ended;
    private long number;

    TapeLines(InputStream in) {
        this.in = in;
    }

    long number() {
        return number;
    }

    /** Whether the line that was read last has no line feed. */
    boolean isCut() {
        return ended;
    }

    /** The next line without its end, or null behind the last one. */
    String next() throws IOException {
        ByteArrayOutputStream more = null; // of a line that is in several buffers
        while (true) {
            for (int i = at; i < filled; i++) {
                if (buffer[i] != '\n') continue;
                String text = text(more, i);
                at = i + 1;
                number++;
                return text;
            }
            if (at < filled) {
                if (more == null) more = new ByteArrayOutputStream(2 * buffer.length);
                more.write(buffer, at, filled - at);
                if (more.size() > LONGEST) {
                    throw new TapeException(number + 1, "it is longer than " + Figures.size(LONGEST));
                }
            }
            at = 0;
            filled = Math.max(0, in.read(buffer, 0, buffer.length));
            if (filled > 0) continue;
            ended = true;
            if (more == null) return null;
            number++;
            return text(more, 0);
        }
    }

    private String text(ByteArrayOutputStream more, int to) {
        if (more == null) return new String(buffer, at, to - at, StandardCharsets.UTF_8);
        more.write(buffer, at, to - at);
        return more.toString(StandardCharsets.UTF_8);
    }
}
