package sse.term;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Signals as the hook tells them, without one. */
@Timeout(20)
class OnSignalTest {
    private final List<String> said = new ArrayList<>();

    private int report(boolean early) {
        said.add(early ? "early" : "whole");
        return 3;
    }

    @Test
    void reportComesBehindTheWork() throws IOException {
        assertEquals(3, OnSignal.run(signal -> said.add("work"), this::report));
        assertEquals(List.of("work", "whole"), said);
    }

    @Test
    void signalReportsEarlyAndNothingIsReportedTwice() throws IOException {
        assertEquals(Exit.FAILED, OnSignal.run(signal -> {
            assertFalse(signal.hasCome());
            signal.came();
            assertTrue(signal.hasCome());
            assertFalse(signal.begin(), "no step after the report");
        }, this::report));
        assertEquals(List.of("early"), said);
    }

    @Test
    void signalWaitsForTheStepInProgress() throws IOException {
        OnSignal.run(signal -> {
            assertTrue(signal.begin());
            Thread hook = Thread.ofPlatform().start(signal::came);
            while (hook.getState() != Thread.State.WAITING) Thread.onSpinWait();
            said.add("step");
            signal.end();
            join(hook);
        }, this::report);
        assertEquals(List.of("step", "early"), said);
    }

    @Test
    void workThatThrowsIsNotReported() {
        assertThrows(IOException.class, () -> OnSignal.run(signal -> {
            throw new IOException("no");
        }, this::report));
        assertEquals(List.of(), said);
    }

    @Test
    void signalWaitsForTheCommandThatItEnds() {
        CountDownLatch told = new CountDownLatch(1);
        OnSignal signal = new OnSignal(told::countDown, 3_600_000);
        Thread hook = Thread.ofPlatform().start(signal::came);
        while (hook.getState() != Thread.State.TIMED_WAITING) Thread.onSpinWait();
        assertEquals(0, told.getCount());
        signal.close();
        join(hook);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
