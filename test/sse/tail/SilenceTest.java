package sse.tail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;
import sse.EventReader.Step;
import sse.client.Stage;

/** What tail says of a stream on which nothing comes. */
class SilenceTest {
    private static final long SECOND = 1_000_000_000;
    private static final URI URL = URI.create("http://127.0.0.1:8080/x");
    private static final Stage HEAD = new Stage(Stage.Part.HEAD, URL,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080), 0);

    private final Silence silence = new Silence();

    private String after(double seconds) {
        return silence.says(HEAD, (long) (seconds * SECOND));
    }

    @Test
    void theHeadIsWaitedForAndThenAnEvent() {
        assertEquals(2 * SECOND, silence.until(HEAD, 0));
        assertEquals("connected, request sent, no head for 2 s: something may hold it back until there is enough of it"
                + "; sse doctor URL looks", after(2));
        assertEquals(8 * SECOND, silence.until(HEAD, 2 * SECOND));
        silence.opened(3 * SECOND, false);
        assertEquals(15 * SECOND, silence.until(HEAD, 3 * SECOND));
        assertNull(after(17.9));
        assertEquals("open for 15 s, no byte since the head; a heartbeat would show whether any can come", after(18));
        assertNull(after(19));
        assertEquals(Silence.FOREVER, silence.until(HEAD, 19 * SECOND));
    }

    @Test
    void bytesWithoutAnEventAreToldInstead() {
        silence.opened(0, false);
        silence.bytes(20, SECOND);
        silence.bytes(5, 12 * SECOND);
        silence.line(Step.COMMENT);
        silence.line(Step.RETRY);
        silence.line(Step.BLANK);
        assertEquals("open for 15 s, 25 bytes (the last 3 s ago), but no event: nothing but comments or retry",
                after(15));
        silence.over();
        silence.opened(20 * SECOND, true);
        assertEquals("open for 15 s, no byte of what is compressed: it may wait until there is enough of it",
                after(35));
        silence.over();
        silence.opened(40 * SECOND, true);
        silence.bytes(10, 40 * SECOND);
        silence.line(Step.DATA);
        assertEquals("open for 15 s, 10 bytes (the last 15 s ago), but no event: no data with a blank line behind it; "
                + "--wire shows the lines", after(55));
    }

    @Test
    void whereEventsFlowNothingIsLookedAt() {
        silence.opened(0, false);
        silence.bytes(9, SECOND);
        silence.line(Step.DATA);
        silence.line(Step.DISPATCH);
        assertEquals(Silence.FOREVER, silence.until(HEAD, SECOND));
        assertNull(after(100));
        silence.over();
        Stage again = new Stage(Stage.Part.HEAD, URL, HEAD.address(), 100 * SECOND);
        assertEquals(SECOND, silence.until(again, 101 * SECOND));
    }
}
