package sse.doctor;

import java.util.Arrays;
import java.util.List;
import sse.doctor.Hops.Symptom;
import sse.doctor.Observation.Came;

/** How long events were on their way, where they say when they were sent: measured, and not inferred. */
final class ProbeCheck {
    private static final String CHECK = "probe";
    private static final long HELD = 1_000;      // milliseconds that no network makes
    private static final long NOTICED = Observation.millis(Lag.NOTICED);
    private static final int SEVERAL = 3;

    private ProbeCheck() {}

    /**
     * What their times say.
     *
     * @param ahead how far the clock here is ahead of the server's, in milliseconds
     * @param doubt by so much either way; -1 where the clocks could not be compared
     * @param known whether another check has said already that they are held
     */
    static List<Outcome> of(Observation seen, long ahead, long doubt, boolean known) {
        if (seen.events.isEmpty() || seen.events.get(0).sent() < 0) return List.of();
        if (doubt < 0) return List.of(Outcome.note(CHECK, "events say when they were sent, but the clocks of server and"
                + " reader could not be compared"));
        long[] held = new long[seen.events.size()];
        int n = 0;
        for (Came came : seen.events) {
            if (came.sent() >= 0) held[n++] = Math.max(0, Observation.wall(came.nanos()) - came.sent() - ahead);
        }
        held = Arrays.copyOf(held, n);
        Arrays.sort(held);
        String says = "events came " + held[n / 2] + " ms after they were sent (median), " + held[n - 1]
                + " ms at most; clocks compared to " + doubt + " ms";
        boolean together = seen.events.get(seen.events.size() - 1).read() * 2 <= n;
        boolean isHeld = n >= SEVERAL && held[n / 2] >= (together ? NOTICED : HELD) + doubt;
        if (!isHeld || known) return List.of(Outcome.ok(CHECK, says));
        return List.of(Outcome.fail(CHECK, says).code("SSE313").symptom(Symptom.BUFFERS, false));
    }
}
