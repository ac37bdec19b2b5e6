import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The table that the README quotes: {@code java Table.java RESULTS MACHINE COMMAND}. RESULTS has a JSON
 * object a line: scenario, peer, round, result. Each figure is the median over the rounds; in brackets is
 * what sse.jar's is of the peer's, as the median of the ratios within each round.
 */
class Table {
    private record Row(String scenario, String name, String unit, double scale, String... path) {}

    private static final List<Row> SERVERS = List.of(
            row("S1", "50 events/s to 1,000 readers: server CPU a delivery", "us", 1, "server", "cpuMicrosPerDelivery"),
            row("S1", "the same: latency p50", "ms", 1, "readers", "latencyMs", "p50"),
            row("S1", "the same: latency p99", "ms", 1, "readers", "latencyMs", "p99"),
            row("S2c", "500 events/s to 1,000 readers: delivered", "k/s", 1e-3, "deliveriesPerSecond"),
            row("S2c", "the same: latency p99", "ms", 1, "readers", "latencyMs", "p99"),
            row("S2c", "the same: server CPU a delivery", "us", 1, "server", "cpuMicrosPerDelivery"),
            row("S2a", "flood to 1,000 readers: delivered", "k/s", 1e-3, "deliveriesPerSecond"),
            row("S2a", "the same: latency p99", "ms", 1, "readers", "latencyMs", "p99"),
            row("S2b", "flood to 100 readers: delivered", "k/s", 1e-3, "deliveriesPerSecond"),
            row("S3", "one event a POST: published", "k/s", 1e-3, "published", "perSecond"),
            row("S3m", "50 events a POST: published", "k/s", 1e-3, "published", "perSecond"),
            row("S4", "10,000 idle readers: memory a reader", "kB", 1e-3, "server", "bytesPerReader"),
            row("S4", "the same: let in, all of them, cold", "s", 1e-3, "openMs"),
            row("S4", "the same: server CPU for 31 s with heartbeats", "ms", 1, "server", "cpuMs"),
            row("S5", "a reader comes back 10,000 events late: all of them there", "ms", 1, "readers", "waitMs", "p50"),
            row("S6", "start of the process to the first event at a reader", "ms", 1, "firstEventMs"),
            row("stall0", "500 events/s of 4 kB to 100 readers: p99", "ms", 1, "readers", "latencyMs", "p99"),
            row("stall3", "the same beside 3 readers that are stalled: p99", "ms", 1, "readers", "latencyMs", "p99"),
            row("stall40", "the same beside 40: p99", "ms", 1, "readers", "latencyMs", "p99"));
    private static final List<Row> WIRE = List.of(
            row("read-tokens", "reading short events", "MB/s", 1, "mbPerSecond"),
            row("read-multi", "reading events of ten lines", "MB/s", 1, "mbPerSecond"),
            row("write-tokens", "writing short events", "MB/s", 1, "mbPerSecond"),
            row("write-multi", "writing events of ten lines", "MB/s", 1, "mbPerSecond"));

