package sse.head;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sse.text.Digits;

/** Status line and headers of an answer. Immutable. */
public final class Head {
    private final String version;
    private final int status;
    private final String reason;
    private final List<Header> headers;
    private final List<String> lines; // as somebody kept them; null where the headers say it all

    /**
     * A head.
     *
     * @param version such as {@code HTTP/1.1}
     * @param status such as 200
     * @param reason the words behind it, often empty
     * @param headers in the order they came
     */
    public Head(String version, int status, String reason, List<Header> headers) {
        this(version, status, reason, headers, null);
    }

    private Head(String version, int status, String reason, List<Header> headers, List<String> lines) {
        this.version = version;
        this.status = status;
        this.reason = reason;
        this.headers = List.copyOf(headers);
        this.lines = lines;
    }

    /**
     * Reads a head that somebody kept as text, of any version of HTTP. What is no header is only a line.
     *
     * @param lines without line ends, first the status line; without the blank line
     * @return it, or null where the first line is not a status line
     */
    public static Head parse(List<String> lines) {
        int status = lines.isEmpty() ? -1 : status(lines.get(0));
        if (status < 0) return null;
        String first = lines.get(0);
        List<Header> headers = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).strip();
            if (Header.isName(name)) headers.add(new Header(name, line.substring(colon + 1).strip()));
        }
        int space = first.indexOf(' ');
        String reason = first.substring(space + 4).strip();
        return new Head(first.substring(0, space), status, reason, headers, List.copyOf(lines));
    }

    /** The status in that status line, or -1 if it is none. */
    static int status(String line) {
        int from = line.indexOf(' ') + 1;
        int to = from + 3;
        boolean three = line.length() == to || line.length() > to && line.charAt(to) == ' ';
        return line.startsWith("HTTP/") && from > 0 && three ? (int) Digits.parse(line, from, to) : -1;
    }

    /** {@return the version, such as {@code HTTP/1.1}} */
    public String version() {
        return version;
    }

    /** {@return the status, such as 200} */
    public int status() {
        return status;
    }

    /** {@return the words behind the status, often none} */
    public String reason() {
        return reason;
    }

    /** {@return the headers, in the order they came} */
    public List<Header> headers() {
        return headers;
    }

    /** {@return the head as text: the status line, then each header; without the blank line} */
    public List<String> lines() {
        if (lines != null) return lines;
        List<String> made = new ArrayList<>(headers.size() + 1);
        made.add((version + " " + status + " " + reason).strip());
        for (Header header : headers) made.add(header.name() + ": " + header.value());
        return made;
    }

    /** {@return the value of a header, the last where it comes several times, or null for none} */
    public String header(String name) {
        String value = null;
        for (Header header : headers) {
            if (header.is(name)) value = header.value();
        }
        return value;
    }

    /** {@return all values of a header, joined by a comma; empty for none} */
    public String list(String name) {
        StringBuilder all = new StringBuilder();
        for (Header header : headers) {
            if (header.is(name)) all.append(all.isEmpty() ? "" : ", ").append(header.value());
        }
        return all.toString();
    }

    /** {@return type and subtype of {@code Content-Type} in lower case, without parameters; empty for none} */
    public String type() {
        return MediaType.essence(header("Content-Type"));
    }

    /** {@return whether a browser reads the body as a stream: 200, and the type} */
    public boolean opens() {
        return status == 200 && type().equals(MediaType.EVENT_STREAM);
    }

    /** {@return whether the server closes the connection behind the answer} */
    public boolean closes() {
        String connection = list("Connection").toLowerCase(Locale.ROOT);
        return connection.contains("close") || version.equals("HTTP/1.0") && !connection.contains("keep-alive");
    }
}
