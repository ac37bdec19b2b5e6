package sse.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sse.http.ClientOptions;
import sse.http.StreamRequest;
import sse.http.Units;

/** What the words of {@code sse tail} ask for, checked. */
final class TailOptions {
    static final String OPTIONS = "-X/--request= -H/--header= -d/--data-binary/--data-raw/--body= -u/--user= --token= "
            + "-b/--cookie= -A/--user-agent= -k/--insecure --cacert= -x/--proxy= --compressed -m/--max-time= --connect-timeout= "
            + "-o/--output= -i/--include/--head -v/--verbose "
            + "-N/--no-buffer -L/--location -s/--silent -S/--show-error -f/--fail --http1.1 "
            + "-n/--last= --since= --last-id= -e/--event= --where= -c/--count= --until= --idle= --no-reconnect --retry-connect "
            + "--as= --origin= --credentials --json --data --raw --wire --ts --get= --join --ascii --full --color/--colour= --then= --exec=";

    /** What goes to standard output. */
    enum Form { PLAIN, JSON, DATA, RAW, WIRE, EXEC }

    final List<StreamRequest> requests = new ArrayList<>();
    final ClientOptions client;
    final Form form;
    final boolean browser;
    final boolean credentials;
    final boolean verbose;
    final boolean head;
    final boolean stamps;
    final boolean join;
    final boolean full;
    final boolean ascii;
    final boolean colour;
    final boolean retryConnect;
    final Get get;
    final List<String> names;
    final List<Where> where = new ArrayList<>();
    final Where until;
    final int count; // 0 for no end
    final long maxMillis; // 0 for no end
    final String output; // a file, or null
    final List<String> then; // a command, or null
    final List<String> exec;

    TailOptions(Args args, Console console) {
        Map<String, String> env = console.env;
        browser = args.has("--as");
        credentials = args.has("--credentials");
        String as = args.get("--as", "browser");
        if (!as.equals("browser")) throw Fault.usage("--as takes the word browser, not '" + as + "'");
        if (browser) refuseWhatPagesCannot(args);
        else if (args.has("--origin") || credentials) throw Fault.usage("--origin and --credentials go with --as browser");
        verbose = args.has("--verbose");
        head = args.has("--head");
        stamps = args.has("--ts");
        get = args.has("--get") ? Get.of(args.get("--get")) : null;
        join = args.has("--join");
        full = args.has("--full");
        then = args.has("--then") ? Words.of(args.get("--then")) : null;
        exec = args.has("--exec") ? Words.of(args.get("--exec")) : null;
        form = form(args);
        if (join && form != Form.DATA) throw Fault.usage("--join goes with --get or --data");
        output = "-".equals(args.get("--output")) ? null : args.get("--output");
        ascii = args.has("--ascii") || output == null && Window.isAscii(console);
        String when = args.get("--colour", "auto");
        colour = (output == null || when.equals("always")) && Window.colours(console, when);
        retryConnect = args.has("--retry-connect") || browser;
        names = args.all("--event");
        for (String condition : args.all("--where")) where.add(Where.of(condition));
        until = args.has("--until") ? Where.of(args.get("--until")) : null;
        count = args.number("--count", 0, 1, Integer.MAX_VALUE);
        maxMillis = seconds(args, "--max-time", 0);
        ProxyChoice proxies = ProxyChoice.of(args.get("--proxy"), env);
        client = ClientOptions.DEFAULT.withProxies(proxies).withTls(Trust.of(args.has("--insecure"), args.get("--cacert")))
                .withConnect(seconds(args, "--connect-timeout", 30_000)).withIdle(bounded("--idle", args.millis("--idle", 0)))
                .withLongestWait(browser ? 0 : 60_000).withReconnect(!args.has("--no-reconnect"));
        List<URI> uris = Address.uris(args.words(), env);
        if (uris.isEmpty()) throw Fault.usage("tail needs a URL or a topic; see sse help tail");
        if (uris.size() > 1 && (form == Form.RAW || form == Form.WIRE)) {
            throw Fault.usage("--" + form.name().toLowerCase() + " takes one URL: those of several would be mixed");
        }
        byte[] body = body(args, console);
        for (URI uri : uris) requests.add(request(uri, args, env, proxies, body));
    }

    private static void refuseWhatPagesCannot(Args args) {
        for (String name : List.of("--request", "--header", "--body", "--user", "--token", "--last-id", "--user-agent")) {
            if (args.has(name)) throw Fault.usage("with --as browser there is no " + name + ": EventSource has none");
        }
    }

