package sse.server;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import sse.http.Reply;
import sse.http.Request;

/**
 * The page for browsers: one file from the jar. Its policy names the one script and the one style sheet
 * in it by their hashes, so that nothing else can run there, whatever a stream sends.
 */
final class Site {
    private static final String FILE = "/sse/web/index.html";

    /** Read when somebody asks for the page for the first time. */
    private static final class File {
        static final byte[] HTML = read();
        static final String POLICY = "default-src 'none'; script-src " + source("script")
                + "; style-src " + source("style")
                + "; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

        private static byte[] read() {
            try (InputStream in = Site.class.getResourceAsStream(FILE)) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new IllegalStateException("the page cannot be read from the jar", e);
            }
        }

        /** The element's text as a source of the policy (CSP Level 3, 2.3.1). */
        private static String source(String element) {
            String html = new String(HTML, StandardCharsets.UTF_8);
            String start = "<" + element + ">";
            String text = html.substring(html.indexOf(start) + start.length(), html.indexOf("</" + element + ">"));
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
                return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }

    private Site() {}

    /** This server, also by its other name: the console of the page is a place to try things. */
    private static String connect(Request request) {
        int port = request.exchange().getLocalAddress().getPort();
        return "; connect-src 'self' http://localhost:" + port + " http://127.0.0.1:" + port;
    }

    static void handle(Request request) throws IOException {
        Headers headers = request.exchange().getResponseHeaders();
        headers.set("Cache-Control", "no-cache");
        headers.set("Content-Security-Policy", File.POLICY + connect(request));
        headers.set("Referrer-Policy", "no-referrer");
        Reply.bytes(request.exchange(), 200, "text/html; charset=utf-8", File.HTML);
    }
}
