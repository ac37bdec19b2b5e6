package sse.doctor;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import sse.Event;
import sse.EventReader;
import sse.EventReader.Step;
import sse.LimitException;
import sse.client.Answer;
import sse.client.FailedException;
import sse.head.Head;
import sse.lint.Judge;
import sse.lint.Lint;
import sse.text.Arrived;
import sse.text.Digits;

/**
 * What one connection brought, and when, in {@link System#nanoTime()}; judged by nobody yet. It keeps the last bytes of
 * nothing: {@value #MOST_BYTES} bytes are read, {@value #MOST_EVENTS} events and {@value #MOST_BURSTS} bursts are kept
 * of them. For one thread until that is done; {@link #lastId} and {@link #count} may be asked for before.
 */
final class Observation {
    /** Where reading stops: whoever sends more in the time there is holds nothing. */
    static final int MOST_BYTES = 8 << 20;
    static final int MOST_EVENTS = 20_000;
    static final int MOST_BURSTS = 20_000;
    static final long TOGETHER = 20_000_000; // nanoseconds between two reads of one burst, as lint has it
    private static final long WALL = System.currentTimeMillis();
    private static final long NANOS = System.nanoTime();
    private static final int BEGINNING = 2000;
    private static final int COMPARED = 48; // characters of an event's data that are kept

    /** How it ended. */
    enum End {
        /** Not by itself: the time was up. */
        STOPPED,
        /** The server ended it, as HTTP has it. */
        CLEAN,
        /** It broke. */
        BROKEN,
        /** There was enough of it, or a line that is too long. */
        FULL
    }

    /**
     * An event that came.
     *
     * @param id the last event ID behind it
     * @param content what tells it from another one
     * @param sent when it was, in milliseconds since 1970, by what it says; -1 if it does not
     * @param read the number of the read that ended it
     */
    record Came(long nanos, String id, String content, long sent, int read) {}

    /**
     * Bytes that came together.
     *
     * @param silence nanoseconds without a byte before
     * @param bytes of the body, its codings undone
     * @param events that were whole with it
     * @param inEvent whether it ends inside an event
     */
    record Burst(long nanos, long silence, long bytes, int events, boolean inEvent) {}

    final List<Came> events = new ArrayList<>();
    final List<Burst> bursts = new ArrayList<>();
    private final Arrived arrived = new Arrived();
    private final EventReader reader = new EventReader(arrived);
    private final byte[] beginning = new byte[BEGINNING];
    private final long asked;
    private long headNanos;
    private Answer answer;
    private List<Head> redirects = List.of();
    private List<String> withheld = List.of();
    private FailedException failure;
    private Judge judge;
    private Lint lint;
    private long last;              // when the last read came; before the first, the asking
    private long bytes;
    private long comments;
    private long firstByte;         // when; 0 for never
    private long burstNanos;        // the burst in progress
    private long burstSilence;
    private long burstBytes;
    private int burstEvents;
    private int reads;
    private End end = End.STOPPED;
    private String broke;
    private long endNanos;
    private boolean over;           // a line is too long
    private volatile Came first;
    private volatile String lastId = "";
    private volatile long count;

    /** Asked then. */
    Observation(long asked) {
        this.asked = asked;
        this.last = asked;
        this.endNanos = asked;
    }

    /** Lets the JVM load what judging takes, so that no event has to wait for that. */
    static void rehearse() {
        Observation made = new Observation(System.nanoTime());
        byte[] event = "id: 1\ndata: one\n\n".getBytes(StandardCharsets.US_ASCII);
        Head head = Head.parse(List.of("HTTP/1.1 200 OK", "Content-Type: text/event-stream"));
        made.head(new Answer(URI.create("http://localhost/"), head, "", 0), List.of(), List.of(), made.asked);
        made.piece(event, event.length, made.asked);
        made.end(End.STOPPED, null, made.asked);
    }

    void failed(FailedException failure, long nanos) {
        this.failure = failure;
        this.endNanos = nanos;
    }

    void head(Answer answer, List<Head> redirects, List<String> withheld, long nanos) {
        this.answer = answer;
        this.redirects = redirects;
        this.withheld = withheld;
        this.headNanos = nanos;
        this.judge = new Judge(answer.head(), null, asked, millis(nanos - asked));
    }

