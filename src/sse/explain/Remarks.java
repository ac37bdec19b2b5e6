package sse.explain;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import sse.text.ArrayInput;

/** Takes out the lines about the connection that {@code curl -v} puts into the body when both go to one place. */
final class Remarks extends ArrayInput {
    private static final int LONGEST = 1 << 10; // of a line about data, in bytes: a longer one is none

    private final InputStream in;
    private final byte[] buffer = new byte[8192];
    private int at;
    private int filled;
    private boolean lineStart = true;
    private boolean skipsLf; // that belongs to the CR of a remark
    private byte[] held = {};
    private int heldAt;

    Remarks(InputStream in) {
        this.in = in;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int n = 0;
        while (n < length) {
            if (heldAt < held.length) {
                bytes[from + n++] = held[heldAt++];
                continue;
            }
            if (at == filled && n > 0) break;
            if (!fill()) return -1;
            if (skipsLf) {
                skipsLf = false;
                if (buffer[at] == '\n') at++;
                continue;
            }
            if (lineStart && (buffer[at] == '*' || buffer[at] == '{' || buffer[at] == '}')) {
                if (n > 0) break; // what is there goes out before this line is waited for
                hold();
                continue;
            }
            byte b = buffer[at++];
            lineStart = b == '\n' || b == '\r';
            bytes[from + n++] = b;
        }
        return n;
    }

    /** Reads a line, and forgets it if it is a remark; of any other no more than tells. */
    private void hold() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean remark = false;
        byte b = 0;
        while (b != '\n' && b != '\r' && (remark || line.size() < LONGEST) && fill()) {
            b = buffer[at++];
            if (!remark) line.write(b);
            remark |= line.size() == 2 && line.toString(StandardCharsets.ISO_8859_1).equals("* ");
        }
        lineStart = b == '\n' || b == '\r';
        remark |= lineStart && line.toString(StandardCharsets.ISO_8859_1).stripTrailing().endsWith(" bytes data]");
        skipsLf = remark && b == '\r';
        held = remark ? new byte[0] : line.toByteArray();
        heldAt = 0;
    }

    private boolean fill() throws IOException {
        if (at < filled) return true;
        filled = Math.max(0, in.read(buffer, 0, buffer.length));
        at = 0;
        return filled > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
