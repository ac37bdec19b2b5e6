package sse.server;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import sse.text.JsonWriter;
import sse.text.Text;

/**
 * A list that may be long, of which one is made at a time: it is for all who had asked by then, so that a crowd costs
 * what two of them do, and nobody is told what is older than the question. Any thread.
 */
final class Listing {
    private final ReentrantLock making = new ReentrantLock();
    private WeakReference<byte[]> made; // as long as somebody is being sent it
    private long began;

    /** {@return the list as it is now, or was a moment after this was called} A line of JSON, to be read only. */
    byte[] of(Consumer<JsonWriter> maker) {
        long asked = System.nanoTime();
        making.lock();
        try {
            byte[] list = made == null || began - asked <= 0 ? null : made.get();
            if (list != null) return list;
            began = System.nanoTime();
            Text text = new Text();
            maker.accept(new JsonWriter(text));
            text.newline();
            list = Arrays.copyOf(text.bytes(), text.length());
            made = new WeakReference<>(list);
            return list;
        } finally {
            making.unlock();
        }
    }
}
