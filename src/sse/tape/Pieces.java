package sse.tape;

import sse.text.ArrayInput;

/** The body of a connection on a tape, no more than a piece for each read, which comes at once. For one thread. */
public final class Pieces extends ArrayInput {
    private final Tape.Connection connection;
    private int piece; // that is read next, or has been read in part
    private int at;
    private boolean over;

    /** The body from its beginning. */
    public Pieces(Tape.Connection connection) {
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

    /** {@return whether the end has been read} */
    public boolean isOver() {
        return over;
    }

    /** {@return when the bytes came that were read last, in microseconds since the tape began; 0 for none} */
    public long micros() {
        int newest = at == 0 ? piece - 1 : piece;
        return newest < 0 ? 0 : connection.micros(newest);
    }
}
