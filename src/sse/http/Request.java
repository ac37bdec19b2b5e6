package sse.http;

import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sse.Encoder;
import sse.head.Header;
import sse.head.MediaType;
import sse.text.Digits;
import sse.text.Harmless;
import sse.text.JsonWriter;

/** What a request says, read the way the tool reads it. For the thread that handles the exchange. */
public final class Request {
    private static final int SMALL = 16 << 10;
    private static final String TLS = "sse.tls";

    /** Against caches, of advertisements, for the token, which only readers need; lab marks the page's own. */
    private static final List<String> OTHERS = List.of("_", "fbclid", "gclid", "lab", "token", "lastEventId");

    private final HttpExchange exchange;
    private final String path;
    private final Map<String, String> query;

    /**
     * Reads the request line, and looks at what frames the request: a proxy in front must not understand it otherwise
     * than this server does.
     *
     * @throws Refusal 400 if the path or the query is not percent-encoded UTF-8, or the framing is ambiguous; 505 if
     *     it is not HTTP/1.0 or 1.1
     */
    public Request(HttpExchange exchange) throws Refusal {
        this.exchange = exchange;
        checkFraming();
        String rawPath = exchange.getRequestURI().getRawPath();
        this.path = rawPath == null || rawPath.isEmpty() ? "/" : decode(rawPath, false);
        this.query = pairs(exchange.getRequestURI().getRawQuery());
    }

    /** What the JDK's server lets through, and its handlers can see. */
    private void checkFraming() throws Refusal {
        URI target = exchange.getRequestURI();
        if (target.toString().startsWith("//")) throw new Refusal(400, "the path begins with two slashes; send one");
        String scheme = target.getScheme();
        if (scheme != null && !scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https")) {
            throw new Refusal(400, "the target of a request is a path, or an http URL");
        }
        boolean old = exchange.getProtocol().equals("HTTP/1.0");
        if (!old && !exchange.getProtocol().equals("HTTP/1.1")) {
            throw new Refusal(505, "HTTP/1.1 is understood here, and HTTP/1.0");
        }
        List<String> hosts = exchange.getRequestHeaders().get("Host");
        if (hosts == null && !old) throw new Refusal(400, "a request of HTTP/1.1 has a Host");
        if (hosts != null && hosts.size() > 1) throw new Refusal(400, "a request has one Host");
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        if (length != null && Digits.parse(length) < 0) throw new Refusal(400, "Content-Length is not a number");
        if (old && header("Transfer-Encoding") != null) {
            throw new Refusal(400, "HTTP/1.0 has no Transfer-Encoding");
        }
    }

    /** The requests of this context come over TLS. */
    public static void overTls(HttpContext context) {
        context.getAttributes().put(TLS, true);
    }

    /** {@return whether they do} */
    public static boolean isOverTls(HttpContext context) {
        return context.getAttributes().containsKey(TLS);
    }

    /** {@return how the URL it came to begins: {@code http}, or {@code https}} */
    public String scheme() {
        return isOverTls(exchange.getHttpContext()) ? "https" : "http";
    }

    /** {@return host and port in the target itself, which a proxy is sent, or null} */
    public String authority() {
        return exchange.getRequestURI().getRawAuthority();
    }

    /** {@return the exchange this is the request of} */
    public HttpExchange exchange() {
        return exchange;
    }

    /** {@return the method} */
    public String method() {
        return exchange.getRequestMethod();
    }

    /**
     * {@return whether the method is for the caller to answer} OPTIONS, if it is listed, is answered here.
     *
     * @param methods those that are possible, as {@code Allow} lists them
     * @throws Refusal 405 for any other
     */
    public boolean allow(String methods) throws IOException {
        return allow(methods, null);
    }

    /** The same, with a sentence of one's own for the refusal; null for the usual one. */
    public boolean allow(String methods, String sentence) throws IOException {
        if (!(", " + methods + ",").contains(", " + method() + ",")) {
            throw sentence == null ? Refusal.method(method(), methods) : new Refusal(405, sentence, "Allow", methods);
        }
        if (!method().equals("OPTIONS")) return true;
        exchange.getResponseHeaders().set("Allow", methods);
        Reply.empty(exchange, 204);
        return false;
    }

    /** {@return the path, decoded} It may hold any character; it never names a file. */
    public String path() {
        return path;
    }

    /** {@return a parameter of the query, or null; of a repeated one the last} */
    public String query(String name) {
        return query.get(name);
    }

    /**
     * Refuses a query with a parameter that means nothing here: it may be one that is misspelt. Those that others add
     * to every URL pass.
     *
     * @param known those that mean something
     * @param more what the refusal says behind them
     * @throws Refusal 400
     */
    public void checkQuery(List<String> known, String more) throws Refusal {
        for (String name : query.keySet()) {
            if (known.contains(name) || name.startsWith("utm_") || OTHERS.contains(name)) continue;
            String those = known.isEmpty() ? "none" : String.join(", ", known);
            throw new Refusal(400, "there is no parameter " + JsonWriter.quoted(Harmless.brief(name, 40))
                    + " here; there are " + those + more);
        }
    }

