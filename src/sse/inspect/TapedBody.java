package sse.inspect;

import sse.tape.Pieces;
import sse.tape.Tape;
import sse.tape.TapeEnd;

/** The body of a connection on a tape, with its times and its end. For one thread. */
final class TapedBody {
    final Pieces pieces;
    private final Tape.Connection connection;

    TapedBody(Tape.Connection connection) {
        this.connection = connection;
        this.pieces = new Pieces(connection);
    }

    /** When what was read last came, in nanoseconds since the tape began. */
    long nanos() {
        return 1000 * (pieces.isOver() ? connection.endMicros() : pieces.micros());
    }

    /** Whether it was read to where the recorder left. */
    boolean stopped() {
        return pieces.isOver() && connection.end() == TapeEnd.STOPPED;
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
