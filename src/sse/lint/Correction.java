package sse.lint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import sse.EventReader;
import sse.EventReader.Step;
import sse.LineReader;

/**
 * Writes a stream again with those mistakes mended that a machine can mend: SSE101, 102, 104, 105,
 * 106, 107, 115 and 119. Every line then ends with LF; all other bytes stay as they are.
 */
public final class Correction {
    private static final byte[] DATA = {'d', 'a', 't', 'a', ':', ' '};

    private final OutputStream out;
    private boolean pending;    // the block in progress has something to lose
    private boolean afterData;

    /** Writes to a stream, a few bytes at a time: it had better be buffered. */
    public Correction(OutputStream out) {
        this.out = out;
    }

    /** Writes what the line that the reader has just stepped over should have been. */
    public void line(Step step, EventReader reader) throws IOException {
        LineReader lines = reader.lines();
        if (step != Step.END) line(lines.buffer(), lines.start(), lines.end());
        else if (pending) out.write('\n');
    }

    private void line(byte[] b, int start, int end) throws IOException {
        while (NearMiss.startsWithBom(b, start, end)) start += 3;
        int colon = ByteChecks.nameEnd(b, start, end);
        String known = colon - start > 40 ? null : NearMiss.known(new String(b, start, colon - start,
                StandardCharsets.UTF_8));
        if (start == end) {
            pending = false;
        } else if (colon == start) {
            // a comment, whose place does not matter
        } else if (known != null && (colon < end || is(known, b, start, end))) {
            out.write(known.getBytes(StandardCharsets.US_ASCII));
            start = colon;
            afterData = known.equals("data");
            pending |= !known.equals("retry");
        } else {
            NearMiss miss = NearMiss.of(b, start, colon, end);
            if (miss == NearMiss.NAME) afterData = false;
            if (miss == NearMiss.TEXT && afterData) {
                out.write(DATA);
                pending = true;
            }
        }
        out.write(b, start, end - start);
        out.write('\n');
    }

    private static boolean is(String name, byte[] b, int start, int end) {
        return name.equals(new String(b, start, end - start, StandardCharsets.UTF_8));
    }
}
