package sse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A read that throws in between, because nothing has come yet, loses nothing, wherever in a stream that is. */
class InterruptedReadTest {

    /** All that a reader tells while it steps through a stream. */
    record Seen(List<String> steps, String lastEventId, long retryMillis) {}

    /** A stream that throws once at each of these places, in their order. */
    private static final class Interrupted extends InputStream {
        private final byte[] bytes;
        private final int[] cuts;
        private int at;
        private int thrown;

        Interrupted(byte[] bytes, int... cuts) {
            this.bytes = bytes;
            this.cuts = cuts;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int until = thrown < cuts.length ? cuts[thrown] : bytes.length;
            if (at == until && thrown < cuts.length) {
                thrown++;
                throw new IOException("nothing yet");
            }
            if (at == bytes.length) return -1;
            int n = Math.min(length, until - at);
            System.arraycopy(bytes, at, to, offset, n);
            at += n;
            return n;
        }

        @Override
        public int read() {
            throw new AssertionError("byte by byte");
        }
    }

    static List<Fixtures.Fixture> fixtures() {
        return Fixtures.ALL;
    }

    private static Seen seen(EventReader reader) throws IOException {
        List<String> steps = new ArrayList<>();
        while (true) {
            EventReader.Step step;
            try {
                step = reader.step();
            } catch (IOException nothingYet) {
                continue;
            }
            if (step == EventReader.Step.END) return new Seen(steps, reader.lastEventId(), reader.retryMillis());
            LineReader lines = reader.lines();
            steps.add(step + " in line " + lines.number() + " at " + lines.offset() + ": " + lines.text()
                    + " " + reader.event() + " " + reader.idInBlock());
        }
    }

    private static Seen interrupted(byte[] bytes, int firstBuffer, int... cuts) throws IOException {
        return seen(new EventReader(new Interrupted(bytes, cuts), "", LineReader.LINE_LIMIT, EventReader.DATA_LIMIT,
                firstBuffer));
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void everyCutOfEveryStreamGivesTheSameSteps(Fixtures.Fixture fixture) throws IOException {
        byte[] bytes = fixture.bytes();
        Seen whole = interrupted(bytes, 1024);
        int[] all = new int[bytes.length + 1];
        for (int cut = 0; cut <= bytes.length; cut++) {
            all[cut] = cut;
            assertEquals(whole, interrupted(bytes, 1024, cut), "cut at " + cut);
            assertEquals(whole, interrupted(bytes, 16, cut, cut), "cut twice at " + cut + ", with a small buffer");
        }
        assertEquals(whole, interrupted(bytes, 1024, all), "cut everywhere");
        assertEquals(fixture.lastEventId(), whole.lastEventId());
    }
}
