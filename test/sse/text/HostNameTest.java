package sse.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Hosts as requests write them. */
class HostNameTest {

    @Test
    void addressesAreWrittenAsInAUrl() throws UnknownHostException {
        for (String text : List.of("127.0.0.1", "[::1]", "[::]", "[2001:db8::1]", "[2001:db8:0:1:1:1:1:1]",
                "[2001:0:0:1::1]", "[1:2:3:4:5:6:7:8]", "[fe80::]", "[0:1:2:3:4:5:6:7]", "[::1:0:0:1]")) {
            String shortest = text.equals("[::1:0:0:1]") ? "[::1:0:0:1]" : text;
            assertEquals(shortest, HostName.of(InetAddress.getByName(text)));
        }
        assertEquals("[1:0:0:2::3]", HostName.of(InetAddress.getByName("1:0:0:2:0:0:0:3")));
    }

    @Test
    void hostIsTakenFromAHeader() {
        assertEquals("localhost", HostName.of("LocalHost:8080"));
        assertEquals("localhost", HostName.of("localhost."));
        assertEquals("[::1]", HostName.of("[::1]:80"));
        assertEquals("[::1]", HostName.of("[::1]"));
        assertEquals("", HostName.of(":80"));
    }

    @Test
    void whatIsNoAddressIsNotTakenForOne() {
        for (String text : List.of("127.0.0.1", "255.255.255.255", "[::1]")) assertTrue(HostName.isAddress(text), text);
        for (String text : List.of("", ".", "127.1", "127.0.0.1.1", "127.0.0.256", "127.0.0.", "1270.0.0.1", "a.b.c.d",
                "[abc]", "[::1")) {
            assertFalse(HostName.isAddress(text), text);
        }
    }

    @Test
    void thisMachineHasANameAndMayHaveAddressesForOthers() throws IOException {
        String name = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
        String first = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        assertTrue(HostName.isOfThisMachine(first) && HostName.isOfThisMachine(first + ".local"));
        assertFalse(HostName.isOfThisMachine(first + ".example") || HostName.isOfThisMachine(""));
        for (String address : HostName.addressesForOthers()) {
            assertTrue(HostName.isAt(address, new InetSocketAddress(0).getAddress()), address);
        }
    }
}
