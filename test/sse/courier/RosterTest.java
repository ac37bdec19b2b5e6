package sse.courier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RosterTest {
    private final Roster roster = new Roster();

    private List<Carried> add(int n) {
        List<Carried> added = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            added.add(new Carried(null, null));
            roster.add(added.get(i));
        }
        return added;
    }

    @Test
    void aWalkKeepsItsSlotsWhileOthersComeAndGo() {
        List<Carried> first = add(16);
        Carried[] slots = roster.slots();
        add(1);
        assertNotSame(slots, roster.slots());
        roster.drop(first.get(3));
        assertNull(roster.slots()[3]);
        assertSame(first.get(4), slots[4]);
        assertSame(first.get(4), roster.slots()[4]);
        assertEquals(16, roster.load());
        assertEquals(17, roster.size());
        assertEquals(17, roster.comings());
    }

    @Test
    void holesAreClosedWhenThereAreManyAndWhoIsLeftKeepsItsOrder() {
        List<Carried> all = add(100);
        for (int i = 0; i < 66; i++) roster.drop(all.get(i)); // 16 and a half of them
        roster.compact();
        assertEquals(100, roster.size());
        roster.drop(all.get(66));
        roster.compact();
        assertEquals(33, roster.size());
        assertEquals(33, roster.load());
        for (int i = 0; i < 33; i++) {
            assertSame(all.get(67 + i), roster.slots()[i]);
            assertEquals(i, all.get(67 + i).slot);
        }
        roster.drop(all.get(99));
        assertNull(roster.slots()[32]);
        add(1);
        assertEquals(34, roster.size());
    }

    @Test
    void whenAllHaveLeftThereIsRoomForMore() {
        for (Carried carried : add(100)) roster.drop(carried);
        roster.compact();
        assertEquals(0, roster.size());
        assertEquals(0, roster.load());
        add(40);
        assertEquals(40, roster.load());
    }
}
