package sse.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import sse.Event;
import sse.head.Credential;
import sse.head.Header;
import sse.head.MediaType;

/**
 * What an {@link EventSource} asks for. {@link #of} gives what a browser asks for: GET, with
 * {@code Accept: text/event-stream}, {@code Cache-Control: no-cache} and {@code Pragma: no-cache}.
 *
 * <p>Immutable; each {@code with} gives another request.
 *
 * @param uri an http or https URL
 * @param method the method, such as GET or POST
 * @param headers sent in this order, behind {@code Host}. {@code Last-Event-ID}, {@code Content-Length}
 *     and {@code Connection} are not among them
 * @param body the bytes of the body, or null for none
 * @param lastEventId what the reader remembers from before, or empty
 * @param page the page that asks; null for no page
 * @param version of HTTP that the request line says: {@code HTTP/1.1}, or {@code HTTP/1.0} as old proxies ask
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#the-eventsource-interface">
 *     HTML Standard, 9.2.2 The EventSource interface</a>
 */
public record StreamRequest(URI uri, String method, List<Header> headers, byte[] body, String lastEventId,
        Page page, String version) {
    private static final String USUAL = "HTTP/1.1";

    private static final List<Header> BROWSER = List.of(new Header("Accept", MediaType.EVENT_STREAM),
            new Header("Cache-Control", "no-cache"),
            new Header("Pragma", "no-cache"), new Header("User-Agent", "sse.jar"));

    /** Checks each part; throws IllegalArgumentException with one sentence if it cannot be asked for. */
    public StreamRequest {
        String scheme = uri.getScheme();
        if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
            throw new IllegalArgumentException("'" + uri + "' is not an http or https URL");
        }
        if (Urls.host(uri).isEmpty()) throw new IllegalArgumentException("'" + uri + "' names no host");
        if (Urls.host(uri).indexOf('%') >= 0 && !Urls.host(uri).startsWith("[")) {
            throw new IllegalArgumentException("'" + uri + "': no host can be called '" + Urls.host(uri) + "'");
        }
        if (Urls.host(uri).indexOf(':') >= 0 && !Urls.host(uri).startsWith("[")) {
            throw new IllegalArgumentException("'" + uri + "': an IPv6 address stands in brackets: [::1]:8080");
        }
        int port = Urls.port(uri);
        if (port < 1 || port > 65535) throw new IllegalArgumentException("'" + uri + "' has a port out of range");
        boolean token = Header.isName(method); // which is one, too
        if (!token) throw new IllegalArgumentException("'" + method + "' is not a method");
        Event.of("").withId(lastEventId);
        if (!version.equals(USUAL) && !version.equals("HTTP/1.0")) {
            throw new IllegalArgumentException("a request is of HTTP/1.1 or HTTP/1.0, not " + version);
        }
        headers = List.copyOf(headers);
    }

    /** {@return the request of a browser for this URL} */
    public static StreamRequest of(URI uri) {
        return new StreamRequest(uri, "GET", BROWSER, null, "", null, USUAL);
    }

    /** {@return this request with another method} */
    public StreamRequest withMethod(String method) {
        return new StreamRequest(uri, method, headers, body, lastEventId, page, version);
    }

    /** {@return this request with that header in place of any of its name; a null value takes it away} */
    public StreamRequest withHeader(String name, String value) {
        if (name.equalsIgnoreCase("Last-Event-ID")) return withLastEventId(value == null ? "" : value);
        List<Header> changed = new ArrayList<>();
        for (Header header : headers) {
            if (!header.is(name)) changed.add(header);
        }
        if (value != null) changed.add(new Header(name, value));
        return new StreamRequest(uri, method, changed, body, lastEventId, page, version);
    }

    /** {@return this request with a body, which is not copied; null for none} The method stays as it is. */
    public StreamRequest withBody(byte[] body) {
        return new StreamRequest(uri, method, headers, body, lastEventId, page, version);
    }

    /** {@return this request with the id to resume from; empty for none} */
    public StreamRequest withLastEventId(String id) {
        return new StreamRequest(uri, method, headers, body, id, page, version);
    }

    /** {@return this request as that page sends it} */
    public StreamRequest withPage(Page page) {
        return new StreamRequest(uri, method, headers, body, lastEventId, page, version);
    }

    /** {@return this request to another URL} */
    public StreamRequest withUri(URI uri) {
        return new StreamRequest(uri, method, headers, body, lastEventId, page, version);
    }

    /** {@return this request with that version of HTTP in its first line} */
    public StreamRequest withVersion(String version) {
        return new StreamRequest(uri, method, headers, body, lastEventId, page, version);
    }

    /**
     * {@return this request after a redirect} As in Fetch: 303 asks with GET, 301 and 302 make a GET of
     * a POST; what proves who asks does not go to another origin, unless all are trusted.
     */
    StreamRequest redirected(int status, URI target, boolean trusting) {
        StreamRequest next = new StreamRequest(target, method, headers, body, lastEventId, page, version);
        boolean get = status == 303 ? !method.equals("HEAD") : status <= 302 && method.equals("POST");
        if (get) next = next.withMethod("GET").withBody(null).withHeader("Content-Type", null);
        if (trusting || Urls.origin(target).equals(Urls.origin(uri))) return next;
        for (Header header : headers) {
            if (Credential.inHeader(header.name()) || header.is("Host")) next = next.withHeader(header.name(), null);
        }
        return next;
    }

    /** {@return the value of that header, or null} */
    String header(String name) {
        for (Header header : headers) {
            if (header.is(name)) return header.value();
        }
        return null;
    }
}
