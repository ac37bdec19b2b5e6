package sse.redis;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import sse.text.Distrust;
import sse.text.Harmless;

/** A connection to Redis that has been let in. One thread writes and one reads at a time; any closes. */
final class RedisLink implements AutoCloseable {
    static final String SILENT = "Redis does not answer";
    static final String CUT = "the connection to Redis is cut";

    /** How long connecting, and an answer, may take. */
    static final int PATIENCE_MILLIS = 1000;

    /** How long all of it may take until it is let in. */
    private static final int ENTRY_MILLIS = 5000;

    /** Told as the time of waiting passes. */
    interface Vigil {
        /**
         * Something came, or nothing for as long as the patience is.
         *
         * @throws IOException if it is not worth waiting any more
         */
        void look(boolean came) throws IOException;
    }

    private final Socket socket; // below TLS: closing it waits for nobody
    private final InputStream in;
    private final OutputStream out;
    private final ReplyReader replies;
    private Vigil vigil = came -> {
        if (!came) throw new SocketTimeoutException(SILENT);
    };

    /** Through the second, which may be TLS over the first: that is closed, as closing TLS waits for who writes. */
    private RedisLink(Socket socket, Socket through, String secret, long most) throws IOException {
        this.socket = socket;
        this.in = through.getInputStream();
        this.out = through.getOutputStream();
        this.replies = new ReplyReader(new InputStream() {
            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] to, int from, int length) throws IOException {
                return some(to, from, length);
            }
        }, secret, most);
    }

    /**
     * {@return a new one}
     *
     * @param most what an answer may take of memory
     * @throws IOException with one sentence
     */
    static RedisLink open(RedisUrl url, long most) throws IOException {
        Socket socket = new Socket();
        long began = System.nanoTime();
        Thread closer = Thread.ofVirtual().start(() -> closeLate(socket));
        boolean in = false;
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.setSoTimeout(2 * PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getByName(url.host()), url.port()), PATIENCE_MILLIS);
            RedisLink link = new RedisLink(socket, url.tls() ? tls(socket, url) : socket, url.password(), most);
            link.enter(url);
            link.patience(PATIENCE_MILLIS);
            in = true;
            return link;
        } catch (IOException e) {
            if (e instanceof RedisError) throw e;
            boolean late = System.nanoTime() - began >= ENTRY_MILLIS * 1_000_000L;
            throw new IOException(sentence(late ? new SocketTimeoutException() : e, url, socket.isConnected()), e);
        } finally {
            closer.interrupt();
            if (!in) socket.close();
        }
    }

    /** Who sends byte by byte is in time with each. */
    private static void closeLate(Socket socket) {
        try {
            Thread.sleep(ENTRY_MILLIS);
            socket.close();
        } catch (InterruptedException | IOException inTime) {
            // it is let in, or closed
        }
    }

    private static Socket tls(Socket plain, RedisUrl url) throws IOException {
        SSLSocketFactory factory = url.trust() == null ? (SSLSocketFactory) SSLSocketFactory.getDefault()
                : url.trust().getSocketFactory();
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, url.host(), url.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the certificate is to be the host's
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private void enter(RedisUrl url) throws IOException {
        Command command = new Command();
        if (url.password() != null) {
            if (url.user() == null) command.add("AUTH", url.password());
            else command.add("AUTH", url.user(), url.password());
        }
        if (url.db() != 0) command.add("SELECT", url.db());
        ask(command.add("PING"));
    }

    private static String sentence(IOException e, RedisUrl url, boolean connected) {
        Distrust distrust = Distrust.of(e);
        if (distrust != null) {
            return "the certificate of " + url + " is not trusted: " + distrust.says() + "; " + distrust.todo();
        }
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        String why = switch (e) {
            case UnknownHostException unknown -> "there is no host of this name";
            case ConnectException refused -> "nothing listens there";
            case SocketTimeoutException late -> "it does not answer"
                    + (url.tls() && connected ? " to TLS; if it speaks none, say redis://" : "");
            case SSLException tls when !message.contains("certificate_required") -> "TLS with it fails: "
                    + Harmless.brief(message, 200);
            case SSLException asked -> cuts(url);
            case SocketException cut when connected -> cuts(url);
            case EOFException cut -> cuts(url);
            default -> message;
        };
        return "Redis is away (" + url + "): " + why;
    }

    private static String cuts(RedisUrl url) {
        return "it cuts the connection at once; if it " + (url.tls()
                ? "asks clients for certificates, tls-auth-clients no ends that" : "speaks TLS, say rediss://");
    }

    /** Sends commands and reads their answers. {@return the answers; none is an error} */
    List<Object> ask(Command command) throws IOException {
        send(command);
        List<Object> answers = new ArrayList<>();
        RedisError error = null;
        for (int i = 0; i < command.count(); i++) {
            Object answer = read();
            if (answer instanceof RedisError is && error == null) error = is;
            answers.add(answer);
        }
        if (error != null) throw error;
        return answers;
    }

    void send(Command command) throws IOException {
        command.writeTo(out);
        out.flush();
    }

    /** Waits for an answer, as long as {@link #patience} says. */
    Object read() throws IOException {
        return replies.read();
    }

    /** From now on, or no longer, what finds no room in an answer is left out of it. */
    void skim(boolean skims) {
        replies.skim(skims);
    }

    /** {@return whether something is left out of the last answer} */
    boolean leftOut() {
        return replies.leftOut();
    }

    private int some(byte[] to, int from, int length) throws IOException {
        while (true) {
            int n = 0;
            try {
                n = in.read(to, from, length);
            } catch (SocketTimeoutException late) {
                // which the vigil is told
            }
            vigil.look(n != 0);
            if (n != 0) return n;
        }
    }

    /** So many milliseconds may pass from here on until something comes. */
    void patience(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    /** The same, and then it is asked whether to wait on; also whenever something has come. */
    void patience(int millis, Vigil vigil) throws IOException {
        patience(millis);
        this.vigil = vigil;
    }

    /** Closes it at once: what has not arrived does not come later, when it may have been sent again. */
    @Override
    public void close() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // it is closed
        }
    }
}
