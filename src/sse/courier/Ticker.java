package sse.courier;

/**
 * The thread that looks after time: heartbeats, write deadlines, the age of streams, and couriers that
 * a slow reader holds up. When it looks is said by its {@link Vigil}.
 *
 * <p>A platform thread, because before Java 24 virtual threads that are stuck in a write keep their
 * carriers, and then no virtual thread would run to free them.
 */
public final class Ticker implements Runnable {

    /** What else is to be looked at as time passes. */
    public interface Look {
        /** Looks; on the ticker's thread, which it must not hold up. */
        void lookAtTime(long now);
    }

    /** How often time is looked at, and so how exact heartbeats are. */
    public static final long TICK_NANOS = Vigil.TICK_NANOS;

    private final Look look;
    private final Couriers couriers;
    private final Machine machine;
    private final Vigil vigil;
    private volatile Thread thread; // null before the start

    Ticker(Look look, Couriers couriers) {
        this.look = look;
        this.couriers = couriers;
        this.machine = couriers.machine;
        this.vigil = new Vigil(machine.nanoTime());
    }

    void start() {
        thread = machine.start("sse-ticker", this);
    }

    void stop() {
        Thread running = thread;
        if (running != null) running.interrupt();
    }

    @Override
    public void run() {
        while (!couriers.stopped()) turn();
    }

    /** One look, and the rest behind it. An Error costs this look, and not the thread. */
    void turn() {
        try {
            watch();
        } catch (RuntimeException | Error mistake) {
            couriers.tell(mistake);
            machine.rest(this, Vigil.BUSY_NANOS);
        }
    }

    private void watch() {
        long now = machine.nanoTime();
        if (vigil.begin(now)) {
            look.lookAtTime(now);
            boolean beats = couriers.lookForBeats(now);
            now = machine.nanoTime();
            if (beats) vigil.beats(now);
        }
        long news = couriers.news();
        if (vigil.watches(news, now)) {
            long patience = vigil.patience(vigil.isStorm(now) ? couriers.apartInVain() : 0, now);
            vigil.watched(couriers.watch(vigil.passed(now), patience), patience, now);
        }
        boolean rests = vigil.rests(now);
        if (rests) couriers.restUntilRoused(Thread.currentThread());
        long due = vigil.next(now);
        if (couriers.news() == news || !rests) machine.rest(this, Math.max(0, due - machine.nanoTime()));
    }
}
