package sse.head;

import java.net.IDN;
import java.net.InetAddress;
import java.util.Locale;
import sse.text.Digits;
import sse.text.Harmless;
import sse.text.HostName;

/**
 * The origin of a page: scheme, host and port, as browsers write it in the header {@code Origin}.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin">HTML Standard,
 * 7.1.1 Origins</a>
 */
public final class Origin {
    private static final String END = "://";

    private Origin() {}

    /** {@return the host in it, or empty} */
    public static String host(String origin) {
        int at = origin.indexOf(END);
        return at < 0 ? "" : HostName.of(origin.substring(at + END.length()));
    }

    /** {@return host and port, or empty} */
    public static String authority(String origin) {
        int at = origin.indexOf(END);
        return at < 0 ? "" : origin.substring(at + END.length());
    }

    /** {@return whether a browser sends it so} */
    public static boolean isOne(String origin) {
        try {
            return of(origin).equals(origin) && !origin.equals("*");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * {@return the origin as browsers write it} A slash at the end, capital letters and the usual port are put right;
     * {@code *} and {@code null} stand for all pages and for those that have none.
     *
     * @throws IllegalArgumentException if no browser can send it; says the right spelling
     */
    public static String of(String given) {
        return given.equals("*") ? given : of(given, "such as http://localhost:3000, or * for all, or null");
    }

    /**
     * {@return the origin of one page as browsers write it} It may be {@code null}.
     *
     * @throws IllegalArgumentException if no browser can send it; says the right spelling
     */
    public static String ofPage(String given) {
        return of(given, "such as http://localhost:3000, or null");
    }

    private static String of(String given, String such) {
        if (given.equals("null")) return given;
        int end = given.indexOf(END);
        String scheme = (end < 0 ? "http" : given.substring(0, end)).toLowerCase(Locale.ROOT);
        String rest = end < 0 ? given : given.substring(end + END.length());
        if (scheme.equals("file")) throw wrong(given, "pages that are files have the origin null");
        int slash = rest.indexOf('/');
        boolean path = slash >= 0 && slash < rest.length() - 1;
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        String right = isScheme(scheme) ? right(scheme, authority) : null;
        if (right != null && end >= 0 && !path) return right;
        boolean guess = right != null && (end >= 0 || authority.equals("localhost") || authority.indexOf('.') > 0
                || authority.indexOf(':') > 0);
        throw wrong(given, guess ? "write " + right : such);
    }

    private static IllegalArgumentException wrong(String given, String instead) {
        return new IllegalArgumentException("'" + Harmless.brief(given, 60) + "' is no origin of a page: " + instead);
    }

    private static boolean isScheme(String scheme) {
        for (int i = 0; i < scheme.length(); i++) {
            char c = scheme.charAt(i);
            boolean letter = c >= 'a' && c <= 'z';
            if (!letter && (i == 0 || (c < '0' || c > '9') && "+-.".indexOf(c) < 0)) return false;
        }
        return !scheme.isEmpty();
    }

    /** Null if that is no authority of an origin. */
    private static String right(String scheme, String authority) {
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon >= 0 && authority.indexOf(']', colon) < 0;
        String host = rightHost(hasPort ? authority.substring(0, colon) : authority);
        if (host == null) return null;
        if (!hasPort) return scheme + END + host;
        long port = Digits.parse(authority, colon + 1, authority.length());
        if (port < 0 || port > 65_535) return null;
        boolean usual = scheme.equals("http") && port == 80 || scheme.equals("https") && port == 443;
        return scheme + END + host + (usual ? "" : ":" + port);
    }

    private static String rightHost(String host) {
        if (host.startsWith("[")) {
            InetAddress address = HostName.address(host);
            return address == null ? null : HostName.of(address);
        }
        try {
            String ascii = IDN.toASCII(host).toLowerCase(Locale.ROOT);
            boolean number = Digits.parse(ascii, ascii.lastIndexOf('.') + 1, ascii.length()) >= 0;
            return !HostName.isPlain(ascii) || number && !HostName.isAddress(ascii) ? null : ascii;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
