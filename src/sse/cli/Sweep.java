package sse.cli;

import sse.hub.Hub;

/**
 * Has the heap swept as more and more events have left a full history. They have grown old,
 * and the JVM would rather take more memory, up to the largest heap, than look for what is free among the old. For a
 * process that is nothing but a server. Any thread publishes, and one of them waits for the sweep.
 */
final class Sweep implements Hub.Listener {
    private static final long ELSE = 32 << 20; // what is used for anything else

    private final Hub hub;
    private final long history;
    private volatile long lookAt; // so many have left

    /** For a hub that keeps so many bytes. */
    Sweep(Hub hub, long history) {
        this.hub = hub;
        this.history = history;
    }

    @Override
    public void published(long weight) {
        if (hub.crowdedOut() > lookAt) sweep();
    }

    private synchronized void sweep() {
        long out = hub.crowdedOut();
        if (out <= lookAt) return; // another has done it
        Runtime runtime = Runtime.getRuntime();
        boolean full = runtime.totalMemory() - runtime.freeMemory() > history + history / 2 + ELSE;
        if (full) System.gc();
        lookAt = out + (full ? history / 2 : history / 8);
    }
}
