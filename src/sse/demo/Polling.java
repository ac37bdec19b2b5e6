package sse.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;
import sse.Event;
import sse.head.MediaType;
import sse.http.Reply;
import sse.text.JsonWriter;

/**
 * The same events for two kinds of readers: as a stream, and as JSON for who asks again and again. The n-th event
 * happens n seconds after 1970, whoever looks.
 */
final class Polling extends Demo {
    private static final int MOST = 100;
    private static final long SECOND = 1000;

    private final LongSupplier clock;

    Polling(LongSupplier clock) {
        super("polling", "the same events as a stream and, for who asks for JSON, by polling", """
                since=N         JSON only: the events behind that number, 100 at most
                """, "curl -N -H 'Accept: text/event-stream' $", "curl $");
        this.clock = clock;
    }

    @Override
    String methods(String rest) {
        return READING;
    }

    @Override
    void answer(Visit visit) throws IOException {
        visit.refuseBelow(name);
        long since = visit.query().number("since", -1, 0, Long.MAX_VALUE);
        Asked terms = visit.terms(SECOND);
        if (visit.request().accepts(MediaType.EVENT_STREAM)) stream(visit, terms);
        else json(visit, since);
    }

    private void stream(Visit visit, Asked terms) throws IOException {
        visit.stream(terms, to -> {
            long n = now();
            for (long sent = 0; terms.n() == 0 || sent < terms.n(); n++) {
                long left = (n * SECOND - clock.getAsLong()) * 1_000_000;
                if (left > 0) to.stream.sleep(Duration.ofNanos(left));
                to.send(event(n));
                if (to.cut()) return;
                sent++;
            }
            to.end();
        });
    }

    private void json(Visit visit, long since) throws IOException {
        long now = now();
        JsonWriter json = JsonWriter.object().array("events");
        for (long n = since < 0 ? now : Math.max(since + 1, now - MOST + 1); n <= now; n++) {
            json.open().put("id", Long.toString(n)).put("data", event(n).data()).end();
        }
        byte[] body = json.end().put("since", now).end().line().toString().getBytes(StandardCharsets.UTF_8);
        Reply.bytes(visit.request().exchange(), 200, "application/json", body);
    }

    private long now() {
        return clock.getAsLong() / SECOND;
    }

    private static Event event(long n) {
        return new Event(Long.toString(n), null, "second " + n % 60);
    }
}
