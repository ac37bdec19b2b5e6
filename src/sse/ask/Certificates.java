package sse.ask;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import sse.term.Exit;
import sse.term.NamedFile;

/** Whose certificates are believed: {@code -k} everybody's, {@code --cacert} those signed by one of a file. */
public final class Certificates {
    private Certificates() {}

    /** The context for these options, or null for that of the JDK. */
    public static SSLContext of(boolean insecure, String caFile) {
        if (!insecure && caFile == null) return null;
        try {
            TrustManager[] managers = insecure ? new TrustManager[] {new Anybody()} : signedBy(caFile);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new Exit(Exit.TLS, "cannot set up TLS: " + e.getMessage());
        }
    }

    private static TrustManager[] signedBy(String caFile) throws GeneralSecurityException {
        if (Files.isDirectory(NamedFile.path(caFile))) throw Exit.usage("'" + caFile + "' is a folder");
        try (InputStream in = Files.newInputStream(NamedFile.path(caFile))) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int n = 0;
            for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + n++, certificate);
            }
            if (n == 0) throw new CertificateException("none");
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (CertificateException e) {
            throw Exit.usage("there is no certificate in '" + caFile + "' that can be read");
        } catch (NoSuchFileException e) {
            throw Exit.usage("there is no file '" + caFile + "'");
        } catch (IOException e) {
            throw Exit.usage("cannot read " + caFile + ": " + e.getMessage());
        }
    }

    /** Believes everybody. The extended kind, as only that also keeps the JDK from comparing host names. */
    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
