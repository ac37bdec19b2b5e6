package sse.head;

import java.util.Locale;
import sse.text.JsonWriter;

/**
 * What EventSource in a page makes of the head of an answer, by what {@link Head} reads from it: for all who say so.
 * Measured with Chromium where the standards leave it open.
 */
public final class BrowserRules {
    private BrowserRules() {}

    /** What comes of an answer. */
    public enum Fate {
        /** Its body is read as a stream. */
        OPENS,
        /** The URL is asked to which it redirects. */
        FOLLOWS,
        /** It counts as a connection that was lost: the page asks again. */
        COMES_BACK,
        /** The page never asks again. */
        CLOSES
    }

    /**
     * {@return what comes of an answer that the page may see}
     *
     * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#sse-processing-model">
     *     HTML Standard, 9.2.3 Processing model</a>
     */
    public static Fate fate(Head head) {
        if (head.contradiction() != null) return Fate.COMES_BACK;
        if (head.redirect() != null) return redirected(head.redirect());
        return head.opens() && charset(head) == null ? Fate.OPENS : Fate.CLOSES;
    }

    /** Where to is for http alone; what is no URL at all is asked nowhere, and comes back. */
    private static Fate redirected(String location) {
        int colon = location.indexOf(':');
        if (colon <= 0 || !isScheme(location, colon)) return Fate.FOLLOWS;
        return switch (location.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "http", "https" -> Fate.FOLLOWS;
            case "data" -> Fate.COMES_BACK;
            default -> Fate.CLOSES;
        };
    }

    private static boolean isScheme(String text, int end) {
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!letter && (i == 0 || "0123456789+-.".indexOf(c) < 0)) return false;
        }
        return true;
    }

    /** {@return why Chromium closes this stream for good, though the standard would have it open; or null} */
    public static String charset(Head head) {
        MediaType type = head.mediaType();
        String charset = type == null ? null : type.charset();
        if (charset == null || charset.equalsIgnoreCase("utf-8")) return null;
        return "charset " + charset + ": Chromium takes utf-8 or none (the standard says to ignore it)";
    }

    /**
     * {@return why a page may not see this answer, or null if it may}
     *
     * @param head the answer, which may be a redirect
     * @param origin what {@code Origin} said in the request
     * @param credentials whether the page asks with {@code withCredentials}
     * @see <a href="https://fetch.spec.whatwg.org/#concept-cors-check">Fetch Standard, CORS check</a>
     */
    public static String cors(Head head, String origin, boolean credentials) {
        String allowed = head.header("Access-Control-Allow-Origin");
        if (allowed == null) return "CORS: no Access-Control-Allow-Origin for a page of " + origin;
        if (!allowed.equals(head.list("Access-Control-Allow-Origin"))) {
            return "CORS: Access-Control-Allow-Origin is there twice";
        }
        if (allowed.equals("*") && !credentials) return null;
        if (allowed.equals("*")) return "CORS: Access-Control-Allow-Origin is *, which does not count with credentials";
        if (!allowed.equals(origin)) {
            return "CORS: Access-Control-Allow-Origin is " + allowed + ", and the page is of " + origin;
        }
        if (!credentials || head.list("Access-Control-Allow-Credentials").equals("true")) return null;
        return "CORS: credentials need Access-Control-Allow-Credentials: true";
    }

    /** {@return what an event of this type calls in the page} */
    public static String fires(String type) {
        return switch (type) {
            case "message" -> "onmessage";
            case "open" -> "onopen";
            case "error" -> "onerror";
            default -> "addEventListener(" + JsonWriter.quoted(type) + ")";
        };
    }
}
