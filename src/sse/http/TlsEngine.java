package sse.http;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

/**
 * The engine of one connection. The JDK's server closes a connection by writing {@code close_notify}, on the one thread
 * that accepts all connections, and waits until the client takes it; and it answers records without data for as long as
 * one sends them. So this engine
 * <ul>
 * <li>says goodbye with the last write, of who writes it under the eyes of the ticker, where it is told which that is,
 *     and at the close only where the client cannot have left more unread than any socket takes;
 * <li>ends a connection that sends nothing but records without data;
 * <li>answers who speaks plain HTTP in one sentence of it;
 * <li>has smaller buffers made for what is read and written, which idle connections keep.
 * </ul>
 * As with the JDK's engines, one thread may read while another writes.
 */
final class TlsEngine extends SSLEngine {
    private static final int APPLICATION_BUFFER = 4608; // a chunk, as the JDK's server writes it
    private static final int PACKET_BUFFER = 5 << 10;      // a record of that
    private static final int UNREAD = 4 << 10;             // bytes that the system takes of any connection
    private static final int EMPTY_RECORDS = 100;          // in a row; a handshake has about five
    private static final int SPARE = 64;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final ArrayBlockingQueue<ByteBuffer> RECORDS = new ArrayBlockingQueue<>(SPARE);
    private static final byte[] PLAIN = plain("this port speaks TLS: the URL begins with https://");

    /** The session of a connection, which is told when its end comes. */
    interface Farewell {
        /** What is written next is the last. */
        void withNextWrite();
    }

    private final SSLEngine inner;
    private int emptyRecords;                 // of who reads
    private volatile boolean established;     // the first handshake is over
    private volatile boolean isPlain;         // it has begun with the text of a request
    private volatile boolean closed;          // nothing goes out any more
    private volatile boolean lastWrite;
    private volatile long sent;               // since it was established; of who writes
    private ByteBuffer held;                  // a record that there was no room for; of who writes, with how it came
    private SSLEngineResult heldResult;

    TlsEngine(SSLEngine inner) {
        this.inner = inner;
    }