    private static final List<Row> REDIS = List.of(
            row("R1", "50 events/s to 1,000 readers: latency p50", "ms", 1, "readers", "latencyMs", "p50"),
            row("R1", "the same: latency p99", "ms", 1, "readers", "latencyMs", "p99"),
            row("R1", "the same: a POST is answered, p50", "ms", 1, "published", "answerMs", "p50"),
            row("R1", "the same: server CPU a delivery", "us", 1, "server", "cpuMicrosPerDelivery"),
            row("R1", "the same: Redis CPU an event", "us", 1, "redis", "cpuMicrosPerEvent"),
            row("R1-1", "100 events/s to one reader: latency p50", "ms", 1, "readers", "latencyMs", "p50"),
            row("R2-1", "one event a POST, one publisher: published", "k/s", 1e-3, "published", "perSecond"),
            row("R2-1", "the same: Redis CPU an event", "us", 1, "redis", "cpuMicrosPerEvent"),
            row("R2-32", "one event a POST, 32 publishers: published", "k/s", 1e-3, "published", "perSecond"),
            row("R2-32", "the same: Redis CPU an event", "us", 1, "redis", "cpuMicrosPerEvent"),
            row("R3-1", "50 events a POST, one publisher: published", "k/s", 1e-3, "published", "perSecond"),
            row("R3-4", "50 events a POST, 4 publishers: published", "k/s", 1e-3, "published", "perSecond"),
            row("R3-4", "the same: Redis CPU an event", "us", 1, "redis", "cpuMicrosPerEvent"),
            row("mirror50", "50 events/s, and nobody reads: server CPU an event", "us", 1, "mirror",
                    "cpuMicrosPerEvent"),
            row("mirror1000", "1,000 events/s, and nobody reads: server CPU an event", "us", 1, "mirror",
                    "cpuMicrosPerEvent"),
            row("crowd", "./sse.jar, one event/s to 10,000 readers: CPU a delivery", "us", 1, "server",
                    "cpuMicrosPerDelivery"),
            row("crowd", "the same: latency p99", "ms", 1, "readers", "latencyMs", "p99"),
            row("crowd", "the same: memory a reader", "kB", 1e-3, "server", "bytesPerReader"),
            row("kept", "./sse.jar keeps 100,000 events: live heap an event", "B", 1, "heapBytesPerEvent"),
            row("kept", "the same: resident in all", "MB", 1e-6, "rss"),
            row("kept", "the same: Redis, memory an event", "B", 1, "redisBytesPerEvent"),
            row("kept", "the same: start of another one to the first event at a reader", "ms", 1, "fillMs"));
    private static final List<Row> SCALE = List.of(
            row("scale", "100 events/s to 600 readers: CPU of all servers a delivery", "us", 1, "all",
                    "cpuMicrosPerDelivery"),
            row("scale", "the same: latency p99 at the server that is published to", "ms", 1, "readers", "latencyMs",
                    "p99"),
            row("scale", "the same: Redis CPU an event", "us", 1, "redis", "cpuMicrosPerEvent"));

    private static Row row(String scenario, String name, String unit, double scale, String... path) {
        return new Row(scenario, name, unit, scale, path);
    }

    /** Scenarios with several publishers, whose events may overtake each other. */
    private static final Set<String> UNORDERED = Set.of("R2-32", "R3-4");

    /** By scenario, peer and round: the line. */
    private final Map<String, String> lines = new TreeMap<>();
    private final Set<String> peers = new LinkedHashSet<>();
    private int rounds;

    public static void main(String[] args) throws IOException {
        Table table = new Table();
        for (String line : Files.readAllLines(Path.of(args[0]))) table.add(line);
        table.print(args[1], args[2]);
    }

    private void add(String line) {
        String peer = text(line, "peer");
        int round = (int) number(line, "round");
        peers.add(peer);
        rounds = Math.max(rounds, round);
        lines.put(text(line, "scenario") + " " + peer + " " + round, line);
    }

    private void print(String machine, String command) {
        System.out.println("Median of " + rounds + " interleaved rounds; " + machine + ".");
        System.out.println("In brackets: sse.jar's figure as a multiple of the peer's.");
        System.out.println();
        System.out.println("    " + command.strip());
        System.out.println();
        print(SERVERS);
        print(WIRE);
        print(REDIS);
        print(SCALE);
        for (String line : lines.values()) faults(line);
    }

