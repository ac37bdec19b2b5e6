package sse.ask;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import sse.client.Answer;
import sse.client.ClientOptions;
import sse.client.FailedException;
import sse.client.Fetch;
import sse.client.Stage;
import sse.client.StreamRequest;
import sse.term.Console;
import sse.text.Figures;
import sse.text.Markers;

/**
 * Waits for the head of an answer, and says so. Where none comes, it asks again in plainer ways, on connections of
 * their own, to see what makes the difference.
 *
 * <pre>
 *   as given ──── 4 s without a head ─────────────── a head after all: this counts, it was late
 *                 ├─► without Accept-Encoding ─┬──── a head in one of these, and a second later still none as
 *                 └─► in HTTP/1.0, without it ─┘     given: this counts, and makes the difference
 * </pre>
 *
 * <p>A head that is 2 s late is a finding of its own, so it is not asked again before; and after 4 s the plainer
 * requests can still be given as much in the 10 s that lint listens. A virtual thread asks for each of the three; the
 * thread of the command waits for what they bring.
 */
public final class PlainerAsk {
    private static final long PATIENCE = 4_000_000_000L;
    private static final long GRACE = 1_000_000_000; // something may have freed all of them at once
    private static final long LOOK = 100_000_000;    // at how far the first has come

    /** The ways to ask, the plainest last. */
    public enum Way {
        /** As the words of the command have it. */
        GIVEN,
        /** Without {@code Accept-Encoding}. */
        UNCODED,
        /** In HTTP/1.0, without {@code Accept-Encoding}. */
        HTTP10
    }

    /** One request, and what came of it: nothing yet, an answer, or a failure. */
    public static final class Try {
        public final Way way;
        public final StreamRequest request;
        public final Fetch fetch;
        public final long start = System.nanoTime();
        private Answer answer;
        private FailedException failure;

        private Try(Way way, StreamRequest request, ClientOptions client) {
            this.way = way;
            this.request = request;
            this.fetch = new Fetch(client);
        }

        /** The answer, or null. */
        public Answer answer() {
            return answer;
        }
    }

    private record Outcome(Try of, Answer answer, FailedException failure) {}

    private final ClientOptions client;
    private final boolean again;
    private final Console console; // null to say nothing
    private final LinkedBlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    private final List<Try> tries = new ArrayList<>(); // the first is as given
    private final Waiting waiting = new Waiting("");
    private boolean toldOn;

    /**
     * Sends nothing yet.
     *
     * @param again whether it may ask again
     * @param console to say on what is waited for; null for nowhere
     */
    public PlainerAsk(ClientOptions client, boolean again, Console console) {
        this.client = client;
        this.again = again;
        this.console = console;
    }

    /**
     * Asks, and waits.
     *
     * @param deadline as {@link System#nanoTime()}; {@link Long#MAX_VALUE} for none
     * @return the request that counts, with its answer; the given one without an answer if there was none in time. All
     *     others are closed
     * @throws FailedException if that request failed
     */
    public Try ask(StreamRequest request, long deadline) throws FailedException, InterruptedException {
        Try given = start(Way.GIVEN, request);
        long patience = deadline == Long.MAX_VALUE ? PATIENCE : Math.min(PATIENCE, (deadline - given.start) / 5 * 2);
        Try counts = given;
        try {
            counts = await(given, deadline, patience);
            return counts;
        } finally {
            for (Try each : tries) {
                if (each != counts || each.answer == null) each.fetch.close();
            }
        }
    }

