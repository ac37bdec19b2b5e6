package sse.demo;

import java.lang.management.ManagementFactory;
import sse.Event;
import sse.server.SseServer;
import sse.text.JsonWriter;

/** What this server's own machine does: load, memory, threads, streams, each a type of event. */
final class Sys extends Numbered {
    private final SseServer server;

    Sys(SseServer server) {
        super("sys", "this server itself: load, memory, threads, streams, each a type", 250, "", "curl -N $");
        this.server = server;
    }

    @Override
    Content content(Query query) {
        return n -> switch ((int) Math.floorMod(n - 1, 4L)) {
            case 0 -> event("cpu", JsonWriter.object().put("load", load()));
            case 1 -> event("mem", memory());
            case 2 -> event("threads", JsonWriter.object().put("count", threads()));
            default -> event("clients", JsonWriter.object().put("streams", server.openStreams()));
        };
    }

    private static Event event(String type, JsonWriter data) {
        return new Event(null, type, data.end().toString());
    }

    private static JsonWriter memory() {
        Runtime java = Runtime.getRuntime();
        return JsonWriter.object().put("used", java.totalMemory() - java.freeMemory()).put("max", java.maxMemory());
    }

    /** Negative where the system does not tell, or this Java was made without the module. */
    private static double load() {
        try {
            return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        } catch (NoClassDefFoundError e) {
            return -1;
        }
    }

    private static long threads() {
        try {
            return ManagementFactory.getThreadMXBean().getThreadCount();
        } catch (NoClassDefFoundError e) {
            return Thread.activeCount();
        }
    }
}