    /** Bytes of the body that came in one read. */
    void piece(byte[] piece, int length, long nanos) {
        if (firstByte == 0) firstByte = nanos;
        if (bytes < BEGINNING) {
            System.arraycopy(piece, 0, beginning, (int) bytes, (int) Math.min(length, BEGINNING - bytes));
        }
        if (reads++ == 0 || nanos - last >= TOGETHER) {
            endBurst();
            burstNanos = nanos;
            burstSilence = nanos - last;
        }
        last = nanos;
        bytes += length;
        burstBytes += length;
        judge.piece(piece, 0, length, nanos);
        arrived.feed(piece, 0, length);
        step(nanos);
    }

    private void step(long nanos) {
        try {
            while (!over) {
                Step step = reader.step();
                if (step == Step.COMMENT) comments++;
                if (step == Step.DISPATCH) event(reader.event(), nanos);
            }
        } catch (Arrived.Dry e) {
            // the rest comes with the next piece
        } catch (LimitException e) {
            over = true;
        } catch (IOException e) {
            throw new IllegalStateException("memory throws no such thing", e);
        }
    }

    private void event(Event event, long nanos) {
        burstEvents++;
        count++;
        lastId = event.id();
        if (events.size() == MOST_EVENTS) return;
        String data = event.data();
        String some = data.length() <= COMPARED ? data
                : data.substring(0, COMPARED) + data.length() + "/" + data.hashCode();
        Came came = new Came(nanos, event.id(), event.type() + "\n" + some, sent(data), reads);
        events.add(came);
        if (first == null) first = came;
    }

    /** When an event of {@code /demo/clock?fmt=ms} was sent; -1 for any other. */
    static long sent(String data) {
        String start = "{\"now\":";
        int comma = data.indexOf(',');
        if (!data.startsWith(start) || comma != start.length() + 13 || !data.startsWith(",\"n\":", comma)) return -1;
        return Digits.parse(data, start.length(), comma);
    }

    private void endBurst() {
        if (burstBytes == 0) return;
        boolean inEvent = reader.hasOpenBlock() || reader.lines().received() > reader.lines().nextOffset();
        if (bursts.size() < MOST_BURSTS) {
            bursts.add(new Burst(burstNanos, burstSilence, burstBytes, burstEvents, inEvent));
        }
        burstBytes = 0;
        burstEvents = 0;
    }

    /** Whether no more of it is to be read. */
    boolean isFull() {
        return over || bytes >= MOST_BYTES;
    }

    /** Nothing more is read. */
    void end(End how, String why, long nanos) {
        end = how;
        broke = why;
        endNanos = nanos;
        endBurst();
        if (judge == null) return;
        lint = switch (how) {
            case CLEAN -> judge.end(nanos);
            case BROKEN -> judge.broken(nanos, why);
            default -> judge.stop(nanos);
        };
    }

    /** The last id that came; empty for none. Any thread may ask. */
    String lastId() {
        return lastId;
    }

    /** The first event, or null. Any thread may ask. */
    Came first() {
        return first;
    }

    /** How many events came. Any thread may ask. */
    long count() {
        return count;
    }

    long asked() {
        return asked;
    }

    /** The answer, or null where there was none. */
    Answer answer() {
        return answer;
    }

    /** Its head, or null. */
    Head head() {
        return answer == null ? null : answer.head();
    }

    /** Whether a browser would read it. */
    boolean opens() {
        return answer != null && answer.head().opens();
    }

    List<Head> redirects() {
        return redirects;
    }

    List<String> withheld() {
        return withheld;
    }

    /** Why there was no answer; null where there was one, or the time was up. */
    FailedException failure() {
        return failure;
    }

    /** What lint found in it; null where there was no head. */
    Lint lint() {
        return lint;
    }

    long headMillis() {
        return millis(headNanos - asked);
    }

    long headNanos() {
        return headNanos;
    }

    /** When the first byte of the body came; 0 for never. */
    long firstByte() {
        return firstByte;
    }

    /** When the last byte came: of the body, or else of the head. */
    long lastByte() {
        return firstByte == 0 ? headNanos : last;
    }

    long bytes() {
        return bytes;
    }

    long comments() {
        return comments;
    }

    long retryMillis() {
        return reader.retryMillis();
    }

    /** The first part of the body, as Latin-1. */
    String beginning() {
        return new String(beginning, 0, (int) Math.min(bytes, BEGINNING), StandardCharsets.ISO_8859_1);
    }

    End end() {
        return end;
    }

    /** Why it broke, or null. */
    String broke() {
        return broke;
    }

    long endNanos() {
        return endNanos;
    }

    /** What the clock on the wall showed at that time, in milliseconds since 1970. */
    static long wall(long nanoTime) {
        return WALL + millis(nanoTime - NANOS);
    }

    static long millis(long nanos) {
        return nanos / 1_000_000;
    }
}
