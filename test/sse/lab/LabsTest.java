package sse.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sse.fault.Spec;
import sse.http.Refusal;

/** Which labs there are and for how long, and what is armed in one. */
class LabsTest {
    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final Labs labs = new Labs(clock::get);

    @AfterEach
    void clear() {
        labs.clear(); // or a thread looks for ever, by a clock that stands still
    }

    static String id(int n) {
        return String.format("%032x", n);
    }

    @Test
    void anIdIs32HexadecimalDigits() {
        assertTrue(Labs.isId("0123456789abcdef0123456789abcdef"));
        for (String wrong : Arrays.asList(null, "", "0", id(1) + "0", id(1).replace('0', 'g'),
                id(1).replace('0', 'A'))) {
            assertFalse(Labs.isId(wrong), wrong);
        }
    }

    @Test
    void aLabIsForgottenTenMinutesAfterItsLastUse() {
        Lab lab = labs.enter(id(1));
        clock.addAndGet(Labs.LIFE_MILLIS - 1);
        assertEquals(1, labs.look());
        assertSame(lab, labs.enter(id(1)));
        clock.addAndGet(Labs.LIFE_MILLIS - 1);
        assertEquals(1, labs.look());
        clock.addAndGet(1);
        assertEquals(0, labs.look());
        Lab another = labs.enter(id(1));
        assertNotSame(lab, another);
        assertEquals(0, another.time());
        assertEquals(-1, another.log.number(lab.log.id(0)), "an id of the first is none of the second");
    }

    @Test
    void theIdlestMakesRoomForOneMoreIfItIsIdleForLongEnough() {
        for (int i = 0; i < Labs.MOST; i++) {
            assertNotNull(labs.enter(id(i)));
            clock.addAndGet(1);
        }
        assertNull(labs.enter(id(100)));
        clock.addAndGet(Labs.LEAST_MILLIS - Labs.MOST + 1);
        labs.enter(id(0));
        assertNotNull(labs.enter(id(100)));
        assertNull(labs.enter(id(101)), "the second oldest is used a moment too late");
        assertEquals(Labs.MOST, labs.size());
    }

    @Test
    void whatIsArmedIsForTheNextConnectionOrForThoseThatAreNamedOrForAll() {
        Lab lab = new Lab(clock::get);
        assertTrue(lab.take().isEmpty());
        lab.arm(Spec.parse("status=503"), false);
        assertEquals(503, lab.next().status());
        assertEquals(503, lab.take().status());
        assertTrue(lab.take().isEmpty());

        lab.arm(Spec.parse("conn1-2:status=500;conn3:status=501"), false);
        assertEquals(500, lab.take().status());
        assertEquals(500, lab.take().status());
        assertEquals(501, lab.take().status());
        assertTrue(lab.take().isEmpty());

        lab.arm(Spec.parse("conn2:status=500"), false);
        assertTrue(lab.take().isEmpty());
        assertEquals(500, lab.take().status());
        assertTrue(lab.take().isEmpty());

        lab.arm(Spec.parse("status=503"), true);
        for (int i = 0; i < 5; i++) assertEquals(503, lab.take().status());
        lab.arm(Spec.parse(""), false);
        assertTrue(lab.take().isEmpty());
    }

    @Test
    void aFormHasAFewFieldsAtMost() throws Refusal {
        String many = "x=&do=cut";
        for (int i = 0; i < 14; i++) many += "&" + i + "=";
        assertEquals("cut", new Posted(many.getBytes(StandardCharsets.US_ASCII)).text("do"));
        byte[] tooMany = (many + "&y=").getBytes(StandardCharsets.US_ASCII);
        assertEquals("a form has 16 fields at most",
                assertThrows(Refusal.class, () -> new Posted(tooMany)).getMessage());
    }

    @Test
    void aFormGivesBytesAsTheyAre() throws Refusal {
        Posted form = new Posted("do=write&bytes=a%0A+%e9%00%2B&x&ms=1500".getBytes(StandardCharsets.US_ASCII));
        assertEquals("write", form.text("do"));
        assertEquals("610a20e9002b", HexFormat.of().formatHex(form.bytes("bytes")));
        assertEquals(1500, form.number("ms", 1000, 2000));
        assertEquals(0, form.bytes("x").length);
    }
}
