package sse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** What an event may hold. */
class EventTest {

    private static String refusal(String id, String type, String data) {
        return assertThrows(IllegalArgumentException.class, () -> new Event(id, type, data)).getMessage();
    }

    @Test
    void idWithALineEndOrNulIsRefused() {
        assertEquals("id cannot have a line feed (at position 1)", refusal("a\nb", null, ""));
        assertEquals("id cannot have a carriage return (at position 0)", refusal("\r", null, ""));
        assertEquals("id cannot have a NUL (at position 2)", refusal("ab\0", null, ""));
    }

    @Test
    void typeWithALineEndIsRefused() {
        assertEquals("event type cannot have a line feed (at position 7)", refusal(null, "message\n", ""));
        assertEquals("event type cannot have a carriage return (at position 0)", refusal("", "\rid: 7", ""));
    }

    @Test
    void dataCannotBeMissing() {
        assertEquals("data", assertThrows(NullPointerException.class, () -> new Event("", "", null)).getMessage());
    }

    @Test
    void changedEventIsCheckedToo() {
        assertThrows(IllegalArgumentException.class, () -> Event.of("").withId("\n"));
        assertThrows(IllegalArgumentException.class, () -> Event.of("").withType("\r"));
    }

    @Test
    void everythingElseTravels() {
        for (char c = 0; c < 0xFFFF; c++) {
            String text = String.valueOf(c);
            assertEquals(text, new Event(null, null, text).data());
            if (c == '\n' || c == '\r') continue;
            assertEquals(text, new Event(null, text, "").type());
            if (c != 0) assertEquals(text, new Event(text, null, "").id());
        }
    }

    @Test
    void partsMayBeTakenAway() {
        Event event = Event.of("1").withId("7").withType("a");
        assertEquals(new Event("7", "a", "1"), event);
        assertNull(event.withId(null).id());
        assertNull(event.withType(null).type());
        assertEquals(new Event(null, null, "1"), Event.of("1"));
    }
}
