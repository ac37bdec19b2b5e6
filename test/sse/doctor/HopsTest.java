package sse.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sse.doctor.Hops.Hop;
import sse.doctor.Hops.Seen;
import sse.doctor.Hops.Symptom;
import sse.head.Header;

/** The table of hops: each is known by heads as it sends them, and has a setting for all that it may do. */
class HopsTest {
    private static List<Seen> in(String... lines) {
        List<Header> headers = new ArrayList<>();
        for (String line : lines) {
            int colon = line.indexOf(": ");
            headers.add(new Header(line.substring(0, colon), line.substring(colon + 2)));
        }
        return Hops.in(headers);
    }

    private static void show(String names, String... lines) {
        List<String> seen = new ArrayList<>();
        for (Seen one : in(lines)) seen.add((one.certain() ? "" : "like ") + one.hop().name());
        assertEquals(names, String.join(", ", seen));
    }

    static List<Hop> hops() {
        return Hops.all();
    }

    @Test
    void aStarStandsForAnyText() {
        assertTrue(Hops.matches("nginx*", "nginx"));
        assertTrue(Hops.matches("nginx*", "NGINX/1.25"));
        assertTrue(Hops.matches("*varnish*", "1.1 varnish (Varnish/7.1), 1.1 b"));
        assertTrue(Hops.matches("*a*b", "a b ab"));
        assertTrue(Hops.matches("*", ""));
        assertTrue(Hops.matches("", ""));
        assertFalse(Hops.matches("nginx", "nginx/1"));
        assertFalse(Hops.matches("ab*ba", "aba"));
        assertFalse(Hops.matches("*a*b", "b a"));
    }

    @ParameterizedTest
    @MethodSource("hops")
    void everyRowSaysHowItIsKnownAndWhatFreesTheEvents(Hop hop) {
        assertFalse(hop.signs().isEmpty() && hop.pages().isEmpty() && hop.idleSeconds() < 0, hop.name());
        assertFalse(hop.settings().isEmpty(), hop.name());
        for (String setting : hop.settings().values()) assertFalse(setting.isBlank(), hop.name());
        assertEquals(hop.idleSeconds() >= 0, hop.settings().containsKey(Symptom.CUTS_IDLE) && hop.idleSeconds() >= 0);
    }

    @Test
    void noTwoRowsHaveOneName() {
        Set<String> names = new HashSet<>();
        for (Hop hop : hops()) assertTrue(names.add(hop.name()), hop.name());
    }

    @Test
    void whatServeSendsIsNoHop() {
        show("", "Connection: close", "X-accel-buffering: no",
                "Access-control-expose-headers: Content-Location, Location, Retry-After, Warning",
                "Date: Thu, 26 Nov 2026 06:28:18 GMT", "Transfer-encoding: chunked", "Content-type: text/event-stream",
                "Access-control-allow-origin: *", "X-content-type-options: nosniff",
                "Cache-control: no-cache, no-transform");
    }

    @Test
    void nginxIsKnown() {
        show("nginx", "Server: nginx/1.22.1", "Content-Type: text/event-stream");
        show("nginx", "server: openresty/1.25.3.1");
        assertEquals("Server: nginx", in("Server: nginx").get(0).by());
    }

    @Test
    void aHopIsKnownByItsErrorPage() {
        Seen seen = Hops.inPage("<html><body><h1>504 Gateway Time-out</h1><hr><center>nginx/1.22.1</center></html>");
        assertEquals("nginx", seen.hop().name());
        assertNull(Hops.inPage("Not found"));
    }
}
