package sse.courier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Large events that readers are in the middle of. */
class UnsentTest {
    private final Unsent unsent = new Unsent(100);
    private final List<Long> givenUp = new ArrayList<>();

    private Unsent.Writing writing(byte[] array, long since) {
        return new Unsent.Writing() {
            @Override
            public byte[] unsent() {
                return array;
            }

            @Override
            public long unsentSince() {
                return since;
            }

            @Override
            public void giveUp(String why) {
                givenUp.add(since);
            }
        };
    }

    @Test
    void beyondTheBoundThoseAreGivenUpOnThatBeganFirst() {
        long now = Long.MIN_VALUE + 3; // nanoTime has overflowed since they began
        unsent.look(List.of(writing(new byte[40], now - 3), writing(new byte[40], now - 9), writing(null, now - 10),
                writing(new byte[40], now - 1)), now);
        assertEquals(List.of(now - 9), givenUp);
    }

    @Test
    void whatReadersShareCountsOnce() {
        byte[] shared = new byte[60];
        unsent.look(List.of(writing(shared, 1), writing(shared, 2), writing(new byte[40], 3), writing(shared, 4)), 5);
        assertEquals(List.of(), givenUp);
    }
}
