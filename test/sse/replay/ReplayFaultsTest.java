package sse.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.broken.RawServer;
import sse.fault.Kind;
import sse.fault.Spec;
import sse.kit.Await;
import sse.kit.Wire;
import sse.tape.Tape;
import sse.tape.TapeReader;

/** Each fault breaks what is played, and in the same way each time. */
@Timeout(60)
class ReplayFaultsTest {
    /** Instead of the examples of the help that take seconds. */
    private static final Map<Kind, String> QUICK = Map.of(Kind.DELAY, "delay=20ms", Kind.STALL,
            "stall=20ms@events=2", Kind.SLOW, "slow=20000", Kind.RESET, "reset@events=3", Kind.REFUSE, "refuse",
            Kind.DROP, "drop@every=3");

    private static final Set<Kind> SAME_BYTES = Set.of(Kind.DELAY, Kind.STALL, Kind.SLOW, Kind.SPLIT, Kind.HOLD,
            Kind.NOREPLAY, Kind.TYPE);

    private static Tape tape() throws IOException {
        StringBuilder text = new StringBuilder("{\"tape\":1}\n[0,\"ask\",{}]\n[0,\"head\",{\"status\":200,\"headers\":"
                + "[[\"Content-Type\",\"text/event-stream\"]]}]\n");
        for (int i = 1; i <= 12; i++) {
            text.append("[0,\"o\",\": hb\\nid: ").append(i).append("\\nevent: tick\\ndata: việt ").append(i)
                    .append("\\n\\n\"]\n");
        }
        return TapeReader.read(new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)), n -> { });
    }

    private static RawServer server(String spec, long seed) throws IOException {
        return new RawServer(InetAddress.getLoopbackAddress(), 0, 10,
                new Replay(tape(), Manner.AS_TAPED, false, Set.of(), Spec.parse(spec), seed, (n, r, w) -> { }));
    }

    private static String got(String spec, long seed) throws IOException {
        try (RawServer server = server(spec, seed); Wire wire = Wire.get(server.port(), "/")) {
            wire.head();
            if (wire.head.isEmpty()) return "nothing";
            byte[] body = wire.rest();
            return wire.head + new String(body, StandardCharsets.ISO_8859_1) + wire.ended;
        } catch (IOException | AssertionError e) {
            return "nothing";
        }
    }

    @Test
    void eachFaultIsSeenAndIsTheSameAgain() throws IOException {
        String whole = got("", 1);
        assertTrue(whole.endsWith("\n\nend"), whole);
        for (Kind kind : Kind.values()) {
            String spec = QUICK.getOrDefault(kind, kind.example());
            String broken = got(spec, 1);
            if (kind != Kind.RESET) assertEquals(broken, got(spec, 1), spec); // a reset loses what was not read
            if (!SAME_BYTES.contains(kind)) assertNotEquals(whole, broken, spec);
            else assertEquals(whole.substring(whole.indexOf(": hb")), broken.substring(broken.indexOf(": hb")), spec);
        }
        assertNotEquals(got("drop@p=0.5", 1), got("drop@p=0.5", 2), "another seed");
    }

    @Test
    void readerThatLeavesInAPauseEndsIt() throws IOException {
        try (RawServer server = server("stall@events=2", 1)) {
            try (Wire wire = Wire.get(server.port(), "/")) {
                wire.next();
                assertEquals(1, server.connections());
            }
            Await.until("it is gone", 10_000, () -> server.connections() == 0);
        }
    }
}
