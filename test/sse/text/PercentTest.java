package sse.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import sse.hub.Hub;

class PercentTest {
    @Test
    void whatIsEncodedIsDecodedAgain() {
        assertEquals("a-Z_9.~%20%2B%25%00%C3%A9%F0%9F%98%80%3A", Percent.encode("a-Z_9.~ +%\0\u00E9\uD83D\uDE00:", ""));
        for (int c = 0; c < 0xD800; c++) {
            String text = Character.toString(c);
            assertEquals(text, URLDecoder.decode(Percent.encode(text, "/"), StandardCharsets.UTF_8));
        }
    }

    /** A topic of that name has a URL without a percent sign, and whoever looks for topics in words can go by that. */
    @Test
    void topicNamesAreUnreserved() {
        for (int c = 0; c < 0x180; c++) {
            assertEquals(Percent.isUnreserved(c), Hub.isTopicName("a" + (char) c), "" + (char) c);
        }
        assertTrue(Percent.isUnreserved('~'));
    }
}
