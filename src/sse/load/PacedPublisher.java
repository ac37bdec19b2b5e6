package sse.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import sse.client.BodyDecoder;
import sse.head.Head;
import sse.head.HeadParser;
import sse.head.NotHttpException;

/**
 * One connection that publishes: the next event of the {@link Timetable} as soon as it is due and the one
 * before it is answered. It runs on a thread of its own; others may {@link #stop} it, and read the rest
 * once that thread is over.
 */
final class PacedPublisher {
    private static final int ANSWER_MILLIS = 30_000;
    private static final int CONNECT_MILLIS = 5_000;
    private static final long IDLE_NANOS = 5_000_000_000L; // after that the server may have closed the connection
    private static final long AGAIN_NANOS = 50_000_000L;
    private static final long NEVER_NANOS = 1_000_000_000L; // without a first connection there will be none
    private static final long GONE_NANOS = 30_000_000_000L; // a server that is started again is there by then
    private static final int RANGES = 1 << 20;

    private final Plan.Publish plan;
    private final InetSocketAddress address;
    private final Mark mark;
    private final SSLContext tls;
    private final byte[] head;
    private final byte[] body;
    private final byte[] input = new byte[8192];
    private final byte[] message;
    private volatile Socket connecting;
    private volatile Socket socket;
    private InputStream in;
    private OutputStream out;
    private long usedAt;
    private boolean everConnected;
    private volatile boolean stop;

    /** The numbers that the server accepted. */
    final Ranges accepted = new Ranges(RANGES);
    /** Events that were sent and not answered: nobody knows whether they were published. */
    long unanswered;
    /** How often there was no connection to be had. */
    long retries;
    /** Events that were not sent, because there was none for too long. */
    long unsent;
    /** Why there was none, the last time. */
    String unreachable;
    /** Why events were not accepted, and how many. */
    final Map<String, Integer> refused = new TreeMap<>();
    /** How late this thread woke up, where it had waited for an event to be due. */
    final Histogram lateness = new Histogram();
    /** From sending a POST to its answer. */
    final Histogram answers = new Histogram();

    PacedPublisher(Plan plan, InetSocketAddress address, Mark mark) {
        this.plan = plan.publish();
        this.tls = plan.tls();
        this.address = address;
        this.mark = mark.copy();
        String type = this.plan.batch() > 1 ? "application/x-ndjson" : "text/plain";
        String text = HttpText.post(this.plan.url(), this.plan.headers(), type) + "Content-Length: ";
        this.head = text.getBytes(StandardCharsets.UTF_8);
        this.body = new byte[this.plan.batch() * (this.plan.size() + 1)];
        this.message = new byte[head.length + 24 + body.length];
        System.arraycopy(head, 0, message, 0, head.length);
    }

    /** Publishes what the timetable has, until that is over, somebody stops it, or there is no server. */
    void publish(Timetable timetable) {
        int batch = plan.batch();
        for (long number; !stop && (number = timetable.take(batch)) >= 0; ) {
            long due = timetable.due(number);
            if (timetable.isTimed()) waitUntil(due);
            int count = timetable.taken(number, batch);
            if (!connect()) {
                if (!stop) unsent += count + timetable.takeRest();
                return;
            }
            send(timetable, number, count, timetable.isTimed() ? due : System.nanoTime());
        }
    }

    private void waitUntil(long due) {
        boolean waited = false;
        for (long left; (left = due - System.nanoTime()) > 0 && !stop; waited = true) LockSupport.parkNanos(this, left);
        if (waited) lateness.record(System.nanoTime() - due);
    }

    /** Tries until there is a connection. What is due meanwhile is late, and counted as such. */
    private boolean connect() {
        if (socket != null && System.nanoTime() - usedAt > IDLE_NANOS) disconnect();
        long since = System.nanoTime();
        while (socket == null) {
            if (stop) return false;
            Socket fresh = new Socket();
            try {
                connecting = fresh;
                fresh.setTcpNoDelay(true);
                fresh.setSoTimeout(ANSWER_MILLIS);
                fresh.connect(address, CONNECT_MILLIS);
                Socket safe = tls == null ? fresh : safe(fresh);
                in = safe.getInputStream();
                out = safe.getOutputStream();
                socket = fresh;
                everConnected = true;
                if (stop) return false;
            } catch (IOException e) {
                close(fresh);
                retries++;
                unreachable = Follower.reason(e);
                if (System.nanoTime() - since > (everConnected ? GONE_NANOS : NEVER_NANOS)) return false;
                LockSupport.parkNanos(this, AGAIN_NANOS);
            }
        }
        return true;
    }

    private Socket safe(Socket connected) throws IOException {
        String host = plan.url().getHost();
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(connected, host, address.getPort(), true);
        socket.setSSLParameters(Link.checked(socket.getSSLParameters()));
        socket.startHandshake();
        return socket;
    }

    private void send(Timetable timetable, long number, int count, long due) {
        int length = 0;
        for (int i = 0; i < count; i++) {
            if (i > 0) body[length++] = '\n';
            int quote = plan.batch() > 1 ? 1 : 0; // a line of NDJSON is JSON
            mark.write(body, length + quote, plan.size() - 2 * quote, number + i,
                    timetable.measured ? due - mark.origin : 0);
            if (quote > 0) body[length] = body[length + plan.size() - 1] = '"';
            length += plan.size();
        }
        byte[] size = (length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(size, 0, message, head.length, size.length);
        System.arraycopy(body, 0, message, head.length + size.length, length);
        long sentAt = System.nanoTime();
        try {
            out.write(message, 0, head.length + size.length + length);
            int status = answer();
            usedAt = System.nanoTime();
            if (timetable.measured) answers.record(usedAt - sentAt);
            if (status / 100 == 2) accepted.add(number, number + count - 1);
            else refused.merge("status " + status, count, Integer::sum);
        } catch (NotHttpException e) {
            disconnect();
            refused.merge(Follower.reason(e), count, Integer::sum);
        } catch (IOException e) {
            disconnect();
            if (!stop) unanswered += count; // else nobody waits for the answer any more
        }
    }

    /** Reads an answer to its end; what it says beside its status is of no interest here. */
    private int answer() throws IOException {
        HeadParser parser = new HeadParser();
        int n = 0;
        int from = -1;
        while (from < 0) {
            n = in.read(input);
            if (n < 0) throw new EOFException("closed without an answer");
            from = parser.feed(input, 0, n);
        }
        Head head = parser.head();
        BodyDecoder body = BodyDecoder.of(head);
        while (true) {
            while (from < n && !body.isOver() && body.malformed() == null) from = body.feed(input, from, n);
            if (body.isOver() || body.malformed() != null) break;
            n = in.read(input);
            if (n < 0) break;
            from = 0;
        }
        if (!body.isOver() || head.closes()) disconnect();
        return head.status();
    }

    private void disconnect() {
        if (socket != null) close(socket);
        socket = null;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is of no more use either way
        }
    }

    /** Before its thread starts: whoever was stopped may publish again. */
    void ready() {
        stop = false;
    }

    /** Ends it, also while it waits for an answer. Any thread. */
    void stop() {
        stop = true;
        Socket open = socket;
        if (open == null) open = connecting;
        if (open != null) close(open);
    }

    /** Closes the connection, once the thread is over. */
    void close() {
        disconnect();
    }
}
