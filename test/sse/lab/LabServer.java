package sse.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import sse.Event;
import sse.EventReader;
import sse.demo.Demos;
import sse.demo.OnPurpose;
import sse.kit.Wire;
import sse.server.ServerOptions;
import sse.server.SseServer;
import sse.text.ArrayInput;
import sse.text.Json;

/** A server with labs, on a port of its own, whose labs have a clock that can be put forward. */
final class LabServer implements AutoCloseable {
    final SseServer server;
    final WireLab lab;
    final int port;
    final AtomicLong ahead = new AtomicLong();
    private final List<Throwable> bugs = new CopyOnWriteArrayList<>();

    LabServer() throws IOException {
        this(options -> options);
    }

    LabServer(UnaryOperator<ServerOptions> otherwise) throws IOException {
        server = new SseServer(otherwise.apply(ServerOptions.loopback(0)), null, bugs::add);
        Demos demos = new Demos(server);
        OnPurpose onPurpose = new OnPurpose();
        lab = new WireLab(server, demos, onPurpose.rawPort, () -> System.currentTimeMillis() + ahead.get());
        onPurpose.show(lab);
        server.route("demo", demos);
        server.route("_/lab", lab);
        server.detour(onPurpose);
        server.start();
        port = server.address().getPort();
    }

    /** Asks for a stream, on the raw server if it is sent there. */
    Wire get(String target, String... lines) throws IOException {
        Wire wire = Wire.get(port, target, lines);
        try {
            if (wire.status() != 307) return wire;
        } catch (IOException refused) {
            return wire;
        }
        String location = wire.header("Location");
        if (!location.startsWith("http://127.0.0.1:")) return wire;
        wire.close();
        int colon = location.indexOf(':', 7);
        int slash = location.indexOf('/', 7);
        return Wire.get(Integer.parseInt(location.substring(colon + 1, slash)), location.substring(slash), lines);
    }

    /** Posts as the page does; {@return the answer, which has this status} */
    String post(int status, String target, String body) throws IOException {
        return post(status, target, body.getBytes(StandardCharsets.ISO_8859_1));
    }

    String post(int status, String target, byte[] body) throws IOException {
        try (Wire wire = Wire.post(port, "/_/lab/" + target, body, "Origin: http://127.0.0.1:" + port,
                "Sec-Fetch-Site: same-origin")) {
            String text = wire.text();
            assertEquals(status, wire.status(), text);
            return text;
        }
    }

    /** A tap of a lab, as the page opens it: by the other name. */
    Tapped tap(String id, String... lines) throws IOException {
        List<String> all = new ArrayList<>(List.of(lines));
        all.add("Origin: http://localhost:" + port);
        return new Tapped(Wire.get(port, "/_/lab/tap?lab=" + id, all.toArray(String[]::new)));
    }

    /** A tap that is read. For one thread. */
    static final class Tapped implements AutoCloseable {
        final Wire wire;
        final List<Map<?, ?>> seen = new ArrayList<>();  // with their type under "type", and their id under "id"
        private final EventReader events;

        Tapped(Wire wire) throws IOException {
            this.wire = wire;
            assertEquals(200, wire.status());
            InputStream body = new ArrayInput() {
                private byte[] chunk = {};
                private int at;

                @Override
                public int read(byte[] to, int from, int length) throws IOException {
                    while (at == chunk.length) {
                        chunk = wire.next();
                        at = 0;
                        if (chunk == null) return -1;
                    }
                    int n = Math.min(length, chunk.length - at);
                    System.arraycopy(chunk, at, to, from, n);
                    at += n;
                    return n;
                }
            };
            events = new EventReader(body);
        }

        Map<?, ?> next() throws IOException {
            Event event = events.read();
            assertNotNull(event, "the tap ended");
            try {
                Map<Object, Object> object = new LinkedHashMap<>((Map<?, ?>) Json.parse(event.data()));
                object.put("type", event.type());
                object.put("id", event.id());
                seen.add(object);
                return object;
            } catch (Json.Malformed e) {
                throw new AssertionError(event.data(), e);
            }
        }

        /** Reads until there is one of this type; {@return it} */
        Map<?, ?> until(String type) throws IOException {
            while (true) {
                Map<?, ?> event = next();
                if (event.get("type").equals(type)) return event;
            }
        }

        /** Reads until this connection is over; {@return who ended it, and how} */
        String fin(int connection) throws IOException {
            while (true) {
                Map<?, ?> event = until("fin");
                if (number(event, "conn") == connection) return event.get("by") + " " + event.get("how");
            }
        }

        /** {@return the bytes that were told of a connection so far, whose offsets fit} */
        byte[] out(int connection) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (Map<?, ?> event : of("out", connection)) {
                assertEquals(out.size(), number(event, "off"));
                out.writeBytes(Base64.getDecoder().decode((String) event.get("b")));
            }
            return out.toByteArray();
        }

        /** {@return what was told of this type about a connection so far} */
        List<Map<?, ?>> of(String type, int connection) {
            return seen.stream().<Map<?, ?>>map(event -> event)
                    .filter(event -> event.get("type").equals(type) && number(event, "conn") == connection).toList();
        }

        @Override
        public void close() throws IOException {
            wire.close();
        }
    }

    static int number(Map<?, ?> object, String name) {
        return (int) ((Json.Number) object.get(name)).value();
    }

    /** {@return name and value of each header in it, as lines} */
    static List<String> headers(Map<?, ?> object) {
        return ((List<?>) object.get("headers")).stream().map(pair -> ((List<?>) pair).get(0) + ": "
                + ((List<?>) pair).get(1)).toList();
    }

    @Override
    public void close() {
        server.close();
        assertEquals(List.of(), bugs);
    }
}
