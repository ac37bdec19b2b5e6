package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.broken.RawServer;
import sse.client.ClientOptions;
import sse.client.StreamRequest;
import sse.fault.Kind;
import sse.fault.Spec;
import sse.kit.ScriptedServer;
import sse.kit.Wire;
import sse.proxy.Onlookers;
import sse.proxy.Proxy;
import sse.proxy.Terms;
import sse.tape.Redacted;
import sse.text.Json;

/** Each fault, struck by a proxy into a stream that is right, and judged by lint. */
@Timeout(120)
class ProxyFaultsTest {

    /**
     * What lint finds behind a proxy that has this fault, and not without: codes, or the exit code where it cannot read
     * at all. A third word is for how long it listens, a fourth the milliseconds between events.
     */
    private static final String[][] FINDINGS = {
        {"status=503", "604"}, {"type=text/plain", "602"}, {"delay=3s", "314"}, {"redirect=/other", "exit 22"},
        {"refuse", "exit 22"}, {"noreplay", "312"}, {"length=98", "606"}, {"html", "113 606"}, {"utf16", "109"},
        {"gzip", "601"}, {"cut@events=3", ""}, {"reset@events=3", "614"}, {"short@events=3", "614"},
        {"stall@events=2", "", "1s"}, {"hold=8", "313", "20s", "300"}, {"slow=300", "316"}, {"split=1", ""},
        {"nohb", ""}, {"drop@every=2", ""}, {"dup", "303"}, {"swap@every=2", "303"}, {"weave@every=2", "207"},
        {"half@events=3", "101"}, {"noblank@events=2", "114"}, {"nodata", "204"}, {"rawnl", "104"},
        {"forge", "114 115 215 303"}, {"indent", "102"},
        {"case", "105"}, {"space", "103"}, {"name=error", "203"}, {"bom@events=2", "107"}, {"latin1", "108"},
        {"cutchar", "108"}, {"nulid", "110 302"}, {"noid", "302"}, {"sameid", "304"}, {"badretry", "307"},
        {"cr", "116"}, {"crlf", "117"}, {"mixed", "115"},
    };

    @Test
    void theTableHasThemAll() {
        TreeSet<String> named = new TreeSet<>();
        for (String[] row : FINDINGS) named.add(row[0].split("[=@]")[0]);
        TreeSet<String> all = new TreeSet<>();
        for (Kind kind : Kind.values()) all.add(kind.word());
        assertEquals(all, named);
    }

    /** An upstream whose stream is right: sixteen events, with comments; it goes on behind an id. */
    private static ScriptedServer upstream(int pace) throws IOException {
        return new ScriptedServer(with -> {
            String last = with.header("Last-Event-ID");
            with.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\n"
                    + "X-Accel-Buffering: no\r\nTransfer-Encoding: chunked\r\n\r\n");
            chunk(with, "retry: 100\n\n");
            for (int i = last == null ? 1 : Integer.parseInt(last) + 1; i <= 16; i++) {
                Thread.sleep(pace); // the pace of the stream: what is held back is seen by it
                if (i % 4 == 0) chunk(with, ": here\n\n");
                chunk(with, "id: " + i + "\nevent: tick\ndata: some words for it\n\n");
            }
            with.send("0\r\n\r\n");
        });
    }

    private static void chunk(ScriptedServer.Conversation with, String text) throws IOException {
        with.send(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
    }

    private static RawServer proxy(ScriptedServer upstream, String faults) throws IOException {
        Terms terms = new Terms(StreamRequest.of(upstream.uri("")), ClientOptions.DEFAULT.withProxies(null), false,
                false, Spec.parse(faults), 7, "a");
        Onlookers nobody = new Onlookers(null, Set.of(), 0, false, null, new Redacted(Set.of()), n -> { }, () -> { });
        return new RawServer(InetAddress.getLoopbackAddress(), 0, 10,
                new Proxy(terms, nobody, new Redacted(Set.of()), n -> { }));
    }

    @Test
    void lintFindsWhatEachIsThereToShow() throws Exception {
        TreeSet<Integer> right = new TreeSet<>();
        judged("", "20s", 30, right);
        Map<String, Future<String>> found = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(12)) {
            for (String[] row : FINDINGS) found.put(row[0], threads.submit(() -> judged(row, right)));
        }
        List<String> differences = new ArrayList<>();
        for (String[] row : FINDINGS) {
            String codes = found.get(row[0]).get();
            if (!codes.equals(row[1])) differences.add(row[0] + ": " + codes + " instead of " + row[1]);
        }
        assertEquals(List.of(), differences);
    }

    private static String judged(String[] row, TreeSet<Integer> right) throws Exception {
        TreeSet<Integer> codes = new TreeSet<>();
        int pace = row.length > 3 ? Integer.parseInt(row[3]) : 30;
        int code = judged(row[0], row.length > 2 ? row[2] : "20s", pace, codes);
        if (codes.isEmpty() && code > 1) return "exit " + code;
        if (!row[0].startsWith("delay")) codes.remove(314); // a busy machine
        if (!row[0].startsWith("slow")) codes.remove(316);
        if (!row[0].startsWith("hold")) codes.remove(313);
        codes.removeAll(right);
        return codes.toString().replaceAll("[\\[\\],]", "");
    }

    private static int judged(String faults, String length, int pace, TreeSet<Integer> codes) throws Exception {
        try (ScriptedServer upstream = upstream(pace); RawServer proxy = proxy(upstream, faults)) {
            List<String> words = new ArrayList<>(List.of("lint", "--json", "http://127.0.0.1:" + proxy.port() + "/",
                    "--for", length));
            if (!faults.equals("noreplay")) words.add("--no-probe");
            Typed run = Typed.run(words.toArray(String[]::new));
            for (String line : run.out().lines().toList()) {
                String code = (String) ((Map<?, ?>) Json.parse(line)).get("code");
                if (code != null) codes.add(Integer.parseInt(code.substring(3)));
            }
            return run.code();
        }
    }

    @Test
    void sameSeedAndSameBytesGiveTheSame() throws IOException {
        String spec = "drop@p=0.3,dup@p=0.3,latin1@p=0.5";
        byte[] first = null;
        for (int i = 0; i < 2; i++) {
            try (ScriptedServer upstream = upstream(5); RawServer proxy = proxy(upstream, spec);
                    Wire wire = Wire.get(proxy.port(), "/")) {
                byte[] got = wire.rest();
                if (first != null) assertEquals(new String(first), new String(got));
                first = got;
            }
        }
    }
}
