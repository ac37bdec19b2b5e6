package sse.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import sse.head.Head;

/** Takes the content codings off a body: gzip and deflate, which are what the JDK can read. Any thread. */
public final class ContentCoding {
    private ContentCoding() {}

    /**
     * {@return the body behind that head with its codings undone, the last one first} May wait for its first bytes.
     *
     * @throws IOException if it does not begin as it is to, or has a coding that cannot be undone here
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.4">RFC 9110, 8.4 Content-Encoding</a>
     */
    public static InputStream undone(InputStream body, Head head) throws IOException {
        List<String> codings = head.codings();
        InputStream undone = body;
        for (int i = codings.size() - 1; i >= 0; i--) {
            switch (codings.get(i)) {
                case "gzip" -> undone = new GZIPInputStream(undone, 4096);
                case "deflate" -> undone = inflated(undone);
                default -> throw new IOException(unreadable(head));
            }
        }
        return undone;
    }

    /** Deflate is to be zlib (RFC 1950), and often is what zlib has inside (RFC 1951): browsers read both. */
    private static InputStream inflated(InputStream body) throws IOException {
        byte[] first = body.readNBytes(2);
        boolean zlib = first.length == 2 && (first[0] & 0x0F) == 8
                && ((first[0] & 0xFF) << 8 | first[1] & 0xFF) % 31 == 0;
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(first), body);
        return new InflaterInputStream(whole, new Inflater(!zlib), 4096);
    }

    /** Why the body behind that head cannot be read here, whatever comes; or null. */
    static String unreadable(Head head) {
        String coding = head.unreadable();
        return coding == null ? null : "Content-Encoding is " + head.list("Content-Encoding") + ": browsers read "
                + coding + ", this client cannot";
    }
}
