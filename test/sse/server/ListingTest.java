package sse.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import sse.kit.Await;
import sse.text.JsonWriter;

/** A list that many ask for at once. */
class ListingTest {
    private final Listing listing = new Listing();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private int made; // as the listing says: one at a time

    private void list(JsonWriter json) {
        made++;
        if (made == 1) {
            begun.countDown();
            try {
                assertTrue(goOn.await(10, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        json.open().put("made", made).end();
    }

    private FutureTask<byte[]> ask(List<Thread> askers) {
        FutureTask<byte[]> asked = new FutureTask<>(() -> listing.of(this::list));
        Thread asker = new Thread(asked);
        askers.add(asker);
        asker.start();
        return asked;
    }

    @Test
    void whoAsksWhileOneIsMadeWaitsForTheNextAndSharesIt() throws Exception {
        List<Thread> askers = new ArrayList<>();
        FutureTask<byte[]> first = ask(new ArrayList<>());
        begun.await();
        List<FutureTask<byte[]>> others = new ArrayList<>();
        for (int i = 0; i < 20; i++) others.add(ask(askers));
        Await.until("all of them wait", 10_000, () -> {
            for (Thread asker : askers) if (asker.getState() != Thread.State.WAITING) return false;
            return true;
        });
        goOn.countDown();
        assertEquals("{\"made\":1}\n", new String(first.get(10, TimeUnit.SECONDS), UTF_8));
        byte[] shared = others.get(0).get(10, TimeUnit.SECONDS);
        assertEquals("{\"made\":2}\n", new String(shared, UTF_8));
        for (FutureTask<byte[]> other : others) assertSame(shared, other.get(10, TimeUnit.SECONDS));
        assertEquals("{\"made\":3}\n", new String(listing.of(this::list), UTF_8)); // it asks later
    }
}
