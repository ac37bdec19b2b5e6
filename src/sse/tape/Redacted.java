package sse.tape;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import sse.head.Credential;
import sse.head.Head;
import sse.head.Header;

/**
 * Takes out of requests and answers what may prove who asks: the values of such headers and parameters become
 * {@code …}, known by their names. Bodies are not looked at. Any thread.
 */
public final class Redacted {
    private static final String GONE = "…";

    private final Set<String> names;

    /** Takes out the usual, and headers and parameters of these names, in lower case. */
    public Redacted(Set<String> names) {
        this.names = Set.copyOf(names);
    }

    /** {@return one that takes out the usual, and the names in these words, between commas} */
    public static Redacted of(List<String> words) {
        Set<String> names = new HashSet<>();
        for (String word : words) {
            for (String name : word.split(",")) names.add(name.strip().toLowerCase(Locale.ROOT));
        }
        return new Redacted(names);
    }

    /** {@return the header of a request without its secret} */
    public Header header(Header header) {
        boolean usual = Credential.inHeader(header.name()) || header.is("Proxy-Authorization");
        boolean secret = usual || isNamed(header.name());
        return secret ? new Header(header.name(), GONE) : header;
    }

    private boolean isNamed(String name) {
        return names.contains(name.toLowerCase(Locale.ROOT));
    }

    /** {@return the head of an answer without its secrets: what it sets, too, proves who asks} */
    public Head head(Head head) {
        List<Header> headers = new ArrayList<>();
        for (Header header : head.headers()) {
            boolean url = header.is("Location") || header.is("Content-Location");
            boolean plain = isHarmless(header.name()) && !isNamed(header.name());
            headers.add(url ? new Header(header.name(), url(header.value())) : plain ? header : header(header));
        }
        return new Head(head.version(), head.status(), head.reason(), headers);
    }

    /** Whether a header of an answer speaks about what proves who asks, and does not prove it itself. */
    private static boolean isHarmless(String name) {
        return name.regionMatches(true, 0, "Access-Control-", 0, 15) || name.equalsIgnoreCase("WWW-Authenticate");
    }

    private boolean isSecretParameter(String name) {
        String plain = name;
        try {
            plain = URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // it is what it says
        }
        return Credential.inQuery(plain) || isNamed(plain);
    }

    String url(URI uri) {
        return url(uri.toString());
    }

    /** {@return the URL without its secrets: who it names in front of the host, and values of parameters} */
    public String url(String url) {
        int fragment = url.indexOf('#');
        String rest = fragment < 0 ? url : url.substring(0, fragment);
        int query = rest.indexOf('?');
        String path = query < 0 ? rest : rest.substring(0, query);
        int authority = path.indexOf("//") + 2;
        int slash = authority < 2 ? 0 : path.indexOf('/', authority);
        int at = authority < 2 ? -1 : path.lastIndexOf('@', slash < 0 ? path.length() : slash);
        if (at >= authority) path = path.substring(0, authority) + GONE + path.substring(at);
        if (query < 0) return path;
        StringBuilder clean = new StringBuilder(path);
        char before = '?';
        for (String pair : rest.substring(query + 1).split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            boolean secret = equals >= 0 && isSecretParameter(name);
            clean.append(before).append(secret ? name + "=" + GONE : pair);
            before = '&';
        }
        return clean.toString();
    }
}
