package sse.doctor;

import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import sse.client.FailedException;
import sse.client.StreamRequest;
import sse.client.Urls;
import sse.doctor.Hops.Seen;
import sse.doctor.Hops.Symptom;
import sse.doctor.Outcome.Level;
import sse.head.Head;
import sse.head.MediaType;
import sse.term.Console;
import sse.term.Exit;
import sse.text.Figures;
import sse.text.Units;

/**
 * Looks at a stream as its readers do, in several ways at the same time, and says what holds its events.
 *
 * <pre>
 *   addresses, TLS ─► looks: as asked, for gzip, in HTTP/1.0, direct ─┬─► time is up ─► checks ─► Diagnosis
 *                     errands, one at a time: Accept, CORS, clock, id ┘
 * </pre>
 *
 * <p>Each look and the errands have a thread of their own; this is for one thread, but {@link #stop}.
 */
public final class Doctor {
    private static final long FIRST = 300_000_000; // for the first answer, before others are asked for
    private static final long PAGE = 1_000_000_000; // nanoseconds that a page of an error may take

    private final DoctorPlan plan;
    private final Console console;
    private final DoctorReport report;
    private final Semaphore places = new Semaphore(Look.AT_ONCE);
    private final List<Look> looks = new ArrayList<>(); // guarded by itself
    private final long start = System.nanoTime();
    private Errands errands;    // guarded by looks
    private boolean stopped;    // guarded by looks
    private Handshake handshake;

    public Doctor(DoctorPlan plan, Console console, boolean json, boolean colours) {
        this.plan = plan;
        this.console = console;
        this.report = new DoctorReport(console, json, colours);
    }

    /** Looks, and prints what it saw; gives the exit code. */
    public int run() throws InterruptedException {
        try {
            connect();
        } catch (Exit e) {
            report.add(Outcome.fail("connect", e.getMessage()));
            return end(nobody(), e.code);
        }
        try {
            return look(System.nanoTime() + Units.nanos(plan.millis()));
        } finally {
            stop();
        }
    }

    private int look(long deadline) throws InterruptedException {
        Look main = look(plan.request());
        if (console.errIsTerminal()) console.note("reading it for " + Figures.duration(plan.millis())
                + " (--for); Ctrl-C ends that now");
        boolean answered = main.awaitHead(Math.min(deadline, System.nanoTime() + FIRST));
        if (answered && !main.seen().opens()) return refused(main);
        Look coded = plan.again() ? look(plan.request().withHeader("Accept-Encoding", Errands.READABLE)) : null;
        StreamRequest nearest = plan.direct() == null ? plan.request() : plan.direct();
        Look old = plan.again() ? look(nearest.withVersion("HTTP/1.0")) : null;
        Look direct = plan.direct() == null ? null : look(plan.direct());
        synchronized (looks) {
            errands = new Errands(plan, places, main, deadline);
            if (stopped) errands.stop();
        }
        Thread asking = Thread.ofVirtual().name("sse-errands").start(errands);
        if (main.awaitHead(deadline) && !main.seen().opens()) return refused(main);
        if (main.isAnswered()) report.add(HeadCheck.of(main.seen()));
        for (Look look : looks) look.awaitEnd(deadline);
        asking.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        close();
        asking.join();
        return judge(main.stop(), seen(coded), seen(old), seen(direct));
    }

    private static Observation seen(Look look) throws InterruptedException {
        return look == null ? null : look.stop();
    }

    /** Ends the looking now: what was seen so far is judged and printed. Any thread may call. */
    public void stop() {
        synchronized (looks) {
            stopped = true;
        }
        close();
    }

    private void close() {
        synchronized (looks) {
            for (Look look : looks) look.close();
            if (errands != null) errands.stop();
        }
    }

    private Look look(StreamRequest request) {
        synchronized (looks) {
            Look look = new Look(request, plan.client(), places, 0);
            looks.add(look);
            if (stopped) look.close();
            return look;
        }
    }

