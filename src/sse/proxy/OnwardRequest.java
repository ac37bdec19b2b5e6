package sse.proxy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import sse.broken.RawExchange;
import sse.client.BodyDecoder;
import sse.client.Urls;
import sse.head.Header;
import sse.text.Digits;

/**
 * A request as the upstream is asked it. Where its body ends is said in one way only, and what servers could read in
 * two ways is refused: so nobody gets a second request through in the body of a first. Immutable, but for its body.
 */
final class OnwardRequest {
    /** Of one connection, not of the request. */
    private static final Set<String> OF_THE_HOP = Set.of("connection", "keep-alive", "proxy-connection",
            "proxy-authorization", "te", "trailer", "transfer-encoding", "upgrade", "http2-settings");

    /** Who passed a request on (RFC 8586): Via, which servers look at, would change what they answer. */
    private static final String PASSED = "CDN-Loop";

    final String method;
    final String url;            // of the upstream
    final List<Header> headers;  // those that go to the upstream
    final byte[] head;
    final BodyDecoder body;      // null for none
    final boolean chunked;
    final boolean waits;         // for a word, before it sends the body

    /**
     * Reads a request.
     *
     * @param forgets whether its {@code Last-Event-ID} stays here
     * @throws Refused if it is not passed on
     */
    OnwardRequest(RawExchange raw, Terms terms, boolean forgets) throws Refused {
        method = raw.method();
        if (!Header.isName(method)) throw new Refused(400, "the method of the request is none");
        if (method.equals("CONNECT")) throw new Refused(501, "this proxy opens no tunnels");
        for (Header header : raw.headers()) {
            boolean own = header.is(PASSED) && Header.split(header.value()).contains(terms.name());
            if (own) throw new Refused(508, "the upstream leads back to this proxy");
        }
        url = url(raw.target(), terms);
        if (count(raw, "Host") > 1) throw new Refused(400, "the request has more than one Host");
        chunked = isChunked(raw);
        long length = length(raw);
        body = chunked ? BodyDecoder.chunked() : length > 0 ? BodyDecoder.ofLength(length) : null;
        waits = "100-continue".equalsIgnoreCase(raw.header("Expect")) && body != null && !raw.isOld();
        headers = headers(raw, terms, forgets);
        head = head(length, terms.name());
    }

    private static String url(String target, Terms terms) throws Refused {
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c == 0x7F) throw new Refused(400, "the target of the request is none");
        }
        String path = terms.upstream().uri().getRawPath();
        String base = path == null ? "" : path;
        while (base.endsWith("/")) base = base.substring(0, base.length() - 1);
        return Urls.origin(terms.upstream().uri()) + base + target;
    }

    private static int count(RawExchange raw, String name) {
        int n = 0;
        for (Header header : raw.headers()) if (header.is(name)) n++;
        return n;
    }

    private static boolean isChunked(RawExchange raw) throws Refused {
        if (count(raw, "Transfer-Encoding") == 0) return false;
        if (raw.isOld() || count(raw, "Content-Length") > 0) {
            throw new Refused(400, "Transfer-Encoding does not go with " + (raw.isOld() ? "HTTP/1.0" : "a length"));
        }
        boolean one = count(raw, "Transfer-Encoding") == 1;
        one &= raw.header("Transfer-Encoding").equalsIgnoreCase("chunked");
        if (!one) throw new Refused(501, "chunked is the only transfer coding here");
        return true;
    }

    private static long length(RawExchange raw) throws Refused {
        String told = raw.header("Content-Length");
        if (told == null) return -1;
        long length = Digits.parse(told);
        if (length < 0 || count(raw, "Content-Length") > 1) {
            throw new Refused(400, "Content-Length is one number, and told once");
        }
        return length;
    }

    private static List<Header> headers(RawExchange raw, Terms terms, boolean forgets) {
        Set<String> stay = new HashSet<>(OF_THE_HOP);
        for (Header header : raw.headers()) {
            if (!header.is("Connection")) continue;
            for (String name : header.value().split(",")) stay.add(name.strip().toLowerCase(Locale.ROOT));
        }
        stay.remove("host");
        if (!terms.keepsEncoding()) stay.add("accept-encoding");
        if (forgets) stay.add("last-event-id");
        stay.add("content-length"); // which is told anew
        String own = Urls.origin(terms.upstream().uri());
        Header host = new Header("Host", own.substring(own.indexOf("//") + 2));
        List<Header> headers = new ArrayList<>();
        if (raw.header("Host") == null) headers.add(host);
        for (Header header : raw.headers()) {
            boolean told = header.is("Expect") && header.value().equalsIgnoreCase("100-continue");
            if (told || stay.contains(header.name().toLowerCase(Locale.ROOT))) continue;
            headers.add(header.is("Host") && !terms.keepsHost() ? host : header);
        }
        return headers;
    }

    /** As bytes: headers came as Latin-1, and go so. */
    private byte[] head(long length, String name) {
        StringBuilder text = new StringBuilder(512);
        text.append(method).append(' ').append(url, url.indexOf('/', url.indexOf("//") + 2), url.length());
        text.append(" HTTP/1.1\r\n");
        for (Header header : headers) line(text, header.name(), header.value());
        if (chunked) line(text, "Transfer-Encoding", "chunked");
        if (length >= 0) line(text, "Content-Length", Long.toString(length));
        line(text, PASSED, name);
        line(text, "Connection", "close");
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append("\r\n");
    }

    /** The value of that header, which the bytes of a reader are in UTF-8; or null. */
    String header(String name) {
        String value = null;
        for (Header header : headers) if (header.is(name)) value = header.value();
        return value;
    }
}
