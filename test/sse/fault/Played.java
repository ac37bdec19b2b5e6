package sse.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What comes out of a breaker, written down. */
final class Played implements Outflow {
    final List<String> what = new ArrayList<>(); // pieces as text, pauses and the ending in brackets
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Ending ending;
    long nanos;

    /** Plays bytes through a spec, in pieces of that size, a piece each 10 ms. */
    static Played play(String spec, byte[] bytes, int size, long seed) {
        Played played = new Played();
        Breaker breaker = Spec.parse(spec).on(1).breaker(seed, 1, played);
        try {
            breaker.at(0);
            for (int from = 0; from < bytes.length && !breaker.isOver(); from += size) {
                breaker.bytes(bytes, from, Math.min(bytes.length, from + size), played.nanos);
                played.nanos += 10_000_000;
            }
            if (!breaker.isOver()) breaker.end(Ending.CLEAN, played.nanos);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return played;
    }

    static Played play(String spec, String text) {
        return play(spec, text.getBytes(StandardCharsets.UTF_8), Integer.MAX_VALUE / 2, 1);
    }

    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void piece(byte[] b, int from, int to) {
        if (ending != null) throw new AssertionError("a piece behind the end");
        what.add(new String(b, from, to - from, StandardCharsets.UTF_8));
        bytes.write(b, from, to - from);
    }

    @Override
    public void pause(long length) {
        what.add("(" + length / 1_000_000 + " ms)");
        nanos += length;
    }

    @Override
    public void end(Ending how) {
        if (ending != null) throw new AssertionError("two ends");
        ending = how;
        what.add("(" + how + ")");
    }
}
