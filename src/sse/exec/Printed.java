package sse.exec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sse.Event;

/**
 * Makes events of what a program prints: one of each line; one of type {@code partial} when it has waited in the middle
 * of a line, which the whole line replaces; one of type {@code progress} of what it writes over with a carriage
 * return, ten a second at most. Bytes that are not UTF-8 become U+FFFD. Times are of {@link System#nanoTime()}. Not for
 * several threads at once.
 */
final class Printed {
    private static final long SILENCE = 200_000_000L;
    private static final long BETWEEN_PROGRESS = 100_000_000L;

    private final String type;
    private final LineStyle style;
    private byte[] line = new byte[256];
    private int length;
    private boolean tooLong;      // more of this line came than is kept
    private boolean wasCut;       // that has happened to a line
    private boolean afterCr;      // and what follows decides: a line end, or a line that is written over
    private int told;             // of the line as a partial one
    private long last;            // bytes came
    private String progress;      // not sent yet
    private long progressSent;
    private List<Event> events = new ArrayList<>();

    /** For one stream of a program's; its lines are events of this type, which is null for none. */
    Printed(String type, LineStyle style, long now) {
        this.type = type;
        this.style = style;
        this.last = now;
        this.progressSent = now - BETWEEN_PROGRESS;
    }

    /** The program has printed these bytes. */
    void add(byte[] bytes, int n, long now) {
        last = now;
        for (int i = 0; i < n; i++) {
            byte b = bytes[i];
            if (b == '\n') {
                afterCr = false;
                line();
            } else if (b == '\r') {
                afterCr = true;
            } else {
                if (afterCr) overwritten(now);
                if (length < style.most()) put(b);
                else tooLong = true;
            }
        }
    }

    /** It was held back until now: that it was silent says nothing of the program. */
    void heldBack(long now) {
        last = now;
    }

    private void put(byte b) {
        if (length == line.length) line = Arrays.copyOf(line, Math.min(style.most(), 2 * length));
        line[length++] = b;
    }

    private void line() {
        progress = null; // it is part of this line's story, and over
        String text = text();
        Percentage done = style.progress() ? Percentage.of(text) : null;
        events.add(done == null ? new Event(null, type, text) : done.event());
        next();
    }

    private void overwritten(long now) {
        afterCr = false;
        if (length > 0) progress = text();
        next();
        sendProgress(now);
    }

    private void next() {
        length = 0;
        told = 0;
        tooLong = false;
    }

    private void sendProgress(long now) {
        if (progress == null || now - progressSent < BETWEEN_PROGRESS) return;
        Percentage done = style.progress() ? Percentage.of(progress) : null;
        events.add(done == null ? new Event(null, "progress", progress) : done.event());
        progress = null;
        progressSent = now;
    }

    /** It is so late now: what waits for a silence, or for its turn, may be due. */
    void look(long now) {
        if (now - last >= SILENCE) {
            if (afterCr) {
                overwritten(now);
            } else if (length > told) {
                events.add(new Event(null, "partial", text()));
                told = length;
            }
        }
        sendProgress(now);
    }

    /** {@return whether {@link #look} may have something to do} */
    boolean waits() {
        return progress != null || afterCr || length > told;
    }

    /** The program prints no more: a line that nothing ended is one. */
    void end() {
        if (length > 0) line();
    }

    /** {@return the events since this was called last} */
    List<Event> events() {
        if (events.isEmpty()) return List.of();
        List<Event> ready = events;
        events = new ArrayList<>();
        return ready;
    }

    /** {@return whether lines were too long, and cut} */
    boolean wasCut() {
        return wasCut;
    }

    private String text() {
        int end = length;
        if (tooLong) {
            wasCut = true;
            while (end > 0 && (line[end - 1] & 0xC0) == 0x80) end--; // not inside a character
            if (end > 0 && line[end - 1] < 0) end--;
        }
        String text = new String(line, 0, end, StandardCharsets.UTF_8);
        if (style.plain()) text = EscapeSequences.without(text);
        return tooLong ? text + "…" : text;
    }
}
