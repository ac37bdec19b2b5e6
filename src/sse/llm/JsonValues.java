package sse.llm;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The objects of a body that is JSON and no event stream: one a line, one behind the other, over several lines, or the
 * elements of an array. They come out as soon as their last brace is there, however the bytes were cut. A line end
 * inside a string, which JSON does not have, ends an object that was torn, so that the next line is read.
 */
final class JsonValues {
    private static final int LIMIT = 64 << 20; // bytes of one value; the rest of a longer one is passed over

    private byte[] value = new byte[512];
    private int length;
    private int depth;
    private boolean string;
    private boolean escaped;
    private boolean tooLong;

    /** Takes values. */
    interface Taker {
        void value(String json);
    }

    void bytes(byte[] bytes, int from, int count, Taker to) {
        for (int i = from; i < from + count; i++) {
            byte b = bytes[i];
            if (depth == 0 && b != '{') continue; // brackets, commas and spaces, or what is no JSON
            keep(b);
            if (string) {
                if (escaped) escaped = false;
                else if (b == '\\') escaped = true;
                else if (b == '"') string = false;
                if (b == '\n') over(to);
            } else if (b == '"') {
                string = true;
            } else if (b == '{' || b == '[') {
                depth++;
            } else if (b == '}' || b == ']') {
                if (--depth == 0) over(to);
            }
        }
    }

    private void keep(byte b) {
        if (length == value.length) {
            tooLong = length == LIMIT;
            if (tooLong) return;
            value = Arrays.copyOf(value, Math.min(LIMIT, 2 * length));
        }
        value[length++] = b;
    }

    private void over(Taker to) {
        if (!tooLong) to.value(new String(value, 0, length, StandardCharsets.UTF_8));
        length = 0;
        depth = 0;
        string = false;
        escaped = false;
        tooLong = false;
    }
}
