package sse.fault;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import sse.fault.Outflow.Ending;

/**
 * Breaks the body of one connection: bytes in, pieces and pauses and an ending out. It has no clock and no socket;
 * what is handed in and the seed decide all. For one thread.
 *
 * <pre>
 *   bytes ─► Blocks ─► BlockLines, edited ─► Flow ─► Outflow
 *            where events end                held, split, slowed, ended
 * </pre>
 *
 * <p>Where only points and stretches are asked for, pieces go through as they come, and are cut where an event ends.
 * Where events are made wrong, each leaves with one piece when it is whole; one of more than 4,096 lines as it came.
 */
public final class Breaker {
    private final List<Trigger> edits = new ArrayList<>();
    private final Flow flow;
    private final Blocks blocks;
    private long events;
    private long came;          // bytes until the end of the block in hand
    private long nanos;
    private long lines;         // of the mixed ends
    private String firstId;
    private boolean endsInCrLf; // the lines of this stream
    private boolean hasLf;      // the last block was given the LF that is still to come
    private byte[] held;        // an event that comes behind the next, or around it
    private boolean isWoven;

    Breaker(List<Fault> faults, long seed, Outflow out) {
        List<Trigger> points = new ArrayList<>();
        List<Trigger> stretches = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(seed);
        boolean zips = false;
        boolean widens = false;
        boolean counts = false;
        for (Fault fault : faults) {
            Trigger trigger = new Trigger(fault, random.split());
            switch (fault.kind().reach) {
                case POINT -> points.add(trigger);
                case EVENT -> edits.add(trigger);
                case FROM_THERE -> stretches.add(trigger);
                case HEAD -> {
                    zips |= fault.kind() == Kind.GZIP;
                    widens |= fault.kind() == Kind.UTF16;
                    if (fault.kind() == Kind.LENGTH) points.add(new Trigger(fault.cutBehind(), random.split()));
                }
            }
            counts |= trigger.countsEvents() || fault.kind() == Kind.HOLD;
            if (fault.kind() == Kind.NOHB) edits.add(trigger);
        }
        Outflow last = zips ? new Zipped(out) : out;
        flow = new Flow(points, stretches, widens ? new Widened(last) : last);
        blocks = counts || !edits.isEmpty() ? new Blocks() : null;
    }

    /**
     * Lets time pass; to be called before the first bytes, and when {@link #due()} has come.
     *
     * @param nanos since the body began
     */
    public void at(long nanos) throws IOException {
        this.nanos = nanos;
        flow.at(nanos);
    }

    /** {@return when something happens that no byte brings, in nanoseconds; {@link Long#MAX_VALUE} for never} */
    public long due() {
        return flow.isOver() ? Long.MAX_VALUE : flow.due();
    }

    /** {@return whether the body has ended: what comes is not sent} */
    public boolean isOver() {
        return flow.isOver();
    }

    /** Hands in bytes that came so many nanoseconds after the body began. */
    public void bytes(byte[] bytes, int from, int to, long nanos) throws IOException {
        at(nanos);
        if (flow.isOver()) return;
        if (blocks == null) {
            flow.bytes(bytes, from, to);
            return;
        }
        blocks.feed(bytes, from, to);
        if (edits.isEmpty()) {
            untouched();
            return;
        }
        for (byte[] block; !flow.isOver() && (block = blocks.next()) != null; ) {
            came += block.length;
            whole(block, blocks.isEvent());
        }
        if (!flow.isOver() && blocks.isBlind()) rest();
    }

    /** Sends the piece as it is, but cut where something happens behind an event. */
    private void untouched() throws IOException {
        int n;
        while (!flow.isOver() && (n = blocks.find()) >= 0) {
            if (!blocks.isEvent() || !flow.comes(++events)) continue;
            byte[] until = blocks.take(n);
            flow.bytes(until, 0, until.length);
            flow.event();
        }
        if (!flow.isOver()) rest();
    }

    private void rest() throws IOException {
        byte[] rest = withoutLf(blocks.rest());
        flow.bytes(rest, 0, rest.length);
    }

    /** The body is over, and ended so. */
    public void end(Ending ending, long nanos) throws IOException {
        at(nanos);
        release();
        if (blocks != null && !flow.isOver()) rest();
        flow.end(ending);
    }

    private void whole(byte[] raw, boolean isEvent) throws IOException {
        raw = withLineEnd(raw);
        if (raw.length == 0) return;
        if (isEvent) events++;
        boolean isFew = BlockLines.isFew(raw);
        BlockLines block = null;
        Kind fate = null;
        for (Trigger edit : edits) {
            if (!acts(edit, isEvent)) continue;
            switch (edit.kind()) {
                case DROP, DUP, SWAP, WEAVE, HALF -> fate = edit.kind();
                default -> {
                    if (!isFew) continue;
                    if (block == null) block = new BlockLines(raw);
                    edit(block, edit);
                }
            }
        }
        send(block == null ? raw : block.bytes(), fate, isEvent);
        if (isEvent && flow.comes(events)) flow.event();
    }

