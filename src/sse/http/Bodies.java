package sse.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import sse.text.ArrayInput;

/**
 * What bodies of requests take of memory at once, of all requests together, until what they publish is in the log.
 * Each is bounded by itself, but a hundred large ones would fill the heap, and so would one of millions of events.
 * Who would go beyond is refused with 503 and may come again; who would alone, with 413. Such a bound is
 * good for large events, too, that are made for one reader each. Any thread.
 */
public final class Bodies {
    private static final int COPIES = 3;  // of each byte: as it came, as text, encoded
    private static final int EVENT = 200; // what an event takes besides

    private final long most;
    private final AtomicLong held = new AtomicLong();

    /** So many bytes together. */
    public Bodies(long most) {
        this.most = most;
    }

    /** {@return a bound that fits this heap} A quarter of it, and 256 MiB at most. */
    public static Bodies ofThisHeap() {
        return new Bodies(Math.min(256 << 20, Runtime.getRuntime().maxMemory() / 4));
    }

    /** What one request holds, until it is closed. */
    public final class Share implements AutoCloseable {
        private long bytes; // the thread's that reads

        private Share() {}

        /** {@return the same input} What is read from it is held. */
        public InputStream of(InputStream in) {
            return new ArrayInput() {
                @Override
                public int read(byte[] to, int from, int length) throws IOException {
                    int n = in.read(to, from, length);
                    if (n > 0) hold((long) COPIES * n);
                    return n;
                }
            };
        }

        /**
         * An event was made of it.
         *
         * @throws Refusal 413 or 503 if that is too much
         */
        public void event() throws Refusal {
            hold(EVENT);
        }

        /**
         * An event of so many bytes is made, and sent, once or again and again.
         *
         * @throws Refusal 503 if that is too much
         */
        public void sent(long n) throws Refusal {
            bytes += COPIES * n;
            if (held.addAndGet(COPIES * n) <= most) return;
            throw new Refusal(503, "too many large events are being sent at once", "Retry-After", "1");
        }

        private void hold(long n) throws Refusal {
            bytes += n;
            long all = held.addAndGet(n);
            if (bytes > most) throw new Refusal(413, "the body takes too much memory: send it in parts");
            if (all > most) throw new Refusal(503, "too much is being published at once", "Retry-After", "1");
        }

        /** Gives back what was held. */
        @Override
        public void close() {
            held.addAndGet(-bytes);
            bytes = 0;
        }
    }

    /** {@return the share of one request, which holds nothing yet} */
    public Share share() {
        return new Share();
    }
}
