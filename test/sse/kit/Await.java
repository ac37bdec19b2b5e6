package sse.kit;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.locks.LockSupport;

/** Waits for something to become true, and fails if it does not in time. */
public final class Await {
    /** What is waited for; an exception fails the test. */
    public interface Condition {
        boolean holds() throws Exception;
    }

    private Await() {}

    /** Looks every two milliseconds. {@return after how many milliseconds it was true} */
    public static long until(String what, long withinMillis, Condition condition) {
        long start = System.nanoTime();
        while (!holds(condition)) {
            if (System.nanoTime() - start > withinMillis * 1_000_000) fail("not within " + withinMillis + " ms: "
                    + what);
            LockSupport.parkNanos(2_000_000);
        }
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static boolean holds(Condition condition) {
        try {
            return condition.holds();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
