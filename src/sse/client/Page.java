package sse.client;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sse.head.BrowserRules;
import sse.head.Header;

/**
 * The page that asks with EventSource: its origin, and the cookies that it was given while it was open. For the thread
 * that reads.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-redirect-fetch">Fetch Standard, HTTP-redirect fetch</a>
 */
public final class Page {
    private final String origin;
    private final boolean credentials;
    private CookieManager cookies; // null before the first one

    /**
     * A page without cookies.
     *
     * @param origin where it comes from
     * @param credentials whether it asks with {@code withCredentials}
     */
    public Page(String origin, boolean credentials) {
        this.origin = origin;
        this.credentials = credentials;
    }

    /** {@return what {@code Origin} says to that URL when it is asked first; null where it is not sent} */
    public String origin(URI uri) {
        return Urls.origin(uri).equals(origin) ? null : origin;
    }

    /** What {@code Origin} says behind a redirect: null stays no more, once another origin was asked. */
    String origin(String sent, URI from, URI to) {
        if (sent == null) return origin(to);
        String hop = Urls.origin(from);
        return hop.equals(origin) || hop.equals(Urls.origin(to)) ? sent : "null";
    }

    /** Why the page may not be led to that URL, or null; the standard would let it at home. */
    static String objection(URI target) {
        return target.getRawUserInfo() == null ? null : "CORS: the target of the redirect has a user in it";
    }

    /** Why the page would never see this answer, or null. */
    String objection(String sent, Answer answer) {
        String cors = sent == null ? null : BrowserRules.cors(answer.head(), sent, credentials);
        return cors != null || !answer.head().opens() ? cors : BrowserRules.charset(answer.head());
    }

    /** What {@code Cookie} says to that URL: those given at the start, and those that were kept; null for none. */
    String cookies(String sent, URI uri, String given) throws IOException {
        if (sent != null && !credentials) return null;
        if (cookies == null) return given;
        List<String> all = new ArrayList<>();
        if (given != null) all.add(given);
        for (List<String> kept : cookies.get(uri, Map.of()).values()) all.addAll(kept);
        return all.isEmpty() ? null : String.join("; ", all);
    }

    /** Keeps the cookies of that answer for the next request. */
    void keep(String sent, Answer answer) throws IOException {
        if (sent != null && !credentials) return;
        List<String> values = new ArrayList<>(0);
        for (Header header : answer.head().headers()) {
            if (header.is("Set-Cookie")) values.add(header.value());
        }
        if (values.isEmpty()) return;
        if (cookies == null) cookies = new CookieManager();
        cookies.put(answer.uri(), Map.of("Set-Cookie", values));
        // The JDK takes a cookie with Max-Age for one of RFC 2965, and would send $Version and quotes.
        for (HttpCookie cookie : cookies.getCookieStore().getCookies()) cookie.setVersion(0);
    }
}
