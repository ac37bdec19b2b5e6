package sse.tape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sse.head.Head;
import sse.head.Header;

/**
 * A tape in memory: what was asked, and each connection with its pieces and their times, in microseconds since the tape
 * began. Not changed once it has been read.
 */
public final class Tape {
    /** The version of the format. */
    public static final int VERSION = 1;

    /** What was asked; empty and none on a tape that was made of bytes alone. */
    final String url;
    final String method;
    final List<Header> headers;
    final List<Connection> connections = new ArrayList<>();

    Tape(String url, String method, List<Header> headers) {
        this.url = url;
        this.method = method;
        this.headers = headers;
    }

    /** {@return a tape of one answer that has no times: all of its body came with the head, which ended} */
    public static Tape of(Head head, byte[] body) {
        Tape tape = new Tape("", "GET", List.of());
        Connection connection = new Connection(0, List.of());
        connection.head(0, head);
        connection.piece(0, body, 0, body.length);
        connection.end(0, TapeEnd.CLEAN);
        tape.connections.add(connection);
        return tape;
    }

    /** {@return the URL that was asked; empty if that is not known} */
    public String url() {
        return url;
    }

    /** {@return the method of the request} */
    public String method() {
        return method;
    }

    /** {@return the headers of the request, but for those of one connection; what proves who asks is not there} */
    public List<Header> headers() {
        return headers;
    }

    /** {@return the connections, in the order they were made} */
    public List<Connection> connections() {
        return connections;
    }

    /** {@return the bytes of all bodies} */
    public long bytes() {
        long bytes = 0;
        for (Connection connection : connections) bytes += connection.length();
        return bytes;
    }

    /** One connection: the pieces of its body lie one behind the other, each with its end and its time. */
    public static final class Connection {
        final long asked;
        final List<Header> headers;
        Head head;             // null if there was none
        long headMicros;
        private byte[] body = {};
        private int[] ends = {};
        private long[] times = {};
        private int pieces;
        private int length;
        TapeEnd end = TapeEnd.STOPPED;
        long endMicros;

        Connection(long asked, List<Header> headers) {
            this.asked = asked;
            this.headers = headers;
            this.endMicros = asked;
        }

        void head(long micros, Head head) {
            this.headMicros = micros;
            this.endMicros = micros;
            this.head = head;
        }

        /** Adds a piece. There is no room for more than 2 GB of them. */
        void piece(long micros, byte[] bytes, int from, int to) {
            int n = to - from;
            if (length > Integer.MAX_VALUE - 8 - n) throw new OutOfMemoryError("a connection has more than 2 GB");
            if (length + n > body.length) {
                int twice = (int) Math.min(Integer.MAX_VALUE - 8, 2L * length);
                body = Arrays.copyOf(body, Math.max(length + n, twice));
            }
            System.arraycopy(bytes, from, body, length, n);
            length += n;
            if (pieces == ends.length) {
                ends = Arrays.copyOf(ends, Math.max(16, 2 * pieces));
                times = Arrays.copyOf(times, ends.length);
            }
            ends[pieces] = length;
            times[pieces++] = micros;
            endMicros = micros;
        }

        void end(long micros, TapeEnd how) {
            end = how;
            endMicros = micros;
        }

        /** {@return when it was asked for} */
        public long asked() {
            return asked;
        }

        /** {@return the headers of this request alone, such as {@code Last-Event-ID}} */
        public List<Header> headers() {
            return headers;
        }

        /** {@return the last event ID that was sent, or empty} */
        public String lastEventId() {
            for (Header header : headers) {
                if (header.is("Last-Event-ID")) return header.value();
            }
            return "";
        }

        /** {@return the head of the answer, or null if none came} */
        public Head head() {
            return head;
        }

        /** {@return when the head came} */
        public long headMicros() {
            return headMicros;
        }

        /** {@return the bytes of the body, which begins with {@link #length()} of them; not to be changed} */
        public byte[] body() {
            return body;
        }

        /** {@return how many bytes the body has} */
        public int length() {
            return length;
        }

        /** {@return how many pieces it came in} */
        public int pieces() {
            return pieces;
        }

        /** {@return where this piece begins} */
        public int from(int piece) {
            return piece == 0 ? 0 : ends[piece - 1];
        }

        /** {@return where this piece ends} */
        public int to(int piece) {
            return ends[piece];
        }

        /** {@return when this piece came} */
        public long micros(int piece) {
            return times[piece];
        }

        /** {@return how it was over} */
        public TapeEnd end() {
            return end;
        }

        /** {@return when it was over} */
        public long endMicros() {
            return endMicros;
        }
    }
}
