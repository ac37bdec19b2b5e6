package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.demo.BadStreams;
import sse.demo.Demos;
import sse.demo.OnPurpose;
import sse.server.ServerOptions;
import sse.server.SseServer;
import sse.text.Json;

/** Each stream below {@code /demo/bad/}, met by lint as its user meets it, and its twin that is right. */
@Timeout(120)
class BadStreamsTest {
    private final List<Throwable> bugs = new CopyOnWriteArrayList<>();
    private SseServer server;

    @BeforeEach
    void start() throws IOException {
        server = new SseServer(ServerOptions.loopback(0), null, bugs::add);
        server.route("demo", new Demos(server));
        server.detour(new OnPurpose());
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        assertEquals(List.of(), bugs);
    }

    /**
     * What lint finds in each, and not in its twin: a name and its query, and the codes, or the exit code where it
     * cannot read at all. 608 is the way to the raw server. Those of five events end; the others are read for so long.
     */
    private static final String[][] FINDINGS = {
        {"noblank", "101 114"}, {"nofinal", "101"}, {"glue", "114"}, {"interleave", "207"}, {"rawnl", "104"},
        {"forge", "115 215"}, {"indent", "102"}, {"case", "105"}, {"space", "103"}, {"nodata", "204"},
        {"error-name", "203"}, {"bom", "119"}, {"bom?at=mid", "107"}, {"bom?at=twice", "107 119"},
        {"utf8", "108"}, {"utf8?v=cut", "108"}, {"utf8?v=utf16", "109"}, {"cr", "116"}, {"mixed", "115"},
        {"crsplit", "117"}, {"nulid", "110 302"}, {"noid", "302"}, {"sameid", "304"}, {"backid", "303"},
        {"norepl", "312"}, {"retry", "307"}, {"retry?v=0", "309"}, {"retry?v=%2060", "307"},
        {"loop?every=20ms", "311", "2s"}, {"rst", "608 614"}, {"short", "608 614"},
        {"length?every=300ms", "606", "2s"}, {"silent?every=20ms", "608", "2s"}, {"hang", "616", "1s"},
        {"latehead", "314"}, {"hold?every=300ms&k=8&n=16", "313"}, {"gzip", "601"}, {"slow?bps=300", "316"},
        {"type", "602"}, {"type?v=application/json", "602"}, {"charset", "603"}, {"html", "113"}, {"status", "604"},
        {"redirect", "608", "1s"}, {"redirect?n=50", "exit 22", "1s"}, {"cors", "609"}, {"nomark", "214 311", "20s"},
    };

    @Test
    void lintFindsWhatEachIsThereToShowAndNothingInItsTwin() throws Exception {
        Map<String, Future<String>> found = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(12)) {
            for (String[] row : FINDINGS) found.put(row[0], threads.submit(() -> judged(row)));
        }
        List<String> differences = new ArrayList<>();
        for (String[] row : FINDINGS) {
            String codes = found.get(row[0]).get();
            if (!codes.equals(row[1])) differences.add(row[0] + ": " + codes + " instead of " + row[1]);
        }
        assertEquals(List.of(), differences);
    }

    @Test
    void theTableAboveHasThemAll() {
        TreeSet<String> named = new TreeSet<>();
        for (String[] row : FINDINGS) named.add(row[0].split("\\?")[0]);
        TreeSet<String> all = new TreeSet<>();
        for (BadStreams.Bad bad : BadStreams.ALL) all.add(bad.name());
        assertEquals(all, named);
    }

    private String judged(String... row) throws Json.Malformed {
        String name = row[0];
        String length = row.length > 2 ? row[2] : "20s";
        boolean ends = row.length == 2;
        String url = "http://127.0.0.1:" + server.address().getPort() + "/demo/bad/" + name;
        if (ends && !name.contains("every=")) url += (name.contains("?") ? "&" : "?") + "every=20ms&n=5";
        String off = (url.contains("?") ? "&" : "?") + "fault=off";
        TreeSet<Integer> bad = new TreeSet<>();
        int code = lint(url, length, bad);
        if (bad.isEmpty() && code > 1) return "exit " + code;
        TreeSet<Integer> twin = new TreeSet<>();
        int right = lint(url + off, length, twin);
        assertTrue(right <= 1, name + ": the twin ends with " + right);
        if (!name.startsWith("latehead")) bad.remove(314); // a busy machine
        if (!name.startsWith("slow")) bad.remove(316);
        bad.removeAll(twin);
        return bad.toString().replaceAll("[\\[\\],]", "");
    }

    private static int lint(String url, String length, TreeSet<Integer> codes) throws Json.Malformed {
        List<String> words = new ArrayList<>(List.of("lint", "--json", url, "--for", length));
        if (url.contains("/cors")) words.addAll(List.of("--origin", "http://shop.test"));
        if (!url.contains("/norepl")) words.add("--no-probe");
        Typed run = Typed.run(words.toArray(String[]::new));
        for (String line : run.out().lines().toList()) {
            String code = (String) ((Map<?, ?>) Json.parse(line)).get("code");
            if (code != null) codes.add(Integer.parseInt(code.substring(3)));
        }
        return run.code();
    }
}
