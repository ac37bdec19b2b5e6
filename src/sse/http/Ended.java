package sse.http;

import java.io.IOException;

/** The answer was ended on this side while its sender still had plans; it needs no other ending. */
public final class Ended extends IOException {
    private static final long serialVersionUID = 1;

    /** Ended for this reason. */
    public Ended(String why) {
        super(why);
    }
}
