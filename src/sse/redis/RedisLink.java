package sse.redis;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A connection to Redis that has been let in. One thread writes and one reads at a time; any closes. */
final class RedisLink implements AutoCloseable {
    /** How long connecting, and an answer, may take. */
    static final int PATIENCE_MILLIS = 1000;

    private final Socket socket;
    private final OutputStream out;
    private final ReplyReader replies;

    private RedisLink(Socket socket, long most) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.replies = new ReplyReader(socket.getInputStream(), most);
    }

    /**
     * {@return a new one}
     *
     * @param most what an answer may take of memory
     * @throws IOException with one sentence
     */
    static RedisLink open(RedisUrl url, long most) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getByName(url.host()), url.port()), PATIENCE_MILLIS);
            RedisLink link = new RedisLink(url.tls() ? tls(socket, url) : socket, most);
            link.enter(url);
            return link;
        } catch (IOException e) {
            socket.close();
            throw plain(e, url);
        }
    }

    private static Socket tls(Socket plain, RedisUrl url) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
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

    private static IOException plain(IOException e, RedisUrl url) {
        if (e instanceof RedisError) return e;
        String why = switch (e) {
            case UnknownHostException unknown -> "there is no host of this name";
            case SocketTimeoutException late -> "it does not answer";
            case ConnectException refused -> "nothing listens there";
            case SSLException tls -> "TLS with it fails: " + tls.getMessage();
            default -> e.getMessage();
        };
        return new IOException("Redis is away (" + url + "): " + why, e);
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
        out.write(command.bytes());
        out.flush();
    }

    /** Waits for an answer, as long as {@link #patience} says. */
    Object read() throws IOException {
        try {
            return replies.read();
        } catch (SocketTimeoutException late) {
            throw new InterruptedIOException("Redis does not answer");
        }
    }

    /** An answer may take so many milliseconds from here on; 0 for ever. */
    void patience(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed
        }
    }
}
