package sse.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Set;
import sse.head.MediaType;
import sse.text.Harmless;

/**
 * Who may ask for what: the name the server is called by, pages of other origins, and the token.
 *
 * <p>The {@code Host} must be a name this server is meant by, so that a page cannot reach it under a
 * name of its own (DNS rebinding). A page of another origin may read demo streams; topics it may read
 * and publish only if it is named. A token, if there is one, is asked for topics and machinery.
 */
final class Guard {
    private static final String METHODS = "GET, POST, PUT, DELETE, OPTIONS";
    private static final String HEADERS = "Last-Event-ID, Cache-Control, Authorization, Content-Type, "
            + "X-Event, X-Id, X-Retry";

    private final Set<String> hosts;
    private final boolean anyAddress;
    private final Set<String> origins;
    private final String token;

    /**
     * A guard.
     *
     * @param hosts names besides the loopback's, in lower case
     * @param anyAddress whether the server is open on all addresses, so that any literal address is its name
     * @param origins whose pages may read and publish, or {@code *}
     * @param token what topics ask for, or null
     */
    Guard(Set<String> hosts, boolean anyAddress, Set<String> origins, String token) {
        this.hosts = hosts;
        this.anyAddress = anyAddress;
        this.origins = origins;
        this.token = token;
    }

    /** Refuses a foreign {@code Host}. A request without one (HTTP/1.0) is no browser's. */
    void checkHost(Request request) throws Refusal {
        String host = request.header("Host");
        if (host == null || isOurs(nameOf(host))) return;
        throw new Refusal(403, "this server is not called '" + Harmless.brief(nameOf(host), 80)
                + "'; start it with --host NAME if it is");
    }

    private boolean isOurs(String name) {
        return name.equals("localhost") || name.endsWith(".localhost") || name.equals("[::1]")
                || name.startsWith("127.") && isAddress(name)
                || hosts.contains(name) || hosts.contains(withoutBrackets(name)) || anyAddress && isAddress(name);
    }

    /** Without the port, in lower case. */
    private static String nameOf(String host) {
        int colon = host.lastIndexOf(':');
        boolean port = colon >= 0 && host.indexOf(']', colon) < 0;
        return (port ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
    }

    private static String withoutBrackets(String name) {
        return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
    }

    private static boolean isAddress(String name) {
        if (name.startsWith("[")) return name.endsWith("]");
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) return false;
        }
        return !name.isEmpty();
    }

    /** Refuses a publish from a page of another origin, unless that origin is named. */
    void checkPublish(Request request) throws Refusal {
        String origin = request.header("Origin");
        String site = request.header("Sec-Fetch-Site");
        if (origin != null ? isSameOrigin(request, origin) || isNamed(origin)
                : site == null || site.equals("same-origin") || site.equals("none")) return;
        throw new Refusal(403, "a page of " + (origin == null ? "another site" : Harmless.brief(origin, 80))
                + " may not publish here; --cors names the origins that may");
    }

    /**
     * Refuses a request for what the token protects. In the query it counts for streams only: those cannot send
     * headers.
     */
    void checkToken(Request request) throws Refusal {
        if (token == null) return;
        String header = request.header("Authorization");
        boolean bearer = header != null && header.regionMatches(true, 0, "Bearer ", 0, 7);
        String given = bearer ? header.substring(7).strip() : null;
        boolean stream = request.method().equals("GET") && request.accepts(MediaType.EVENT_STREAM);
        if (given == null && stream) given = request.query("token");
        if (given != null && MessageDigest.isEqual(given.getBytes(UTF_8), token.getBytes(UTF_8))) return;
        throw new Refusal(401, "a token is needed: Authorization: Bearer ...", "WWW-Authenticate", "Bearer");
    }

    private boolean isNamed(String origin) {
        return origins.contains("*") || origins.contains(origin);
    }

    private static boolean isSameOrigin(Request request, String origin) {
        String host = request.header("Host");
        if (host == null) return false;
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Lets the page that asks read the answer, if its origin is named. */
    void allowReading(Request request) {
        String origin = request.header("Origin");
        if (!origins.isEmpty()) request.exchange().getResponseHeaders().add("Vary", "Origin");
        if (origin == null) return;
        if (origins.contains(origin)) Cors.allow(request, origin);
        else if (origins.contains("*")) Cors.allowAny(request);
    }

    /** Answers a preflight for a topic: with what may be asked for, if the origin is named. */
    void answerPreflight(Request request) throws IOException {
        Cors.allowPreflight(request, METHODS, HEADERS);
        request.allow(METHODS);
    }
}
