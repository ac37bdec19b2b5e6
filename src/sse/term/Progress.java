package sse.term;

import sse.text.Figures;

/** Tells a person at a terminal how far a long work is, in a line that is gone when another is printed. */
public final class Progress {
    private static final long EVERY_NANOS = 250_000_000;

    private final Console console;
    private final boolean wanted;
    private final long start = System.nanoTime();
    private long told = start;

    /**
     * Has told nothing yet.
     *
     * @param wanted whether nobody types, and nothing else is printed meanwhile, which the line would disturb
     */
    public Progress(Console console, boolean wanted) {
        this.console = console;
        this.wanted = wanted && console.errIsTerminal();
    }

    /** So many events have been sent; a line says so four times a second. */
    public void tell(long sent) {
        if (!isDue()) return;
        long perSecond = Math.round(sent * 1e9 / (told - start));
        console.progress(Figures.count(sent, "event") + " sent, " + Figures.grouped(perSecond) + "/s");
    }

    /** {@return whether it is time for another line} Then {@link #tell(String)} is to follow. */
    public boolean isDue() {
        if (!wanted) return false;
        long now = System.nanoTime();
        if (now - told < EVERY_NANOS) return false;
        told = now;
        return true;
    }

    /** Shows this as long as nothing else is said; it has no escapes. */
    public void tell(String line) {
        console.progress(line + ", " + Figures.duration((System.nanoTime() - start) / 1_000_000));
    }
}
