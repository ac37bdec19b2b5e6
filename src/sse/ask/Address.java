package sse.ask;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import sse.client.Urls;
import sse.term.Exit;
import sse.text.Digits;
import sse.text.Percent;

/**
 * What people write for a URL: {@code :8080/x} is on this machine, {@code host:80/x} needs no scheme, and
 * a bare word is a topic of the server that {@code SSE_URL} names.
 */
public final class Address {
    private static final String SERVER = "http://127.0.0.1:8080";

    private Address() {}

    /** The server of bare words, without a slash at its end. */
    static String server(Map<String, String> env) {
        String server = env.getOrDefault("SSE_URL", "");
        if (server.isEmpty()) return SERVER;
        if (!server.contains("://")) server = server.startsWith(":") ? "http://127.0.0.1" + server : "http://" + server;
        while (server.endsWith("/")) server = server.substring(0, server.length() - 1);
        return server;
    }

    /** Whether the word can be a topic: letters, digits and {@code _ - ~ .}, or several of them with commas. */
    public static boolean isTopic(String word) {
        if (word.isEmpty() || word.startsWith(".")) return false;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (!Percent.isUnreserved(c) && c != ',') return false;
        }
        return true;
    }

    /** The URL that the word stands for; a {@link Exit} of usage if none. */
    public static URI uri(String word, Map<String, String> env) {
        if (word.isEmpty()) throw Exit.usage("'' is neither a URL nor a topic");
        if (word.regionMatches(true, 0, "http://", 0, 7) || word.regionMatches(true, 0, "https://", 0, 8)) {
            return parse(word, word);
        }
        if (hasScheme(word)) throw Exit.usage("'" + word + "' is not an http or https URL");
        if (word.startsWith("::")) return parse(word, "http://" + word);
        if (word.startsWith(":")) return parse(word, "http://127.0.0.1" + word);
        if (word.startsWith("/")) return parse(word, server(env) + word);
        if (isTopic(word)) return parse(word, server(env) + "/" + word);
        int slash = word.indexOf('/');
        String first = slash < 0 ? word : word.substring(0, slash);
        boolean host = first.indexOf(':') >= 0 || first.indexOf('.') > 0 || first.equals("localhost");
        return parse(word, host ? "http://" + word : server(env) + "/" + word);
    }

    /** Whether the word begins with the name of a scheme, and not with a host and a port, or a user and a password. */
    private static boolean hasScheme(String word) {
        int colon = word.indexOf(':');
        if (colon <= 0 || !isLetter(word.charAt(0))) return false;
        for (int i = 1; i < colon; i++) {
            char c = word.charAt(i);
            if (!isLetter(c) && (c < '0' || c > '9') && "+-.".indexOf(c) < 0) return false;
        }
        int end = colon + 1;
        while (end < word.length() && "/?#".indexOf(word.charAt(end)) < 0) end++;
        String rest = word.substring(colon + 1, end);
        if (rest.indexOf('@') >= 0) return word.regionMatches(true, 0, "mailto", 0, colon);
        return Digits.parse(rest) < 0;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    /** One URL for all words that are topics, and one for each other word. */
    public static List<URI> uris(List<String> words, Map<String, String> env) {
        StringBuilder topics = new StringBuilder();
        List<URI> uris = new ArrayList<>();
        for (String word : words) {
            if (!isTopic(word)) uris.add(uri(word, env));
            else topics.append(topics.length() == 0 ? "" : ",").append(word);
        }
        if (topics.length() > 0) uris.add(0, uri(topics.toString(), env));
        return uris;
    }

    private static URI parse(String word, String url) {
        try {
            return new URI(Urls.escaped(url)); // as browsers do: spaces and braces are what people paste
        } catch (URISyntaxException e) {
            throw Exit.usage("'" + word + "' is not a URL: " + e.getReason());
        }
    }

    /** The URL with one more parameter in its query. */
    public static URI with(URI uri, String name, String value) {
        String text = uri.toString();
        int hash = text.indexOf('#');
        if (hash >= 0) text = text.substring(0, hash);
        return URI.create(text + (uri.getRawQuery() == null ? "?" : "&") + name + "=" + Percent.encode(value, ":"));
    }

    /** The URL without a user in front of its host. */
    public static URI withoutUser(URI uri) {
        return uri.getRawUserInfo() == null ? uri : URI.create(uri.toString().replaceFirst("//[^@/]*@", "//"));
    }

    /** What {@code Authorization} says for {@code user:password}. */
    public static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Whether the URL is of the server that the environment names, or of one on this machine: the token of
     * the environment is for these, and for nobody else.
     */
    public static boolean isOwn(URI uri, Map<String, String> env) {
        String host = uri.getHost();
        return "127.0.0.1".equals(host) || "localhost".equals(host) || "[::1]".equals(host)
                || Urls.origin(uri).equals(Urls.origin(uri("/", env)));
    }
}
