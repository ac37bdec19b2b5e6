package sse.kit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One request on a bare socket, and its answer as it comes: the head's lines, the chunks of the body, and how it ended.
 * For one thread.
 */
public final class Wire implements AutoCloseable {
    public final Socket socket;
    public final List<String> head = new ArrayList<>();
    public final ByteArrayOutputStream body = new ByteArrayOutputStream();
    public final List<byte[]> chunks = new ArrayList<>();

    /** How the answer ended: "end", "short" or "reset"; null if it has not. */
    public String ended;

    private final InputStream in;

    /** Asks this machine's port. The text is the head, without its blank line; line feeds become CR LF. */
    public Wire(int port, String head, byte[] body) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        in = new BufferedInputStream(socket.getInputStream());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes((head.strip() + "\n\n").replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(body);
        socket.getOutputStream().write(out.toByteArray());
    }

    /** Asks with GET; more lines of the head may follow. */
    public static Wire get(int port, String target, String... lines) throws IOException {
        return new Wire(port, "GET " + target + " HTTP/1.1\nHost: 127.0.0.1:" + port + "\n"
                + String.join("\n", lines), new byte[0]);
    }

    /** Asks with POST. */
    public static Wire post(int port, String target, byte[] body, String... lines) throws IOException {
        return new Wire(port, "POST " + target + " HTTP/1.1\nHost: 127.0.0.1:" + port + "\nContent-Length: "
                + body.length + "\n" + String.join("\n", lines), body);
    }

    /** Reads the head of the answer, unless that is done. */
    public Wire head() throws IOException {
        if (!head.isEmpty()) return this;
        for (String line; !(line = line()).isEmpty(); ) head.add(line);
        return this;
    }

    /** {@return the status} */
    public int status() throws IOException {
        return Integer.parseInt(head().head.get(0).substring(9, 12));
    }

    /** {@return the value of a header, or null} */
    public String header(String name) throws IOException {
        for (String line : head().head) {
            if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
                return line.substring(name.length() + 1).strip();
            }
        }
        return null;
    }

    /** Reads what comes next of the body; {@return it, or null at the end} */
    public byte[] next() throws IOException {
        head();
        if (ended != null) return null;
        try {
            byte[] chunk = "chunked".equals(header("Transfer-Encoding")) ? chunk() : whole();
            if (chunk.length == 0) {
                ended = "end";
                return null;
            }
            chunks.add(chunk);
            body.writeBytes(chunk);
            return chunk;
        } catch (EOFException e) {
            ended = "short";
        } catch (SocketException e) {
            ended = "reset";
        }
        return null;
    }

    private byte[] chunk() throws IOException {
        int length = Integer.parseInt(line(), 16);
        byte[] chunk = in.readNBytes(length);
        if (chunk.length < length) {
            body.writeBytes(chunk);
            throw new EOFException();
        }
        line();
        return chunk;
    }

    private byte[] whole() throws IOException {
        String length = header("Content-Length");
        int left = length == null ? Integer.MAX_VALUE : Integer.parseInt(length) - body.size();
        if (left == 0 || status() == 204) return new byte[0];
        byte[] some = new byte[Math.min(left, 8192)];
        int n = in.read(some);
        if (n < 0 && length != null) throw new EOFException();
        return n < 0 ? new byte[0] : Arrays.copyOf(some, n);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c; (c = in.read()) != '\n'; ) {
            if (c < 0) throw new EOFException("behind: " + line);
            if (c != '\r') line.append((char) c);
        }
        return line.toString();
    }

    /** Reads until the body has so many bytes, or ends. */
    public Wire until(int bytes) throws IOException {
        while (body.size() < bytes && next() != null) { }
        return this;
    }

    /** Reads to the end; {@return the body} */
    public byte[] rest() throws IOException {
        while (next() != null) { }
        return body.toByteArray();
    }

    /** Reads to the end; {@return the body as text} */
    public String text() throws IOException {
        return new String(rest(), StandardCharsets.UTF_8);
    }

    /** Leaves with a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
