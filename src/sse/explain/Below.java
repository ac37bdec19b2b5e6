package sse.explain;

import java.util.Arrays;
import sse.EventReader;
import sse.LineReader;
import sse.text.Harmless;
import sse.text.Text;

/** Rows below the row of a line: its bytes, and the buffers of the reader behind it. */
final class Below {
    private static final int BYTES = 16; // in a row

    private Below() {}

    static void hex(Text row, Columns columns, LineReader lines) {
        byte[] line = lines.bytes();
        byte[] bytes = Arrays.copyOf(line, (int) (lines.nextOffset() - lines.offset()));
        if (lines.ending() == LineReader.End.CRLF) bytes[line.length] = '\r';
        if (bytes.length > line.length) bytes[bytes.length - 1] = (byte) (lines.ending() == LineReader.End.CR ? '\r'
                : '\n');
        for (int i = 0; i < bytes.length; i += BYTES) {
            row.pad(columns.lineStart(), 0).style(Text.DIM);
            for (int k = i; k < bytes.length && k < i + BYTES; k++) row.words(k > i ? " " : "").hex(bytes[k] & 0xFF, 2);
            row.style(Text.PLAIN).newline();
        }
    }

    static void state(Text row, Columns columns, EventReader reader) {
        row.pad(columns.lineStart(), 0).style(Text.DIM);
        buffer(row, columns, "data buffer ", reader.pendingData());
        buffer(row, columns, ", event type buffer ", reader.pendingType());
        buffer(row, columns, ", last event ID buffer ", reader.pendingId());
        buffer(row, columns, ", last event ID ", reader.lastEventId());
        if (reader.retryMillis() >= 0) row.words(", reconnection time ").number(reader.retryMillis());
        row.style(Text.PLAIN).newline();
    }

    private static void buffer(Text row, Columns columns, String name, String value) {
        row.words(name);
        Harmless.quoted(row, value, columns.forState(), -1);
    }
}
