package sse.explain;

import sse.text.Harmless;
import sse.text.Text;

/** The columns of a row: time, place, line, effect; and where the row in hand has come to. */
final class Columns {
    private static final int TIME = 13;         // columns of a time of day and a space
    private static final int NARROW = 110;      // a window that has no room for the usual ones
    private static final int LEAST = 16;        // columns that a value gets in any window

    private final Text row;
    private final int window;
    private final boolean timed;
    private final int lineWidth;
    private int placeWidth = 9;
    private int connection = 1;
    private String time = "";
    private String timeSaid = "";

    Columns(Text row, int window, boolean timed) {
        this.row = row;
        this.window = window;
        this.timed = timed;
        this.lineWidth = timed ? 20 : window == 0 || window >= NARROW ? 34 : Math.max(LEAST, window * 3 / 10);
    }

    void connection(int number) {
        connection = number;
    }

    void time(String time) {
        this.time = time;
    }

    /** The words above the columns. */
    void header() {
        if (timed) row.words("time").pad(TIME, 1);
        row.words("bytes").pad(lineStart(), 1).words("line").pad(effectStart(), 1).words("effect");
    }

    /** Starts a row for the bytes from one offset up to another one. */
    void range(long from, long to) {
        start();
        row.number(from);
        if (to - from > 1) row.words("-").number(to - 1);
        placeEnds();
    }

    /** Starts a row that is about something else. */
    void place(String place) {
        start();
        row.words(place);
        placeEnds();
    }

    private void start() {
        if (timed) {
            if (!time.equals(timeSaid)) row.words(time);
            timeSaid = time;
            row.pad(TIME, 1);
        }
        if (connection > 1) row.words("#").number(connection).words(":");
    }

    private void placeEnds() {
        placeWidth = Math.max(placeWidth, row.column() - (timed ? TIME : 0) + 1); // once wider, always wider
        row.pad(lineStart(), 1);
    }

    int lineStart() {
        return (timed ? TIME : 0) + placeWidth;
    }

    int effectStart() {
        return lineStart() + lineWidth;
    }

    /** {@return the columns that the line itself may take} */
    int forLine() {
        return window == 0 ? Harmless.ALL : lineWidth - 4;
    }

    /** {@return the columns that a value in an effect may take} */
    int forValue() {
        return window == 0 ? Harmless.ALL : Math.max(LEAST, window - effectStart() - 12);
    }

    /** {@return the columns that a value below a row may take} */
    int forState() {
        return window == 0 ? Harmless.ALL : LEAST;
    }
}
