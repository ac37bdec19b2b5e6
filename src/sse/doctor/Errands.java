package sse.doctor;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import sse.Event;
import sse.ask.Address;
import sse.ask.Resume;
import sse.client.StreamRequest;
import sse.client.Urls;
import sse.doctor.Observation.Came;
import sse.doctor.Outcome.Level;
import sse.head.Head;
import sse.text.Figures;

/**
 * The short questions beside the long looks, one after the other on a thread of its own: other {@code Accept} headers,
 * a page of another origin, the clock of the server, the last event ID. Each has a few seconds at most. What they found
 * is for others when {@link #run} has returned.
 */
final class Errands implements Runnable {
    /** The codings that this program can read; where the way is TLS, browsers read br and zstd, too. */
    static final String READABLE = "gzip, deflate";

    private static final long PATIENCE = 3_000_000_000L;
    private static final int ROUNDS = 3; // in which clocks are compared

    private final DoctorPlan plan;
    private final Semaphore places;
    private final Look main;
    private final long deadline;
    private final List<Outcome> head = new ArrayList<>();
    private final List<Outcome> cors = new ArrayList<>();
    private final List<Outcome> resume = new ArrayList<>();
    private boolean serverCodes;
    private String better;              // than gzip, which is what browsers get; or null
    private long clockAhead;            // of this one, in milliseconds
    private long clockDoubt = -1;       // by so much either way; -1 for not known
    private Head named;                 // that of a HEAD request, where the other one does not come
    private volatile Look asking;
    private volatile boolean stopped;

    Errands(DoctorPlan plan, Semaphore places, Look main, long deadline) {
        this.plan = plan;
        this.places = places;
        this.main = main;
        this.deadline = deadline;
    }

    @Override
    public void run() {
        try {
            long half = System.nanoTime() + Math.max(0, (deadline - System.nanoTime()) / 2);
            if (!main.awaitHead(Math.min(half, System.nanoTime() + PATIENCE))) {
                named = headOf(plan.request().withMethod("HEAD").withBody(null));
            }
            if (!main.awaitHead(deadline) || !main.seen().opens()) return;
            if (plan.again()) accepts();
            if (plan.origin() != null) origins();
            if (plan.again() && Urls.isTls(plan.uri())) {
                Head coded = headOf(plan.request().withHeader("Accept-Encoding", READABLE + ", br, zstd"));
                better = coded == null ? null : coded.unreadable();
            }
            if (plan.again() && plan.direct() != null) {
                Head coded = headOf(plan.direct().withHeader("Accept-Encoding", READABLE));
                serverCodes = coded != null && !coded.codings().isEmpty();
            }
            main.awaitEnd(half);
            if (plan.again() && !stopped) clock();
            if (plan.again() && !stopped) resume();
        } catch (InterruptedException e) {
            // nobody interrupts it
        }
    }

    private Observation ask(StreamRequest request, int enough, boolean toTheEnd) throws InterruptedException {
        if (stopped) return null;
        Look look = new Look(request, plan.client(), places, enough);
        asking = look;
        if (stopped) look.close();
        long until = System.nanoTime() + PATIENCE;
        if (toTheEnd) look.awaitEnd(until);
        else look.awaitHead(until);
        return look.stop();
    }

    private Head headOf(StreamRequest request) throws InterruptedException {
        Observation seen = ask(request, 1, false);
        return seen == null ? null : seen.head();
    }

    private void accepts() throws InterruptedException {
        for (String accept : new String[] {"*/*", "text/event-stream, */*"}) {
            Head answer = headOf(plan.request().withHeader("Accept", accept));
            if (answer == null || answer.opens()) continue;
            String says = "with Accept: " + accept + " the answer is " + answer.status() + " "
                    + answer.list("Content-Type");
            boolean any = accept.equals("*/*");
            head.add(any ? Outcome.note("head", says + ": curl gets that")
                    : Outcome.warn("head", says).code("SSE612").todo("look for the type in the list"));
        }
    }

