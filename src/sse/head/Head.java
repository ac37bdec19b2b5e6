package sse.head;

import java.util.ArrayList;
import java.util.List;
import sse.text.Digits;

/** Status line and headers of an answer. Immutable. */
public final class Head {
    private static final String[] CODINGS = {"gzip", "deflate", "br", "zstd"}; // that browsers undo

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

    /**
     * {@return the values of a header that is a list, one by one, without spaces around them; empty for no header}
     *
     * @see <a href="https://fetch.spec.whatwg.org/#concept-header-list-get-decode-split">Fetch Standard, get, decode,
     *     and split</a>
     */
    public List<String> split(String name) {
        return header(name) == null ? List.of() : Header.split(list(name));
    }

    /** Whether a header that is a list has that value, in any case of letters. */
    private boolean lists(String name, String value) {
        for (String one : split(name)) {
            if (one.equalsIgnoreCase(value)) return true;
        }
        return false;
    }

    /** {@return what {@code Content-Type} says to a browser, or null where it says nothing} */
    public MediaType mediaType() {
        return MediaType.extract(split("Content-Type"));
    }

    /** {@return whether a browser reads the body as a stream: 200, and the type} */
    public boolean opens() {
        MediaType type = status == 200 ? mediaType() : null;
        return type != null && type.is(MediaType.EVENT_STREAM);
    }

    /** {@return where the answer redirects to, as it is written; null where it does not} An empty target is none. */
    public String redirect() {
        boolean redirects = status >= 301 && status <= 303 || status == 307 || status == 308;
        if (!redirects) return null;
        for (Header header : headers) {
            if (header.is("Location") && !header.value().isEmpty()) return header.value();
        }
        return null;
    }

    /** {@return the length that {@code Content-Length} tells; -1 where it tells none that is a number} */
    public long length() {
        List<String> lengths = split("Content-Length");
        return lengths.isEmpty() ? -1 : Digits.parse(lengths.get(0));
    }

    /**
     * {@return why browsers take this for no answer at all, or null: of these there may be one value only}
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-6.3">RFC 9112, 6.3 Message Body Length</a>
     * @see <a href="https://fetch.spec.whatwg.org/#concept-response-location-url">Fetch Standard, location URL</a>
     */
    public String contradiction() {
        List<String> places = new ArrayList<>(1);
        for (Header header : headers) {
            if (header.is("Location")) places.add(header.value());
        }
        String length = isChunked() ? null : differing("Content-Length", split("Content-Length"));
        return length != null ? length : differing("Location", places);
    }

    private static String differing(String name, List<String> values) {
        for (String value : values) {
            if (value.equals(values.get(0))) continue;
            return "the answer has two values of " + name + ": " + values.get(0) + " and " + value;
        }
        return null;
    }

    /** {@return whether the body comes in chunks, and whatever else tells its length does not count} */
    public boolean isChunked() {
        return !version.equals("HTTP/1.0") && lists("Transfer-Encoding", "chunked");
    }

    /**
     * {@return the content codings of the body, in the order they were applied} None where one of them is no coding
     * that browsers know: then they take the body as it is.
     *
     * @see <a href="https://fetch.spec.whatwg.org/#handle-content-codings">Fetch Standard, handle content codings</a>
     */
    public List<String> codings() {
        List<String> codings = new ArrayList<>(0);
        for (String coding : split("Content-Encoding")) {
            String known = coding(coding);
            if (known == null) return List.of();
            codings.add(known);
        }
        return codings;
    }

    /** {@return the first content coding that this program cannot undo, which can gzip and deflate; null for none} */
    public String unreadable() {
        for (String coding : codings()) {
            if (!coding.equals("gzip") && !coding.equals("deflate")) return coding;
        }
        return null;
    }

    private static String coding(String name) {
        if (name.equalsIgnoreCase("x-gzip")) return "gzip";
        for (String known : CODINGS) {
            if (known.equalsIgnoreCase(name)) return known;
        }
        return null;
    }

    /** {@return whether the server closes the connection behind the answer} */
    public boolean closes() {
        return lists("Connection", "close") || version.equals("HTTP/1.0") && !lists("Connection", "keep-alive");
    }
}
