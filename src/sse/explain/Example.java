package sse.explain;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import sse.EventReader;
import sse.EventReader.Step;
import sse.lint.Arrivals;
import sse.lint.Lint;
import sse.lint.Rule;
import sse.text.ArrayInput;
import sse.text.Figures;

/**
 * A small answer that has a finding, or has not.
 *
 * <p>Its notation is the text itself, {@code \xE9} for a byte, and between two {@code @}: a time
 * ({@code @1.5s@}: what follows comes then, in one read), {@code stop} (the reader has had enough),
 * {@code broken why} (the body ends so), {@code origin https://a.example}, and {@code resume} or {@code accept} in
 * front of the answer to the further request that tells; or the name of a rule that takes other requests to find
 * ({@code no-head}). A head may stand in front, as {@code curl -i} prints it.
 *
 * @param notation the whole of it
 */
public record Example(String notation) {
    private static final char SIGN = '@';
    private static final String ORIGIN = SIGN + "origin ";

    /** {@return whether it has times} */
    public boolean isLive() {
        return notation.indexOf("s" + SIGN) > 0;
    }

    /** {@return the origin of the page that would read it, or null} */
    public String origin() {
        int at = notation.indexOf(ORIGIN);
        return at < 0 ? null : notation.substring(at + ORIGIN.length(), notation.indexOf(SIGN, at + 1));
    }

    /**
     * Judges it.
     *
     * @param rows where it is explained as well, or null
     */
    public Lint lint(Explain rows) {
        try {
            return read(rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // from memory: a limit at most
        }
    }

    private Lint read(Explain rows) throws IOException {
        Pieces pieces = new Pieces();
        String further = null;
        byte[] answer = null;
        String broken = null;
        Rule withheld = null;
        String[] parts = notation.split(String.valueOf(SIGN), -1);
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            if (i % 2 == 0 && further != null) answer = bytes(part);
            else if (i % 2 == 0) pieces.add(bytes(part));
            else if (part.startsWith("origin ")) continue;
            else if (part.startsWith("broken ")) broken = part.substring("broken ".length());
            else if (part.equals("stop")) pieces.stops = true;
            else if (part.endsWith("s")) pieces.then((long) (Double.parseDouble(part.substring(0, part.length()
                    - 1)) * 1000));
            else if (Rule.named(part) != null) withheld = Rule.named(part);
            else further = part;
        }
        Capture capture = Capture.of(pieces);
        long headMillis = pieces.millis;
        Arrivals arrivals = isLive() ? new Arrivals(capture.body(), () -> pieces.millis * 1_000_000, 0) : null;
        pieces.arrivals = arrivals;
        Lint lint = new Lint(Set.of(), arrivals);
        if (capture.head() != null) {
            lint.head(capture.head(), capture.earlier(), origin());
            if (arrivals != null) lint.connected(headMillis);
        }
        if (withheld != null) lint.head(withheld, withheld.says());
        if (rows != null && capture.head() != null) rows.head(capture.head(), lint);
        else if (rows != null) rows.found(lint);
        EventReader reader = new EventReader(arrivals == null ? capture.body() : arrivals);
        Step step;
        do {
            step = reader.step();
            if (step == Step.END && broken != null) lint.broken(broken, reader);
            else lint.line(step, reader);
            if (rows == null) continue;
            rows.time(isLive() ? Figures.seconds(pieces.millis) : "");
            rows.line(step, reader, lint);
        } while (step != Step.END);
        if (answer != null) {
            Capture second = Capture.of(new ByteArrayInputStream(answer));
            if (further.equals("accept")) lint.accepted(second.head());
            else lint.resumed(new EventReader(second.body()));
            if (rows != null) rows.found(lint);
        }
        return lint;
    }

    /** {@return the bytes that a piece of the notation stands for} */
    private static byte[] bytes(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int from = 0;
        for (int at; (at = text.indexOf("\\x", from)) >= 0; from = at + 4) {
            out.writeBytes(text.substring(from, at).getBytes(StandardCharsets.UTF_8));
            out.write(Integer.parseInt(text.substring(at + 2, at + 4), 16));
        }
        out.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    /** The pieces as a stream: each read gives one, and puts the clock forward to its time. */
    private static final class Pieces extends ArrayInput {
        private final List<byte[]> pieces = new ArrayList<>();
        private final List<Long> times = new ArrayList<>();
        private long next;
        private long millis;
        private boolean stops;
        private Arrivals arrivals;

        void then(long millis) {
            next = millis;
        }

        void add(byte[] bytes) {
            if (bytes.length == 0) return;
            pieces.add(bytes);
            times.add(next);
        }

        @Override
        public int read(byte[] bytes, int from, int length) {
            if (pieces.isEmpty()) {
                millis = Math.max(millis, next);
                if (stops) arrivals.stop();
                return -1;
            }
            byte[] piece = pieces.remove(0);
            millis = times.remove(0);
            System.arraycopy(piece, 0, bytes, from, Math.min(length, piece.length));
            if (piece.length <= length) return piece.length;
            pieces.add(0, Arrays.copyOfRange(piece, length, piece.length));
            times.add(0, millis);
            return length;
        }
    }
}
