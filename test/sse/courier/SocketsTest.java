package sse.courier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The tables of connections that Linux gives. */
class SocketsTest {
    private static final String HEAD = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when\n";
    private static final String FOUR = HEAD
            + "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1\n"
            + "   1: 0100007F:1F90 0100007F:C350 08 00000000:00000001 00:00000000 00000000     0        0 2\n"
            + "   2: 0100007F:1F90 0100007F:C351 01 000000FF:00000000 00:00000000 00000000     0        0 3\n"
            + "  13: 0100007F:1F90 0100007F:C352 01 00000000:00000000 00:00000000 00000000     0        0 4\n";
    private static final String SIX = HEAD
            + "   0: 0000000000000000FFFF00000100007F:1F90 0000000000000000FFFF00000100007F:C353 08 "
            + "00000000:00000001 00:00000000 00000000     0        0 5\n"
            + "   1: 00000000000000000000000001000000:1F90 00000000000000000000000001000000:C354 08 "
            + "00000002:00000001 00:00000000 00000000     0        0 6\n";

    private static String name(String address, int port) throws Exception {
        return Sockets.name(8080, InetAddress.getByName(address).getAddress(), port);
    }

    @Test
    void tellsWhoIsClosingAndWhatIsQueued() throws Exception {
        Assumptions.assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN);
        Map<String, Long> told = new HashMap<>();
        Sockets.read(FOUR, false, told);
        Sockets.read(SIX, false, told);
        assertEquals(Map.of(name("127.0.0.1", 50000), 1L, name("127.0.0.1", 50001), 510L,
                name("127.0.0.1", 50003), 1L, name("::1", 50004), 5L), told);
        Sockets.read(FOUR, true, told);
        assertEquals(0L, told.get(name("127.0.0.1", 50002)));
    }

    @Test
    void anythingElseIsNoTable() {
        Map<String, Long> told = new HashMap<>();
        for (String text : new String[] {"", "x", HEAD, HEAD + "  0: 1", FOUR.substring(0, FOUR.length() - 75)}) {
            Sockets.read(text, true, told);
        }
        told.keySet().removeIf(name -> name.startsWith("1F90 0100007F:C35"));
        assertEquals(Map.of(), told);
    }
}
