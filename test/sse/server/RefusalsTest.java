package sse.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import sse.http.Refusal;

/** Of which refusals the log is told. */
class RefusalsTest {
    private static final long SECOND = 1_000_000_000L;

    @AutoClose
    private final TestServer log = new TestServer();
    private final Refusals refusals = new Refusals(log);
    private final InetSocketAddress peer = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5000);

    private void strangers(int from, int to) {
        for (int i = from; i < to; i++) refusals.add(Refusal.stranger("host " + i, "not " + i), peer, "/x");
    }

    @Test
    void eachNameIsToldOnceAndManyNamesDoNotFillTheLog() {
        strangers(0, 500);
        assertEquals(500, log.refusals.size());
        long began = System.nanoTime();
        strangers(0, 5000); // the first 500 again, then as many a second as of any other refusal
        long most = 501 + (System.nanoTime() - began) / SECOND;
        assertTrue(log.refusals.size() > 500 && log.refusals.size() <= most, log.refusals.size() + " lines");
        assertEquals(100, refusals.last().size());
        assertEquals("127.0.0.1:5000", refusals.last().get(99).client());
    }

    @Test
    void othersAreToldOnceASecondForEachStatusAndAddress() throws Exception {
        long began = System.nanoTime();
        InetSocketAddress another = new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 5000);
        for (int i = 0; i < 100; i++) {
            for (int status : new int[] {400, 401, 404, 503}) {
                refusals.add(new Refusal(status, "no"), peer, "/x");
                refusals.add(new Refusal(status, "no"), another, "/x");
            }
        }
        long seconds = (System.nanoTime() - began) / SECOND;
        assertTrue(log.refusals.size() >= 4 && log.refusals.size() <= 4 + 4 * seconds, log.refusals.size() + " lines");
    }
}
