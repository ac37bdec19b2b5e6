package sse.ask;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sse.term.Exit;

/**
 * The proxy for a URL, by {@code -x} or else by {@code http_proxy}, {@code https_proxy}, {@code all_proxy}
 * and {@code no_proxy}, in either case of letters. As with curl, {@code HTTP_PROXY} in capitals is not
 * looked at: in a CGI program it is a header that anybody may send.
 */
public final class ProxyChoice extends ProxySelector {
    private final URI http;
    private final URI https;
    private final String[] direct;

    private ProxyChoice(URI http, URI https, String noProxy) {
        this.http = http;
        this.https = https;
        this.direct = noProxy.toLowerCase(Locale.ROOT).split("[, ]+");
    }

    /**
     * The choice, or null where no URL has a proxy.
     *
     * @param given the value of {@code -x}: counts for every URL; empty for no proxy whatever the
     *     environment says; null if not given
     */
    public static ProxyChoice of(String given, Map<String, String> env) {
        if (given != null) return given.isEmpty() ? null : new ProxyChoice(proxy(given), proxy(given), "");
        String all = first(env, "all_proxy", "ALL_PROXY");
        String http = first(env, "http_proxy");
        String https = first(env, "https_proxy", "HTTPS_PROXY");
        if (http.isEmpty()) http = all;
        if (https.isEmpty()) https = all;
        if (http.isEmpty() && https.isEmpty()) return null;
        return new ProxyChoice(http.isEmpty() ? null : proxy(http), https.isEmpty() ? null : proxy(https),
                first(env, "no_proxy", "NO_PROXY"));
    }

    private static String first(Map<String, String> env, String... names) {
        for (String name : names) {
            String value = env.getOrDefault(name, "");
            if (!value.isEmpty()) return value;
        }
        return "";
    }

    private static URI proxy(String text) {
        URI uri;
        try {
            uri = URI.create(text.contains("://") ? text : "http://" + text);
        } catch (IllegalArgumentException e) {
            throw Exit.usage("'" + text + "' is not the URL of a proxy");
        }
        List<String> known = List.of("http", "socks", "socks5", "socks5h", "socks4");
        if (uri.getHost() == null || !known.contains(uri.getScheme())) {
            throw Exit.usage("'" + text + "' is not the URL of a proxy (http://host:port or socks5://host:port)");
        }
        return uri;
    }

    @Override
    public List<Proxy> select(URI uri) {
        URI proxy = uri.getScheme().equalsIgnoreCase("https") ? https : http;
        if (proxy == null || isDirect(uri.getHost())) return List.of(Proxy.NO_PROXY);
        boolean socks = proxy.getScheme().startsWith("socks");
        int port = proxy.getPort() >= 0 ? proxy.getPort() : socks ? 1080 : 3128;
        if (socks) return List.of(new Proxy(Proxy.Type.SOCKS, new InetSocketAddress(proxy.getHost(), port)));
        return List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), port)));
    }

    /** Whether the host is one of those that no_proxy names, or under one of them. */
    private boolean isDirect(String host) {
        if (host == null) return false;
        for (String name : direct) {
            String bare = name.startsWith("*.") ? name.substring(2) : name.startsWith(".") ? name.substring(1) : name;
            if (name.equals("*") || host.equalsIgnoreCase(bare)) return true;
            if (!bare.isEmpty() && host.toLowerCase(Locale.ROOT).endsWith("." + bare)) return true;
        }
        return false;
    }

    /** What {@code Proxy-Authorization} says for that URL, from the user in the URL of its proxy; null for none. */
    public String authorization(URI uri) {
        URI proxy = uri.getScheme().equalsIgnoreCase("https") ? https : http;
        boolean asked = proxy != null && !proxy.getScheme().startsWith("socks") && !isDirect(uri.getHost());
        String user = asked ? proxy.getUserInfo() : null;
        return user == null ? null : Address.basic(user);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
        // said where the connection is made
    }
}
