package sse.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * The JDK's server over TLS, with engines that keep clients from blocking it: see {@link TlsEngine}. Loaded only where
 * TLS is asked for.
 */
public final class TlsServer {
    private static final int SESSIONS = 1000; // of TLS 1.2 that can be resumed; those of 1.3 are kept by their clients

    private TlsServer() {}

    /**
     * {@return a server that listens there, with the key of this context}
     *
     * @throws IOException if it cannot listen there
     */
    public static HttpServer create(InetSocketAddress address, int backlog, SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create(address, backlog);
        context.getServerSessionContext().setSessionCacheSize(SESSIONS);
        server.setHttpsConfigurator(new HttpsConfigurator(new Context(context)));
        return server;
    }

    /** {@return with which key and certificates a server speaks TLS that was made here} */
    public static SSLContext contextOf(HttpServer server) {
        return ((HttpsServer) server).getHttpsConfigurator().getSSLContext();
    }

    /** What is written next is the last: the end of the connection goes out with it. */
    public static void endsWithNextWrite(HttpExchange exchange) {
        if (exchange instanceof HttpsExchange https && https.getSSLSession() instanceof TlsEngine.Farewell farewell) {
            farewell.withNextWrite();
        }
    }

    /** The context, with engines of our own. */
    private static final class Context extends SSLContext {
        Context(SSLContext inner) {
            super(new Engines(inner), inner.getProvider(), inner.getProtocol());
        }
    }

    private static final class Engines extends SSLContextSpi {
        private final SSLContext inner;

        Engines(SSLContext inner) {
            this.inner = inner;
        }

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
            throw new UnsupportedOperationException("it is set up already");
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return new TlsEngine(inner.createSSLEngine());
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return engineCreateSSLEngine(); // the peer's name would mean something to clients only
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return inner.getSocketFactory();
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return inner.getServerSocketFactory();
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return inner.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return inner.getClientSessionContext();
        }

        @Override
        protected SSLParameters engineGetDefaultSSLParameters() {
            SSLParameters parameters = inner.getDefaultSSLParameters();
            parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            return parameters;
        }

        @Override
        protected SSLParameters engineGetSupportedSSLParameters() {
            return inner.getSupportedSSLParameters();
        }
    }
}
