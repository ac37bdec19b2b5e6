package sse.redis;

import java.util.concurrent.TimeUnit;

/** Waiting that an interrupt does not end: who is interrupted publishes all the same, and sees to it behind that. */
final class Uninterrupted {
    private Uninterrupted() {}

    /** What is waited for, such as a lock. */
    interface Wait {
        boolean await(long time, TimeUnit unit) throws InterruptedException;
    }

    /** {@return whether it came about in time} */
    static boolean await(Wait what, long nanos) {
        long began = System.nanoTime();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return what.await(nanos - (System.nanoTime() - began), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
