package sse.redis;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import sse.text.Digits;
import sse.text.HostName;

/**
 * Where Redis is, {@code redis://[user:password@]host[:port][/db]}, or {@code rediss:} over TLS.
 *
 * @param user null for the default one
 * @param password null for none
 * @param trust whose certificates are believed; null for those of the JDK
 */
public record RedisUrl(boolean tls, String user, String password, String host, int port, int db, SSLContext trust) {
    private static final int PORT = 6379;
    private static final int MOST_DB = 65_535;

    /**
     * {@return what a URL says}
     *
     * @throws IllegalArgumentException with one sentence, which does not have the password
     */
    public static RedisUrl of(String text) {
        boolean tls = text.startsWith("rediss://");
        if (!tls && !text.startsWith("redis://")) {
            throw new IllegalArgumentException("it begins with redis:// or rediss://");
        }
        String rest = text.substring(text.indexOf("//") + 2);
        int slash = rest.indexOf('/', rest.lastIndexOf('@') + 1);
        int db = 0;
        if (slash >= 0) {
            String path = rest.substring(slash + 1);
            if (!path.isEmpty()) db = (int) number(path, MOST_DB, "the database behind / is a number up to 65535");
            rest = rest.substring(0, slash);
        }
        int at = rest.lastIndexOf('@');
        String user = null;
        String password = null;
        if (at >= 0) {
            String login = rest.substring(0, at);
            int colon = login.indexOf(':');
            if (colon < 0) throw new IllegalArgumentException("in front of the @ is user:password, or :password");
            user = colon == 0 ? null : decoded(login.substring(0, colon));
            password = decoded(login.substring(colon + 1));
            rest = rest.substring(at + 1);
        }
        int colon = rest.lastIndexOf(':');
        boolean hasPort = colon > rest.lastIndexOf(']');
        String host = (hasPort ? rest.substring(0, colon) : rest).toLowerCase(Locale.ROOT);
        int port = hasPort ? (int) number(rest.substring(colon + 1), 65_535, "the port is a number up to 65535") : PORT;
        if (!HostName.isPlain(host)) throw new IllegalArgumentException("behind it is no HOST or HOST:PORT");
        host = HostName.bare(host);
        if (port == 0) throw new IllegalArgumentException("port 0 is none");
        return new RedisUrl(tls, user, password, host, port, db, null);
    }

    /** {@return the same, where certificates are believed that this context believes} */
    public RedisUrl trusting(SSLContext context) {
        return new RedisUrl(tls, user, password, host, port, db, context);
    }

    private static long number(String text, long most, String sentence) {
        long number = Digits.parse(text);
        if (number < 0 || number > most) throw new IllegalArgumentException(sentence);
        return number;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) { // whose message would have a part of it
            throw new IllegalArgumentException("in user and password, % is written %25");
        }
    }

    /** {@return where it is, without who asks} */
    @Override
    public String toString() {
        String name = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return (tls ? "rediss://" : "redis://") + name + ":" + port + (db == 0 ? "" : "/" + db);
    }
}
