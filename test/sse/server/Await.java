package sse.server;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for something to become true, and fails if it does not in time. */
final class Await {
    private Await() {}

    /** Looks every two milliseconds. {@return after how many milliseconds it was true} */
    static long until(String what, long withinMillis, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > withinMillis * 1_000_000) fail("not within " + withinMillis + " ms: " + what);
            LockSupport.parkNanos(2_000_000);
        }
        return (System.nanoTime() - start) / 1_000_000;
    }
}
