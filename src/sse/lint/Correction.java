package sse.lint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import sse.EventReader;
import sse.EventReader.Step;
import sse.LineReader;

/**
 * Writes a stream again with those mistakes mended that a machine can mend: SSE101, 102, 104 to 107, 112, 115, 119,
 * 121, 122 and 204, and a line of spaces where a blank one was meant (SSE114). Every line then ends with LF; all other
 * bytes stay as they are.
 */
public final class Correction {
    private static final byte[] DATA = {'d', 'a', 't', 'a', ':', ' '};
    private static final byte[] EMPTY = {'d', 'a', 't', 'a', ':', '\n'};

    private final OutputStream out;
    private boolean inStream;   // a field was seen, or something near one, or a comment in front of all else
    private boolean foreign;    // something else was seen
    private boolean markup;     // and the first of it begins like HTML or JSON
    private boolean pending;    // the block in progress has something to lose
    private boolean named;      // it has an event type
    private boolean hasData;
    private boolean afterData;
    private boolean torn;       // this line has no end: text may be half the name of a field
    private byte[] spaces;      // a line of them inside the block: blank if a field is next, or text

    /** Writes to a stream, a few bytes at a time: it had better be buffered. */
    public Correction(OutputStream out) {
        this.out = out;
    }

    /** Writes what the line that the reader has just stepped over should have been. */
    public void line(Step step, EventReader reader) throws IOException {
        LineReader lines = reader.lines();
        byte[] b = lines.buffer();
        torn = step == Step.UNFINISHED;
        if (step == Step.END) end();
        else line(b, NearMiss.behindBoms(b, lines.start(), lines.end()), lines.end());
    }

    private void end() throws IOException {
        if (pending) blank();
    }

    private void line(byte[] b, int start, int end) throws IOException {
        if (start < end && b[start] == ':') {
            inStream |= !foreign;
            write(b, start, end);
        } else if (NearMiss.isBlank(b, start, end)) {
            if (start == end || !pending) blank();
            else if (spaces == null) spaces = Arrays.copyOfRange(b, start, end);
        } else {
            int colon = ByteChecks.nameEnd(b, start, end);
            String field = NearMiss.meant(b, start, colon, end);
            boolean known = field != null && field.equals(new String(b, start, colon - start, StandardCharsets.UTF_8));
            if (known || field != null && (inStream || !markup)) {
                field(field, b, NearMiss.value(b, start, colon, end), end);
            } else {
                other(b, start, colon, end);
            }
        }
    }

    private void field(String field, byte[] b, int value, int end) throws IOException {
        boolean retry = field.equals("retry");
        if (spaces != null && !retry) blank();
        inStream = true;
        afterData = field.equals("data");
        hasData |= afterData;
        pending |= !retry;
        if (field.equals("event")) named = !NearMiss.isEmpty(b, value, end);
        out.write(field.getBytes(StandardCharsets.US_ASCII));
        out.write(':');
        write(b, value, end);
    }

    private void other(byte[] b, int start, int colon, int end) throws IOException {
        boolean text = NearMiss.of(b, start, colon, end) == NearMiss.TEXT;
        markup |= !foreign && ByteChecks.isMarkup(b[start]);
        foreign = true;
        if (text && torn && !hasData) return;
        if (text && (afterData || inStream && !NearMiss.isToken(b, start, colon, end))) {
            if (spaces != null) data(spaces, 0, spaces.length);
            spaces = null;
            data(b, start, end);
        } else {
            afterData &= text;
            write(b, start, end);
        }
    }

    private void data(byte[] b, int start, int end) throws IOException {
        hasData = true;
        afterData = true;
        pending = true;
        out.write(DATA);
        write(b, start, end);
    }

    private void blank() throws IOException {
        if (named && !hasData) out.write(EMPTY);
        out.write('\n');
        pending = false;
        named = false;
        hasData = false;
        afterData = false;
        spaces = null;
    }

    private void write(byte[] b, int start, int end) throws IOException {
        out.write(b, start, end - start);
        out.write('\n');
    }
}
