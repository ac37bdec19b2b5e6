package sse.inspect;

import sse.tape.Tape;
import sse.tape.TapeEnd;
import sse.text.ArrayInput;

/** The body of a connection on a tape: each read gives a piece, at once, and knows when it came. For one thread. */
final class TapedBody extends ArrayInput {
    private final Tape.Connection connection;
    private int piece;
    private int at;
    private boolean over;

    TapedBody(Tape.Connection connection) {
        this.connection = connection;
    }

    @Override
    public int read(byte[] to, int from, int length) {
        while (piece < connection.pieces() && connection.from(piece) + at == connection.to(piece)) {
            piece++;
            at = 0;
        }
        over = piece == connection.pieces();
        if (over) return -1;
        int n = Math.min(length, connection.to(piece) - connection.from(piece) - at);
        System.arraycopy(connection.body(), connection.from(piece) + at, to, from, n);
        at += n;
        return n;
    }

    /** When what was read last came, in nanoseconds since the tape began. */
    long nanos() {
        return 1000 * (over ? connection.endMicros() : connection.micros(piece));
    }

    /** Whether it was read to where the recorder left. */
    boolean stopped() {
        return over && connection.end() == TapeEnd.STOPPED;
    }

    /** Why the connection broke, or null if it did not. */
    String failure() {
        return switch (connection.end()) {
            case RESET -> "the connection broke";
            case SHORT -> "the server closed the connection inside the body";
            case IDLE -> "nothing came for so long that the reader left";
            case CLEAN, STOPPED -> null;
        };
    }

    String lastEventId() {
        return connection.lastEventId();
    }
}