    /**
     * A block is whole when the CR of its blank line is there. Where the line before ended in CR LF, the LF is taken
     * for granted, so that one that comes later makes no difference.
     */
    private byte[] withLineEnd(byte[] raw) {
        byte[] block = withoutLf(raw);
        int n = block.length;
        if (n == 0 || block[n - 1] != '\r') {
            endsInCrLf = n > 1 && block[n - 1] == '\n' && block[n - 2] == '\r';
            return block;
        }
        if (n > 1) endsInCrLf = block[n - 2] == '\n' && n > 2 && block[n - 3] == '\r';
        if (!endsInCrLf) return block;
        hasLf = true;
        block = Arrays.copyOf(block, n + 1);
        block[n] = '\n';
        return block;
    }

    /** Leaves out the LF that was taken for granted. */
    private byte[] withoutLf(byte[] bytes) {
        boolean came = hasLf && bytes.length > 0 && bytes[0] == '\n';
        if (bytes.length > 0) hasLf = false;
        return came ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private boolean acts(Trigger edit, boolean isEvent) {
        switch (edit.kind()) {
            case NOHB -> {
                return flow.isOn(edit);
            }
            case BOM -> {
                if (edit.fault.place().at() == Place.At.BYTES) return edit.atEvent(events, came, nanos);
            }
            case CR, CRLF, MIXED -> {
                if (!isEvent) return edit.fault.place() == Place.NONE; // all of the stream is to have these ends
            }
            default -> { }
        }
        return isEvent && edit.atEvent(events, came, nanos);
    }

    private void send(byte[] bytes, Kind fate, boolean isEvent) throws IOException {
        if (held != null && isEvent) { // whatever this one's fate, the one before is told now
            byte[] around = held;
            held = null;
            int middle = isWoven ? lineBefore(around, around.length / 2) : 0;
            flow.bytes(around, 0, middle);
            flow.bytes(bytes, 0, bytes.length);
            flow.bytes(around, middle, around.length);
            return;
        }
        if (fate == null) {
            flow.bytes(bytes, 0, bytes.length);
            return;
        }
        switch (fate) {
            case DUP -> {
                flow.bytes(bytes, 0, bytes.length);
                flow.bytes(bytes, 0, bytes.length);
            }
            case SWAP, WEAVE -> {
                held = bytes;
                isWoven = fate == Kind.WEAVE;
            }
            case HALF -> {
                flow.bytes(bytes, 0, BlockLines.boundary(bytes, bytes.length / 2));
                flow.end(Ending.CLEAN);
            }
            default -> { } // dropped
        }
    }

    private void release() throws IOException {
        if (held == null) return;
        byte[] last = held;
        held = null;
        flow.bytes(last, 0, last.length);
    }

    /** The beginning of the line that this byte stands in, but not of the first. */
    private static int lineBefore(byte[] bytes, int at) {
        int start = at;
        while (start > 0 && bytes[start - 1] != '\n') start--;
        return start > 0 ? start : at;
    }

    private void edit(BlockLines block, Trigger edit) {
        String text = edit.fault.text();
        switch (edit.kind()) {
            case NOHB -> block.removeComments();
            case NOBLANK -> block.removeBlank();
            case NODATA -> block.remove("data");
            case RAWNL -> block.breakData();
            case FORGE -> block.forge("id: forged");
            case INDENT -> block.indent();
            case CASE -> block.capitalize();
            case SPACE -> {
                if (block.value("event") != null) block.append("event", (byte) ' ');
                else block.spaceBeforeColon("data");
            }
            case NAME -> block.put("event", text);
            case BOM -> block.mark();
            case LATIN1 -> block.append("data", (byte) 0xE9);
            case CUTCHAR -> block.append("data", (byte) 0xF0, (byte) 0x9F, (byte) 0x8C);
            case NULID -> {
                if (block.value("id") == null) block.put("id", "");
                block.append("id", (byte) 0);
            }
            case NOID -> block.remove("id");
            case SAMEID -> {
                String id = block.value("id");
                if (firstId == null) firstId = id == null ? "1" : id;
                block.put("id", firstId);
            }
            case BADRETRY -> block.prepend("retry: " + (edit.fault.text().isEmpty() ? "5s" : text));
            case CR -> block.endLines(1, 0);
            case CRLF -> block.endLines(2, 0);
            case MIXED -> lines = block.endLines(-1, lines);
            default -> throw new AssertionError(edit.kind());
        }
    }
}