    private Try await(Try given, long deadline, long patience) throws FailedException, InterruptedException {
        Try other = null;  // whose head came
        long since = 0;    // when
        while (true) {
            long now = System.nanoTime();
            boolean timeIsUp = deadline != Long.MAX_VALUE && now - deadline >= 0;
            if (other != null && (timeIsUp || now - since >= Math.min(GRACE, patience))) return other;
            if (timeIsUp) return given;
            Stage stage = given.fetch.stage();
            tell(waiting.says(stage, now));
            if (again && tries.size() == 1 && isOver(stage, now, patience)) askAgain(given.request);
            if (tries.size() > 1 && deadline == Long.MAX_VALUE && other == null) tellOn(now, patience);
            long left = deadline == Long.MAX_VALUE ? LOOK : Math.min(LOOK, deadline - now);
            Outcome outcome = outcomes.poll(left, TimeUnit.NANOSECONDS);
            if (outcome == null) continue;
            Try of = outcome.of();
            of.answer = outcome.answer();
            of.failure = outcome.failure();
            if (of == given && of.answer != null) return given;
            if (of == given && other == null) throw of.failure;
            if (of == given) return other;
            boolean opens = of.answer != null && of.answer.head().opens();
            if (!opens || other != null && other.way.compareTo(of.way) < 0) continue;
            if (other == null) since = System.nanoTime();
            other = of;
        }
    }

    private static boolean isOver(Stage stage, long now, long patience) {
        return stage != null && stage.part() == Stage.Part.HEAD && now - stage.nanos() >= patience;
    }

    private Try start(Way way, StreamRequest request) {
        Try made = new Try(way, request, client);
        tries.add(made);
        Thread.ofVirtual().name("sse-fetch").start(() -> {
            try {
                outcomes.add(new Outcome(made, made.fetch.ask(request), null));
            } catch (FailedException e) {
                outcomes.add(new Outcome(made, null, e));
            }
        });
        return made;
    }

    private void askAgain(StreamRequest request) {
        StreamRequest uncoded = request.withHeader("Accept-Encoding", null);
        boolean coded = request.headers().size() > uncoded.headers().size();
        tell("asks again" + (coded ? " without Accept-Encoding, and" : "") + " in HTTP/1.0, to see whether that helps");
        if (coded) start(Way.UNCODED, uncoded);
        start(Way.HTTP10, uncoded.withVersion("HTTP/1.0"));
    }

    /** Says once that nothing helped, where it is waited for as long as it lasts. */
    private void tellOn(long now, long patience) {
        Try newest = tries.get(tries.size() - 1);
        if (toldOn || now - newest.start < patience) return;
        toldOn = true;
        tell("no head" + others() + " (SSE616): waits on; Ctrl-C ends it");
    }

    private void tell(String says) {
        if (says != null && console != null) console.note(new Markers(false, false).show(says));
    }

    /** How many connections this made. */
    public int connections() {
        return tries.size();
    }

    /** The name of lint's rule for what came of this; null for an answer to the request as it was given. */
    public static String rule(Try counts) {
        if (counts.answer == null) return "no-head";
        return switch (counts.way) {
            case GIVEN -> null;
            case UNCODED -> "held-compressed";
            case HTTP10 -> "held-http11";
        };
    }

    /** The sentence that goes with that rule. */
    public String says(Try counts) {
        Try given = tries.get(0);
        long until = counts.answer == null ? System.nanoTime() : counts.start + counts.answer.millis() * 1_000_000;
        String none = "no head in " + Figures.seconds((until - given.start) / 1_000_000);
        if (counts.answer == null) return none + others();
        String after = counts.answer.millis() + " ms";
        if (counts.way == Way.HTTP10) return none + " in HTTP/1.1, and after " + after + " in HTTP/1.0";
        return none + " with Accept-Encoding, and after " + after + " without it: as if what compresses held it back";
    }

    private String others() {
        StringBuilder says = new StringBuilder();
        for (Try each : tries.subList(1, tries.size())) {
            String way = each.way == Way.UNCODED ? "without Accept-Encoding" : "in HTTP/1.0";
            if (each.answer != null) says.append("; ").append(way).append(": status ").append(each.answer.status());
            else says.append(each.failure != null ? "; " + way + ": no answer" : ", nor " + way);
        }
        return says.toString();
    }
}
