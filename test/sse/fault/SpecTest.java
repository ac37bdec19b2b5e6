package sse.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SpecTest {

    private static String wrong(String spec) {
        return assertThrows(IllegalArgumentException.class, () -> Spec.parse(spec), spec).getMessage();
    }

    @Test
    void exampleOfEachKindIsASpecThatHasIt() {
        for (Kind kind : Kind.values()) {
            assertTrue(Spec.parse(kind.example()).on(1).has(kind), kind.example());
            assertTrue(kind.example().contains(kind.word()), kind.example());
        }
    }

    @Test
    void faultsBelongToTheirConnections() {
        Spec spec = Spec.parse("conn1-2:refuse;conn3:status=503;conn4-:cut@events=2,type=\"a/b;c=d,e\";noreplay");
        assertTrue(spec.on(1).has(Kind.REFUSE) && spec.on(2).has(Kind.REFUSE) && !spec.on(3).has(Kind.REFUSE));
        assertEquals(503, spec.on(3).status());
        assertEquals(-1, spec.on(2).status());
        assertTrue(!spec.on(3).has(Kind.CUT) && spec.on(4).has(Kind.CUT) && spec.on(1_000_000).has(Kind.CUT));
        assertEquals("a/b;c=d,e", spec.on(4).type());
        assertNull(spec.on(3).type());
        for (int i = 1; i < 6; i++) assertTrue(spec.on(i).has(Kind.NOREPLAY));
        assertTrue(Spec.parse("").on(1).isEmpty());
        assertEquals(Long.MAX_VALUE, Spec.parse("delay").on(1).delayMillis());
        assertEquals(3000, Spec.parse("delay=3s").on(1).delayMillis());
        assertEquals("http://a.example:8081/x", Spec.parse("redirect=http://a.example:8081/x").on(1).redirect());
    }

    @Test
    void whatOnlySocketsCanDoIsKnown() {
        for (String spec : new String[] {"refuse", "reset@events=1", "short", "stall", "delay"}) {
            assertTrue(Spec.parse(spec).on(1).needRawServer(), spec);
        }
        for (String spec : new String[] {"cut", "stall=1s", "delay=1s", "split=1", "half"}) {
            assertFalse(Spec.parse(spec).on(1).needRawServer(), spec);
        }
    }

    @Test
    void wrongSpecIsOneSentenceThatPointsAtThePlace() {
        assertEquals("fault spec, character 1: there is no fault \"ctu\"; did you mean cut?", wrong("ctu"));
        assertEquals("fault spec, character 5: a fault is missing", wrong("cut,"));
        assertEquals("fault spec, character 1: a fault is missing", wrong(";cut"));
        assertEquals("fault spec, character 5: 'cut' takes no value", wrong("cut=3"));
        assertEquals("fault spec, character 5: 'hold' needs a value, such as hold=10", wrong("hold"));
        assertEquals("fault spec, character 8: 'status' takes a whole number from 200 to 599, such as status=503",
                wrong("status=700"));
        assertEquals("fault spec, character 7: 'split' takes 1, utf8 or crlf", wrong("split=2"));
        assertEquals("fault spec, character 7: '3x' is not a duration such as 500ms, 2s or 10m", wrong("delay=3x"));
        assertEquals("fault spec, character 8: 'refuse' has no place: it is in the head", wrong("refuse@events=1"));
        assertEquals("fault spec, character 5: there is no place \"event\"; there are events, bytes, after, every"
                + " and p", wrong("cut@event=1"));
        assertEquals("fault spec, character 12: here stands a number of events, from 1", wrong("cut@events=0"));
        assertEquals("fault spec, character 8: 'p' is a chance from 0 to 1, such as 0.1", wrong("drop@p=2"));
        assertEquals("fault spec, character 8: 'hold' goes on from a place: events=N, bytes=N or after=D",
                wrong("hold=3@every=2"));
        assertEquals("fault spec, character 5: the connections end before they begin", wrong("conn3-2:cut"));
        assertEquals("fault spec, character 6: the quote is not closed", wrong("type=\"a"));
        for (String fault : new String[] {"type=\"a/b\u010d\u010aX: y\"", "redirect=/\u00e9"}) {
            assertTrue(wrong(fault).endsWith(": a header is in ASCII"), wrong(fault));
        }
        assertEquals("fault spec, character 6: a value has no control characters", wrong("type=a/b\u007f"));
        assertEquals("fault spec, character 13: ',' or ';' is expected between faults", wrong("cut@events=3 "));
    }

    @Test
    void noTextAtAllGivesATrace() {
        Random random = new Random(11);
        String[] words = {"conn", "1", "-", ":", "cut", "=", "@", "events", "bytes", "p", "0.1", ",", ";", "\"", "3s",
            "hold", "split", "utf8", "\u00e9", " ", "99999999999999999999", "every", "status", "x", "\n", "type"};
        for (int i = 0; i < 10_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(9); n >= 0; n--) text.append(words[random.nextInt(words.length)]);
            try {
                Spec.parse(text.toString()).on(1);
            } catch (IllegalArgumentException e) {
                assertTrue(e.getMessage().matches("fault spec, character \\d+: [^\n]+"), text + ": " + e.getMessage());
            }
        }
    }
}
