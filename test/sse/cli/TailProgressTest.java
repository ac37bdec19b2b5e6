package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.kit.Await;
import sse.kit.ScriptedServer;
import sse.term.Console;

/** The bar below the events of a stream that says how far a work is. */
@Timeout(20)
class TailProgressTest {
    private static final String FIRST = "data: x\n\nevent: progress\ndata: {\"pct\":40,\"line\":\"40%\"}\n\n";
    private static final String REST = "data: copied\n\nevent: progress\ndata: {\"pct\":100}\n\n";
    private static final String BAR = "# [================                        ] 40 %";

    /** What a terminal is sent, data and notes; the rest comes when the first events have been shown, or never. */
    private static String shown(boolean bar, boolean terminal, Map<String, String> env, String... options)
            throws Exception {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        try (ScriptedServer server = new ScriptedServer(with -> {
            with.send(ScriptedServer.HEAD + FIRST);
            if (bar) Await.until("a bar", 10_000, () -> both.toString(StandardCharsets.UTF_8).endsWith(BAR));
            with.send(REST);
        })) {
            List<String> words = new ArrayList<>(List.of("tail", server.uri("/x").toString(), "--no-reconnect"));
            words.addAll(List.of(options));
            Cli.run(words.toArray(String[]::new),
                    new Console(InputStream.nullInputStream(), both, both, env, terminal));
        }
        return both.toString(StandardCharsets.UTF_8);
    }

    @Test
    void barIsBelowTheEventsAndGoneBehindThem() throws Exception {
        String shown = shown(true, true, Map.of("COLUMNS", "80", "NO_COLOR", "1"));
        String gone = "\r" + " ".repeat(BAR.length()) + "\r";
        assertTrue(shown.contains("\"40%\"}\n" + BAR + gone + "message   copied\n"), shown);
        assertEquals(shown.indexOf("===="), shown.lastIndexOf("[====") + 1, shown);
    }

    @Test
    void thereIsNoneWhereItCouldNotGoAgainOrIsNotForPeople() throws Exception {
        Map<String, String> wide = Map.of("COLUMNS", "80");
        assertTrue(!shown(false, false, wide).contains("===="));
        assertTrue(!shown(false, true, Map.of("COLUMNS", "80", "TERM", "dumb")).contains("===="));
        assertTrue(!shown(false, true, Map.of("COLUMNS", "60")).contains("===="));
        for (String option : new String[] {"--json", "--data", "--wire", "--raw"}) {
            assertTrue(!shown(false, true, wide, option).contains("===="), option);
        }
    }
}
