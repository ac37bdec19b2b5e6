package sse.llm;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The objects of a body that is JSON and no event stream: one a line, one behind the other, over several lines, or the
 * elements of an array. They come out as soon as their last brace is there, however the bytes were cut. A line end
 * inside a string, which JSON does not have, ends an object that was torn, so that the next line is read.
 */
final class JsonValues {
    /** Bytes of one value; of a longer one only the beginning is told, which is no JSON. */
    private static final int LIMIT = 64 << 20;

    private static final int BEGINNING = 100;

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
        int start = from; // of what is not kept yet
        int end = from + count;
        for (int i = from; i < end; i++) {
            byte b = bytes[i];
            if (string) {
                if (escaped) escaped = false;
                else if (b == '\\') escaped = true;
                else if (b == '"') string = false;
                if (b != '\n') continue;
                depth = 0;
            } else if (b == '{' || b == '[' && depth > 0) { // brackets, commas and spaces between values are nothing
                if (depth++ == 0) start = i;
                continue;
            } else if (b == '"' && depth > 0) {
                string = true;
                continue;
            } else if (depth == 0 || b != '}' && b != ']' || --depth > 0) {
                continue;
            }
            keep(bytes, start, i + 1);
            over(to);
        }
        if (depth > 0) keep(bytes, start, end);
    }

    private void keep(byte[] bytes, int from, int to) {
        int n = to - from;
        tooLong |= n > LIMIT - length;
        if (tooLong) return;
        if (n > value.length - length) value = Arrays.copyOf(value, Math.max(length + n, Math.min(LIMIT, 2 * length)));
        System.arraycopy(bytes, from, value, length, n);
        length += n;
    }

    private void over(Taker to) {
        to.value(new String(value, 0, tooLong ? Math.min(length, BEGINNING) : length, StandardCharsets.UTF_8));
        length = 0;
        string = false;
        escaped = false;
        tooLong = false;
    }
}