    /**
     * {@return a header, or null} The server hands its bytes out as Latin-1. They are UTF-8 if they can be: tools send
     * that, and a page's fetch sends Latin-1.
     */
    public String header(String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        if (value == null) return null;
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < 0x80) continue;
            byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
            String text = utf8(bytes, bytes.length);
            return text == null ? value : text;
        }
        return value;
    }

    /** {@return the last event ID the reader comes with: the header, or {@code ?lastEventId=}, or empty} */
    public String lastEventId() {
        String id = header("Last-Event-ID");
        if (id == null) id = query("lastEventId");
        return id == null || id.indexOf('\0') >= 0 || id.indexOf('\n') >= 0 || id.indexOf('\r') >= 0 ? "" : id;
    }

    /** {@return whether {@code Accept} names this type; neither {@code *}{@code /*} nor {@code ;q=0} does} */
    public boolean accepts(String type) {
        List<String> values = exchange.getRequestHeaders().get("Accept");
        if (values == null) return false;
        for (String value : values) {
            for (String one : Header.split(value)) {
                MediaType range = MediaType.parse(one);
                if (range == null || !range.is(type)) continue;
                String weight = range.parameter("q");
                boolean refused = weight != null && weight.startsWith("0") && weight.replace("0", "").length() <= 1;
                if (!refused) return true;
            }
        }
        return false;
    }

    /** {@return what {@code Content-Type} says, or null where it says nothing} */
    public MediaType contentType() {
        return MediaType.parse(header("Content-Type"));
    }

    /**
     * {@return the body} Without a length there is none (RFC 9112, 6.3).
     *
     * @param limit bytes
     * @throws Refusal 413 over the limit
     * @throws IOException if it breaks off or is badly chunked, which has been answered with 400
     */
    public byte[] body(long limit) throws IOException {
        return body(limit, exchange.getRequestBody());
    }

    /** The same, of a body that is counted while it is read; 503 if all that are held together are too much. */
    public byte[] body(long limit, Bodies.Share share) throws IOException {
        return body(limit, share.of(exchange.getRequestBody()));
    }

    private byte[] body(long limit, InputStream in) throws IOException {
        String length = header("Content-Length");
        long expected = length != null ? Digits.parse(length) : header("Transfer-Encoding") == null ? 0 : -1;
        if (expected > limit) throw tooLarge(limit);
        byte[] body;
        try {
            body = read(in, expected, limit + 1);
        } catch (Refusal tooMuch) {
            throw tooMuch;
        } catch (IOException | IndexOutOfBoundsException broken) { // which the JDK throws at a chunk of negative size
            throw Reply.broken(exchange, "the body breaks off, or its chunks are wrong");
        }
        if (body.length > limit) throw tooLarge(limit);
        return body;
    }

    /** A small body is read into an array of its size: readNBytes(int) begins with 16 KiB, whatever comes. */
    private static byte[] read(InputStream in, long expected, long limit) throws IOException {
        if (expected < 0 || expected > SMALL) return in.readNBytes((int) Math.min(limit, Integer.MAX_VALUE - 8));
        byte[] body = new byte[(int) expected];
        int n = in.readNBytes(body, 0, body.length);
        int more = in.read();
        if (more < 0) return n == body.length ? body : Arrays.copyOf(body, n);
        // a filter in front makes it longer than it says
        return Encoder.join(body, new byte[] {(byte) more}, in.readNBytes((int) (limit - n - 1)));
    }

    /** Reads a body that means nothing, as some clients send with GET; 413 if there is much of it. */
    public void skipBody() throws IOException {
        if (header("Content-Length") != null || header("Transfer-Encoding") != null) body(64 << 10);
    }

    private static Refusal tooLarge(long limit) {
        return new Refusal(413, "the body is larger than " + limit + " bytes");
    }

    /**
     * {@return the name and value pairs of a query or a form}
     *
     * @throws Refusal 400 if it is not percent-encoded UTF-8
     */
    public static Map<String, String> pairs(String encoded) throws Refusal {
        if (encoded == null || encoded.isEmpty()) return Map.of();
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            if (equals < 0) pairs.put(decode(pair, true), "");
            else pairs.put(decode(pair.substring(0, equals), true), decode(pair.substring(equals + 1), true));
        }
        return pairs;
    }

    private static String decode(String text, boolean plusIsSpace) throws Refusal {
        if (text.indexOf('%') < 0 && (!plusIsSpace || text.indexOf('+') < 0)) return text;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int n = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%') {
                int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
                int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
                if (low < 0) throw new Refusal(400, "the URL has a % that is not followed by two hexadecimal digits");
                bytes[n++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                bytes[n++] = plusIsSpace && bytes[i] == '+' ? (byte) ' ' : bytes[i];
            }
        }
        String decoded = utf8(bytes, n);
        if (decoded == null) throw new Refusal(400, "the URL is not percent-encoded UTF-8");
        return decoded;
    }

    /** The bytes as text, or null if they are not UTF-8. */
    public static String utf8(byte[] bytes, int length) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