    private void origins() throws InterruptedException {
        String origin = plan.origin();
        StreamRequest page = plan.request().withHeader("Origin", origin);
        Head plain = plan.again() ? headOf(page) : null;
        Head cookies = plan.again() && plain != null ? headOf(page.withHeader("Cookie", "sse-doctor=1")) : null;
        List<String> refused = new ArrayList<>();
        for (String header : new String[] {"last-event-id", "authorization"}) {
            Head answer = headOf(StreamRequest.of(plan.uri()).withMethod("OPTIONS").withHeader("Origin", origin)
                    .withHeader("Access-Control-Request-Method", plan.request().method())
                    .withHeader("Access-Control-Request-Headers", header));
            if (answer == null || !HeadCheck.allows(answer, origin, header)) refused.add(header);
        }
        if (plain == null && plan.again()) cors.add(Outcome.note("cors", "no head came for a page of " + origin));
        else cors.addAll(HeadCheck.cors(origin, plain == null ? main.seen().head() : plain, cookies,
                refused.isEmpty() ? "" : "a preflight for " + String.join(" and ", refused) + " is refused: fetch with"
                + (refused.size() == 2 ? " either" : " it") + " cannot read this, EventSource can"));
    }

    /** Compares the clocks, where events say when they were sent: by the shortest of some round trips. */
    private void clock() throws InterruptedException {
        URI uri = plan.uri();
        String query = uri.getRawQuery();
        Came first = main.seen().first();
        if (first == null || first.sent() < 0 || query == null || query.contains("&n=")) return;
        for (int i = 0; i < ROUNDS; i++) {
            Observation seen = ask(plan.request().withUri(Address.with(uri, "n", "1")), 1, true);
            if (seen == null || seen.events.isEmpty() || seen.events.get(0).sent() < 0) return;
            Came came = seen.events.get(0);
            long doubt = (came.nanos() - seen.asked()) / 2_000_000 + 1;
            if (clockDoubt >= 0 && doubt >= clockDoubt) continue;
            clockDoubt = doubt;
            clockAhead = Observation.wall(seen.asked() + (came.nanos() - seen.asked()) / 2) - came.sent();
        }
    }

    private void resume() throws InterruptedException {
        if (main.seen().lastId().isEmpty()) main.awaitEnd(deadline);
        String id = main.seen().lastId();
        if (id.isEmpty() || stopped) return;
        Observation seen = ask(plan.request().withLastEventId(id), 1, true);
        if (seen == null) return;
        resume.add(resumed(id, seen));
    }

    private static Outcome resumed(String id, Observation seen) {
        String asked = "asked again with Last-Event-ID: " + id + ", ";
        if (seen.answer() == null) return Outcome.note("resume", asked + "no head came in time");
        if (seen.head().status() == 204) return Outcome.ok("resume", asked + "204: it is over");
        if (!seen.opens()) return Outcome.fail("resume", asked + "the answer is " + seen.head().status())
                .todo("answer as without the header, where the id is not known");
        if (seen.events.isEmpty()) return Outcome.ok("resume", asked + "no event in "
                + Figures.seconds(Observation.millis(seen.endNanos() - seen.asked())));
        Came first = seen.events.get(0);
        String type = first.content().substring(0, first.content().indexOf('\n'));
        String says = Resume.says(id, new Event(first.id(), type, ""), !first.id().isEmpty());
        boolean over = says.startsWith("started over");
        Outcome outcome = new Outcome("resume", over ? Level.WARN : Level.OK, asked + says, over ? "SSE312" : null,
                over ? "send what follows that id, or an event that says there is a gap" : null, null, false);
        return outcome;
    }

    /** Ends what is asked, and asks nothing more; any thread may. */
    void stop() {
        stopped = true;
        Look open = asking;
        if (open != null) open.close();
    }

    /** The answer to a HEAD request, which shows who is there; null where there was no need of it, or no answer. */
    Head named() {
        return named;
    }

    List<Outcome> head() {
        return head;
    }

    List<Outcome> cors() {
        return cors;
    }

    List<Outcome> resumed() {
        return resume;
    }

    /** The coding that browsers get in place of gzip, as they can read it; or null. */
    String better() {
        return better;
    }

    /** Whether the server compresses for browsers when it is asked directly. */
    boolean serverCodes() {
        return serverCodes;
    }

    long clockAhead() {
        return clockAhead;
    }

    /** How far the clocks may be apart beyond that; -1 where they could not be compared. */
    long clockDoubt() {
        return clockDoubt;
    }
}
