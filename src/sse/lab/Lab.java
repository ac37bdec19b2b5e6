package sse.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import sse.fault.Faults;
import sse.fault.Spec;
import sse.server.EventStream;
import sse.text.JsonWriter;

/**
 * One page and the connections it has opened: what was sent on them is in the log, and what goes wrong with the next
 * ones is said here. What it holds of readers and connections is bounded; one more is not taken in. Any thread.
 */
final class Lab {
    static final int CONNECTIONS = 16;
    private static final int TAPS = 4;

    final TapLog log;
    private final LongSupplier clock;
    private final long began;
    private final TreeMap<Integer, Watched> open = new TreeMap<>();
    private final List<EventStream> taps = new ArrayList<>();
    private final List<Handout> handouts = new ArrayList<>();
    private Armed armed = Armed.NOTHING;
    private int connections;   // since it began
    private int forgetful;     // returns whose last event ID will not be known
    private long lastUse;

    /** A lab that begins now, by a clock in milliseconds since 1970. */
    Lab(LongSupplier clock) {
        this.clock = clock;
        this.began = clock.getAsLong();
        this.lastUse = began;
        this.log = new TapLog(Long.toString(began, Character.MAX_RADIX) + "-");
    }

    /** {@return milliseconds since it began} */
    long time() {
        return clock.getAsLong() - began;
    }

    // ── what is told ──

    /** {@return an object for {@link #tell} that has begun with the time} */
    JsonWriter object() {
        return JsonWriter.object().put("t", time());
    }

    /** Adds an event to the log. Does not wait for whoever reads it. */
    void tell(String type, JsonWriter object) {
        log.add(type, object.end().toString());
        for (EventStream tap : taps()) tap.wake();
    }

    private synchronized EventStream[] taps() {
        return taps.toArray(EventStream[]::new);
    }

    /** {@return the first event of a tap} */
    synchronized String greeting(int rawPort) {
        JsonWriter json = JsonWriter.object().put("now", clock.getAsLong()).put("t", time()).put("rawPort", rawPort)
                .array("conns");
        for (Watched connection : open.values()) {
            json.open().put("conn", connection.number()).put("line", connection.line()).end();
        }
        return json.end().end().toString();
    }

    // ── who comes and goes ──

    /** One tap too many ends the one that came first. */
    synchronized void enter(EventStream tap) {
        if (taps.size() == TAPS) taps.remove(0).close();
        taps.add(tap);
    }

    synchronized void leave(EventStream tap) {
        taps.remove(tap);
        use();
    }

    synchronized void enter(Handout handout) {
        handouts.add(handout); // each is a connection of this lab, so their number is bounded
    }

    synchronized void leave(Handout handout) {
        handouts.remove(handout);
    }

    /** Hands bytes to every stream of the page's own; {@return how many there are, or -1 if one is too far behind}. */
    int send(byte[] bytes) {
        Handout[] all;
        synchronized (this) {
            all = handouts.toArray(Handout[]::new);
        }
        for (Handout handout : all) {
            if (!handout.hasRoom(bytes.length)) return -1;
        }
        tell("ctl", object().put("what", "send").put("bytes", bytes.length).put("streams", all.length));
        for (Handout handout : all) handout.send(bytes);
        return all.length;
    }

    /** {@return whether there is room for one more connection, which has a number then} */
    synchronized boolean enter(Watched connection) {
        use();
        if (open.size() == CONNECTIONS) return false;
        connection.begins(++connections);
        open.put(connections, connection);
        return true;
    }

    synchronized void leave(Watched connection) {
        open.remove(connection.number());
        use();
    }

    /** It is in use at this moment. */
    synchronized void use() {
        lastUse = clock.getAsLong();
    }

    /** {@return milliseconds since it was used last; 0 while something is open} */
    synchronized long idle() {
        return open.isEmpty() && taps.isEmpty() ? clock.getAsLong() - lastUse : 0;
    }

    // ── what goes wrong ──

    /** Arms faults for the connections that come; {@link Spec#NONE} disarms. */
    void arm(Spec spec, boolean stays) {
        synchronized (this) {
            armed = spec == Spec.NONE ? Armed.NOTHING : new Armed(spec, stays, 0);
        }
        tell("ctl", object().put("what", "next").put("spec", spec.toString()).put("stays", stays));
    }

    /** {@return what goes wrong on the connection that comes next} */
    synchronized Faults next() {
        return armed.faults();
    }

    /** {@return the same, and it is used up} */
    synchronized Faults take() {
        Faults faults = armed.faults();
        armed = armed.next();
        return faults;
    }

    /** The readers that are here now, or else the next one, will not be known when they come back. */
    synchronized void forget() {
        forgetful = Math.max(1, open.size());
    }

    /** {@return whether a reader that comes back is one of those} */
    synchronized boolean takeForgetful() {
        if (forgetful == 0) return false;
        forgetful--;
        return true;
    }

    /** Tells of something, and does it to every open connection; {@return how many there are}. */
    int now(JsonWriter told, Consumer<Watched> what) {
        Watched[] all;
        synchronized (this) {
            all = open.values().toArray(Watched[]::new);
        }
        tell("ctl", told.put("streams", all.length)); // first, as what follows follows from it
        for (Watched connection : all) what.accept(connection);
        return all.length;
    }
}
