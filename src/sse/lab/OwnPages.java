package sse.lab;

import sse.head.Origin;
import sse.http.Cors;
import sse.http.Refusal;
import sse.http.Request;
import sse.text.HostName;

/**
 * Which pages a lab is for: those of this server. What they read they may also ask for by another of the loopback's
 * names, because a browser has other connections for that. What changes something is for the page's own name only.
 */
final class OwnPages {
    private OwnPages() {}

    /** Refuses what is to change something, unless a page of this very origin asks for it. */
    static void checkChange(Request request) throws Refusal {
        String origin = request.header("Origin");
        String site = request.header("Sec-Fetch-Site");
        boolean same = origin != null ? isOf(request, origin) : "same-origin".equals(site);
        if (same && (site == null || site.equals("same-origin"))) return;
        throw new Refusal(403, "only a page of this server may change a lab; a browser says so with "
                + "Origin: " + request.scheme() + "://" + request.header("Host"));
    }

    /**
     * Lets the pages of the server at this port read the answer, by whichever name of the loopback, and on whichever
     * port; refuses all others.
     */
    static void allowReading(Request request, int port) throws Refusal {
        request.exchange().getResponseHeaders().add("Vary", "Origin");
        if (!ask(request, port)) {
            throw new Refusal(403, "a lab is read by pages of this server, not of another origin");
        }
        String origin = request.header("Origin");
        if (origin != null && !isOf(request, origin)) Cors.allow(request, origin);
    }

    /** {@return whether such a page asks, or no page at all} */
    static boolean ask(Request request, int port) {
        String origin = request.header("Origin");
        String site = request.header("Sec-Fetch-Site");
        if (origin == null) return site == null || site.equals("same-origin") || site.equals("none");
        return isOf(request, origin) || isOfPort(request, origin, port);
    }

    private static boolean isOf(Request request, String origin) {
        return Origin.isOne(origin) && Origin.authority(origin).equalsIgnoreCase(request.header("Host"));
    }

    private static boolean isOfPort(Request request, String origin, int port) {
        if (!Origin.isOne(origin)) return false;
        String host = Origin.host(origin);
        boolean isHere = request.exchange().getRemoteAddress().getAddress().isLoopbackAddress();
        boolean known = HostName.isLoopback(host) && isHere || host.equals(HostName.of(request.header("Host")));
        return known && origin.equals(Origin.of(request.scheme() + "://" + host + ":" + port));
    }
}
