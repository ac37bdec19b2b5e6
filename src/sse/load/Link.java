package sse.load;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** The bytes of HTTP on a reader's connection, which never waits: as they are, or over TLS. For its loop's thread. */
class Link {
    private static final int TLS = 35; // as curl exits
    private static final int TRUST = 60;

    final SocketChannel channel;

    Link(SocketChannel channel) {
        this.channel = channel;
    }

    static Link of(SocketChannel channel, URI url, SSLContext tls) {
        return tls == null ? new Link(channel) : new Safe(channel, engine(url, tls));
    }

    /** One that believes servers whose certificate names the host. */
    private static SSLEngine engine(URI url, SSLContext tls) {
        SSLEngine engine = tls.createSSLEngine(url.getHost(), url.getPort());
        engine.setUseClientMode(true);
        engine.setSSLParameters(checked(engine.getSSLParameters()));
        return engine;
    }

    static SSLParameters checked(SSLParameters parameters) {
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        return parameters;
    }

    /** Why there is no TLS, and the exit code for that; null if it is for something else that there is no answer. */
    static String reason(IOException e) {
        return !(e instanceof SSLException) ? null : code(e, 0) == TRUST
                ? "its certificate is not trusted (-k does without, --cacert names whom to trust)"
                : "no TLS: " + e.getMessage();
    }

    static int code(IOException e, int otherwise) {
        if (!(e instanceof SSLException)) return otherwise;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) return TRUST;
        }
        return TLS;
    }

    /** Writes what goes; {@return for what to wait then, of SelectionKey} */
    int write(ByteBuffer bytes) throws IOException {
        channel.write(bytes);
        return bytes.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ;
    }

    /** Reads what is there; negative at the end, and 0 where that is nothing for HTTP. */
    int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    /** TLS without a thread of its own. It keeps buffers only while there is something in them. */
    private static final class Safe extends Link {
        private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

        private final SSLEngine engine;
        private ByteBuffer out = NOTHING;   // records that did not go yet
        private ByteBuffer in = NOTHING;    // the beginning of a record
        private ByteBuffer plain = NOTHING; // what there was no room for

        Safe(SocketChannel channel, SSLEngine engine) {
            super(channel);
            this.engine = engine;
        }

        @Override
        int write(ByteBuffer bytes) throws IOException {
            while (true) {
                if (out.hasRemaining()) channel.write(out);
                if (out.hasRemaining()) return SelectionKey.OP_WRITE;
                out = NOTHING;
                switch (engine.getHandshakeStatus()) {
                    case NEED_TASK -> runTasks();
                    case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                        int n = unwrap(NOTHING);
                        if (n < 0) throw new SSLException("closed in the handshake");
                        if (n == 0 && stillUnwraps()) return SelectionKey.OP_READ;
                    }
                    case NEED_WRAP -> wrap(NOTHING);
                    default -> {
                        if (!bytes.hasRemaining()) return SelectionKey.OP_READ;
                        wrap(bytes);
                    }
                }
            }
        }

        private boolean stillUnwraps() {
            return engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP;
        }

        private void wrap(ByteBuffer bytes) throws SSLException {
            out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            SSLEngineResult result = engine.wrap(bytes, out);
            out.flip();
            if (result.getStatus() == Status.CLOSED) throw new SSLException("closed by the server");
        }

        private void runTasks() {
            for (Runnable task; (task = engine.getDelegatedTask()) != null; ) task.run();
        }

        @Override
        int read(ByteBuffer into) throws IOException {
            int before = into.position();
            boolean over = false;
            if (!plain.hasRemaining()) {
                over = unwrap(into) < 0;
                while (!over && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) { // a new key
                    write(NOTHING);
                    over = unwrap(into) < 0;
                }
            }
            while (plain.hasRemaining() && into.hasRemaining()) into.put(plain.get());
            return over && into.position() == before ? -1 : into.position() - before;
        }

        /** Reads once, and opens all records that are whole; {@return what was read, negative at the end} */
        private int unwrap(ByteBuffer into) throws IOException {
            if (engine.isInboundDone()) return -1;
            ByteBuffer records = ByteBuffer.allocate(engine.getSession().getPacketBufferSize() + in.remaining());
            records.put(in);
            int n = channel.read(records);
            records.flip();
            in = NOTHING;
            while (records.hasRemaining()) {
                SSLEngineResult result = engine.unwrap(records, into);
                if (result.getStatus() == Status.BUFFER_OVERFLOW) result = unwrapAside(records);
                if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) runTasks();
                boolean answers = engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
                if (result.getStatus() != Status.OK || answers) {
                    if (result.getStatus() != Status.CLOSED) in = records.slice();
                    break;
                }
            }
            return n;
        }

        /** Into more room than the reader has, who takes it later. */
        private SSLEngineResult unwrapAside(ByteBuffer records) throws SSLException {
            int most = engine.getSession().getApplicationBufferSize();
            ByteBuffer more = ByteBuffer.allocate(plain.remaining() + most).put(plain);
            SSLEngineResult result = engine.unwrap(records, more);
            plain = more.flip();
            return result;
        }
    }
}
