package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sse.demo.Demos;
import sse.kit.NginxProcess;
import sse.server.ServerOptions;
import sse.server.SseServer;
import sse.text.Json;

/** What doctor says of a real nginx in front of our own server, healthy and as it typically goes wrong. */
@Timeout(60)
class NginxTest {
    private static final String CLOCK = "/demo/clock?fmt=ms&every=100ms";
    private static final String QUIET = "/demo/quiet?hb=0";
    private static final String DEAF = "proxy_ignore_headers X-Accel-Buffering; gzip_types text/event-stream; ";

    /** How much it finds, and what it names, such as {@code nginx buffers}. */
    private static String named(String url, String look) throws Json.Malformed {
        Typed typed = Typed.run("doctor", url, "--for", look, "--json");
        String[] lines = typed.out().split("\n");
        Map<?, ?> end = (Map<?, ?>) Json.parse(lines[lines.length - 1]);
        StringBuilder named = new StringBuilder(count(end, "failed") + " failed, " + count(end, "warnings")
                + " warned:");
        for (Object each : (List<?>) end.get("settings")) {
            Map<?, ?> setting = (Map<?, ?>) each;
            named.append(' ').append(setting.get("hop")).append(' ').append(setting.get("symptom"));
        }
        return named.toString();
    }

    private static String count(Map<?, ?> of, String name) {
        return ((Json.Number) of.get(name)).text();
    }

    @Test
    void doctorNamesNginxAndWhatItDoesAndNothingWhereItIsHealthy(@TempDir Path folder) throws Exception {
        List<Throwable> bugs = new ArrayList<>();
        try (SseServer server = new SseServer(ServerOptions.loopback(0), null, bugs::add)) {
            server.route("demo", new Demos(server));
            server.start();
            String pass = "location / { proxy_pass http://127.0.0.1:" + server.address().getPort() + "; ";
            try (NginxProcess nginx = new NginxProcess(folder,
                    pass + "proxy_http_version 1.0; }",
                    pass + "proxy_http_version 1.0; " + DEAF + "}",
                    pass + "proxy_http_version 1.1; " + DEAF + "}",
                    pass + "proxy_http_version 1.1; gzip on; " + DEAF + "}",
                    pass + "proxy_http_version 1.1; proxy_read_timeout 6s; }")) {
                List<FutureTask<String>> rows = new ArrayList<>();
                rows.add(row(nginx.url(0, CLOCK), "3s"));
                rows.add(row(nginx.url(1, CLOCK), "3s"));
                rows.add(row(nginx.url(2, CLOCK), "3s"));
                rows.add(row(nginx.url(3, CLOCK), "4s"));
                rows.add(row(nginx.url(4, QUIET), "10s"));
                assertEquals("0 failed, 0 warned:", rows.get(0).get());
                assertEquals("1 failed, 0 warned: nginx buffers", rows.get(1).get());
                assertEquals("0 failed, 0 warned:", rows.get(2).get());
                assertEquals("1 failed, 0 warned: nginx compresses", rows.get(3).get());
                assertEquals("0 failed, 1 warned: nginx cuts-idle", rows.get(4).get());
            }
        }
        assertEquals(List.of(), bugs);
    }

    private static FutureTask<String> row(String url, String look) {
        FutureTask<String> task = new FutureTask<>(() -> named(url, look));
        Thread.ofVirtual().start(task);
        return task;
    }
}
