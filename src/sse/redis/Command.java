package sse.redis;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Commands as they go to Redis, one or several; each an array of texts. For one thread. */
final class Command {
    private static final int HEAD = 16; // of an array or a text, and the end of the text, at most

    private byte[] out = new byte[512];
    private int length;
    private int count;

    /** Adds a command of these words: text, numbers and bytes. {@return this} */
    Command add(Object... words) {
        count++;
        head('*', words.length, 0);
        for (Object word : words) {
            byte[] bytes = word instanceof byte[] is ? is : word.toString().getBytes(StandardCharsets.UTF_8);
            head('$', bytes.length, bytes.length);
            System.arraycopy(bytes, 0, out, length, bytes.length);
            length += bytes.length;
            end();
        }
        return this;
    }

    /** With room for so many bytes and the end of a line behind it. */
    private void head(char type, int number, int behind) {
        int room = length + HEAD + behind;
        if (room < 0) throw new OutOfMemoryError("a command of more than 2 GiB");
        if (room > out.length) out = Arrays.copyOf(out, Math.max(room, (int) Math.min(2L * length, 1 << 30)));
        out[length++] = (byte) type;
        int power = 1;
        while (number / power >= 10) power *= 10;
        for (; power > 0; power /= 10) out[length++] = (byte) ('0' + number / power % 10);
        end();
    }

    private void end() {
        out[length++] = '\r';
        out[length++] = '\n';
    }

    /** {@return how many commands, and so how many answers} */
    int count() {
        return count;
    }

    void writeTo(OutputStream to) throws IOException {
        to.write(out, 0, length);
    }
}
