package sse.load;

import java.util.Map;
import sse.text.JsonWriter;

/** The result of a load test as one JSON object. Times are milliseconds, sizes bytes, rates a second. */
public final class JsonReport {
    private final JsonWriter json = JsonWriter.object();

    private JsonReport() {}

    /** {@return the object, in one line without a line feed} */
    public static String of(Result result) {
        return new JsonReport().write(result);
    }

    private String write(Result result) {
        json.put("url", result.plan().url().toString()).put("interrupted", result.interrupted());
        json.put("openMs", result.openNanos() / 1e6).put("measuredMs", result.measuredNanos() / 1e6);
        json.put("deliveries", result.deliveries());
        double seconds = result.measuredNanos() / 1e9;
        json.put("deliveriesPerSecond", seconds == 0 ? 0 : result.deliveries() / seconds);
        json.put("bytesPerSecond", seconds == 0 ? 0 : result.deliveredBytes() / seconds);
        Tally all = result.all();
        json.put("lost", all.lost).put("doubled", all.doubled).put("outOfOrder", all.late);
        published(result.published());
        tally("readers", result.steady());
        if (result.slow().readers > 0) tally("slow", result.slow());
        if (result.vanishing().readers > 0) tally("vanishing", result.vanishing());
        own(result.own());
        server(result.server(), result.deliveries(), all.opened);
        return json.end().toString();
    }

    private void published(Result.Published published) {
        if (published == null) return;
        json.object("published").put("accepted", published.accepted()).put("measured", published.measured());
        json.put("perSecond", published.perSecond()).put("unanswered", published.unanswered());
        json.put("unsent", published.unsent()).put("retries", published.retries());
        reasons("refused", published.refused());
        times("answerMs", published.answers());
        json.end();
    }

    private void tally(String name, Tally tally) {
        json.object(name).put("asked", tally.readers).put("opened", tally.opened).put("streams", tally.streams);
        json.put("ended", tally.ended).put("cut", tally.cut).put("vanished", tally.vanished);
        json.put("events", tally.events).put("foreign", tally.foreign).put("unnumbered", tally.unnumbered);
        json.put("comments", tally.comments).put("lost", tally.lost).put("doubled", tally.doubled);
        json.put("outOfOrder", tally.late).put("gaps", tally.gaps).put("announced", tally.announced);
        if (tally.firstId != null) json.put("firstId", tally.firstId);
        reasons("failures", tally.failures);
        reasons("setbacks", tally.setbacks);
        times("connectMs", tally.connect);
        times("headMs", tally.head);
        times("firstEventMs", tally.firstEvent);
        times("waitMs", tally.wait);
        times("betweenMs", tally.between);
        times("latencyMs", tally.latency);
        json.end();
    }

    private void own(Result.Own own) {
        json.object("bench").put("busy", own.busy()).put("running", own.running()).put("cores", own.cores());
        times("passMs", own.passes());
        times("latenessMs", own.lateness());
        json.put("bottleneck", own.bottleneck()).put("crowdedOut", own.crowdedOut()).end();
    }

    private void server(Result.Server server, long deliveries, int readers) {
        if (server == null) return;
        json.object("server").put("cpuMs", server.cpuNanos() / 1e6);
        json.put("cpuMicrosPerDelivery", deliveries == 0 ? 0 : server.cpuNanos() / 1e3 / deliveries);
        json.put("openCpuMs", server.openCpuNanos() / 1e6).put("emptyBytes", server.emptyBytes());
        json.put("openBytes", server.openBytes()).put("endBytes", server.endBytes());
        json.put("bytesPerReader", readers == 0 ? 0 : (server.openBytes() - server.emptyBytes()) / readers);
        json.end();
    }

    private void times(String name, Histogram times) {
        if (times.count() == 0) return;
        json.object(name).put("count", times.count()).put("min", times.min() / 1e6);
        json.put("mean", times.mean() / 1e6).put("p50", times.quantile(0.5) / 1e6);
        json.put("p90", times.quantile(0.9) / 1e6).put("p99", times.quantile(0.99) / 1e6);
        json.put("p999", times.quantile(0.999) / 1e6).put("max", times.max() / 1e6).end();
    }

    private void reasons(String name, Map<String, Integer> reasons) {
        json.object(name);
        for (Map.Entry<String, Integer> reason : reasons.entrySet()) json.put(reason.getKey(), reason.getValue());
        json.end();
    }
}
