package sse.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import sse.fault.Outflow.Ending;

/** Sends bytes in pieces and with pauses, and ends them, as the faults of points and stretches ask. For one thread. */
final class Flow {
    private static final int HELD = 1 << 20; // the largest buffer of a proxy that is played
    private static final int PIECES_A_SECOND = 20;

    private final List<Trigger> points;
    private final List<Trigger> stretches;
    private final Outflow out;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private long heldEvents;
    private boolean isDue; // what is held, behind this event
    private final List<Trigger> acting = new ArrayList<>(); // behind this event
    private long sent;     // bytes of the body, before they are compressed
    private long nanos;    // since the body began
    private boolean over;

    Flow(List<Trigger> points, List<Trigger> stretches, Outflow out) {
        this.points = points;
        this.stretches = stretches;
        this.out = out;
    }

    boolean isOver() {
        return over;
    }

    /** Bytes that came or went until now. */
    long sent() {
        return sent;
    }

    /** It is so late now. */
    void at(long nanos) throws IOException {
        this.nanos = Math.max(this.nanos, nanos);
        points();
    }

    /** When a point comes that no byte and no event brings; {@link Long#MAX_VALUE} for none. */
    long due() {
        long due = Long.MAX_VALUE;
        for (Trigger point : points) due = Math.min(due, point.nanosDue());
        return due;
    }

    void bytes(byte[] bytes, int from, int to) throws IOException {
        while (from < to && !over) {
            long most = to - from;
            for (Trigger point : points) most = Math.min(most, point.byteDue() - sent);
            for (Trigger stretch : stretches) most = Math.min(most, byteDue(stretch) - sent);
            int n = (int) Math.max(1, most);
            emit(bytes, from, from + n);
            from += n;
            sent += n;
            points();
        }
    }

    /** The byte at which a stretch begins, while it has not. */
    private long byteDue(Trigger stretch) {
        return isOn(stretch) ? Long.MAX_VALUE : stretch.byteDue();
    }

    /** Whether something is to happen behind the n-th event; asked once for each, and then told when it is out. */
    boolean comes(long n) {
        heldEvents++;
        Trigger hold = stretch(Kind.HOLD);
        isDue = hold != null && heldEvents >= hold.fault.number();
        for (Trigger stretch : stretches) {
            if (stretch.countsEvents() && stretch.atEvent(n, sent, nanos)) acting.add(stretch);
        }
        for (Trigger point : points) {
            if (point.countsEvents() && point.atEvent(n, sent, nanos)) acting.add(point);
        }
        return isDue || !acting.isEmpty();
    }

    /** That event is out. */
    void event() throws IOException {
        if (isDue) release();
        for (Trigger trigger : acting) {
            if (over) break;
            if (trigger.kind().reach == Kind.Reach.POINT) act(trigger);
            else trigger.spend();
        }
        acting.clear();
    }

    private void points() throws IOException {
        for (Trigger point : points) {
            if (over || sent < point.byteDue() && nanos < point.nanosDue()) continue;
            point.spend();
            act(point);
        }
    }

    private void act(Trigger point) throws IOException {
        switch (point.kind()) {
            case CUT -> end(Ending.CLEAN);
            case RESET -> end(Ending.RESET);
            case SHORT -> end(Ending.SHORT);
            default -> {
                if (point.fault.number() < 0) end(Ending.SILENT);
                else out.pause(point.fault.number() * 1_000_000);
            }
        }
    }

    void end(Ending ending) throws IOException {
        if (over) return;
        release();
        over = true;
        out.end(ending);
    }

    /** The fault of that kind whose stretch has begun; null for none. */
    private Trigger stretch(Kind kind) {
        Trigger found = null;
        for (Trigger stretch : stretches) {
            if (stretch.kind() == kind && isOn(stretch)) found = stretch;
        }
        return found;
    }

    boolean isOn(Trigger stretch) {
        return stretch.isSpent() || sent >= stretch.byteDue() || nanos >= stretch.nanosDue();
    }

    private void emit(byte[] bytes, int from, int to) throws IOException {
        if (stretch(Kind.HOLD) == null) {
            split(bytes, from, to);
            return;
        }
        held.write(bytes, from, to - from);
        if (held.size() >= HELD) release();
    }

    private void release() throws IOException {
        heldEvents = 0;
        if (held.size() == 0) return;
        byte[] bytes = held.toByteArray();
        held.reset();
        split(bytes, 0, bytes.length);
    }

    private void split(byte[] bytes, int from, int to) throws IOException {
        Trigger split = stretch(Kind.SPLIT);
        String where = split == null ? "" : split.fault.text();
        int start = from;
        for (int i = from + 1; i < to; i++) {
            boolean cuts = switch (where) {
                case "1" -> true;
                case "utf8" -> (bytes[i] & 0xC0) == 0x80;
                case "crlf" -> bytes[i] == '\n' && bytes[i - 1] == '\r';
                default -> false;
            };
            if (!cuts) continue;
            slow(bytes, start, i);
            start = i;
        }
        slow(bytes, start, to);
    }

    private void slow(byte[] bytes, int from, int to) throws IOException {
        Trigger slow = stretch(Kind.SLOW);
        if (slow == null) {
            out.piece(bytes, from, to);
            return;
        }
        long rate = slow.fault.number();
        int most = (int) Math.max(1, Math.min(rate / PIECES_A_SECOND, Integer.MAX_VALUE));
        for (int i = from; i < to; ) {
            int n = Math.min(most, to - i);
            out.piece(bytes, i, i + n);
            out.pause(n * 1_000_000_000L / rate);
            i += n;
        }
    }
}
