package sse.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final URI URL = URI.create("http://127.0.0.1:8080/hello");
    private static final long MILLI = 1_000_000;

    private static void times(Histogram times, long... millis) {
        for (long m : millis) times.record(m * MILLI);
    }

    private static Result clean() {
        Plan plan = new Plan(URL, List.of(), new Plan.Crowd(3, 0, 0, 0, 0, null), new Plan.Publish(URL, List.of(), 50,
                200, 1, 1, 1000), 2000, 0, 1, List.of());
        Tally steady = new Tally();
        steady.readers = 3;
        steady.opened = 3;
        steady.streams = 3;
        steady.events = 300;
        steady.comments = 3;
        times(steady.connect, 1, 1, 2);
        times(steady.head, 3, 4, 5);
        times(steady.firstEvent, 20, 21, 22);
        times(steady.between, 20, 20, 20);
        times(steady.latency, 1, 2, 2, 3, 3, 3, 4, 4, 7, 15);
        Histogram answers = new Histogram();
        times(answers, 1, 1);
        Histogram passes = new Histogram();
        passes.record(40_000);
        Histogram lateness = new Histogram();
        lateness.record(100_000);
        Result.Published published = new Result.Published(150, 100, 2000 * MILLI, 0, 0, 0, null, Map.of(), answers);
        return new Result(plan, false, steady, new Tally(), new Tally(), 12 * MILLI, 2000 * MILLI, 69_000, 300,
                published,
                new Result.Own(0.04, 0.03, 0.12, passes, lateness), null);
    }

    private static Result broken() {
        Plan plan = new Plan(URL, List.of(), new Plan.Crowd(1000, 2, 1000, 20, 5000, null), null, 30_000, 0, 1,
                List.of(1L));
        Tally steady = new Tally();
        steady.readers = 1000;
        steady.opened = 990;
        steady.streams = 995;
        steady.cut = 5;
        steady.events = 123_456;
        steady.unnumbered = 12;
        steady.lost = 3;
        steady.doubled = 2;
        steady.late = 1;
        steady.gaps = 4;
        steady.announced = 77;
        steady.failed(22, "status 503");
        steady.failures.put("status 503", 10);
        times(steady.connect, 1);
        times(steady.between, 90_000);
        Tally slow = new Tally();
        slow.opened = 2;
        slow.events = 17;
        slow.ended = 1;
        Tally vanishing = new Tally();
        vanishing.opened = 20;
        vanishing.vanished = 600;
        vanishing.events = 4000;
        return new Result(plan, true, steady, slow, vanishing, 5100 * MILLI, 30_000 * MILLI, 30_000_000, 127_473, null,
                new Result.Own(0.97, 0.9, 1.3, new Histogram(), new Histogram()), new Result.Server(1_200 * MILLI,
                        50_000_000, 98_000_000, 120_000_000, 300 * MILLI));
    }

    @Test
    void rendersARunInWhichAllWentWell() {
        assertEquals("""
                readers     3 of 3 let in within 12 ms
                published   100 events of 200 B, 50/s of 50/s asked for
                delivered   300 events in 2 s, 150/s, 34.5 kB/s
                            3 comments (heartbeats and the like)
                lost        0   doubled 0   out of order 0

                                   p50       p90       p99     p99.9       max
                connect           1 ms      2 ms      2 ms      2 ms      2 ms
                head           4.01 ms      5 ms      5 ms      5 ms      5 ms
                first event      21 ms     22 ms     22 ms     22 ms     22 ms
                between          20 ms     20 ms     20 ms     20 ms     20 ms
                answer            1 ms      1 ms      1 ms      1 ms      1 ms
                latency        3.01 ms      7 ms     15 ms     15 ms     15 ms

                latency, from when an event was due until it was read
                  <    2 ms  #######                                           10.00 %
                  <    5 ms  ################################################  70.00 %
                  <   10 ms  #######                                           10.00 %
                  <   20 ms  #######                                           10.00 %

                bench       its busiest thread had work 4 % of the time, and a core 3 %
                            it used 0.1 cores in all
                            it read at most 40 us late; publishers woke up 100 us late (p99)
                """, Report.of(clean(), true));
    }

    @Test
    void saysEverythingThatWentWrong() {
        String report = Report.of(broken(), true);
        assertEquals("""
                interrupted what there was until then
                readers     1,012 of 1,022 let in within 5.10 s
                            10 not: status 503
                            1 streams ended by the server, 5 cut
                slow        2 that read 1 kB a second: 17 events, put out 1 times
                vanishing   20, disappeared 600 times: 4,000 events
                delivered   127,473 events in 30 s, 4,249/s, 1 MB/s
                            12 events without a number in their id: not judged
                            0 comments (heartbeats and the like)
                lost        3   doubled 2   out of order 1
                            77 more are missing where 4 gap events said so
                """, report.substring(0, report.indexOf("\n\n") + 1));
        assertTrue(report.contains("""
                server      CPU 1.20 s, 9.41 us a delivery
                            memory 120 MB, 50 MB before they came, 47.4 kB a reader
                """), report);
        assertTrue(report.endsWith("it may itself be the bottleneck: perhaps the server can do more\n"), report);
    }

    @Test
    void slowReadersThatReadNothingAreNotCounted() {
        Result all = broken();
        Plan plan = new Plan(URL, List.of(), new Plan.Crowd(1000, 2, 0, 20, 5000, null), null, 30_000, 0, 1, List.of());
        Result silent = new Result(plan, false, all.steady(), all.slow(), all.vanishing(), 0, 0, 0, 0, null, all.own(),
                null);
        assertTrue(Report.of(silent, true).contains("\nslow        2 that read nothing\n"), Report.of(silent, true));
    }

    @Test
    void threadThatHadWorkAndNoCoreIsNotTheBottleneck() {
        Result.Own own = new Result.Own(0.97, 0.6, 0.8, new Histogram(), new Histogram());
        assertFalse(own.bottleneck());
        assertTrue(own.crowdedOut());
        assertFalse(broken().own().crowdedOut());
    }

    @Test
    void isNeverWiderThanATerminal() {
        for (boolean ascii : new boolean[] {true, false}) {
            for (Result result : List.of(clean(), broken())) {
                Report.of(result, ascii).lines().forEach(line -> assertTrue(line.length() <= 80, line));
            }
        }
    }

    @Test
    void asciiHasNothingElse() {
        assertTrue(Report.of(broken(), true).chars().allMatch(c -> c < 0x7F));
    }

    @Test
    void aBarIsCutIntoEighths() {
        Histogram times = new Histogram();
        for (int i = 0; i < 768; i++) times.record(3 * MILLI);
        for (int i = 0; i < 54; i++) times.record(7 * MILLI);
        times.record(60 * MILLI);
        assertEquals("""
                  <    5 ms  ████████████████████████████████████████████████  93.32 %
                  <   10 ms  ███▍                                               6.56 %
                  <   20 ms                                                     0.00 %
                  <   50 ms                                                     0.00 %
                  <  100 ms  ▏                                                  0.12 %
                """, Bars.of(times, false));
    }

    @Test
    void anythingGoesIntoTheChart() {
        Histogram times = new Histogram();
        times.record(0);
        times.record(Long.MAX_VALUE / 2);
        Bars.of(times, false).lines().forEach(line -> assertTrue(line.length() <= 80, line));
        assertEquals("", Bars.of(new Histogram(), false));
    }

    @Test
    void jsonHasTheSameFigures() {
        String json = JsonReport.of(clean());
        assertEquals("{\"url\":\"http://127.0.0.1:8080/hello\",\"interrupted\":false,\"openMs\":12,\"measuredMs\":2000,"
                + "\"deliveries\":300,"
                + "\"deliveriesPerSecond\":150,\"bytesPerSecond\":34500,\"lost\":0,\"doubled\":0,\"outOfOrder\":0,"
                + "\"published\":{\"accepted\":150,\"measured\":100,\"perSecond\":50,\"unanswered\":0,\"unsent\":0,"
                        + "\"retries\":0,\"refused\":{},"
                + "\"answerMs\":{\"count\":2,\"min\":1,\"mean\":1,\"p50\":1,\"p90\":1,\"p99\":1,\"p999\":1,\"max\":1}},"
                + "\"readers\":{\"asked\":3,\"opened\":3,", json.substring(0, json.indexOf("\"streams\"")));
        assertTrue(json.endsWith(",\"latenessMs\":{\"count\":1,\"min\":0.1,\"mean\":0.1,\"p50\":0.1,\"p90\":0.1,"
                + "\"p99\":0.1,\"p999\":0.1,\"max\":0.1},"
                + "\"bottleneck\":false,\"crowdedOut\":false}}"), json);
        assertTrue(JsonReport.of(broken()).contains("\"failures\":{\"status 503\":10}"), JsonReport.of(broken()));
    }

    @Test
    void cleanIsWhatItSays() {
        assertTrue(clean().isClean());
        assertEquals(0, clean().failureCode());
        assertTrue(!broken().isClean());
        assertEquals(22, broken().failureCode());
        assertEquals(new TreeMap<>(Map.of("status 503", 10)), broken().steady().failures);
    }
}
