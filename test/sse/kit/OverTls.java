package sse.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import sse.ask.Certificates;
import sse.server.ServerOptions;
import sse.tls.OwnCertificate;

/** While a class with this extension is tested, the servers and the bare clients of its tests speak TLS. */
public final class OverTls implements BeforeAllCallback, AfterAllCallback {
    private static volatile boolean on;

    /** Made once, by keytool, in a folder that is deleted with the JVM. */
    public static final class Made {
        public static final Path FOLDER = folder();
        private static final OwnCertificate OWN =
                OwnCertificate.get(List.of(), Map.of("XDG_CACHE_HOME", FOLDER.toString()), Instant.now());
        /** The file of the certificate. */
        public static final Path CERTIFICATE = OWN.file;
        public static final SSLContext SERVER = OWN.identity.context();
        public static final SSLContext CLIENT = client();
        /** What Chromium is told to believe. */
        public static final String KEY_HASH = OWN.identity.keyHash();

        private Made() {}

        private static SSLContext client() {
            SSLContext context = Certificates.of(false, CERTIFICATE.toString());
            context.getClientSessionContext().setSessionCacheSize(10); // so that no test sees them as left behind
            return context;
        }

        private static Path folder() {
            try {
                Path folder = Files.createTempDirectory("sse-tls-test");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void delete(Path folder) {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) Files.delete(file);
            } catch (IOException e) {
                // it is in the folder for such files
            }
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        on = true;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        on = false;
    }

    /** How URLs begin. */
    public static String scheme() {
        return on ? "https" : "http";
    }

    /** A server's options, as they are to be now. */
    public static ServerOptions options(ServerOptions options) {
        return on ? options.withTls(Made.SERVER) : options;
    }

    /** What a client that is connected speaks through. */
    public static Socket client(Socket connected) throws IOException {
        return on ? safe(connected) : connected;
    }

    /** With which Chromium believes these servers, and nobody else. */
    public static String chromiumFlag() {
        return on ? "--ignore-certificate-errors-spki-list=" + Made.KEY_HASH : "--no-pings";
    }

    /** TLS, whatever the tests speak. */
    public static SSLSocket safe(Socket connected) throws IOException {
        return (SSLSocket) Made.CLIENT.getSocketFactory()
                .createSocket(connected, "localhost", connected.getPort(), true);
    }
}
