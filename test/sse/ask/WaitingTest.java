package sse.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import sse.client.Stage;
import sse.client.Stage.Part;

/** What is said of a head that is long in coming, and when. */
class WaitingTest {
    private static final URI URL = URI.create("https://shop.example:8443/events");
    private static final long START = Long.MAX_VALUE - 5_000_000_000L; // the clock may overflow meanwhile
    private static final long SECOND = 1_000_000_000;

    private final Waiting waiting = new Waiting("; a doctor looks");

    private static Stage at(Part part, String address, long seconds) throws UnknownHostException {
        InetSocketAddress to = address == null ? null : new InetSocketAddress(InetAddress.getByName(address), 8443);
        return new Stage(part, URL, to, START + seconds * SECOND);
    }

    private String after(Stage stage, double seconds) {
        return waiting.says(stage, START + (long) (seconds * SECOND));
    }

    @Test
    void eachPartOfTheWayIsToldOfTwice() throws Exception {
        Stage head = at(Part.HEAD, "192.0.2.7", 0);
        assertNull(after(head, 1.9));
        assertEquals(SECOND / 10, waiting.until(head, START + 19 * SECOND / 10));
        assertEquals("connected, request sent, no head for 2 s: something may hold it back until there is enough of it"
                + "; a doctor looks", after(head, 2.0));
        assertNull(after(head, 2.1));
        assertNull(after(head, 9.9));
        assertEquals("still no head after 10 s", after(head, 10.4));
        assertNull(after(head, 11));
        assertNull(after(head, 1000));
    }

    @Test
    void sentencesAreTrueOfThePartItIsAt() throws Exception {
        Stage name = at(Part.NAME, null, 0);
        assertEquals("looking up shop.example for 3 s: no name server has answered", after(name, 3));
        assertEquals("still looking up shop.example after 10 s", after(name, 10));
        Stage first = at(Part.CONNECT, "2001:db8::7", 11);
        assertNull(after(first, 12));
        assertEquals("connecting to [2001:db8:0:0:0:0:0:7]:8443 for 2 s: nothing answers there, not even to refuse",
                after(first, 13));
        Stage second = at(Part.CONNECT, "192.0.2.7", 14);
        assertNull(after(second, 15));
        assertEquals("connecting to 192.0.2.7:8443 for 2 s: nothing answers there, not even to refuse",
                after(second, 16));
        assertEquals("still connecting to 192.0.2.7:8443 after 10 s", after(second, 24));
        Stage proxy = at(Part.PROXY, "192.0.2.9", 30);
        assertEquals("connected to 192.0.2.9:8443, a proxy, and asked it for https://shop.example:8443: no answer"
                + " for 2 s", after(proxy, 32));
        assertEquals("still no answer of the proxy after 10 s", after(proxy, 40));
        Stage tls = at(Part.TLS, "192.0.2.7", 50);
        assertEquals("connected to 192.0.2.7:8443, no TLS for 2 s: is that a port of https?", after(tls, 52));
        assertEquals("still no TLS after 10 s", after(tls, 60));
        Stage request = at(Part.REQUEST, "192.0.2.7", 70);
        assertEquals("connected to 192.0.2.7:8443, the request is not taken for 2 s", after(request, 72));
        assertEquals("still sending the request after 10 s", after(request, 80));
    }

    @Test
    void anotherConnectionIsTalkedOfAnewAndNoneNever() throws Exception {
        assertNull(after(null, 100));
        assertNull(after(at(Part.BODY, "192.0.2.7", 0), 100));
        assertEquals("no head", after(at(Part.HEAD, "192.0.2.7", 0), 2).substring(25, 32));
        assertNull(after(at(Part.HEAD, "192.0.2.7", 100), 101));
        assertEquals("no head", after(at(Part.HEAD, "192.0.2.7", 100), 102).substring(25, 32));
    }
}
