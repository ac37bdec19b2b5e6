package sse.ask;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import sse.client.ClientOptions;
import sse.client.StreamRequest;
import sse.head.Header;
import sse.head.Origin;
import sse.term.Args;
import sse.term.Console;
import sse.term.Exit;
import sse.term.NamedFile;
import sse.term.Version;
import sse.text.Units;

/** How streams are asked for, in curl's letters: what tail, explain and lint have in common. */
public final class Asking {
    public static final String OPTIONS = "-X/--request= -H/--header= -d/--data-binary/--data-raw/--body=@FILE "
            + "-u/--user= --token= -b/--cookie= -A/--user-agent= -k/--insecure --cacert=FILE -x/--proxy= --compressed "
            + "--connect-timeout= -N/--no-buffer -L/--location -s/--silent -S/--show-error -f/--fail --http1.1 "
            + "--location-trusted ";

    public final ClientOptions client;
    private final Args args;
    private final Map<String, String> env;
    private final ProxyChoice proxies;
    private final byte[] body; // or null

    public Asking(Args args, Console console) {
        this.args = args;
        this.env = console.env;
        this.proxies = ProxyChoice.of(args.get("--proxy"), env);
        this.client = ClientOptions.DEFAULT.withProxies(proxies)
                .withTls(Certificates.of(args.has("--insecure"), args.get("--cacert")))
                .withConnect(seconds(args, "--connect-timeout", 30_000))
                .withLocationTrusted(args.has("--location-trusted"));
        this.body = body(args, console);
    }

    /** The request for this URL; a {@link Exit} of usage where it cannot be made. */
    public StreamRequest request(URI url, boolean compressed) {
        try {
            String version = Version.ofTheJar();
            String agent = args.get("--user-agent", "sse.jar/" + (version == null ? "0" : version));
            StreamRequest request = StreamRequest.of(Address.withoutUser(url)).withHeader("User-Agent", agent);
            request = identified(request, url);
            if (args.has("--cookie")) request = request.withHeader("Cookie", args.get("--cookie"));
            compressed |= args.has("--compressed");
            if (compressed) request = request.withHeader("Accept-Encoding", "gzip, deflate");
            if (body != null) {
                request = request.withBody(body).withMethod("POST").withHeader("Content-Type",
                        args.has("--llm") ? "application/json" : "application/x-www-form-urlencoded");
            }
            request = withHeaders(request);
            return args.has("--request") ? request.withMethod(args.get("--request")) : request;
        } catch (IllegalArgumentException e) {
            throw Exit.usage(e.getMessage());
        }
    }

    /** That request with what says who asks, also to a proxy; the URL may have the user in it. */
    public StreamRequest identified(StreamRequest request, URI url) {
        String user = args.get("--user", url.getUserInfo());
        String token = token(args, url, env);
        String proxyUser = proxies == null ? null : proxies.authorization(request.uri());
        if (token != null) request = request.withHeader("Authorization", "Bearer " + token);
        if (user != null) request = request.withHeader("Authorization", Address.basic(user));
        return proxyUser == null ? request : request.withHeader("Proxy-Authorization", proxyUser);
    }

    /** The token for this URL: the one that is given, or that of the environment if the server is an own one. */
    public static String token(Args args, URI url, Map<String, String> env) {
        boolean page = args.has("--as"); // which has no token of an environment
        String token = args.get("--token", !page && Address.isOwn(url, env) ? env.get("SSE_TOKEN") : null);
        return token == null || token.isEmpty() ? null : token;
    }

    /** That request with the headers that are given; one with nothing behind its colon is left out, as in curl. */
    public StreamRequest withHeaders(StreamRequest request) {
        for (String line : args.all("--header")) {
            Header header = header(line);
            request = request.withHeader(header.name(), header.value().isEmpty() ? null : header.value());
        }
        return request;
    }

    /** The origin of the page that asks, as a browser writes it, or null. */
    public static String origin(Args args) {
        try {
            return args.has("--origin") ? Origin.ofPage(args.get("--origin")) : null;
        } catch (IllegalArgumentException e) {
            throw Exit.usage("--origin: " + e.getMessage());
        }
    }

    /** What is to be said of headers that a redirect to another origin left out. */
    public static String stayed(List<String> withheld) {
        return String.join(", ", withheld) + ": not sent to the other host (--location-trusted does)";
    }

    /** The header that {@code Name: value} says; a {@link Exit} of usage if it says none. */
    public static Header header(String line) {
        int colon = line.indexOf(':');
        if (colon <= 0) throw Exit.usage("'" + line + "' is not a header such as 'Name: value'");
        try {
            return new Header(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        } catch (IllegalArgumentException e) {
            throw Exit.usage(e.getMessage());
        }
    }

    /** The body: unchanged bytes, {@code @file}, {@code @-} for standard input; several are joined by &amp;. */
    private static byte[] body(Args args, Console console) {
        if (!args.has("--body")) return null;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String part : args.all("--body")) {
            if (body.size() > 0) body.write('&');
            try {
                if (part.equals("@-")) body.writeBytes(console.in.readAllBytes());
                else if (part.startsWith("@")) body.writeBytes(Files.readAllBytes(NamedFile.path(part.substring(1))));
                else body.writeBytes(part.getBytes(StandardCharsets.UTF_8));
            } catch (NoSuchFileException e) {
                throw Exit.usage("there is no file '" + part.substring(1) + "'");
            } catch (IOException e) {
                throw Exit.usage("cannot read " + part.substring(1) + ": " + e.getMessage());
            }
        }
        return body.toByteArray();
    }

    /** As curl has them: a bare number is seconds. */
    public static long seconds(Args args, String name, long otherwise) {
        String value = args.get(name);
        if (value == null) return otherwise;
        boolean bare = !value.isEmpty() && Character.isDigit(value.charAt(value.length() - 1));
        try {
            return bounded(name, Units.millis(bare ? value + "s" : value));
        } catch (IllegalArgumentException e) {
            throw Exit.usage(name + ": " + e.getMessage());
        }
    }

    /** Those times, unless they are too long for a timer of a socket. */
    public static long bounded(String name, long millis) {
        if (millis > Integer.MAX_VALUE) throw Exit.usage(name + " is longer than 24 days");
        return millis;
    }
}
