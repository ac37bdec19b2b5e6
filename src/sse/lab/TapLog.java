package sse.lab;

import java.util.ArrayDeque;
import java.util.Iterator;
import sse.Encoder;
import sse.Event;

/**
 * What a lab has seen lately, as the events of its tap, numbered from 1. Beyond 1 MiB, or a 512th of the heap, the
 * oldest are forgotten, whether somebody has read them or not: who mirrors never waits for who reads. Any thread.
 */
final class TapLog {
    static final int MOST_BYTES = mostOf(Runtime.getRuntime().maxMemory());
    private static final int EACH = 64;        // bytes an event takes besides
    private static final int PART = 64 << 10;

    private final String prefix;
    private final ArrayDeque<byte[]> kept = new ArrayDeque<>();
    private long first = 1;                    // the number of the oldest that is kept
    private int bytes;

    /** A log whose ids begin with this. */
    TapLog(String prefix) {
        this.prefix = prefix;
    }

    /** {@return how much one keeps in such a heap} All labs together keep an eighth of it at most. */
    static int mostOf(long heap) {
        return (int) Math.min(1 << 20, heap / 8 / Labs.MOST);
    }

    /** Some of the log: so many events, the number of the last, and how many in front of them are forgotten. */
    record Part(byte[] bytes, int events, long last, long lost) {}

    synchronized void add(String type, String json) {
        byte[] event = Encoder.encode(new Event(id(last() + 1), type, json));
        kept.addLast(event);
        bytes += event.length + EACH;
        for (; bytes > MOST_BYTES; first++) bytes -= kept.removeFirst().length + EACH;
    }

    /** {@return the number of the last event} */
    synchronized long last() {
        return first + kept.size() - 1;
    }

    /** {@return the id of an event} */
    String id(long number) {
        return prefix + number;
    }

    /** {@return the number of the event that a reader had last, 0 if it had none, -1 if the id is of another log} */
    long number(String lastEventId) {
        if (lastEventId.isEmpty()) return 0;
        if (!lastEventId.startsWith(prefix)) return -1;
        try {
            long number = Long.parseLong(lastEventId.substring(prefix.length()));
            return number < 0 || number > last() ? -1 : number;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** {@return what follows this number, 64 KiB of it or one event; null if nothing does} */
    synchronized Part after(long number) {
        if (number >= last()) return null;
        long from = Math.max(number + 1, first);
        Iterator<byte[]> events = kept.iterator();
        for (long n = first; n < from; n++) events.next();
        ArrayDeque<byte[]> part = new ArrayDeque<>();
        for (int length = 0; events.hasNext() && length < PART; ) {
            byte[] event = events.next();
            part.addLast(event);
            length += event.length;
        }
        long last = from + part.size() - 1;
        return new Part(Encoder.join(part.toArray(byte[][]::new)), part.size(), last, from - number - 1);
    }
}
