package sse.explain;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import sse.text.ArrayInput;

/** Takes out the lines about the connection that {@code curl -v} puts into the body when both go to one place. */
final class Remarks extends ArrayInput {
    private final InputStream in;
    private final byte[] buffer = new byte[8192];
    private int at;
    private int filled;
    private boolean lineStart = true;
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
            if (at == filled) {
                if (n > 0) break;
                filled = Math.max(0, in.read(buffer, 0, buffer.length));
                at = 0;
                if (filled == 0) return -1;
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

    /** Reads a whole line, and forgets it if it is a remark. */
    private void hold() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b;
        do {
            if (at == filled) {
                filled = Math.max(0, in.read(buffer, 0, buffer.length));
                at = 0;
                if (filled == 0) break;
            }
            b = buffer[at++];
            line.write(b);
        } while (b != '\n');
        String text = line.toString(StandardCharsets.ISO_8859_1);
        boolean remark = text.startsWith("* ") || text.endsWith(" bytes data]\n");
        held = remark ? new byte[0] : line.toByteArray();
        heldAt = 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
