package sse.client;

import java.net.IDN;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import sse.text.Percent;

/** What a request needs to know of an http or https URL. */
public final class Urls {
    private Urls() {}

    /** {@return scheme, host and port: {@code https://example.com}, the port only where it is not the usual one} */
    public static String origin(URI uri) {
        return uri.getScheme().toLowerCase(Locale.ROOT) + "://" + authority(uri);
    }

    /** Host and port as in {@code Host}: the port only where it is not the usual one. */
    static String authority(URI uri) {
        int port = port(uri);
        return host(uri) + (port == (isTls(uri) ? 443 : 80) ? "" : ":" + port);
    }

    /** {@return the host, IPv6 in its brackets} java.net.URI gives none for names such as {@code my_host}. */
    public static String host(URI uri) {
        if (uri.getHost() != null) return uri.getHost().toLowerCase(Locale.ROOT);
        String authority = uri.getRawAuthority();
        if (authority == null) return "";
        authority = authority.substring(authority.lastIndexOf('@') + 1);
        int colon = authority.lastIndexOf(':');
        return (colon < 0 ? authority : authority.substring(0, colon)).toLowerCase(Locale.ROOT);
    }

    /** {@return the host as it is looked up: an IPv6 address without brackets, localhost without a dot behind it} */
    public static String name(URI uri) {
        String host = host(uri);
        if (host.equals("localhost.")) return "localhost";
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** {@return the port, the usual one of the scheme where none is said; -1 for one that no URL can have} */
    public static int port(URI uri) {
        if (uri.getPort() >= 0) return uri.getPort();
        String authority = uri.getRawAuthority();
        int colon = uri.getHost() != null || authority == null ? -1 : authority.lastIndexOf(':');
        if (colon < 0) return isTls(uri) ? 443 : 80;
        try {
            return Integer.parseInt(authority.substring(colon + 1));
        } catch (NumberFormatException e) {
            return -1; // out of range says it well enough
        }
    }

    /** {@return whether it is an https URL} */
    public static boolean isTls(URI uri) {
        return uri.getScheme().equalsIgnoreCase("https");
    }

    /** Path and query in ASCII, as a request line has them. */
    static String target(URI uri) {
        URI ascii = URI.create(uri.toASCIIString());
        String path = ascii.getRawPath();
        String query = ascii.getRawQuery();
        return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    }

    /**
     * Where a {@code Location} leads.
     *
     * @param base the URL that gave it
     * @param location as in the head: its bytes as Latin-1
     * @throws IllegalArgumentException if that makes no URL
     */
    static URI resolve(URI base, String location) {
        String text = escaped(location.getBytes(StandardCharsets.ISO_8859_1));
        String path = base.getRawPath();
        String root = base.getScheme() + "://" + base.getRawAuthority();
        if (path == null || path.isEmpty()) path = "/";
        // java.net.URI resolves by an older RFC: "?x" would lose the last part of the path, "x" the root's slash.
        if (text.isEmpty() || text.startsWith("#")) return base;
        if (text.startsWith("?")) return URI.create(root + path + text);
        return URI.create(root + path).resolve(URI.create(text));
    }

    /** {@return the text of a URL with what it cannot have percent-encoded, and its host in ASCII, as browsers do} */
    public static String escaped(String url) {
        int begin = url.indexOf("://") + 3;
        int end = begin;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) end++;
        String host = begin < 3 || url.indexOf('/') < begin - 2 ? "" : url.substring(begin, end);
        boolean ascii = true;
        for (int i = 0; i < host.length(); i++) ascii &= host.charAt(i) < 0x80;
        if (!ascii) url = url.substring(0, begin) + inAscii(host) + url.substring(end);
        return escaped(url.getBytes(StandardCharsets.UTF_8));
    }

    private static String inAscii(String authority) {
        int host = authority.lastIndexOf('@') + 1;
        try {
            return authority.substring(0, host) + IDN.toASCII(authority.substring(host)); // no port has such letters
        } catch (IllegalArgumentException e) {
            return authority; // no name can be so
        }
    }

    /** Percent-encodes what a URL cannot have, as browsers do; a raw Location in UTF-8 is common. */
    private static String escaped(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes.length; i++) {
            int c = bytes[i] & 0xFF;
            // a % that begins no escape goes as it is in browsers; java.net.URI cannot have it
            if (c <= ' ' || c >= 0x7F || "\"<>\\^`{|}".indexOf(c) >= 0 || c == '%' && !isEscape(bytes, i)) {
                Percent.append(text, bytes[i]);
            } else {
                text.append((char) c);
            }
        }
        return text.toString();
    }

    private static boolean isEscape(byte[] bytes, int at) {
        return at + 2 < bytes.length && Character.digit(bytes[at + 1], 16) >= 0
                && Character.digit(bytes[at + 2], 16) >= 0;
    }
}
