package sse.client;

import sse.head.Header;
import sse.head.MediaType;
import sse.text.JsonWriter;

/** What EventSource in a page makes of an answer beyond the standard: CORS, and Chromium's way with charsets. */
public final class BrowserRules {
    private final String origin;
    private final boolean credentials;

    /**
     * A page.
     *
     * @param origin where it comes from
     * @param credentials whether it asks with {@code withCredentials}
     */
    public BrowserRules(String origin, boolean credentials) {
        this.origin = origin;
        this.credentials = credentials;
    }

    /** Why the page would never see this answer, or null. */
    public String objection(Answer answer) {
        String cors = cors(answer);
        if (cors != null) return cors;
        if (!answer.head().opens()) return null; // refused anyway
        String charset = MediaType.charset(answer.header("Content-Type"));
        if (charset == null || charset.equalsIgnoreCase("utf-8")) return null;
        return "charset " + charset + ": Chromium takes utf-8 or none (the standard says to ignore it)";
    }

    private String cors(Answer answer) {
        if (Urls.origin(answer.uri()).equals(origin)) return null;
        String allowed = null;
        for (Header header : answer.head().headers()) {
            if (!header.is("Access-Control-Allow-Origin")) continue;
            if (allowed != null) return "CORS: Access-Control-Allow-Origin is there twice";
            allowed = header.value();
        }
        if (allowed == null) return "CORS: no Access-Control-Allow-Origin for a page of " + origin;
        if (allowed.equals("*") && !credentials) return null;
        if (allowed.equals("*")) return "CORS: Access-Control-Allow-Origin is *, which does not count with credentials";
        if (!allowed.equals(origin)) {
            return "CORS: Access-Control-Allow-Origin is " + allowed + ", and the page is of " + origin;
        }
        if (!credentials || "true".equals(answer.header("Access-Control-Allow-Credentials"))) return null;
        return "CORS: credentials need Access-Control-Allow-Credentials: true";
    }

    /** What an event of this type calls in the page. */
    public static String fires(String type) {
        return switch (type) {
            case "message" -> "onmessage";
            case "open" -> "onopen";
            case "error" -> "onerror";
            default -> "addEventListener(" + JsonWriter.quoted(type) + ")";
        };
    }
}
