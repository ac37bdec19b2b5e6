package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sse.kit.ScriptedServer.held;
import static sse.kit.ScriptedServer.stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.kit.ScriptedServer;

/** {@code tail --wire}: the rows of explain, live. */
@Timeout(20)
class TailWireTest {
    @Test
    void everyLineIsShownWithItsTimeAndWhatItDidAcrossReconnects() throws Exception {
        try (ScriptedServer server = new ScriptedServer(stream("retry: 20\n\nevent: tick\ndata: one\n\n"),
                held("data : x\ndata: two\n\n"))) {
            Typed typed = Typed.run("tail", server.uri("/x").toString(), "--wire", "-c", "2");
            assertEquals("""
                    T            0-9      retry: 20␊          reconnection time = 20 ms                                  [warning SSE309]
                                 10       ␊                   blank line, no data collected: nothing to send
                                 11-22    event: tick␊        event type = "tick"
                                 23-32    data: one␊          data = "one"
                                 33       ␊                   DISPATCH tick data="one"   addEventListener("tick"), not onmessage
                    T            #2:0-8   ~data : x~␊         field "data " is unknown: no space in front of the colon   [error SSE106]
                                 #2:9-18  data: two␊          data = "two"
                                 #2:19    ␊                   DISPATCH message data="two"
                    """, steady(typed.out()));
        }
    }

    @Test
    void wireOfSeveralUrlsIsRefused() throws Exception {
        Typed typed = Typed.run("tail", "http://127.0.0.1:1/a", "http://127.0.0.1:2/b", "--wire");
        assertEquals(2, typed.code());
        assertTrue(typed.err().contains("--wire takes one URL"), typed.err());
    }

    /** With T for a time that is shown, and none for those that show only because a millisecond has passed. */
    private static String steady(String rows) {
        StringBuilder steady = new StringBuilder();
        boolean first = true;
        for (String row : rows.split("\n")) {
            boolean second = row.startsWith("#2:", 13) && !steady.toString().contains("#2:");
            boolean timed = row.matches("[0-9:.]{12} .*");
            if ((first || second) && !timed) throw new AssertionError("no time: " + row);
            steady.append(first || second ? "T           " : "            ").append(row.substring(12)).append('\n');
            first = false;
        }
        return steady.toString();
    }
}