    private static byte[] plain(String sentence) {
        return ("HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
                + (sentence.length() + 1) + "\r\nConnection: close\r\n\r\n" + sentence + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    // ── what goes out ──

    @Override
    public SSLEngineResult wrap(ByteBuffer[] from, int offset, int length, ByteBuffer to) throws SSLException {
        if (closed) return over(0);
        if (isPlain) {
            closed = true;
            to.put(PLAIN);
            return over(PLAIN.length);
        }
        if (held != null) return release(to);
        int room = inner.getSession().getPacketBufferSize(); // which the JDK's engines ask for, whatever they make
        ByteBuffer record = RECORDS.poll();
        if (record == null || record.capacity() < room) record = ByteBuffer.allocate(room);
        SSLEngineResult result = inner.wrap(from, offset, length, record);
        look(result);
        if (lastWrite && result.bytesConsumed() > 0) result = withGoodbye(result, record);
        if (established) sent += result.bytesProduced();
        held = record.flip();
        heldResult = result;
        return release(to);
    }

    /** Where there is no room the JDK's server comes back with more. */
    private SSLEngineResult release(ByteBuffer to) {
        if (to.remaining() < held.remaining()) {
            return new SSLEngineResult(Status.BUFFER_OVERFLOW, heldResult.getHandshakeStatus(), 0, 0);
        }
        to.put(held);
        RECORDS.offer(held.clear());
        held = null;
        return heldResult;
    }

    private static SSLEngineResult over(int produced) {
        return new SSLEngineResult(Status.CLOSED, HandshakeStatus.NOT_HANDSHAKING, 0, produced);
    }

    /** Behind the last record, which is a small one. */
    private SSLEngineResult withGoodbye(SSLEngineResult last, ByteBuffer record) throws SSLException {
        inner.closeOutbound();
        ByteBuffer goodbye = ByteBuffer.allocate(inner.getSession().getPacketBufferSize());
        int produced = inner.wrap(NOTHING, goodbye).bytesProduced();
        closed = true;
        record.put(goodbye.flip());
        return new SSLEngineResult(Status.OK, HandshakeStatus.NOT_HANDSHAKING, last.bytesConsumed(),
                last.bytesProduced() + produced);
    }

    @Override
    public void closeOutbound() {
        if (established && sent > UNREAD) closed = true;
        else inner.closeOutbound();
    }

    @Override
    public boolean isOutboundDone() {
        return closed || inner.isOutboundDone();
    }

    // ── what comes in ──

    @Override
    public SSLEngineResult unwrap(ByteBuffer from, ByteBuffer[] to, int offset, int length) throws SSLException {
        if (!established && from.hasRemaining() && isLetter(from.get(from.position()))) {
            isPlain = true;
            from.position(from.limit());
            return over(0); // to which the server answers with what is wrapped next
        }
        SSLEngineResult result = inner.unwrap(from, to, offset, length);
        look(result);
        if (result.bytesProduced() > 0) emptyRecords = 0;
        else if (result.bytesConsumed() > 0 && ++emptyRecords > EMPTY_RECORDS) {
            throw new SSLException("nothing but records without data");
        }
        if (result.getStatus() == Status.CLOSED && sent > UNREAD) closed = true; // else it is told goodbye, too
        return result;
    }

    /** A record of TLS begins with a byte below 32, or in its oldest form above 127. */
    private static boolean isLetter(byte first) {
        return first >= 'A' && first <= 'Z';
    }

    private void look(SSLEngineResult result) {
        if (result.getHandshakeStatus() == HandshakeStatus.FINISHED) established = true;
    }

    @Override
    public void closeInbound() throws SSLException {
        inner.closeInbound();
    }

    @Override
    public boolean isInboundDone() {
        return inner.isInboundDone();
    }

    // ── the session ──

    @Override
    public SSLSession getSession() {
        SSLSession session = inner.getSession();
        return (SSLSession) Proxy.newProxyInstance(TlsEngine.class.getClassLoader(),
                new Class<?>[] {SSLSession.class, Farewell.class}, (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Farewell.class) {
                        lastWrite = true;
                        return null;
                    }
                    if (method.getName().equals("getApplicationBufferSize")) return APPLICATION_BUFFER;
                    if (method.getName().equals("getPacketBufferSize")) return PACKET_BUFFER;
                    try {
                        return method.invoke(session, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public SSLSession getHandshakeSession() {
        return inner.getHandshakeSession();
    }

    // ── all else ──

    @Override
    public Runnable getDelegatedTask() {
        return inner.getDelegatedTask();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return inner.getSupportedCipherSuites();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return inner.getEnabledCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        inner.setEnabledCipherSuites(suites);
    }

    @Override
    public String[] getSupportedProtocols() {
        return inner.getSupportedProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return inner.getEnabledProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        inner.setEnabledProtocols(protocols);
    }

    @Override
    public void beginHandshake() throws SSLException {
        inner.beginHandshake();
    }

    @Override
    public HandshakeStatus getHandshakeStatus() {
        return inner.getHandshakeStatus();
    }

    @Override
    public void setUseClientMode(boolean mode) {
        inner.setUseClientMode(mode);
    }

    @Override
    public boolean getUseClientMode() {
        return inner.getUseClientMode();
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        inner.setNeedClientAuth(need);
    }

    @Override
    public boolean getNeedClientAuth() {
        return inner.getNeedClientAuth();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        inner.setWantClientAuth(want);
    }

    @Override
    public boolean getWantClientAuth() {
        return inner.getWantClientAuth();
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        inner.setEnableSessionCreation(flag);
    }

    @Override
    public boolean getEnableSessionCreation() {
        return inner.getEnableSessionCreation();
    }

    @Override
    public SSLParameters getSSLParameters() {
        return inner.getSSLParameters();
    }

    @Override
    public void setSSLParameters(SSLParameters parameters) {
        inner.setSSLParameters(parameters);
    }
}
