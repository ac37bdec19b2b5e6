package sse.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.TreeMap;
import sse.Event;
import sse.EventReader;
import sse.kit.OverTls;

/**
 * A client on a bare socket: a test sends the bytes it wants to, and sees each that comes back. The
 * body is read through the chunked coding, and how it ended is known. For one thread.
 */
public final class RawClient implements AutoCloseable {

    /** A whole answer; header names in lower case. */
    public record Answer(int status, TreeMap<String, String> headers, String body) {
        String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }

        /** Whether the JDK's server found it malformed, before any handler saw it: newer builds find more so. */
        boolean refusedByTheJdk() {
            return status == 400 && body.startsWith("<h1>400 Bad Request</h1>");
        }
    }

    /** No test talks longer than this; heartbeats would keep one that waits in vain for ever. */
    private static final long LONGEST_NANOS = 40_000_000_000L;

    private final Socket connection = new Socket();
    final Socket socket; // TLS over it, where tests are over TLS
    private final long began = System.nanoTime();
    private final InputStream in;
    private int status;
    private final TreeMap<String, String> headers = new TreeMap<>();
    private Body body;
    private EventReader events;

    /** How many chunks of the body were begun. */
    int chunks;

    RawClient(InetSocketAddress server) throws IOException {
        this(server, 0);
    }

    /** A client that lets the kernel take about so many bytes that it has not read; 0 for as many as it likes. */
    RawClient(InetSocketAddress server, int receiveBuffer) throws IOException {
        if (receiveBuffer > 0) connection.setReceiveBufferSize(receiveBuffer);
        connection.setTcpNoDelay(true);
        connection.setSoTimeout(20_000);
        connection.connect(server, 10_000);
        socket = OverTls.client(connection);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** One request, one answer. Nothing is added to the text but the carriage returns of its head. */
    static Answer ask(InetSocketAddress server, String request) throws IOException {
        try (RawClient client = new RawClient(server)) {
            return client.send(request).answer();
        }
    }

    /** Sends the text as Latin-1, so each character is a byte; line feeds of the head become CR LF. */
    RawClient send(String request) throws IOException {
        int end = request.indexOf("\n\n");
        String head = end < 0 ? request : request.substring(0, end + 2);
        String rest = end < 0 ? "" : request.substring(end + 2);
        return raw(head.replace("\r\n", "\n").replace("\n", "\r\n") + rest);
    }

    /** Sends the text as Latin-1, as it is. */
    RawClient raw(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** Asks for a stream; more header lines may follow. */
    RawClient get(String path, String... lines) throws IOException {
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\nHost: localhost\n");
        for (String line : lines) request.append(line).append('\n');
        return send(request.append('\n').toString());
    }

    /** Reads the head of the answer. */
    RawClient head() throws IOException {
        headers.clear();
        String line = line();
        if (!line.startsWith("HTTP/1.")) throw new IOException("no status line: " + line);
        status = Integer.parseInt(line.substring(9, 12));
        while (!(line = line()).isEmpty()) {
            int colon = line.indexOf(':');
            headers.merge(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip(),
                    (a, b) -> a + ", "
                    + b);
        }
        body = new Body();
        events = new EventReader(body);
        return this;
    }

    int status() {
        return status;
    }

    String header(String name) {
        return headers.get(name);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c; (c = in.read()) != '\n'; ) {
            if (c < 0) throw new EOFException("the connection was closed" + (line.isEmpty() ? "" : " behind: " + line));
            if (c != '\r') line.append((char) c);
        }
        return line.toString();
    }

    /** Reads the rest of the answer; its head, too, if that was not read yet. */
    Answer answer() throws IOException {
        if (body == null) head();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int b; (b = body.read()) >= 0; ) bytes.write(b);
        Answer answer = new Answer(status, new TreeMap<>(headers), bytes.toString(StandardCharsets.UTF_8));
        body = null;
        return answer;
    }

    /** An answer to HEAD: no body follows, whatever the head says. */
    Answer headOnly() throws IOException {
        head();
        body = null;
        return new Answer(status, new TreeMap<>(headers), "");
    }

    /** The next event, or null at the end. Reads the head first if that was not read yet. */
    Event event() throws IOException {
        if (body == null) head();
        return events.read();
    }

    /** The next events have this data. */
    void assertData(String... data) throws IOException {
        for (String expected : data) assertEquals(expected, event().data());
    }

    /** The next line of the body, without its end; null at the end. Not to be mixed with events. */
    String bodyLine() throws IOException {
        if (body == null) head();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b; (b = body.read()) != '\n'; ) {
            if (b < 0) return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** So many bytes of the body, as they come, or fewer if it ends. */
    byte[] bodyBytes(int count) throws IOException {
        return body.readNBytes(count);
    }

    String lastEventId() {
        return events == null ? "" : events.lastEventId();
    }

    /** Whether the body ended with its last chunk, or at its announced length. */
    boolean endedClean() {
        return body != null && body.clean;
    }

    /** Closes with a reset instead of a farewell. */
    void reset() throws IOException {
        connection.setSoLinger(true, 0);
        connection.close();
    }

    /** Says goodbye, and does not wait for that of the server, as the JDK's TLS would. */
    @Override
    public void close() {
        try (connection) {
            if (socket != connection && !connection.isClosed()) socket.shutdownOutput();
        } catch (IOException e) {
            // the server was faster
        }
    }

    /** The body without the chunked coding. */
    private final class Body extends InputStream {
        private final boolean chunked = "chunked".equalsIgnoreCase(headers.get("transfer-encoding"));
        private final boolean endless = !chunked && headers.get("content-length") == null && status != 204;
        private long left = chunked || endless || status == 204 ? 0 : Long.parseLong(headers.get("content-length"));
        private boolean first = true;
        private boolean clean = !chunked && !endless && left == 0;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) return 0;
            if (clean) return -1;
            if (endless) return in.read(into, offset, length);
            if (chunked && left == 0 && !nextChunk()) return -1;
            int n = in.read(into, offset, (int) Math.min(length, left));
            if (n < 0) return -1;
            left -= n;
            if (left == 0 && !chunked) clean = true;
            return n;
        }

        private boolean nextChunk() throws IOException {
            if (System.nanoTime() - began > LONGEST_NANOS) throw new IOException("what was awaited did not come");
            int c = first ? in.read() : lineEndThenNext();
            first = false;
            if (c < 0) return false; // closed without the last chunk
            StringBuilder size = new StringBuilder().append((char) c);
            while ((c = in.read()) != '\r') {
                if (c < 0) return false;
                size.append((char) c);
            }
            in.read(); // its LF
            left = Long.parseLong(size.toString(), 16);
            chunks++;
            if (left > 0) return true;
            clean = in.read() == '\r' && in.read() == '\n';
            return false;
        }

        private int lineEndThenNext() throws IOException {
            return in.read() < 0 || in.read() < 0 ? -1 : in.read();
        }
    }
}
