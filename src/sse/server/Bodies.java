package sse.server;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import sse.text.ArrayInput;

/**
 * How many bytes of bodies are held at once, of all requests together. Each is bounded by itself, but a hundred large
 * ones would fill the heap. Who would go beyond is refused with 503 and may come again. Any thread.
 */
final class Bodies {
    private final long most;
    private final AtomicLong held = new AtomicLong();

    /** So many bytes together; a body that is the only one may have more. */
    Bodies(long most) {
        this.most = most;
    }

    /** What one request holds, until it is closed. */
    final class Share implements AutoCloseable {
        private long bytes; // the thread's that reads

        /** {@return the same input} What is read from it is held. */
        InputStream of(InputStream in) {
            return new ArrayInput() {
                @Override
                public int read(byte[] to, int from, int length) throws IOException {
                    int n = in.read(to, from, length);
                    if (n > 0) hold(n);
                    return n;
                }
            };
        }

        private void hold(int n) throws Refusal {
            bytes += n;
            long all = held.addAndGet(n);
            if (all > most && all != bytes) {
                throw new Refusal(503, "too much is being published at once", "Retry-After", "1");
            }
        }

        @Override
        public void close() {
            held.addAndGet(-bytes);
            bytes = 0;
        }
    }

    Share share() {
        return new Share();
    }
}
