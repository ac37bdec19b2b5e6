package sse.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import sse.Event;

class ClockTest {
    @AutoClose
    private static final DemoServer server = new DemoServer();

    @Test
    void tellsTheTimeInUnnamedEvents() throws IOException {
        assertEquals(": sse.jar\nretry: 3000\n\nid: 1\ndata: {\"now\":\"2026-11-21T12:00:01.004Z\",\"n\":1}\n\n",
                server.get("/demo/clock?cut=1").text());
    }

    @Test
    void timeHasAZone() throws IOException {
        List<String> there = List.of("{\"now\":\"2026-11-21T19:00:01.004+07:00\",\"n\":1}");
        for (String zone : new String[] {"Asia/Ho_Chi_Minh", "%2B07:00", "+07:00"}) {
            assertEquals(there, server.get("/demo/clock?cut=1&tz=" + zone).data(), zone);
        }
    }

    @Test
    void timeMayBeMilliseconds() throws IOException {
        assertEquals(List.of("{\"now\":1795262401004,\"n\":1}"), server.get("/demo/clock?cut=1&fmt=ms").data());
    }

    @Test
    void numbersGoOnBehindTheLastEventId() throws IOException {
        assertEquals(new Event("8", "message", "{\"now\":1795262401004,\"n\":8}"),
                server.resume("/demo/clock?cut=1&fmt=ms", "7").events().get(0));
    }
}
