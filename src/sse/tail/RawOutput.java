package sse.tail;

import java.util.Arrays;
import sse.EventReader;
import sse.client.Answer;
import sse.head.Header;
import sse.term.Sink;

/**
 * The bytes of the body, untouched. What was read is held back only while its lines are processed, so
 * that {@code -c} can stop right behind an event; before the next read all of it is out.
 */
final class RawOutput extends Output {
    private final boolean head;
    private byte[] held = new byte[0];
    private int from;
    private long heldOffset; // of held[from] in the body

    RawOutput(Sink sink, boolean head) {
        super(sink);
        this.head = head;
    }

    @Override
    void opened(String source, int connection, Answer answer) {
        heldOffset = 0;
        if (!head) return;
        sink.print(answer.head().version() + " " + answer.status() + " " + answer.head().reason() + "\r\n");
        for (Header header : answer.head().headers()) {
            sink.print(header.name()).print(": ").print(header.value()).print("\r\n");
        }
        sink.print("\r\n");
    }

    @Override
    void bytes(byte[] bytes, int start, int length) {
        held = Arrays.copyOfRange(bytes, start, start + length);
        from = 0;
    }

    @Override
    void line(String source, int connection, EventReader.Step step, EventReader reader) {
        out(reader.lines().nextOffset() - heldOffset);
    }

    @Override
    void event(Arrival arrival) {
        // its lines are out
    }

    private void out(long bytes) {
        int n = (int) Math.min(bytes, held.length - from);
        if (n <= 0) return;
        sink.write(held, from, n);
        from += n;
        heldOffset += n;
    }

    @Override
    void flush() {
        out(Long.MAX_VALUE);
        super.flush();
    }

    @Override
    void end() {
        super.flush(); // what is behind the last event asked for stays where it is
    }
}
