package sse.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Finds out whether a server that says nothing to TLS speaks plain HTTP: many wait for a whole line, which TLS never
 * sends. A thread of its own asks on a second connection where TLS takes more than a second, and closes the first one
 * if it is so.
 */
final class PlainHttp implements Runnable {
    private static final int PATIENCE = 1000; // milliseconds
    private static final byte[] REQUEST = "HEAD / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Socket tcp;
    private final CountDownLatch agreed = new CountDownLatch(1);
    private volatile boolean found;

    private PlainHttp(Socket tcp) {
        this.tcp = tcp;
    }

    /** Begins to watch the agreement on TLS over that connection, which is to the server itself. */
    static PlainHttp watch(Socket tcp) {
        PlainHttp watch = new PlainHttp(tcp);
        Thread.ofPlatform().daemon().name("sse-plain").start(watch);
        return watch;
    }

    @Override
    public void run() {
        try {
            if (agreed.await(PATIENCE, TimeUnit.MILLISECONDS) || tcp.isClosed()) return;
            found = answers();
            if (found && agreed.getCount() > 0) tcp.close();
        } catch (IOException | InterruptedException e) {
            // then that is not known, and TLS takes its time
        }
    }

    /** Whether it answers, and not with the 400 that servers of TLS have for plain HTTP. */
    private boolean answers() throws IOException {
        try (Socket second = new Socket(Proxy.NO_PROXY)) {
            second.connect(tcp.getRemoteSocketAddress(), PATIENCE);
            second.setSoTimeout(PATIENCE);
            second.getOutputStream().write(REQUEST);
            InputStream in = second.getInputStream();
            String line = new String(in.readNBytes(12), StandardCharsets.ISO_8859_1);
            return line.startsWith("HTTP/1.") && !line.endsWith(" 400");
        }
    }

    /** The agreement is over, whatever came of it. */
    void end() {
        agreed.countDown();
    }

    /** Whether the server speaks plain HTTP. */
    boolean isFound() {
        return found;
    }
}
