package sse.head;

import sse.text.JsonWriter;

/**
 * What EventSource in a page makes of the head of an answer, beyond what {@link Head} reads from it: CORS, and
 * Chromium's way with charsets.
 */
public final class BrowserRules {
    private BrowserRules() {}

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
