package sse.demo;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import sse.Event;
import sse.http.Refusal;

/** The log of a shop that there is not, with stack traces: data of several lines. */
final class LogLines extends Numbered {
    private static final String[] LEVELS = {"debug", "info", "warn", "error"};
    private static final String[] TEXTS = {
        "DEBUG cart 17 has 3 items",
        "DEBUG cache hit for product 4711",
        "INFO  order 1042 paid, 89.90 EUR",
        "INFO  mail to customer 88 sent in 210 ms",
        "INFO  stock of product 4711 is 12",
        "INFO  user 88 signed in",
        "WARN  payment took 2,310 ms",
        "WARN  stock of product 4711 is 1",
        "ERROR payment of order 1043 failed\njava.net.SocketTimeoutException: Read timed out\n"
            + "    at shop.Payment.charge(Payment.java:88)\n    at shop.Order.pay(Order.java:41)",
        "ERROR mail to customer 89 bounced: 550 no such user",
    };
    private static final int FASTEST = 1000;

    private final LongSupplier clock;

    LogLines(LongSupplier clock) {
        super("log", "the log of an invented shop; a stack trace is data of several lines", 200, """
                level=warn      what is less is left out: debug, info, warn or error
                rate=5          lines a second (1 to 1000), instead of every
                """, "curl -N $", "curl -N '$?level=error'");
        this.clock = clock;
    }

    @Override
    Content content(Query query) throws Refusal {
        String least = query.word("level", LEVELS);
        List<String> texts = new ArrayList<>();
        boolean loud = false;
        for (String level : LEVELS) {
            loud |= level.equals(least);
            for (String text : TEXTS) {
                if (loud && text.regionMatches(true, 0, level, 0, level.length())) texts.add(text);
            }
        }
        long rate = query.number("rate", 0, 1, FASTEST);
        long seed = query.seed();
        DateTimeFormatter format = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
        return new Content() {
            @Override
            public Event event(long n) {
                String now = format.format(Instant.ofEpochMilli(clock.getAsLong()));
                return new Event(null, "line", now + " " + texts.get(Chance.below(texts.size(), seed, n)));
            }

            @Override
            public long everyNanos(long asked) {
                return rate == 0 ? asked : 1_000_000_000 / rate;
            }
        };
    }
}