    /** The rows that were measured, with a column for each peer that was there. */
    private void print(List<Row> rows) {
        List<Row> measured = rows.stream().filter(row -> peers.stream().anyMatch(peer -> !cell(row, peer).isEmpty()))
                .toList();
        List<String> present = peers.stream().filter(peer -> measured.stream().anyMatch(row -> !cell(row, peer)
                .isEmpty())).toList();
        if (measured.isEmpty()) return;
        String heads = String.join(" | ", present).replace("before.sh", "./before.jar").replace("ours.sh", "./sse.jar");
        if (rows == SCALE) heads = String.join(" | ", present.stream().map(n -> n + " server" + (n.equals("1") ? ""
                : "s")).toList());
        System.out.println("| | " + heads.replace("ours", "sse.jar").replace("-redis", ", Redis") + " |");
        System.out.println("|---|" + "--:|".repeat(present.size()));
        for (Row row : measured) {
            System.out.println("| " + row.name + ", " + row.unit + " | " + String.join(" | ", present.stream()
                    .map(peer -> cell(row, peer)).toList()) + " |");
        }
        System.out.println();
    }

    private String cell(Row row, String peer) {
        String of = peer.endsWith("-redis") ? "ours-redis" : "ours"; // like is compared with like
        List<Double> values = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            double value = value(row, peer, round);
            if (Double.isNaN(value)) continue;
            values.add(value);
            double ours = value(row, of, round);
            if (value > 0 && !Double.isNaN(ours)) ratios.add(ours / value);
        }
        if (values.isEmpty()) return "";
        String figure = digits(median(values) * row.scale);
        return peer.equals(of) || ratios.isEmpty() ? figure : figure + " (" + digits(median(ratios)) + "x)";
    }

    private double value(Row row, String peer, int round) {
        String line = lines.get(row.scenario + " " + peer + " " + round);
        return line == null ? Double.NaN : number(line, row.path);
    }

    /** What went wrong in a run has to be known beside its figures. */
    private static void faults(String line) {
        StringBuilder faults = new StringBuilder();
        for (String what : new String[] {"lost", "doubled", "outOfOrder"}) {
            double n = number(line, what);
            if (what.equals("outOfOrder") && UNORDERED.contains(text(line, "scenario"))) continue;
            if (n > 0) faults.append(", ").append(what).append(' ').append((long) n);
        }
        double cut = number(line, "readers", "cut");
        if (cut > 0) faults.append(", cut ").append((long) cut);
        double out = number(line, "readers", "asked") - number(line, "readers", "opened");
        if (out > 0) faults.append(", not let in ").append((long) out);
        for (String what : new String[] {"unanswered", "unsent"}) {
            double n = number(line, "published", what);
            if (n > 0) faults.append(", ").append(what).append(' ').append((long) n);
        }
        if (line.contains("\"refused\":{\"")) faults.append(", refused some");
        if (line.contains("\"bottleneck\":true")) faults.append(", the load test itself was the bottleneck");
        if (line.contains("\"crowdedOut\":true")) faults.append(", the load test had to wait for a core");
        if (!faults.isEmpty()) {
            System.out.println("- " + text(line, "scenario") + " " + text(line, "peer") + ", round "
                    + (int) number(line, "round") + ": " + faults.substring(2));
        }
    }

    /** The number at the end of this path of names, or NaN. Our own JSON: a name is not repeated before its place. */
    private static double number(String json, String... path) {
        int at = 0;
        for (String name : path) {
            at = json.indexOf("\"" + name + "\":", at);
            if (at < 0) return Double.NaN;
            at += name.length() + 3;
        }
        int end = at;
        while (end < json.length() && "+-.0123456789Ee".indexOf(json.charAt(end)) >= 0) end++;
        return end == at ? Double.NaN : Double.parseDouble(json.substring(at, end));
    }

    private static String text(String json, String name) {
        int at = json.indexOf("\"" + name + "\":\"") + name.length() + 4;
        return json.substring(at, json.indexOf('"', at));
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(v -> v).toArray();
        Arrays.sort(sorted);
        int n = sorted.length;
        return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }

    private static String digits(double value) {
        return String.format(Locale.ROOT, value < 0.0995 ? "%.3f" : value < 9.95 ? "%.2f" : value < 99.5 ? "%.1f"
                : "%,.0f", value);
    }
}
