package sse.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import sse.ask.Certificates;
import sse.client.ClientOptions;
import sse.client.Urls;

/** What a server agrees on in TLS: the version, whether it speaks HTTP/2, and the certificate it shows. */
final class Handshake {
    private static final int PATIENCE = 3_000; // milliseconds
    private static final long DAY = 86_400_000;
    private static final long SOON = 14;       // days: who renews by himself has done so by then
    private static final int NAMES = 3;        // that are said

    private final String version;
    private final String protocol;
    private final List<X509Certificate> chain;

    private Handshake(SSLSocket socket) throws IOException {
        this.version = socket.getSession().getProtocol().replace("TLSv", "TLS ");
        this.protocol = socket.getApplicationProtocol();
        this.chain = List.of(socket.getSession().getPeerCertificates()).stream()
                .filter(X509Certificate.class::isInstance).map(X509Certificate.class::cast).toList();
    }

    /**
     * The handshake as this client makes it; null where there is none, and the one who asks will be told why.
     *
     * @throws CertificateException if only the certificate was why; its message says what may be wrong with that
     */
    static Handshake of(URI uri, InetSocketAddress address, ClientOptions client, long nowMillis)
            throws CertificateException {
        try {
            return agree(uri, address, client.tls() == null ? SSLContext.getDefault() : client.tls(), true);
        } catch (IOException | NoSuchAlgorithmException e) {
            Throwable cause = e;
            while (cause != null && !(cause instanceof CertificateException)) cause = cause.getCause();
            if (cause != null) throw new CertificateException(distrust(uri, address, nowMillis));
            return null;
        }
    }

    /** What is wrong with the certificate, by a handshake of somebody who believes everybody. */
    private static String distrust(URI uri, InetSocketAddress address, long nowMillis) {
        try {
            return agree(uri, address, Certificates.of(true, null), false).distrust(Urls.name(uri), nowMillis);
        } catch (IOException e) {
            return "and none is shown any more";
        }
    }

    private static Handshake agree(URI uri, InetSocketAddress address, SSLContext context, boolean checksName)
            throws IOException {
        try (Socket tcp = new Socket(Proxy.NO_PROXY)) {
            tcp.connect(address, PATIENCE);
            tcp.setSoTimeout(PATIENCE);
            SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(tcp, Urls.name(uri),
                    Urls.port(uri), true);
            SSLParameters parameters = tls.getSSLParameters();
            if (checksName) parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            tls.setSSLParameters(parameters);
            tls.startHandshake();
            return new Handshake(tls);
        }
    }

    /** Whether the server speaks HTTP/2, too. */
    boolean isH2() {
        return "h2".equals(protocol);
    }

    /** What was agreed on, such as {@code TLS 1.3, certificate for 71 more days}. */
    String says(long nowMillis) {
        if (chain.isEmpty()) return version;
        return version + ", certificate for " + days(nowMillis) + " more days, in a chain of " + chain.size();
    }

    /** What is to be mended soon; or null. */
    Outcome soon(String check, long nowMillis) {
        if (chain.isEmpty() || days(nowMillis) >= SOON) return null;
        return Outcome.warn(check, "the certificate is good for " + days(nowMillis) + " more days")
                .todo("renew it, and see why that did not happen by itself");
    }

    private long days(long nowMillis) {
        return Math.floorDiv(chain.get(0).getNotAfter().getTime() - nowMillis, DAY);
    }

    /** What may be why nobody believes the certificate, as far as it shows that itself. */
    private String distrust(String host, long nowMillis) {
        if (chain.isEmpty()) return "there is none";
        X509Certificate own = chain.get(0);
        if (own.getNotAfter().getTime() < nowMillis) return "it was good until " + -days(nowMillis) + " days ago";
        if (own.getNotBefore().getTime() > nowMillis) return "it is not good yet";
        List<String> names = names(own);
        if (names.stream().noneMatch(name -> isFor(name, host))) {
            List<String> some = names.subList(0, Math.min(NAMES, names.size()));
            String others = names.size() > NAMES ? " and " + (names.size() - NAMES) + " others" : "";
            return names.isEmpty() ? "it has no name of a host" : "it is for " + String.join(", ", some) + others;
        }
        if (own.getSubjectX500Principal().equals(own.getIssuerX500Principal())) return "it is signed by itself";
        if (chain.size() == 1) return "the server sends it alone: those between it and a known one may be missing";
        return "whoever signed it is not known here";
    }

    private static List<String> names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names == null) return List.of();
            return names.stream().map(name -> String.valueOf(name.get(1))).toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    /** Whether a name of a certificate is that host's; a star stands for its first part. */
    private static boolean isFor(String name, String host) {
        int dot = host.indexOf('.');
        return name.equalsIgnoreCase(host)
                || name.startsWith("*.") && dot > 0 && name.substring(1).equalsIgnoreCase(host.substring(dot));
    }
}
