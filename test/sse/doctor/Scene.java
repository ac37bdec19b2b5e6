package sse.doctor;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import sse.client.Answer;
import sse.doctor.Observation.End;
import sse.head.Head;

/** An {@link Observation} as a test writes it down, with times in seconds; all are asked at the same moment. */
final class Scene {
    private static final long START = 1_000_000_000_000L;
    static final String HEAD = "HTTP/1.1 200 OK\nContent-Type: text/event-stream\nCache-Control: no-cache";

    private final Observation seen;

    Scene() {
        this(0);
    }

    private Scene(double asked) {
        this.seen = new Observation(at(asked));
    }

    /** The same, asked so many seconds later. */
    static Scene openAt(double seconds) {
        return new Scene(seconds).head(seconds + 0.03, HEAD);
    }

    /** A connection whose head came after 30 ms. */
    static Scene open() {
        return new Scene().head(0.03, HEAD);
    }

    Scene head(double seconds, String head) {
        Answer answer = new Answer(URI.create("http://a/"), Head.parse(List.of(head.split("\n"))), "",
                (long) (seconds * 1000));
        seen.head(answer, List.of(), List.of(), at(seconds));
        return this;
    }

    Scene at(double seconds, String bytes) {
        byte[] piece = bytes.getBytes(StandardCharsets.UTF_8);
        seen.piece(piece, piece.length, at(seconds));
        return this;
    }

    /** Events with these ids, each in a read of its own, a second apart. */
    Scene each(double seconds, int from, int to) {
        for (int i = from; i <= to; i++) at(seconds + i - from, event(i));
        return this;
    }

    /** Events with these ids in one read. */
    Scene together(double seconds, int from, int to) {
        StringBuilder all = new StringBuilder();
        for (int i = from; i <= to; i++) all.append(event(i));
        return at(seconds, all.toString());
    }

    static String event(int id) {
        return "id: " + id + "\ndata: event " + id + "\n\n";
    }

    /** The time is up. */
    Observation stop(double seconds) {
        return end(End.STOPPED, seconds);
    }

    Observation end(End how, double seconds) {
        seen.end(how, how == End.BROKEN ? "broken" : null, at(seconds));
        return seen;
    }

    static long at(double seconds) {
        return START + (long) (seconds * 1e9);
    }
}
