package sse.head;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

class MediaTypeTest {
    @Test
    void essenceIsTypeAndSubtypeInLowerCase() {
        assertEquals("text/event-stream", MediaType.parse(" Text/Event-Stream ; charset=utf-8").essence());
        assertEquals("text/html", MediaType.parse("text/html").essence());
        for (String none : new String[] {";charset=x", "", "text", "text/", "/html", "te xt/html", "text/a/b", null}) {
            assertNull(MediaType.parse(none), none);
        }
    }

    @Test
    void charsetIsFoundHoweverItIsWritten() {
        for (String type : new String[] {"a/b;charset=UTF-8", "a/b; x=1; Charset=\"UTF-8\"",
                "a/b ; charset=UTF-8 ;charset=latin1", "a/b;charset=\"U\\TF-8\"x;y",
                "a/b;x=\";charset=z\";charset=UTF-8",
                "a/b;;charset;charset=;charset=UTF-8", "a/b; charset= UTF-8", "a/b;charset =x;charset=\"UTF-8"}) {
            assertEquals("UTF-8", MediaType.parse(type).charset(), type);
        }
        for (String type : new String[] {"a/b", "a/b; xcharset=utf-8", "a/b;charset", "a/b;charset=",
                "a/b;charset= "}) {
            assertNull(MediaType.parse(type).charset(), type);
        }
    }

    /** As the examples of the Fetch standard have it. */
    @Test
    void lastValidTypeOfAllWins() {
        assertEquals("text/html null", extracted("text/plain;charset=gbk, text/html"));
        assertEquals("text/html gbk", extracted("text/html;charset=gbk;a=b, text/html;x=y"));
        assertEquals("text/html null", extracted("text/html;charset=gbk, x/x, text/html;x=y"));
        assertEquals("text/html null", extracted("text/html, */*"));
        assertEquals("text/html null", extracted("text/html, , foo"));
        assertEquals("text/html a,b", extracted("text/html;charset=\"a,b\""));
        assertEquals("text/event-stream null", extracted("text/event-stream,"));
        assertNull(extracted("foo, */*"));
        assertNull(MediaType.extract(List.of()));
    }

    private static String extracted(String header) {
        MediaType type = MediaType.extract(Header.split(header));
        return type == null ? null : type.essence() + " " + type.charset();
    }
}
