package sse.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Gathers the head of a response, in whatever pieces it arrives, and says what a load test asks of it. */
final class ResponseHead {
    private static final int LIMIT = 16 << 10;

    private byte[] bytes = new byte[512];
    private int length;
    private int status = -1;
    private String contentType = "";
    private boolean chunked;
    private boolean closes;
    private long contentLength = -1;

    /**
     * Takes the next bytes of the connection.
     *
     * @return where the body begins among them, or -1 while the head is not whole
     */
    int feed(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (length == bytes.length) {
                if (length == LIMIT) {
                    status = 0;
                    return to;
                }
                bytes = Arrays.copyOf(bytes, length * 2);
            }
            bytes[length++] = b[i];
            if (b[i] == '\n' && blankLine()) {
                read(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
                return i + 1;
            }
        }
        return -1;
    }

    private boolean blankLine() {
        return length >= 4 && bytes[length - 2] == '\r' && bytes[length - 3] == '\n' || length >= 2 && bytes[length - 2] == '\n';
    }

    private void read(String head) {
        String[] lines = head.split("\r?\n");
        status = status(lines[0]);
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon < 0) continue;
            String value = lines[i].substring(colon + 1).strip();
            switch (lines[i].substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "content-type" -> contentType = value;
                case "transfer-encoding" -> chunked = value.toLowerCase(Locale.ROOT).endsWith("chunked");
                case "content-length" -> contentLength = number(value);
                case "connection" -> closes = value.equalsIgnoreCase("close");
                default -> { }
            }
        }
    }

    private static int status(String line) {
        int space = line.indexOf(' ');
        if (!line.startsWith("HTTP/1.") || space < 0 || line.length() < space + 4) return 0;
        long status = number(line.substring(space + 1, space + 4));
        return status < 100 ? 0 : (int) status;
    }

    private static long number(String digits) {
        if (digits.isEmpty() || digits.length() > 15) return -1;
        long n = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') return -1;
            n = n * 10 + c - '0';
        }
        return n;
    }

    /** The status; 0 for an answer that is not HTTP, -1 while the head is not whole. */
    int status() {
        return status;
    }

    /** Whether the answer is of a kind that carries events. */
    boolean isEventStream() {
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon).strip();
        return type.equalsIgnoreCase("text/event-stream");
    }

    /** What it is, if it is not the beginning of an event stream. */
    String refusal() {
        return status == 0 ? "not an HTTP answer" : status != 200 ? "status " + status : "status 200, but not text/event-stream";
    }

    /** Whether the server closes the connection behind the answer. */
    boolean closes() {
        return closes;
    }

    /** The body that belongs to this head. */
    Body body() {
        return new Body(chunked, contentLength);
    }
}