    private Form form(Args args) {
        Form form = exec != null ? Form.EXEC : get != null ? Form.DATA : Form.PLAIN;
        for (Form asked : new Form[] {Form.JSON, Form.DATA, Form.RAW, Form.WIRE}) {
            if (!args.has("--" + asked.name().toLowerCase())) continue;
            if (form != Form.PLAIN && form != asked) {
                throw Fault.usage("only one of --json, --data, --raw, --wire, --get and --exec can be printed");
            }
            form = asked;
        }
        return form;
    }

    /** As curl has them: a bare number is seconds. */
    private static long seconds(Args args, String name, long otherwise) {
        String value = args.get(name);
        if (value == null) return otherwise;
        boolean bare = !value.isEmpty() && Character.isDigit(value.charAt(value.length() - 1));
        try {
            return bounded(name, Units.millis(bare ? value + "s" : value));
        } catch (IllegalArgumentException e) {
            throw Fault.usage(name + ": " + e.getMessage());
        }
    }

    private static long bounded(String name, long millis) {
        if (millis > Integer.MAX_VALUE) throw Fault.usage(name + " is longer than 24 days");
        return millis;
    }

    private StreamRequest request(URI uri, Args args, Map<String, String> env, ProxyChoice proxies, byte[] body) {
        String user = args.get("--user", uri.getUserInfo());
        uri = Address.withoutUser(uri);
        if (args.has("--last")) uri = Address.with(uri, "last", String.valueOf(args.number("--last", 0, 0, Integer.MAX_VALUE)));
        if (args.has("--since")) uri = Address.with(uri, "since", args.get("--since"));
        try {
            String agent = args.get("--user-agent", "sse.jar/" + Cli.version().replace("(not from a jar)", "0"));
            StreamRequest request = StreamRequest.of(uri).withHeader("User-Agent", agent);
            String token = args.get("--token", Address.isOwn(uri, env) ? env.get("SSE_TOKEN") : null);
            if (token != null && !token.isEmpty()) request = request.withHeader("Authorization", "Bearer " + token);
            if (user != null) request = request.withHeader("Authorization", Address.basic(user));
            if (args.has("--cookie")) request = request.withHeader("Cookie", args.get("--cookie"));
            if (args.has("--compressed") || browser) request = request.withHeader("Accept-Encoding", "gzip, deflate");
            String proxyUser = proxies == null ? null : proxies.authorization();
            if (proxyUser != null) request = request.withHeader("Proxy-Authorization", proxyUser);
            if (browser) request = request.withOrigin(args.get("--origin", StreamRequest.origin(uri)));
            if (body != null) {
                request = request.withBody(body).withMethod("POST").withHeader("Content-Type",
                        "application/x-www-form-urlencoded");
            }
            for (String header : args.all("--header")) request = header(request, header);
            if (args.has("--request")) request = request.withMethod(args.get("--request"));
            return args.has("--last-id") ? request.withLastEventId(args.get("--last-id")) : request;
        } catch (IllegalArgumentException e) {
            throw Fault.usage(e.getMessage());
        }
    }

    /** {@code Name: value}; with nothing behind the colon the header is left out, as in curl. */
    private static StreamRequest header(StreamRequest request, String line) {
        int colon = line.indexOf(':');
        if (colon <= 0) throw Fault.usage("'" + line + "' is not a header such as 'Name: value'");
        String value = line.substring(colon + 1).strip();
        return request.withHeader(line.substring(0, colon).strip(), value.isEmpty() ? null : value);
    }

    /** The body: unchanged bytes, {@code @file}, {@code @-} for standard input; several are joined by &amp; as in curl. */
    private static byte[] body(Args args, Console console) {
        if (!args.has("--body")) return null;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String part : args.all("--body")) {
            if (body.size() > 0) body.write('&');
            try {
                if (part.equals("@-")) body.writeBytes(console.in.readAllBytes());
                else if (part.startsWith("@")) body.writeBytes(Files.readAllBytes(Path.of(part.substring(1))));
                else body.writeBytes(part.getBytes(StandardCharsets.UTF_8));
            } catch (NoSuchFileException e) {
                throw Fault.usage("there is no file " + part.substring(1));
            } catch (IOException e) {
                throw Fault.usage("cannot read " + part.substring(1) + ": " + e.getMessage());
            }
        }
        return body.toByteArray();
    }
}
