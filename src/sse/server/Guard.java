package sse.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.security.MessageDigest;
import java.util.Set;
import sse.head.Origin;
import sse.http.Cors;
import sse.http.Refusal;
import sse.http.Request;
import sse.text.Harmless;
import sse.text.HostName;

/**
 * Who may ask for what: the name the server is called by, pages of other origins, and the token.
 *
 * <p>The {@code Host} must be a name this server is meant by, so that a page cannot reach it under a
 * name of its own (DNS rebinding). Topics may be read and published to by pages of this machine, whatever their
 * port, and by those of origins that are named; demo streams may be read by any page. A page of localhost is of the
 * machine that its browser runs on. A token, if there is one, is asked for topics and machinery.
 */
final class Guard {
    private static final String METHODS = "GET, POST, PUT, DELETE, OPTIONS";
    private static final String HEADERS = "Last-Event-ID, Cache-Control, Authorization, Content-Type, "
            + "X-Event, X-Id, X-Retry";

    private final Set<String> hosts;
    private final InetAddress bound;
    private final Set<String> origins;
    private final String token;

    /**
     * A guard.
     *
     * @param hosts names besides the loopback's, in lower case; null where somebody else's server looks at names
     * @param bound where the server listens; on all addresses, any literal address is its name; beyond the loopback,
     *     this machine's name is, too
     * @param origins whose pages may read and publish besides this machine's, or {@code *}
     * @param token what topics ask for, or null
     */
    Guard(Set<String> hosts, InetAddress bound, Set<String> origins, String token) {
        this.hosts = hosts;
        this.bound = bound;
        this.origins = origins;
        this.token = token;
    }

    /** Refuses a foreign {@code Host}. A request without one (HTTP/1.0) is no browser's. */
    void checkHost(Request request) throws Refusal {
        checkHost(request.authority());
        checkHost(request.header("Host"));
    }

    private void checkHost(String host) throws Refusal {
        if (host == null || isOurs(HostName.of(host))) return;
        String name = HostName.of(host);
        String plain = HostName.isPlain(name) ? name : "NAME"; // the line may be copied to a shell
        throw Refusal.stranger("host " + name, "this server is not called '" + shown(name)
                + "'; start it with --host " + plain + " if it is");
    }

    boolean isOurs(String name) {
        return HostName.isLoopback(name) || hosts.contains(name) || hosts.contains(HostName.bare(name))
                || (bound.isAnyLocalAddress() ? HostName.isAddress(name) : HostName.isAt(name, bound))
                || !bound.isLoopbackAddress() && HostName.isOfThisMachine(name);
    }

    /**
     * Refuses to let a page read or publish that is neither of this machine nor of an origin that is named; the others
     * may read the answer.
     */
    void checkPage(Request request) throws Refusal {
        request.exchange().getResponseHeaders().add("Vary", "Origin");
        String origin = request.header("Origin");
        if (origin == null) {
            checkSite(request);
        } else if (origins.contains(origin) || isOfThisMachine(origin, peer(request))) {
            Cors.allow(request, origin);
        } else if (origins.contains("*")) {
            Cors.allowAny(request);
        } else if (!Origin.authority(origin).equalsIgnoreCase(request.header("Host"))) {
            if (!Origin.isOne(origin)) throw keptOut(null, "no known origin", request, "what it sent is none");
            boolean distant = HostName.isLoopback(Origin.host(origin));
            String who = origin.equals("null") ? "no origin (a file, a frame in a sandbox: anybody's)"
                    : origin + (distant ? " on another machine" : "");
            String how = (hosts == null ? "name it with ServerOptions.withOrigins: " : "start with --cors ") + origin;
            throw keptOut("page " + origin, who, request, how);
        }
    }

    /** Whether a page of this origin is, in a browser there. Every machine calls itself localhost. */
    boolean isOfThisMachine(String origin, InetAddress browser) {
        String host = Origin.host(origin);
        return HostName.isLoopback(host) ? HostName.isHere(browser) : HostName.isAt(host, bound);
    }

    private static InetAddress peer(Request request) {
        return request.exchange().getRemoteAddress().getAddress();
    }

    /** A page need not say its origin where it cannot read the answer, as with {@code <img>}; browsers tell as much. */
    private static void checkSite(Request request) throws Refusal {
        String site = request.header("Sec-Fetch-Site");
        if (site == null || site.equals("same-origin") || site.equals("none")) return;
        boolean reading = request.method().equals("GET") || request.method().equals("HEAD");
        if (reading && "document".equals(request.header("Sec-Fetch-Dest"))) return; // somebody followed a link
        throw keptOut(null, "another site", request, "it did not say its origin");
    }

    private static Refusal keptOut(String about, String who, Request request, String what) {
        return Refusal.stranger(about, "a page of " + who + " was kept out of " + shown(request.path()) + "; " + what);
    }

    private static String shown(String text) {
        return Harmless.brief(text, 80);
    }

    /** Refuses a request for what the token protects. */
    void checkToken(Request request) throws Refusal {
        checkToken(request, null);
    }

    /** The same for who follows a topic, and may give it in the query: an EventSource cannot send headers. */
    void checkReader(Request request) throws Refusal {
        checkToken(request, request.method().equals("GET") ? request.query("token") : null);
    }

    private void checkToken(Request request, String otherwise) throws Refusal {
        if (token == null) return;
        String header = request.header("Authorization");
        boolean bearer = header != null && header.regionMatches(true, 0, "Bearer ", 0, 7);
        String given = bearer ? header.substring(7).strip() : otherwise;
        if (given != null && MessageDigest.isEqual(given.getBytes(UTF_8), token.getBytes(UTF_8))) return;
        throw new Refusal(401, "a token is needed: Authorization: Bearer ...", "WWW-Authenticate", "Bearer");
    }

    /** Answers a preflight for a topic: with what may be asked for, if the origin is named. */
    void answerPreflight(Request request) throws IOException {
        Cors.allowPreflight(request, METHODS, HEADERS);
        request.allow(METHODS);
    }
}