    private void connect() throws InterruptedException {
        Thread.ofVirtual().name("sse-rehearsal").start(Observation::rehearse);
        Addresses addresses = new Addresses(plan.uri(), plan.client());
        List<Outcome> outcomes = addresses.check();
        if (Urls.isTls(plan.uri()) && addresses.reached() != null) {
            long now = System.currentTimeMillis();
            Outcome first = outcomes.get(0);
            try {
                handshake = Handshake.of(plan.uri(), addresses.reached(), plan.client(), now);
            } catch (CertificateException e) {
                throw new Exit(Exit.TLS_TRUST, first.says() + "; its certificate is not believed: " + e.getMessage()
                        + "; -k does without");
            }
            if (handshake != null) {
                outcomes.set(0, Outcome.ok(first.check(), first.says() + "; " + handshake.says(now)));
                Outcome soon = handshake.soon(first.check(), now);
                if (soon != null) outcomes.add(soon);
            }
        }
        report.add(outcomes);
    }

    /** There is no stream: why, and whose page it is. */
    private int refused(Look main) throws InterruptedException {
        Observation seen = main.seen();
        FailedException failure = seen.failure();
        if (failure != null) {
            report.add(Outcome.fail("head", failure.getMessage()));
            return end(nobody(), failure.isTrust() ? Exit.TLS_TRUST : failure.how().curlCode());
        }
        if (seen.answer() == null) return noHead(null, null); // stopped by a signal
        main.awaitEnd(System.nanoTime() + PAGE);
        main.stop();
        report.add(HeadCheck.of(seen));
        report.add(LintOutcomes.of(seen.lint(), "head"));
        return end(itself(seen), Exit.BAD_ANSWER);
    }

    /** Who may have answered in place of the server, which was not asked at all. */
    private Diagnosis itself(Observation seen) throws InterruptedException {
        MediaType type = seen.head().mediaType();
        boolean page = seen.head().status() == 404 || type != null && type.is("text/html");
        if (!page) return nobody();
        List<Seen> shown = Hops.in(seen.head().headers());
        shown.add(Hops.inPage(seen.beginning()));
        Diagnosis diagnosis = Diagnosis.itself(shown);
        return diagnosis.says().isEmpty() ? Diagnosis.itself(Collections.singletonList(atTheDoor())) : diagnosis;
    }

    private int noHead(Observation old, Observation direct) throws InterruptedException {
        String time = Figures.seconds(Observation.millis(System.nanoTime() - looks.get(0).seen().asked()));
        Head named = errands == null ? null : errands.named();
        boolean compared = direct != null && direct.opens();
        boolean inOld = direct == null && old != null && old.opens();
        boolean held = compared || inOld || named != null && named.opens();
        String but = compared ? "; directly it came after " + direct.headMillis() + " ms"
                : inOld ? "; in HTTP/1.0 it came after " + old.headMillis() + " ms"
                : held ? "; that of a HEAD request came at once: looks like something waits until there is enough" : "";
        Outcome outcome = Outcome.fail("head", "connected, asked, and no head in " + time + but)
                .code(inOld ? "SSE618" : "SSE616");
        report.add(held ? outcome.symptom(Symptom.BUFFERS, false) : outcome);
        if (!held) return end(Diagnosis.either(atTheDoor()), Exit.OUT_OF_TIME);
        List<Seen> server = compared ? Hops.in(direct.head().headers()) : List.of();
        List<Seen> between = inOld ? Hops.in(old.head().headers()) : named == null ? List.of()
                : without(Hops.in(named.headers()), server);
        return end(diagnose(between, server, compared), Exit.FAILED);
    }

