package sse.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** What lies between a TCP connection and the bytes of HTTP, where the URL takes it: a way through a proxy, and TLS. */
final class Tunnel {
    private static final String UNRECOGNIZED = "Unsupported or unrecognized SSL message"; // the JDK's, of plain text

    private Tunnel() {}

    /** Asks the proxy at the other end for a way to the server of this request. */
    static void through(Socket proxy, StreamRequest request) throws IOException {
        String target = Urls.host(request.uri()) + ":" + Urls.port(request.uri());
        String head = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n";
        String authorization = request.header("Proxy-Authorization");
        if (authorization != null) head += "Proxy-Authorization: " + authorization + "\r\n";
        OutputStream out = proxy.getOutputStream();
        out.write((head + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        InputStream in = proxy.getInputStream();
        int status = new Incoming(in).head().status();
        if (status / 100 != 2) throw new IOException("the proxy answered " + status + " to CONNECT " + target);
    }

    /** Agrees on TLS over this connection, direct or by a proxy, with a server whose certificate names the host. */
    static SSLSocket tls(Socket tcp, StreamRequest request, ClientOptions options, boolean direct)
            throws IOException {
        SSLContext context = options.tls() == null ? defaultTls() : options.tls();
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(tcp, Urls.name(request.uri()),
                Urls.port(request.uri()), true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        tls.setSoTimeout((int) options.connectMillis());
        PlainHttp plain = direct ? PlainHttp.watch(tcp) : null;
        try {
            tls.startHandshake();
            return tls;
        } catch (IOException e) {
            boolean found = plain != null && plain.isFound() || UNRECOGNIZED.equals(e.getMessage());
            if (!found) throw e;
            String http = "http" + request.uri().toString().substring("https".length());
            throw new SSLException("this port answers in plain http; try " + http, e);
        } finally {
            if (plain != null) plain.end();
        }
    }

    private static SSLContext defaultTls() throws IOException {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new SSLException("the JVM's own TLS cannot be set up", e);
        }
    }
}
