package sse.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class OrderTest {
    private final Order order = new Order("");

    private void see(long... numbers) {
        for (long n : numbers) order.see(n);
    }

    private static Ranges to(long last) {
        Ranges published = new Ranges(100);
        published.add(0, last);
        return published;
    }

    @Test
    void allInOrderIsClean() {
        order.expectFrom(0);
        see(0, 1, 2, 3);
        assertEquals(0, order.lost(to(3), 3));
        assertEquals(0, order.doubled());
        assertEquals(0, order.late());
    }

    @Test
    void whatIsMissingInTheMiddleAtTheBeginningAndAtTheEndIsLost() {
        order.expectFrom(0);
        see(1, 2, 4, 5);
        assertEquals(3, order.lost(to(6), 6));
    }

    @Test
    void withoutAnExpectationItBeginsWithTheFirstSeen() {
        see(5, 7);
        assertEquals(1, order.lost(to(7), 7));
    }

    @Test
    void whoGotNothingLostEverything() {
        order.expectFrom(0);
        assertEquals(10, order.lost(to(9), 9));
    }

    @Test
    void onlyWhatWasPublishedCanBeLost() {
        see(1, 5);
        Ranges published = new Ranges(100);
        published.add(1, 2);
        published.add(5);
        assertEquals(1, order.lost(published, 5), "3 and 4 were refused");
    }

    @Test
    void twiceIsDoubled() {
        see(1, 2, 2, 1, 3);
        assertEquals(2, order.doubled());
        assertEquals(0, order.late());
    }

    @Test
    void behindALaterOneIsOutOfOrderAndNotLost() {
        see(1, 3, 2, 4);
        assertEquals(1, order.late());
        assertEquals(0, order.doubled());
        assertEquals(0, order.lost(to(4), 4));
    }

    @Test
    void lateByThousandsIsStillToldFromDoubled() {
        see(1);
        for (long n = 3; n < 9000; n++) see(n);
        see(2);
        assertEquals(1, order.late());
        assertEquals(0, order.doubled());
        see(2);
        assertEquals(1, order.doubled());
    }

    @Test
    void whatAGapEventAnnouncesIsNotLost() {
        see(1, 2);
        order.told();
        see(6, 7, 9);
        assertEquals(3, order.announced());
        assertEquals(1, order.lost(to(9), 9), "8 was missing without a word");
    }

    @Test
    void anAnnouncementHoldsForOneHole() {
        see(1);
        order.told();
        see(3, 5);
        assertEquals(1, order.announced());
        assertEquals(1, order.lost(to(5), 5));
    }

    @Test
    void anAnnouncementAtTheEndCoversTheRest() {
        order.expectFrom(0);
        see(0, 1);
        order.told();
        assertEquals(0, order.lost(to(9), 9));
    }

    @Test
    void theNumberIsWhatTheIdEndsWith() {
        assertEquals(4711, Order.numberOf("4711"));
        assertEquals(4711, Order.numberOf("mwqho5ax-4711"));
        assertEquals(3, Order.numberOf("0-3"));
        for (String none : List.of("", "event7", "7a", "2f1e-4c", "9223372036854775808", "-")) {
            assertEquals(-1, Order.numberOf(none), none);
        }
    }

    @Test
    void whatStandsInFrontOfTheNumberTellsNumberingsApart() {
        Order ours = new Order("a-");
        assertTrue(ours.isOf("a-1"));
        assertTrue(ours.isOf("a-22"));
        assertFalse(ours.isOf("b-1"));
        assertFalse(ours.isOf("aa-1"));
        assertFalse(ours.isOf("1"));
    }
}
