package sse.redis;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Commands as they go to Redis, one or several; each an array of texts. For one thread. */
final class Command {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    private int count;

    /** Adds a command of these words: text, numbers and bytes. {@return this} */
    Command add(Object... words) {
        count++;
        head('*', words.length);
        for (Object word : words) {
            byte[] bytes = word instanceof byte[] is ? is : word.toString().getBytes(StandardCharsets.UTF_8);
            head('$', bytes.length);
            out.writeBytes(bytes);
            end();
        }
        return this;
    }

    private void head(char type, int length) {
        out.write(type);
        out.writeBytes(Integer.toString(length).getBytes(StandardCharsets.US_ASCII));
        end();
    }

    private void end() {
        out.write('\r');
        out.write('\n');
    }

    /** {@return how many commands, and so how many answers} */
    int count() {
        return count;
    }

    void writeTo(OutputStream to) throws IOException {
        out.writeTo(to);
    }
}
