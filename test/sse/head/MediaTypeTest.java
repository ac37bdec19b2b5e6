package sse.head;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class MediaTypeTest {
    @Test
    void essenceIsTypeAndSubtypeInLowerCase() {
        assertEquals("text/event-stream", MediaType.essence(" Text/Event-Stream ; charset=utf-8"));
        assertEquals("text/html", MediaType.essence("text/html"));
        assertEquals("", MediaType.essence(";charset=x"));
        assertEquals("", MediaType.essence(null));
    }

    @Test
    void charsetIsFoundHoweverItIsWritten() {
        for (String type : new String[] {"a/b;charset=UTF-8", "a/b; x=1; Charset=\"UTF-8\"",
                "a/b ; charset = UTF-8 ;charset=latin1"}) {
            assertEquals("UTF-8", MediaType.charset(type), type);
        }
        for (String type : new String[] {"a/b", "a/b; xcharset=utf-8", "charset", "", null}) {
            assertNull(MediaType.charset(type), type);
        }
    }
}