    /** Who it was; at the door, too, where something is left that nobody in sight can do. */
    private Diagnosis diagnose(List<Seen> between, List<Seen> server, boolean compared) throws InterruptedException {
        Diagnosis diagnosis = Diagnosis.of(report.outcomes(), between, server, compared);
        Seen door = diagnosis.isWhole() ? null : atTheDoor();
        if (door == null || server.stream().anyMatch(seen -> seen.hop().equals(door.hop()))) return diagnosis;
        List<Seen> all = new ArrayList<>(between);
        all.add(0, door);
        return Diagnosis.of(report.outcomes(), all, server, compared);
    }

    private Seen atTheDoor() throws InterruptedException {
        if (!plan.again()) return null;
        for (StreamRequest knock : Door.knocks(plan.request())) {
            Look look = look(knock);
            long until = System.nanoTime() + Door.PATIENCE;
            if (look.awaitHead(until) && !look.seen().opens()) look.awaitEnd(until); // a page may say who it is of
            Seen seen = Door.shown(look.stop());
            if (seen != null) return seen;
        }
        return null;
    }

    private static List<Seen> without(List<Seen> hops, List<Seen> others) {
        List<Seen> left = new ArrayList<>(hops);
        left.removeIf(seen -> others.stream().anyMatch(other -> other.hop().equals(seen.hop())));
        return left;
    }

    private static Diagnosis nobody() {
        return new Diagnosis(List.of(), List.of());
    }

    private int judge(Observation main, Observation coded, Observation old, Observation direct)
            throws InterruptedException {
        if (main.answer() == null) return noHead(old, direct);
        report.add(LintOutcomes.of(main.lint(), "head"));
        report.add(errands.head());
        report.add(HeadCheck.cached(main, coded, old));
        report.add(errands.cors());
        boolean compared = direct != null && direct.opens();
        Lag lag = compared ? Lag.of(direct, main) : null;
        List<Outcome> stream = StreamCheck.of(main, direct, lag);
        report.add(stream);
        boolean known = stream.get(0).level() == Level.FAIL;
        report.add(ProbeCheck.of(main, errands.clockAhead(), errands.clockDoubt(), known));
        if (direct != null) report.add(ComparedCheck.direct(main, direct, lag));
        boolean oneAtATime = coded != null && isUnanswered(coded) && isUnanswered(old);
        if (coded != null && !oneAtATime) {
            report.add(ComparedCheck.encoding(main, coded, errands.better(), errands.serverCodes()));
            report.add(ComparedCheck.old(compared ? direct : main, old, direct != null));
        }
        report.add(errands.resumed());
        report.add(LintOutcomes.of(main.lint(), "resume"));
        List<Outcome> idle = EndCheck.idle(main, direct);
        report.add(idle);
        report.add(EndCheck.end(main, idle.stream().anyMatch(outcome -> outcome.symptom() != null)));
        report.add(limits(oneAtATime));
        List<Seen> server = compared ? Hops.in(direct.head().headers()) : List.of();
        List<Seen> between = without(Hops.in(main.head().headers()), server);
        return end(diagnose(between, server, compared), report.count(Level.FAIL) > 0 ? Exit.FAILED : 0);
    }

    private static boolean isUnanswered(Observation seen) {
        return seen.answer() == null && seen.failure() == null;
    }

    private Outcome limits(boolean oneAtATime) {
        if (oneAtATime) return Outcome.fail("limits", "while one stream was open, no other was answered: one reader"
                + " at a time").todo("a server that needs no worker for each stream, or more workers");
        if (handshake != null && handshake.isH2()) return Outcome.ok("limits", "the server speaks HTTP/2: a browser"
                + " opens a hundred streams to it");
        return Outcome.note("limits", "HTTP/1.1: a browser opens six of these to one host").code("SSE611");
    }

    private int end(Diagnosis diagnosis, int exit) {
        String time = Figures.seconds(Observation.millis(System.nanoTime() - start));
        synchronized (looks) {
            if (stopped) time += ", as a signal ended it";
        }
        return report.end(diagnosis, time, exit);
    }
}
