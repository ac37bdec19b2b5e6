package sse.demo;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.LongSupplier;
import sse.Event;
import sse.http.Refusal;
import sse.text.JsonWriter;

/**
 * The server's time, in unnamed events. A reader that compares it with its own clock sees what holds events up on
 * the way.
 */
final class Clock extends Numbered {
    private final LongSupplier clock;

    Clock(LongSupplier clock) {
        super("clock", "the time, each second: does it arrive on time?", 1000, """
                tz=Asia/Ho_Chi_Minh   time zone; also UTC (without it) or +07:00
                fmt=iso               the time as text (iso) or as milliseconds since 1970 (ms)
                """, "curl -N $", "curl -N '$?every=100ms&n=20'");
        this.clock = clock;
    }

    @Override
    Content content(Query query) throws Refusal {
        ZoneId zone = zone(query.text("tz"));
        if (query.word("fmt", "iso", "ms").equals("ms")) {
            return n -> event(JsonWriter.object().put("now", clock.getAsLong()), n);
        }
        DateTimeFormatter format = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX").withZone(zone);
        return n -> {
            String now = format.format(Instant.ofEpochMilli(clock.getAsLong()));
            return event(JsonWriter.object().put("now", now), n);
        };
    }

    private static Event event(JsonWriter now, long n) {
        return Event.of(now.put("n", n).end().toString());
    }

    private static ZoneId zone(String name) throws Refusal {
        if (name == null) return ZoneOffset.UTC;
        try {
            return ZoneId.of(name.replace(' ', '+')); // a plus sign in a query means a space
        } catch (DateTimeException e) {
            throw Query.bad("tz", "a time zone such as UTC, Asia/Ho_Chi_Minh or +07:00", name);
        }
    }
}
