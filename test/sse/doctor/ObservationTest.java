package sse.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import sse.doctor.Hops.Symptom;
import sse.doctor.Observation.Burst;
import sse.doctor.Observation.End;

/** What is kept of a connection, where it is bounded, and who is named for it in the end. */
class ObservationTest {
    @Test
    void readsCloseTogetherAreOneBurst() {
        Observation seen = Scene.open().at(1, "data: a\n").at(1.01, "\n").at(1.02, "data: b").at(2, "\n\n").stop(3);
        assertEquals(List.of(new Burst(Scene.at(1), 1_000_000_000, 16, 1, true),
                new Burst(Scene.at(2), 980_000_000, 2, 1, false)), seen.bursts);
        assertEquals(2, seen.count());
        assertEquals(2, seen.events.get(0).read());
    }

    @Test
    void floodIsCountedAndKeptInPart() {
        Scene scene = Scene.open();
        String many = "data: 1\n\n".repeat(100_000);
        int pieces = 0;
        Observation seen = scene.stop(0); // the same one, still to be fed
        while (!seen.isFull()) scene.at(1 + pieces++ / 10.0, many);
        assertEquals(1 + Observation.MOST_BYTES / many.length(), pieces);
        assertEquals(Observation.MOST_EVENTS, seen.events.size());
        assertEquals(100_000L * pieces, seen.count());
    }

    @Test
    void lineWithoutAnEndIsReadToTheBound() {
        Scene scene = Scene.open();
        Observation seen = scene.stop(0);
        for (int i = 0; !seen.isFull(); i++) scene.at(1 + i, "data: " + "x".repeat(1 << 20));
        assertEquals(0, seen.count());
        scene.end(End.FULL, 30);
        assertTrue(seen.lint().bytes() >= 0);
    }

    @Test
    void clockEventsAreKnownByTheirShape() {
        assertEquals(1_790_000_000_123L, Observation.sent("{\"now\":1790000000123,\"n\":7}"));
        for (String other : List.of("", "{\"now\":\"2026-11-26T00:00:00Z\",\"n\":7}", "{\"now\":179,\"n\":7}",
                "{\"now\":1790000000123}", "{\"now\":17900000001x3,\"n\":7}")) {
            assertEquals(-1, Observation.sent(other), other);
        }
    }

    private static Diagnosis diagnosis(boolean compared, String head, Outcome... found) {
        return Diagnosis.of(List.of(found), Hops.in(new Scene().head(0.1, Scene.HEAD + head).stop(1).head().headers()),
                List.of(), compared);
    }

    @Test
    void whoIsNamedIsSureOnlyWhereItWasCompared() {
        Outcome held = Outcome.fail("stream", "held").symptom(Symptom.BUFFERS, false);
        Diagnosis guess = diagnosis(false, "\nServer: nginx/1.25", held);
        assertEquals(List.of("It looks like nginx (Server: nginx/1.25): it collects the answer in a buffer."),
                guess.says());
        assertTrue(guess.settings().get(0).text().startsWith("proxy_buffering off;"));
        assertTrue(diagnosis(true, "\nServer: nginx/1.25", held).says().get(0).startsWith("It is nginx "));
        assertTrue(diagnosis(true, "", held).says().get(0).startsWith("It is something between"));
        Diagnosis nobody = diagnosis(false, "", held);
        assertTrue(nobody.says().get(0).endsWith(" --direct URL tells which."));
        assertFalse(nobody.isWhole());
    }

    @Test
    void whatTheServerItselfShowsAndWhatIsOnlyANoteBlamesNobodyOnTheWay() {
        Outcome own = Outcome.warn("stream", "bursts").symptom(Symptom.BUFFERS, true);
        assertEquals(List.of("It is the server itself, asked directly: it collects the answer in a buffer."),
                diagnosis(true, "\nServer: nginx", own).says());
        Outcome note = Outcome.note("stream", "x").symptom(Symptom.BUFFERS, false);
        assertEquals(List.of(), diagnosis(true, "\nServer: nginx", note, Outcome.fail("end", "y")).says());
    }
}
