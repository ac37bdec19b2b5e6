package sse.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sse.doctor.Hops.Symptom;
import sse.doctor.Observation.End;
import sse.doctor.Outcome.Level;

/** What the checks make of what came: nothing of a healthy stream, and the right thing of a broken one. */
class ChecksTest {
    private static String says(List<Outcome> outcomes) {
        StringBuilder says = new StringBuilder();
        for (Outcome outcome : outcomes) {
            if (outcome.level().compareTo(Level.WARN) < 0) continue;
            says.append(outcome.level().word).append(' ').append(outcome.check()).append(' ').append(outcome.code())
                    .append(' ').append(outcome.symptom()).append(outcome.fromServer() ? " server\n" : "\n");
        }
        return says.toString();
    }

    private static String all(Observation seen) {
        return says(HeadCheck.of(seen)) + says(LintOutcomes.of(seen.lint(), "head"))
                + says(StreamCheck.of(seen, null, null)) + says(EndCheck.idle(seen, null))
                + says(EndCheck.end(seen, false)) + says(HeadCheck.cached(seen))
                + says(LintOutcomes.of(seen.lint(), "resume"));
    }

    @Test
    void healthyStreamsGiveNoFinding() {
        assertEquals("", all(Scene.open().each(0.1, 1, 19).stop(20)), "one a second");
        Scene quick = Scene.open();
        for (int i = 0; i < 5000; i++) quick.at(0.1 + i / 1000.0, Scene.event(i));
        assertEquals("", all(quick.stop(5.2)), "a thousand a second");
        Scene heartbeats = Scene.open();
        for (int i = 0; i < 5; i++) heartbeats.at(0.1 + 15 * i, ":\n\n");
        assertEquals("", all(heartbeats.stop(70)), "silent but for heartbeats");
        assertEquals("", all(Scene.open().each(0.1, 1, 8).end(End.CLEAN, 9)), "ends by itself");
        assertEquals("", all(Scene.open().stop(20)), "silent, and nobody knows why");
        assertEquals("", all(Scene.open().together(0.04, 1, 500).each(3, 501, 510).stop(20)), "with a history");
    }

    /** An answer of a model: a long thought, tokens in handfuls, a pause, more of them, the end mark. */
    @Test
    void answersOfModelsAreBurstyByNature() {
        Scene model = Scene.open();
        double time = 4;
        for (int i = 0; i < 200; i++) {
            model.at(time, "data: {\"delta\":\"" + i + "\"}\n\n" + (i % 3 == 0 ? "data: {\"delta\":\"x\"}\n\n" : ""));
            time += i == 120 ? 3 : 0.05;
        }
        assertEquals("", all(model.at(time, "data: [DONE]\n\n").end(End.CLEAN, time + 0.01)));
    }

    @ParameterizedTest
    @CsvSource({"4096, 4 KiB", "8192, 8 KiB", "16384, 16 KiB", "65536, 64 KiB", "1024, 1 KiB"})
    void bufferThatIsFilledFirstIsKnownByItsSize(int size, String says) {
        StringBuilder stream = new StringBuilder();
        for (int i = 0; stream.length() < 6 * size; i++) stream.append(Scene.event(i));
        Scene scene = new Scene().head(9.8, Scene.HEAD);
        int at = size - 230; // the head filled the rest
        scene.at(9.8, stream.substring(0, at));
        for (int i = 1; i < 4; i++, at += size) scene.at(9.8 * (i + 1), stream.substring(at, at + size));
        Observation seen = scene.stop(45);
        Outcome outcome = StreamCheck.of(seen, null, null).get(0);
        assertTrue(outcome.says().contains(": a buffer of " + says + " is filled"), outcome.says());
        assertEquals(Level.FAIL, outcome.level());
        assertEquals(Symptom.BUFFERS, outcome.symptom());
    }

