package sse.demo;

import java.io.IOException;
import java.time.Duration;
import sse.Event;

/** A stream on which next to nothing happens, and a proxy that does not like that. */
final class Quiet extends Demo {
    private static final long MINUTE = 60_000;

    Quiet() {
        super("quiet", "next to nothing; idlecut plays the proxy that cuts idle streams", """
                idlecut=10s     the stream is cut after such a silence (1s to 1h), but
                                not if heartbeats come sooner: hb=5s
                """, "curl -N '$?hb=2s'", "curl -N '$?idlecut=3s&hb=0'");
    }

    @Override
    String methods(String rest) {
        return READING;
    }

    @Override
    void answer(Visit visit) throws IOException {
        visit.refuseBelow(name);
        long cut = visit.query().millis("idlecut", 0, "1s", "1h");
        Asked terms = visit.terms(MINUTE);
        long heartbeat = terms.heartbeatMillis() < 0 ? visit.server().options().heartbeatMillis()
                : terms.heartbeatMillis();
        visit.stream(terms, to -> {
            for (long n = 1; terms.n() == 0 || n <= terms.n(); n++) {
                if (cut > 0 && cut < terms.everyMillis() && (heartbeat == 0 || heartbeat > cut)) {
                    to.stream.sleep(Duration.ofMillis(cut));
                    return;
                }
                to.await(n, to.everyNanos());
                to.send(new Event(Long.toString(n), null, "still here"));
                if (to.cut()) return;
            }
            to.end();
        });
    }
}
