package sse.broken;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sse.fault.Outflow;
import sse.head.Header;

/**
 * One request to a {@link RawServer}, and its answer, byte by byte. A body that is broken flows out here. For the
 * thread of the connection; another one may read what comes behind the head, as {@link #follow()} has it.
 */
public final class RawExchange implements Outflow {
    private static final int LONGEST_HEAD = 32 << 10;
    private static final int MOST_LINES = 201; // with the first; each takes room besides its text
    static final int HEAD_MILLIS = 10_000;
    private static final int LINGER_MILLIS = 1000;
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] GO_ON = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private final Socket connection; // below TLS; else the same
    private final String method;
    private final String target;
    private final boolean isOld; // HTTP/1.0 knows no chunks
    private final List<Header> headers;
    private boolean chunked;
    private CountDownLatch left; // told by the thread that reads what comes; null where this one reads

    private RawExchange(Socket socket, Socket connection, String method, String target, boolean isOld,
            List<Header> headers) {
        this.socket = socket;
        this.connection = connection;
        this.method = method;
        this.target = target;
        this.isOld = isOld;
        this.headers = headers;
    }

    /** Reads the head of the request; null where there is none, or none that can be read: then that has been told. */
    static RawExchange read(Socket socket, Socket connection) throws IOException {
        socket.setSoTimeout(HEAD_MILLIS);
        List<String> lines = new ArrayList<>();
        if (!readLines(socket.getInputStream(), lines)) {
            if (!lines.isEmpty()) refuse(socket, "this is no head of HTTP/1 of at most 32 KiB and 200 fields");
            return null;
        }
        String[] words = lines.get(0).split(" ");
        boolean isOld = words.length == 3 && words[2].equals("HTTP/1.0");
        if (words.length != 3 || !isOld && !words[2].equals("HTTP/1.1") || !words[1].startsWith("/")) {
            refuse(socket, "this is no request of HTTP/1 for a path");
            return null;
        }
        List<Header> headers = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            try {
                headers.add(new Header(line.substring(0, Math.max(0, colon)), Header.trim(line.substring(colon + 1))));
            } catch (IllegalArgumentException e) {
                refuse(socket, "this request has a line that is no header");
                return null;
            }
        }
        return new RawExchange(socket, connection, words[0], words[1], isOld, headers);
    }

    /** The lines in front of the first blank one; false if that does not come in time or within the limit. */
    private static boolean readLines(InputStream in, List<String> lines) throws IOException {
        long start = System.nanoTime();
        StringBuilder line = new StringBuilder();
        for (int n = 0; n < LONGEST_HEAD; n++) {
            int b;
            try {
                b = in.read(); // a head is short, and comes once a connection
            } catch (SocketTimeoutException e) {
                return false;
            }
            if (b < 0 || System.nanoTime() - start > HEAD_MILLIS * 1_000_000L) return false;
            if (b != '\n') {
                line.append((char) b);
                continue;
            }
            int length = line.length();
            if (length > 0 && line.charAt(length - 1) == '\r') line.setLength(length - 1);
            if (line.isEmpty()) return !lines.isEmpty();
            if (lines.size() == MOST_LINES) return false;
            lines.add(line.toString());
            line.setLength(0);
        }
        return false;
    }

    private static void refuse(Socket socket, String why) throws IOException {
        byte[] text = (why + "\n").getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
                + text.length + "\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(text);
    }

    /** {@return the method} */
    public String method() {
        return method;
    }

    /** {@return path and query, as they stand in the request line} */
    public String target() {
        return target;
    }

    /** {@return the headers of the request, in the order they came} */
    public List<Header> headers() {
        return headers;
    }

    /** {@return the value of the last header of that name, or null for none} */
    public String header(String name) {
        String value = null;
        for (Header header : headers) {
            if (header.is(name)) value = header.value();
        }
        return value;
    }

    /**
     * Sends the head of an answer whose body flows: in chunks where the client knows them.
     *
     * @param extra headers besides {@code Connection} and {@code Transfer-Encoding}
     */
    public void head(int status, String reason, List<Header> extra) throws IOException {
        head(status, reason, extra, !isOld && !method.equals("HEAD") && status != 204 && status != 304);
    }

    /** The same; not in chunks where its length is among the headers, or the client does not know them. */
    void head(int status, String reason, List<Header> extra, boolean chunks) throws IOException {
        chunked = chunks && !isOld;
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes(("HTTP/1.1 " + status + " " + reason).getBytes(StandardCharsets.ISO_8859_1));
        head.writeBytes(LINE_END);
        for (Header header : extra) line(head, header.name(), header.value());
        line(head, "Connection", "close");
        if (chunked) line(head, "Transfer-Encoding", "chunked");
        head.writeBytes(LINE_END);
        socket.getOutputStream().write(head.toByteArray());
    }

    /** Values that came in a head are Latin-1, as the bytes were. */
    private static void line(ByteArrayOutputStream head, String name, String value) {
        String line = name + ": " + value;
        boolean ofBytes = StandardCharsets.ISO_8859_1.newEncoder().canEncode(line);
        head.writeBytes(line.getBytes(ofBytes ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
        head.writeBytes(LINE_END);
    }

    @Override
    public void piece(byte[] bytes, int from, int to) throws IOException {
        if (from == to || method.equals("HEAD")) return;
        OutputStream out = socket.getOutputStream();
        if (chunked) out.write(chunk(bytes, from, to));
        else out.write(bytes, from, to - from);
    }

    /** {@return these bytes as a chunk, so that it takes one write} */
    public static byte[] chunk(byte[] bytes, int from, int to) {
        int digits = 1;
        for (int size = to - from; size > 0xF; size >>>= 4) digits++;
        byte[] chunk = new byte[digits + to - from + 2 * LINE_END.length];
        for (int i = digits - 1, size = to - from; i >= 0; i--, size >>>= 4) {
            chunk[i] = (byte) Character.forDigit(size & 0xF, 16);
        }
        System.arraycopy(LINE_END, 0, chunk, digits, LINE_END.length);
        System.arraycopy(bytes, from, chunk, digits + LINE_END.length, to - from);
        System.arraycopy(LINE_END, 0, chunk, chunk.length - LINE_END.length, LINE_END.length);
        return chunk;
    }

    /** Asks the client for the body that it holds back until then. */
    public void goOn() throws IOException {
        socket.getOutputStream().write(GO_ON);
    }

    /**
     * {@return the bytes of the request behind its head, and whatever else comes} From now on they are for another
     * thread, which reads until it sees the reader leave, and tells that with {@link #leave()}.
     */
    public InputStream follow() throws IOException {
        left = new CountDownLatch(1);
        socket.setSoTimeout(0);
        return socket.getInputStream();
    }

    /** The reader has left: pauses are over. */
    public void leave() {
        left.countDown();
    }

    /** Closes the connection, whoever waits for it; any thread. */
    public void close() {
        try {
            connection.close();
        } catch (IOException e) {
            // it is closed
        }
    }

    /** {@return whether the client speaks HTTP/1.0} */
    public boolean isOld() {
        return isOld;
    }

    /** {@return the bytes of the request behind its head} */
    InputStream rest() throws IOException {
        return socket.getInputStream();
    }

    InetSocketAddress remote() {
        return (InetSocketAddress) socket.getRemoteSocketAddress();
    }

    InetSocketAddress local() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    String protocol() {
        return isOld ? "HTTP/1.0" : "HTTP/1.1";
    }

    /** {@return whether the reader sends no more} What it sends means nothing. */
    boolean hasLeft() throws IOException {
        socket.setSoTimeout(1);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    /** Waits, and throws as soon as the reader has left. */
    @Override
    public void pause(long nanos) throws IOException {
        if (left != null) {
            if (awaitLeaving(nanos)) throw new IOException("the reader has left");
            return;
        }
        long start = System.nanoTime();
        for (long left; (left = nanos - (System.nanoTime() - start)) > 0; ) {
            socket.setSoTimeout((int) Math.max(1, Math.min(left / 1_000_000, Integer.MAX_VALUE)));
            try {
                if (socket.getInputStream().read() < 0) throw new IOException("the reader has left");
            } catch (SocketTimeoutException e) {
                // it is still there
            }
        }
    }

    private void shutdown() throws IOException {
        try {
            socket.shutdownOutput();
        } catch (SocketException e) {
            if (left == null) throw e;
            // the reader has all, and was seen to leave
        }
    }

    private boolean awaitLeaving(long nanos) throws IOException {
        try {
            return left.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void end(Ending ending) throws IOException {
        switch (ending) {
            case CLEAN -> {
                OutputStream out = socket.getOutputStream();
                if (chunked) out.write(LAST_CHUNK);
                shutdown();
            }
            case SHORT -> shutdown();
            case RESET -> reset(connection);
            case SILENT -> pause(Long.MAX_VALUE);
        }
    }

    /** Lets the reader take what was sent, whichever thread reads. */
    void linger() throws IOException {
        if (left == null) {
            linger(socket);
        } else if (!socket.isClosed()) {
            if (!socket.isOutputShutdown()) shutdown();
            awaitLeaving(LINGER_MILLIS * 1_000_000L);
        }
    }

    /** Lets the reader take what was sent: a connection that is closed while there is something to read is reset. */
    static void linger(Socket socket) throws IOException {
        if (socket.isClosed()) return;
        if (!socket.isOutputShutdown()) socket.shutdownOutput();
        socket.setSoTimeout(LINGER_MILLIS);
        try {
            socket.getInputStream().skipNBytes(LONGEST_HEAD);
        } catch (EOFException | SocketTimeoutException e) {
            // that was all
        }
    }

    /** Closes a connection with a reset, so that what was sent and not read is lost. */
    static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