    /** What fills a buffer soon is not held for long, and no less held on the way. */
    @Test
    void quickStreamInABufferIsNotTheServersFault() {
        Scene direct = Scene.open();
        StringBuilder stream = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            direct.at(0.5 + i * 0.0055, Scene.event(i));
            stream.append(Scene.event(i));
        }
        Scene seen = Scene.open().at(0.51, stream.substring(0, 100));
        for (int at = 100; at + 2048 < stream.length(); at += 2048) {
            int event = stream.substring(0, at + 2048).split("\n\n", -1).length - 1;
            seen.at(0.55 + event * 0.0055, stream.substring(at, at + 2048));
        }
        Lag lag = Lag.of(direct.stop(5), seen.stop(5));
        assertFalse(lag.isLate(), lag.toString());
        assertEquals("FAIL stream SSE313 BUFFERS\n", says(StreamCheck.of(seen.stop(5), direct.stop(5), lag)));
    }

    @Test
    void sameSizesAreNoBufferWhereEventsAreWhole() {
        String batch = ("data: " + "x".repeat(56) + "\n\n").repeat(64);
        assertEquals(4096, batch.length());
        Observation seen = Scene.open().at(3, batch).at(6, batch).at(9, batch).stop(10);
        assertEquals(0, StreamCheck.buffer(seen));
        assertEquals("warn stream SSE313 BUFFERS\n", says(StreamCheck.of(seen, null, null)), "it only looks like one");
    }

    @Test
    void burstsThatTheServerItselfMakesAreItsOwn() {
        Observation seen = Scene.open().together(3, 1, 9).together(6, 10, 18).stop(10);
        Observation direct = Scene.open().together(2.9, 1, 9).together(5.9, 10, 18).stop(10);
        assertEquals("warn stream SSE313 BUFFERS server\n", says(StreamCheck.of(seen, direct, Lag.of(direct, seen))));
    }

    @Test
    void whatIsHeldOnTheWayIsSaidWithItsTimes() {
        Observation direct = Scene.open().each(0.5, 1, 18).stop(20);
        Observation seen = Scene.open().together(9, 1, 9).together(18.6, 10, 18).stop(20);
        Lag lag = Lag.of(direct, seen);
        assertEquals("FAIL stream SSE313 BUFFERS\n", says(StreamCheck.of(seen, direct, lag)));
        assertEquals("the same 18 events came one by one: each is held for 5.10 s (median), 9.10 s at most, between the"
                + " server and you", ComparedCheck.direct(seen, direct, lag).get(0).says());
    }

    @Test
    void headThatComesLateWithManyEventsLooksHeld() {
        Observation seen = new Scene().head(9, Scene.HEAD).together(9.01, 1, 9).stop(12);
        assertEquals("warn stream SSE313 BUFFERS\n", says(StreamCheck.of(seen, null, null)));
        Observation thought = new Scene().head(9, Scene.HEAD).each(9.01, 1, 3).stop(12);
        assertEquals("", says(StreamCheck.of(thought, null, null)), "a slow answer");
    }

    @Test
    void compressionIsBlamedWhereItHoldsEventsAndNotWhereItIsFlushed() {
        Observation plain = Scene.open().each(0.5, 1, 18).stop(20);
        String gzip = Scene.HEAD + "\nContent-Encoding: gzip";
        Observation flushed = new Scene().head(0.03, gzip).each(0.51, 1, 18).stop(20);
        assertEquals("", says(ComparedCheck.encoding(plain, flushed, null, false)));
        Observation held = new Scene().head(0.03, gzip).stop(20);
        assertEquals("FAIL encoding SSE601 COMPRESSES\n", says(ComparedCheck.encoding(plain, held, null, false)));
        assertEquals("FAIL encoding SSE601 COMPRESSES server\n",
                says(ComparedCheck.encoding(plain, held, "br", true)));
        Observation headless = new Scene().stop(20);
        assertEquals("FAIL encoding SSE617 COMPRESSES\n",
                says(ComparedCheck.encoding(plain, headless, null, false)), "not even the head comes");
        Observation silent = Scene.open().at(0.05, ":\n\n").stop(20);
        assertEquals("FAIL encoding SSE601 COMPRESSES\n", says(ComparedCheck.encoding(silent, held, null, false)),
                "not even the comment comes");
    }

    @Test
    void oldProxiesThatGetTheAnswerAtItsEndAreToldOf() {
        Observation plain = Scene.open().each(0.5, 1, 18).stop(20);
        Observation old = Scene.open().together(0.5, 1, 2).end(End.CLEAN, 0.6);
        assertEquals("warn HTTP/1.0 null null\n", says(ComparedCheck.old(plain, old, false)));
        assertEquals("warn HTTP/1.0 null HTTP10\n", says(ComparedCheck.old(plain, Scene.open().stop(20), true)));
        assertEquals("", says(ComparedCheck.old(plain, Scene.open().each(0.5, 1, 18).stop(20), false)));
    }

    @Test
    void lostHeartbeatsAreToldOf() {
        Observation direct = Scene.open().at(1, ":\n\n").each(2, 1, 3).at(6, ":\n\n").stop(20);
        Observation seen = Scene.open().each(2, 1, 3).stop(20);
        assertEquals("warn direct null DROPS_COMMENTS\n",
                says(ComparedCheck.direct(seen, direct, Lag.of(direct, seen))));
    }

    @Test
    void silenceInFrontOfACutIsTheWay() {
        Observation cut = Scene.open().at(0.1, ":\n\n").end(End.BROKEN, 60.1);
        Outcome outcome = EndCheck.idle(cut, null).get(0);
        assertTrue(outcome.says().startsWith("cut after 60.0 s without a byte, broken off: what "), outcome.says());
        assertEquals(Symptom.CUTS_IDLE, outcome.symptom());
        assertEquals("warn idle SSE301 CUTS_IDLE server\n", says(EndCheck.idle(cut, Scene.open().end(End.CLEAN, 60))));
        assertTrue(EndCheck.idle(cut, Scene.open().stop(70)).get(0).says().endsWith("; directly it stays open"));
        assertEquals("", says(EndCheck.end(cut, true)), "said once");
        assertEquals("FAIL end SSE614 null\n", says(EndCheck.end(cut, false)));
    }

    @Test
    void nginxThatShowsItselfIsTheOneThatCuts() {
        Observation cut = new Scene().head(0.1, Scene.HEAD + "\nServer: nginx/1.25").at(0.2, ":\n\n")
                .end(End.CLEAN, 60.2);
        assertEquals("cut after 60.0 s without a byte, cleanly: what nginx has unless told otherwise",
                EndCheck.idle(cut, null).get(0).says());
    }

    @Test
    void ageAtWhichAStreamIsCutIsComparedWithTheDirectWay() {
        Observation cut = Scene.open().each(0.5, 1, 29).end(End.CLEAN, 29.5);
        assertEquals("", says(EndCheck.idle(cut, null)), "streams end");
        assertEquals("warn idle null CUTS_LONG\n", says(EndCheck.idle(cut, Scene.open().each(0.5, 1, 60).stop(60))));
    }

    @Test
    void answersOutOfACacheAreKnown() {
        for (String header : List.of("Age: 7", "X-Cache: HIT from x", "CF-Cache-Status: HIT", "X-Varnish: 12 7")) {
            assertEquals("FAIL head SSE607 CACHES\n",
                    says(HeadCheck.cached(new Scene().head(0.1, Scene.HEAD + "\n" + header).stop(1))), header);
        }
        for (String header : List.of("Age: 0", "X-Cache: MISS", "CF-Cache-Status: DYNAMIC", "X-Varnish: 12")) {
            assertNull(HeadCheck.cached(new Scene().head(0.1, Scene.HEAD + "\n" + header).stop(1).head()), header);
        }
    }

    @Test
    void measuredTimesNeedTheClocksCompared() {
        Scene scene = Scene.open();
        for (int i = 0; i < 8; i++) {
            long sent = Observation.wall(Scene.at(1 + i)) - 5_000 - 700;
            scene.at(1 + i, "data: {\"now\":" + sent + ",\"n\":" + i + "}\n\n");
        }
        Observation seen = scene.stop(10);
        assertEquals("note", ProbeCheck.of(seen, 0, -1, false).get(0).level().word);
        assertEquals("", says(ProbeCheck.of(seen, 5_000, 20, false)), "700 ms one by one");
        assertEquals("FAIL probe SSE313 BUFFERS\n", says(ProbeCheck.of(seen, 4_000, 20, false)));
        assertEquals("", says(ProbeCheck.of(seen, 4_000, 20, true)), "said already");
        assertEquals(List.of(), ProbeCheck.of(Scene.open().each(1, 1, 5).stop(9), 0, 1, false));
    }
}
