package sse.client;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import sse.text.Percent;

/** The URL that a {@code Location} leads to. */
final class Redirect {
    /** As many hops as Fetch follows. */
    static final int LIMIT = 20;

    private Redirect() {}

    /** More hops than that. */
    static final class LoopException extends IOException {
        private static final long serialVersionUID = 1;

        LoopException() {
            super("more than " + LIMIT + " redirects in a row");
        }
    }

    /**
     * Resolves the location against the URL that gave it.
     *
     * @param location as in the head: its bytes as Latin-1
     * @throws IllegalArgumentException if that makes no URL
     */
    static URI target(URI base, String location) {
        String text = escape(location.getBytes(StandardCharsets.ISO_8859_1));
        String path = base.getRawPath();
        String root = base.getScheme() + "://" + base.getRawAuthority();
        if (path == null || path.isEmpty()) path = "/";
        // java.net.URI resolves by an older RFC: "?x" would lose the last part of the path, "x" the root's slash.
        if (text.isEmpty() || text.startsWith("#")) return base;
        if (text.startsWith("?")) return URI.create(root + path + text);
        return URI.create(root + path).resolve(URI.create(text));
    }

    /** Percent-encodes what a URL cannot have, as browsers do; a raw Location in UTF-8 is common. */
    private static String escape(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            int c = b & 0xFF;
            if (c <= ' ' || c >= 0x7F || "\"<>\\^`{|}".indexOf(c) >= 0) {
                Percent.append(text, b);
            } else {
                text.append((char) c);
            }
        }
        return text.toString();
    }
}
