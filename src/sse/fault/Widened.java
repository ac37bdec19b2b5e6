package sse.fault;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;

/** Sends a body in UTF-16, as editors and shells of Windows write it: with a byte order mark, the low byte first. */
final class Widened implements Outflow {
    private final Outflow out;
    private byte[] half = new byte[0]; // a character that is not whole
    private boolean begun;

    Widened(Outflow out) {
        this.out = out;
    }

    @Override
    public void piece(byte[] bytes, int from, int to) throws IOException {
        byte[] all = Arrays.copyOf(half, half.length + to - from);
        System.arraycopy(bytes, from, all, half.length, to - from);
        int whole = wholeCharacters(all);
        half = Arrays.copyOfRange(all, whole, all.length);
        String text = (begun ? "" : "\uFEFF") + new String(all, 0, whole, UTF_8);
        begun = true;
        byte[] wide = text.getBytes(UTF_16LE);
        if (wide.length > 0) out.piece(wide, 0, wide.length);
    }

    /** How many bytes are whole characters, as far as the last few tell that. */
    private static int wholeCharacters(byte[] bytes) {
        for (int back = 1; back <= Math.min(3, bytes.length); back++) {
            int b = bytes[bytes.length - back] & 0xFF;
            if (b < 0x80) break;
            if (b < 0xC0) continue;
            int needs = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
            return needs > back ? bytes.length - back : bytes.length;
        }
        return bytes.length;
    }

    @Override
    public void pause(long nanos) throws IOException {
        out.pause(nanos);
    }

    @Override
    public void end(Ending ending) throws IOException {
        out.end(ending);
    }
}
