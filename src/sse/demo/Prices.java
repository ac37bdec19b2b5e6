package sse.demo;

import sse.Event;
import sse.http.Refusal;
import sse.text.JsonWriter;

/** Prices of a market that there is not: small events, many of them. */
final class Prices extends Numbered {
    private static final int MOST = 26;
    private static final int FASTEST = 10_000;

    Prices() {
        super("ticker", "trades of an invented market: small events, fast", 100, """
                syms=5          how many symbols (1 to 26)
                rate=10000      trades a second (1 to 10000), instead of every
                """, "curl -N $", "curl -N '$?rate=1000&n=5000'");
    }

    /** Of so many symbols; a time between two that is 0 is as asked. */
    private record Trades(int symbols, long nanos, long seed) implements Content {
        @Override
        public Event event(long n) {
            int symbol = Chance.below(symbols, seed, n);
            String name = String.valueOf((char) ('A' + symbol)).repeat(3);
            double base = 20 + 180 * Chance.of(seed, -1 - symbol);
            double price = base * (1 + 0.02 * Math.sin(n / 97.0 + symbol) + 0.01 * Math.sin(n / 13.0));
            JsonWriter trade = JsonWriter.object().put("s", name).put("p", Math.round(price * 100) / 100.0);
            return new Event(null, "trade", trade.put("q", 100 * (1 + Chance.below(9, seed + 1, n))).end().toString());
        }

        @Override
        public long everyNanos(long asked) {
            return nanos == 0 ? asked : nanos;
        }
    }

    @Override
    Content content(Query query) throws Refusal {
        long rate = query.number("rate", 0, 1, FASTEST);
        int symbols = (int) query.number("syms", 5, 1, MOST);
        return new Trades(symbols, rate == 0 ? 0 : 1_000_000_000 / rate, query.seed());
    }
}
