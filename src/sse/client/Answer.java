package sse.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import sse.head.Header;

/**
 * The head of a server's answer.
 *
 * @param uri the URL that gave it, the last one after redirects
 * @param version such as {@code HTTP/1.1}
 * @param status the status code
 * @param reason the words behind it, often empty
 * @param headers in the order they came; values as Latin-1, as they are on the wire
 * @param sentLastEventId what the request sent as {@code Last-Event-ID}, or empty
 * @param millis from the start of the attempt to the end of this head
 */
public record Answer(URI uri, String version, int status, String reason, List<Header> headers, String sentLastEventId,
        long millis) {

    /** The longest head that is read, in bytes: 64 KiB. A longer one is a failed attempt. */
    public static final int HEAD_LIMIT = 64 << 10;

    /** {@return the value of the last header of that name, or null} */
    public String header(String name) {
        String value = null;
        for (Header header : headers) {
            if (header.is(name)) value = header.value();
        }
        return value;
    }

    /** {@return the type and subtype of {@code Content-Type} in lower case, without parameters; empty for none} */
    public String essence() {
        String type = header("Content-Type");
        if (type == null) return "";
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }

    boolean isRedirect() {
        return (status >= 301 && status <= 303 || status == 307 || status == 308) && header("Location") != null;
    }

    /** Reads a head, skipping those that only announce one (100 to 199). Line ends may be LF alone. */
    static Answer read(Incoming in, URI uri, String sentLastEventId, long startNanos) throws IOException {
        int left = HEAD_LIMIT;
        while (true) {
            String line = line(in, left);
            left -= line.length() + 2;
            int status = status(line);
            List<Header> headers = new ArrayList<>();
            for (String field; !(field = line(in, left)).isEmpty();) {
                left -= field.length() + 2;
                header(headers, field);
            }
            if (status < 200 && status != 101) continue;
            int space = line.indexOf(' ', 9);
            String reason = space < 0 ? "" : line.substring(space + 1).strip();
            return new Answer(uri, line.substring(0, 8), status, reason, List.copyOf(headers), sentLastEventId,
                    (System.nanoTime() - startNanos) / 1_000_000);
        }
    }

    private static int status(String line) throws IOException {
        boolean http = line.startsWith("HTTP/1.") && line.length() >= 12 && line.charAt(8) == ' '
                && (line.length() == 12 || line.charAt(12) == ' ');
        int status = 0;
        for (int i = 9; http && i < 12; i++) {
            int digit = line.charAt(i) - '0';
            http = digit >= 0 && digit <= 9;
            status = status * 10 + digit;
        }
        if (!http || status < 100) throw new NotHttpException("the answer is not HTTP/1");
        return status;
    }

    private static void header(List<Header> headers, String field) throws IOException {
        if (field.startsWith(" ") || field.startsWith("\t")) { // a folded line goes on with the one before (RFC 9112, 5.2)
            if (headers.isEmpty()) return;
            Header last = headers.removeLast();
            headers.add(new Header(last.name(), last.value() + " " + field.strip()));
            return;
        }
        int colon = field.indexOf(':');
        if (colon <= 0) return; // not a field; browsers pass it over too
        try {
            headers.add(new Header(field.substring(0, colon), trim(field.substring(colon + 1))));
        } catch (IllegalArgumentException e) {
            throw new NotHttpException("the answer has a header that is none: " + e.getMessage());
        }
    }

    /** Without spaces and tabs around it: the optional whitespace of RFC 9110, and nothing else. */
    private static String trim(String value) {
        int from = 0;
        int to = value.length();
        while (from < to && (value.charAt(from) == ' ' || value.charAt(from) == '\t')) from++;
        while (to > from && (value.charAt(to - 1) == ' ' || value.charAt(to - 1) == '\t')) to--;
        return value.substring(from, to);
    }

    private static String line(Incoming in, int left) throws IOException {
        byte[] bytes = new byte[128];
        int n = 0;
        for (int b; (b = in.read()) != '\n';) {
            if (b < 0) throw new EOFException("the server closed the connection before the head of an answer");
            if (n >= left) throw new NotHttpException("the head of the answer is longer than " + HEAD_LIMIT + " bytes");
            if (n == bytes.length) bytes = Arrays.copyOf(bytes, 2 * n);
            bytes[n++] = (byte) b;
        }
        if (n > 0 && bytes[n - 1] == '\r') n--;
        return new String(bytes, 0, n, StandardCharsets.ISO_8859_1);
    }

    /** What came is no HTTP answer that can be read. */
    static final class NotHttpException extends IOException {
        private static final long serialVersionUID = 1;

        NotHttpException(String message) {
            super(message);
        }
    }
}
