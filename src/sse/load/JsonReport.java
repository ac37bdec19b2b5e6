package sse.load;

import java.util.Map;
import sse.text.JsonWriter;

/** The result of a load test as one JSON object. Times are milliseconds, sizes bytes, rates a second. */
public final class JsonReport {
    private final StringBuilder json = new StringBuilder();

    private JsonReport() {}

    /** {@return the object, in one line without a line feed} */
    public static String of(Result result) {
        return new JsonReport().write(result);
    }

    private String write(Result result) {
        json.append("{\"url\":");
        JsonWriter.quote(json, result.plan().url().toString());
        json.append(",\"interrupted\":").append(result.interrupted());
        number("openMs", result.openNanos() / 1e6);
        number("measuredMs", result.measuredNanos() / 1e6);
        number("deliveries", result.deliveries());
        double seconds = result.measuredNanos() / 1e9;
        number("deliveriesPerSecond", seconds == 0 ? 0 : result.deliveries() / seconds);
        number("bytesPerSecond", seconds == 0 ? 0 : result.deliveredBytes() / seconds);
        Tally all = result.all();
        number("lost", all.lost);
        number("doubled", all.doubled);
        number("outOfOrder", all.late);
        published(result.published());
        tally("readers", result.steady());
        if (result.slow().readers > 0) tally("slow", result.slow());
        if (result.vanishing().readers > 0) tally("vanishing", result.vanishing());
        own(result.own());
        server(result.server(), result.deliveries(), all.opened);
        return json.append('}').toString();
    }

    private void published(Result.Published published) {
        if (published == null) return;
        name("published").append("{\"accepted\":").append(published.accepted());
        number("measured", published.measured());
        number("perSecond", published.perSecond());
        number("unanswered", published.unanswered());
        number("unsent", published.unsent());
        number("retries", published.retries());
        reasons("refused", published.refused());
        times("answerMs", published.answers());
        json.append('}');
    }

    private void tally(String name, Tally tally) {
        name(name).append("{\"asked\":").append(tally.readers);
        number("opened", tally.opened);
        number("streams", tally.streams);
        number("ended", tally.ended);
        number("cut", tally.cut);
        number("vanished", tally.vanished);
        number("events", tally.events);
        number("foreign", tally.foreign);
        number("unnumbered", tally.unnumbered);
        number("comments", tally.comments);
        number("lost", tally.lost);
        number("doubled", tally.doubled);
        number("outOfOrder", tally.late);
        number("gaps", tally.gaps);
        number("announced", tally.announced);
        if (tally.firstId != null) {
            name("firstId");
            JsonWriter.quote(json, tally.firstId);
        }
        reasons("failures", tally.failures);
        reasons("setbacks", tally.setbacks);
        times("connectMs", tally.connect);
        times("headMs", tally.head);
        times("firstEventMs", tally.firstEvent);
        times("waitMs", tally.wait);
        times("betweenMs", tally.between);
        times("latencyMs", tally.latency);
        json.append('}');
    }

    private void own(Result.Own own) {
        name("bench").append("{\"busy\":").append(decimal(own.busy()));
        number("running", own.running());
        number("cores", own.cores());
        times("passMs", own.passes());
        times("latenessMs", own.lateness());
        name("bottleneck").append(own.bottleneck());
        name("crowdedOut").append(own.crowdedOut()).append('}');
    }

    private void server(Result.Server server, long deliveries, int readers) {
        if (server == null) return;
        name("server").append("{\"cpuMs\":").append(decimal(server.cpuNanos() / 1e6));
        number("cpuMicrosPerDelivery", deliveries == 0 ? 0 : server.cpuNanos() / 1e3 / deliveries);
        number("openCpuMs", server.openCpuNanos() / 1e6);
        number("emptyBytes", server.emptyBytes());
        number("openBytes", server.openBytes());
        number("endBytes", server.endBytes());
        number("bytesPerReader", readers == 0 ? 0 : (server.openBytes() - server.emptyBytes()) / readers);
        json.append('}');
    }

    private void times(String name, Histogram times) {
        if (times.count() == 0) return;
        name(name).append("{\"count\":").append(times.count());
        number("min", times.min() / 1e6);
        number("mean", times.mean() / 1e6);
        number("p50", times.quantile(0.5) / 1e6);
        number("p90", times.quantile(0.9) / 1e6);
        number("p99", times.quantile(0.99) / 1e6);
        number("p999", times.quantile(0.999) / 1e6);
        number("max", times.max() / 1e6);
        json.append('}');
    }

    private void reasons(String name, Map<String, Integer> reasons) {
        name(name).append('{');
        int n = 0;
        for (Map.Entry<String, Integer> reason : reasons.entrySet()) {
            if (n++ > 0) json.append(',');
            JsonWriter.quote(json, reason.getKey());
            json.append(':').append(reason.getValue());
        }
        json.append('}');
    }

    private void number(String name, long value) {
        name(name).append(value);
    }

    private void number(String name, double value) {
        name(name).append(decimal(value));
    }

    private StringBuilder name(String name) {
        return json.append(",\"").append(name).append("\":");
    }

    /** At most three digits behind the point. */
    private static String decimal(double value) {
        long thousandths = Math.round(value * 1000);
        String whole = Long.toString(thousandths / 1000);
        if (thousandths % 1000 == 0) return whole;
        String part = Long.toString(1000 + Math.abs(thousandths % 1000)).substring(1);
        while (part.endsWith("0")) part = part.substring(0, part.length() - 1);
        return (thousandths < 0 && thousandths > -1000 ? "-" : "") + whole + "." + part;
    }
}
