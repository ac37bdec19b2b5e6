package sse.replay;

import java.util.List;
import sse.tape.Tape;
import sse.tape.TapeEnd;

/** What is sent from a place on, piece by piece, and when; and how it is over. For one thread. */
final class Timeline {
    private final List<Reel> reels;
    private final Manner manner;
    private int connection;
    private int offset;
    private final long base;      // microseconds on the tape that are the beginning
    private long events;          // so far, where they have a time of their own

    // the piece:
    int from;
    int to;
    long micros;                  // since the beginning

    Timeline(List<Reel> reels, Choice.Start start, Manner manner) {
        this.reels = reels;
        this.manner = manner;
        this.connection = start.connection();
        this.offset = start.offset();
        Tape.Connection first = taped();
        if (offset > 0) {
            int piece = reel().piece(offset);
            base = piece < first.pieces() ? first.micros(piece) : first.endMicros();
        } else {
            base = connection == 0 ? Math.max(first.asked(), manner.fromMicros()) : first.asked();
            while (isBefore()) {
                if (offset < taped().length()) offset = taped().to(reel().piece(offset));
                else begin(connection + 1);
            }
        }
    }

    /** Whether what comes next was there before the beginning. */
    private boolean isBefore() {
        if (offset < taped().length()) return taped().micros(reel().piece(offset)) < base;
        return follows() && taped().endMicros() < base;
    }

    private void begin(int another) {
        connection = another;
        offset = 0;
    }

    private Reel reel() {
        return reels.get(connection);
    }

    private Tape.Connection taped() {
        return reel().taped;
    }

    /** {@return the connection that it begins on} To be asked before the first piece. */
    Tape.Connection first() {
        return taped();
    }

    /** {@return when the head is sent, in microseconds since the beginning} */
    long headMicros() {
        return since(taped().headMicros());
    }

    private long since(long micros) {
        return Math.max(0, micros - base);
    }

    /** Goes to the next piece; {@return whether there is one}. */
    boolean next() {
        while (offset >= last()) {
            if (!follows()) return false;
            begin(connection + 1);
        }
        from = offset;
        if (manner.everyMicros() >= 0) {
            to = reel().blockEnd(from);
            micros = manner.everyMicros() * events++;
        } else {
            int piece = reel().piece(from);
            to = Math.min(taped().to(piece), last());
            micros = since(taped().micros(piece));
        }
        offset = to;
        return true;
    }

    /** Where the body of this connection ends: half an event is no part of what is joined. */
    private int last() {
        return follows() ? reel().whole() : taped().length();
    }

    private boolean follows() {
        return manner.joined() && connection + 1 < reels.size();
    }

    byte[] body() {
        return taped().body();
    }

    /** {@return how it is over, behind the last piece} */
    TapeEnd end() {
        return taped().end();
    }

    /** {@return when it is over} */
    long endMicros() {
        return manner.everyMicros() >= 0 ? micros : since(taped().endMicros());
    }
}
