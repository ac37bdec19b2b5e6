package sse.load;

import java.util.Locale;
import sse.text.Figures;

/** The result of a load test as text, at most 80 columns wide. */
public final class Report {
    private static final double[] QUANTILES = {0.5, 0.9, 0.99, 0.999, 1};

    private final Result result;
    private final Tally all;
    private final boolean ascii;
    private final StringBuilder text = new StringBuilder();

    private Report(Result result, boolean ascii) {
        this.result = result;
        this.all = result.all();
        this.ascii = ascii;
    }

    /**
     * {@return the report, whole lines}
     *
     * @param ascii whether to do without characters beyond ASCII
     */
    public static String of(Result result, boolean ascii) {
        return new Report(result, ascii).write();
    }

    private String write() {
        if (result.interrupted()) line("interrupted", "what there was until then");
        readers();
        published();
        delivered();
        verdict();
        times();
        server();
        Tally steady = result.steady();
        if (steady.latency.count() > 0) chart("latency, from when an event was due until it was read", steady.latency);
        else if (steady.between.count() > 0) chart("time from one event to the next at the same reader",
                steady.between);
        own();
        return text.toString();
    }

    private void readers() {
        Plan.Crowd crowd = result.plan().crowd();
        line("readers", Figures.grouped(all.opened) + " of " + Figures.grouped(crowd.total()) + " let in within "
                + Figures.time(result.openNanos()));
        all.failures.forEach((why, n) -> line("", Figures.grouped(n) + " not: " + why));
        if (all.ended + all.cut > 0) line("", Figures.grouped(all.ended) + " streams ended by the server, "
                + Figures.grouped(all.cut) + " cut");
        all.setbacks.forEach((why, n) -> line("", Figures.grouped(n) + " tries to come back failed: " + why));
        if (crowd.slow() > 0) {
            line("slow", crowd.slow() + " that read " + (crowd.slowBytes() == 0 ? "nothing"
                    : Figures.size(crowd.slowBytes()) + " a second: "
                    + Figures.grouped(result.slow().events) + " events, put out "
                            + Figures.grouped(result.slow().ended + result.slow().cut) + " times"));
        }
        if (crowd.vanishing() > 0) {
            line("vanishing", crowd.vanishing() + ", disappeared " + Figures.grouped(result.vanishing().vanished)
                    + " times: "
                    + Figures.grouped(result.vanishing().events) + " events");
        }
    }

    private void published() {
        Result.Published published = result.published();
        if (published == null) return;
        Plan.Publish plan = result.plan().publish();
        String rate = plan.rate() == 0 ? "" : " of " + Figures.rate(plan.rate()) + " asked for";
        line("published", Figures.grouped(published.measured()) + " events of " + plan.size() + " B, "
                + Figures.rate(published.perSecond()) + rate);
        published.refused().forEach((why, n) -> line("", Figures.grouped(n) + " refused: " + why));
        if (published.unanswered() > 0) line("", Figures.grouped(published.unanswered())
                + " never answered: nobody knows whether they are published");
        if (published.retries() > 0) line("", "no connection " + Figures.grouped(published.retries())
                + " times, tried again: " + published.unreachable());
        if (published.unsent() > 0) line("", Figures.grouped(published.unsent())
                + " never sent: there was no connection any more");
    }

    private void delivered() {
        double seconds = result.measuredNanos() / 1e9;
        long events = result.deliveries();
        line("delivered", Figures.grouped(events) + " events in " + Figures.time(result.measuredNanos())
                + (seconds == 0 ? "" : ", " + Figures.rate(events / seconds) + ", "
                        + Figures.size(Math.round(result.deliveredBytes() / seconds)) + "/s"));
        if (all.foreign > 0) line("", Figures.grouped(all.foreign) + " events of other publishers");
        if (all.unnumbered > 0) line("", Figures.grouped(all.unnumbered)
                + " events without a number in their id: not judged");
        line("", Figures.count(all.comments, "comment") + " (heartbeats and the like)");
    }

    private void verdict() {
        line("lost", Figures.grouped(all.lost) + "   doubled " + Figures.grouped(all.doubled) + "   out of order "
                + Figures.grouped(all.late));
        if (all.gaps > 0) line("", Figures.grouped(all.announced) + " more are missing where "
                + Figures.grouped(all.gaps) + " gap events said so");
    }

    private void times() {
        text.append('\n').append(String.format(Locale.ROOT, "%-12s%10s%10s%10s%10s%10s%n", "", "p50", "p90", "p99",
                "p99.9", "max"));
        Tally steady = result.steady();
        row("connect", steady.connect);
        row("head", steady.head);
        row("first event", steady.firstEvent);
        row("wait", steady.wait);
        row("between", steady.between);
        if (result.published() != null) row("answer", result.published().answers());
        row("latency", steady.latency);
    }

    private void row(String name, Histogram times) {
        if (times.count() == 0) return;
        text.append(String.format(Locale.ROOT, "%-12s", name));
        for (double quantile : QUANTILES) {
            text.append(String.format(Locale.ROOT, "%10s", Figures.time(times.quantile(quantile))));
        }
        text.append('\n');
    }

    private void server() {
        Result.Server server = result.server();
        if (server == null) return;
        text.append('\n');
        String each = result.deliveries() == 0 ? "" : ", "
                + Figures.micros(server.cpuNanos() / (double) result.deliveries()) + " a delivery";
        line("server", "CPU " + Figures.time(server.cpuNanos()) + each);
        if (server.endBytes() == 0) return; // not known here
        String reader = all.opened == 0 ? "" : ", "
                + Figures.size((server.openBytes() - server.emptyBytes()) / all.opened) + " a reader";
        line("", "memory " + Figures.size(server.endBytes()) + ", " + Figures.size(server.emptyBytes())
                + " before they came" + reader);
    }

    private void chart(String title, Histogram times) {
        text.append('\n').append(title).append('\n').append(Bars.of(times, ascii));
    }

    private void own() {
        Result.Own own = result.own();
        text.append('\n');
        line("bench", "its busiest thread had work " + Math.round(own.busy() * 100) + " % of the time, and a core "
                + Math.round(own.running() * 100) + " %");
        line("", "it used " + Figures.tenths(own.cores()) + " cores in all");
        String publishers = own.lateness().count() == 0 ? "" : "; publishers woke up "
                + Figures.time(own.lateness().quantile(0.99)) + " late";
        line("", "it read at most " + Figures.time(own.passes().quantile(0.99)) + " late" + publishers + " (p99)");
        if (own.bottleneck()) line("", "it may itself be the bottleneck: perhaps the server can do more");
        if (own.crowdedOut()) line("", "it had to wait for a core: this machine has no more to give");
    }

    private void line(String name, String value) {
        text.append(String.format(Locale.ROOT, "%-12s", name)).append(value).append('\n');
    }
}
