package sse.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import sse.Event;
import sse.EventReader;
import sse.server.ServerOptions;
import sse.server.SseServer;

/** A server with the demos on a port of its own, asked over bare sockets. */
final class DemoServer implements AutoCloseable {

    /**
     * A whole answer.
     *
     * @param headers by name, in lower case
     * @param writes the chunks of the chunked coding: one for each write of the server
     * @param body all of it
     */
    record Answer(int status, TreeMap<String, String> headers, List<byte[]> writes, byte[] body) {
        String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        List<Event> events() throws IOException {
            List<Event> events = new ArrayList<>();
            EventReader reader = new EventReader(body);
            for (Event event; (event = reader.read()) != null; ) events.add(event);
            return events;
        }

        /** The data of its events, but those of type gap. */
        List<String> data() throws IOException {
            return events().stream().filter(event -> !event.type().equals("gap")).map(Event::data).toList();
        }

        String lastId() throws IOException {
            List<Event> events = events();
            return events.get(events.size() - 1).id();
        }
    }

    final AtomicLong time = new AtomicLong(1_795_262_401_004L); // 2026-11-21T12:00:01.004Z
    final SseServer server;
    private final List<Throwable> bugs = new CopyOnWriteArrayList<>();

    DemoServer() {
        this(null);
    }

    /** With a clock of the test's own; null for {@link #time}. */
    DemoServer(LongSupplier clock) {
        try {
            server = new SseServer(ServerOptions.loopback(0), null, bugs::add);
            server.route("demo", new Demos(server, clock == null ? time::get : clock));
            server.detour(new OnPurpose());
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.address().getPort();
    }

    /** Sends a request and nothing else; the answer is up to the caller. */
    Socket open(String method, String target, String... lines) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost:" + port()
                + "\r\nConnection: close\r\n");
        for (String line : lines) head.append(line).append("\r\n");
        socket.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }

    /** Asks, and reads until the server ends the connection. */
    Answer ask(String method, String target, String... lines) throws IOException {
        try (Socket socket = open(method, target, lines)) {
            return answer(socket, method);
        }
    }

    /** The whole answer to a request that was sent. */
    static Answer answer(Socket socket, String method) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        int status = Integer.parseInt(line(in).substring(9, 12));
        TreeMap<String, String> headers = new TreeMap<>();
        for (String line; !(line = line(in)).isEmpty(); ) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
        List<byte[]> writes = new ArrayList<>();
        if (method.equals("HEAD") || !"chunked".equals(headers.get("transfer-encoding"))) {
            writes.add(in.readAllBytes());
        } else {
            for (int size; (size = Integer.parseInt(line(in), 16)) > 0; ) {
                byte[] write = new byte[size];
                in.readFully(write);
                writes.add(write);
                assertEquals("", line(in));
            }
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] write : writes) body.write(write);
        return new Answer(status, headers, writes, body.toByteArray());
    }

    Answer get(String target, String... lines) throws IOException {
        return ask("GET", target, lines);
    }

    /** Posts a body of this type. */
    Answer post(String target, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (Socket socket = open("POST", target, "Content-Type: " + type, "Content-Length: " + bytes.length)) {
            socket.getOutputStream().write(bytes);
            return answer(socket, "POST");
        }
    }

    /** Asks as a reader that comes back. */
    Answer resume(String target, String lastEventId) throws IOException {
        return get(target, "Last-Event-ID: " + lastEventId);
    }

    /** A line, without its end. */
    static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c; (c = in.read()) != '\n'; ) {
            if (c < 0) fail("the connection was closed behind: " + line);
            if (c != '\r') line.append((char) c);
        }
        return line.toString();
    }

    @Override
    public void close() {
        server.close();
        assertEquals(List.of(), bugs);
    }
}
