package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.demo.Demos;
import sse.demo.OnPurpose;
import sse.kit.BadOutcomes;
import sse.server.ServerOptions;
import sse.server.SseServer;
import sse.text.Json;

/** What {@code tail --as browser} makes of each stream that is broken on purpose. */
@Timeout(120)
class BadStreamsInTailTest {

    @Test
    void eachHasItsOutcome() throws Exception {
        List<Throwable> bugs = new ArrayList<>();
        Map<String, Future<String>> outcomes = new LinkedHashMap<>();
        List<String> differences = new ArrayList<>();
        try (SseServer server = new SseServer(ServerOptions.loopback(0), null, bugs::add);
                ExecutorService threads = Executors.newFixedThreadPool(22)) {
            server.route("demo", new Demos(server));
            server.detour(new OnPurpose());
            server.start();
            int port = server.address().getPort();
            for (String[] row : BadOutcomes.TABLE) {
                outcomes.put(row[0], threads.submit(() -> outcome("http://127.0.0.1:" + port
                        + BadOutcomes.path(row[0]), port, BadOutcomes.SECONDS)));
            }
            for (Future<String> one : outcomes.values()) one.get();
            for (String[] row : BadOutcomes.TABLE) {
                String outcome = outcomes.get(row[0]).get();
                if (!outcome.equals(row[1])) outcome = outcome("http://127.0.0.1:" + port
                        + BadOutcomes.path(row[0]) + "&_=2", port, BadOutcomes.LONGER);
                if (!outcome.equals(row[1])) differences.add(row[0] + ": " + outcome + " instead of " + row[1]);
            }
        }
        assertEquals("", String.join("\n", differences));
        assertEquals(List.of(), bugs);
    }

    private static String outcome(String url, int port, int seconds) throws IOException, Json.Malformed {
        Typed run = Typed.run("tail", "--as", "browser", "--json", "--origin",
                "http://localhost:" + port, "-m", "" + seconds, url);
        List<String> happened = new ArrayList<>();
        for (String line : run.out().lines().toList()) {
            Map<?, ?> object = (Map<?, ?>) Json.parse(line);
            if (object.get("kind").equals("event")) {
                happened.add("event " + object.get("type").toString().replace(' ', '_') + " " + object.get("id") + " "
                        + object.get("data"));
            } else if (!object.get("kind").equals("open") && object.get("readyState") != null) {
                happened.add("error " + Json.write(object.get("readyState")));
            }
        }
        return BadOutcomes.of(happened);
    }
}
