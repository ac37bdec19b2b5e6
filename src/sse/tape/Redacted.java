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
 * {@code …}, known by their names, also in URLs that are values of headers. Bodies are not looked at. Any thread.
 */
public final class Redacted {
    private static final String GONE = "…";
    private static final String BETWEEN_URLS = " \t<>\",";
    private static final String PARAMETERS = "?&;#"; // one of them is in front of each

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
        return new Header(header.name(), secret ? GONE : text(header.value()));
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
            String value = url ? url(header.value()) : text(header.value());
            headers.add(url || plain ? new Header(header.name(), value) : header(header));
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

    /** {@return the URL without its secrets: who it names in front of the host, values of parameters, its fragment} */
    public String url(String url) {
        int fragment = url.indexOf('#');
        return cleaned(fragment < 0 ? url : url.substring(0, fragment));
    }

    /** The value of a header, in which URLs may be. */
    private String text(String value) {
        StringBuilder text = new StringBuilder(value.length());
        for (int from = 0, to; from < value.length(); from = to) {
            boolean between = BETWEEN_URLS.indexOf(value.charAt(from)) >= 0;
            to = from + 1;
            while (to < value.length() && BETWEEN_URLS.indexOf(value.charAt(to)) >= 0 == between) to++;
            String run = value.substring(from, to);
            text.append(between ? run : cleaned(run));
        }
        return text.toString();
    }

    private String cleaned(String url) {
        int authority = url.indexOf("//") + 2;
        int path = authority < 2 ? 0 : next(url, authority, "/?#");
        int at = authority < 2 ? -1 : url.lastIndexOf('@', path - 1);
        int from = next(url, path, PARAMETERS);
        StringBuilder clean = new StringBuilder(url.length());
        if (at >= authority) clean.append(url, 0, authority).append(GONE).append(url, at, from);
        else clean.append(url, 0, from);
        while (from < url.length()) {
            int to = next(url, from + 1, PARAMETERS);
            int equals = url.indexOf('=', from);
            boolean secret = equals >= 0 && equals < to && isSecretParameter(url.substring(from + 1, equals));
            if (secret) clean.append(url, from, equals + 1).append(GONE);
            else clean.append(url, from, to);
            from = to;
        }
        return clean.toString();
    }

    /** Where the next of these characters is, from there; or the end. */
    private static int next(String text, int from, String of) {
        int at = from;
        while (at < text.length() && of.indexOf(text.charAt(at)) < 0) at++;
        return at;
    }
}
