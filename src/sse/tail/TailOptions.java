package sse.tail;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sse.EventReader;
import sse.LineReader;
import sse.ask.Address;
import sse.ask.Asking;
import sse.client.ClientOptions;
import sse.client.Page;
import sse.client.StreamRequest;
import sse.client.Urls;
import sse.tape.Redacted;
import sse.term.Args;
import sse.term.Console;
import sse.term.Exit;
import sse.term.ProgramName;
import sse.term.ShellWords;
import sse.term.Window;

/** What the words of {@code sse tail} ask for, checked. */
public final class TailOptions {
    public static final String OPTIONS = Asking.OPTIONS + "-m/--max-time= -o/--output=FILE -i/--include/--head "
            + "-v/--verbose -n/--last= --since= --last-id= -e/--event= --where= -c/--count= --until= --idle= "
            + "--max-wait= --max-line= --max-event= --no-reconnect --retry-connect --as=browser "
            + "--origin= --credentials --json --data --base64 --raw --wire --ts --get= "
            + "--join --llm --ascii --full --colour/--color=auto|always|never --then=CMD --exec=CMD "
            + "--record=FILE --redact= --force";

    /** Those of {@code sse record}: it asks and ends in the same ways, and puts nothing on standard output. */
    public static final String OF_RECORD = Asking.OPTIONS + "-o/--record=FILE --redact= --force -m/--max-time= "
            + "-v/--verbose -n/--last= --since= --last-id= -c/--count= --until= --idle= --max-wait= --max-line= "
            + "--max-event= --no-reconnect --retry-connect";

    /** What goes to standard output. */
    enum Form { PLAIN, JSON, DATA, BASE64, RAW, WIRE, LLM, EXEC, NOTHING }

    final List<StreamRequest> requests = new ArrayList<>();
    final ClientOptions client;
    final Form form;
    final boolean browser;
    final boolean credentials;
    final boolean verbose;
    final boolean silent;
    final boolean head;
    final boolean stamps;
    final boolean join;
    final boolean json; // with LLM
    final boolean full;
    final boolean ascii;
    final boolean colour;
    final boolean retryConnect;
    final JsonPath get;
    final List<String> names;
    final List<Condition> where = new ArrayList<>();
    final Condition until;
    final int count; // 0 for no end
    final long maxMillis; // 0 for no end
    public final String output; // a file, or null
    final List<String> then; // a command, or null
    final List<String> exec;
    public final String record; // a file for the tape, or null
    public final boolean force;
    final Redacted redacted;
    final boolean kept; // it is no server that ends it, but a tape or a file
    private final String origin; // of the page that asks, or null for one of the stream's own
    private final int last; // -1 for the query as it is

    /**
     * Reads the words.
     *
     * @param records whether nothing is to go to standard output, as of a recorder
     * @param kept whether it comes from a tape or a file, at once
     */
    public TailOptions(Args args, Console console, boolean records, boolean kept) {
        this.kept = kept;
        Map<String, String> env = console.env;
        browser = args.has("--as");
        credentials = args.has("--credentials");
        if (browser) refuseWhatPagesCannot(args);
        boolean ofPages = args.has("--origin") || credentials;
        if (ofPages && !browser) throw Exit.usage("--origin and --credentials go with --as browser");
        verbose = args.has("--verbose");
        silent = args.has("--silent");
        head = args.has("--head");
        stamps = args.has("--ts");
        get = args.has("--get") ? JsonPath.of(args.get("--get")) : null;
        join = args.has("--join");
        full = args.has("--full");
        then = args.has("--then") ? ShellWords.of(args.get("--then")) : null;
        exec = args.has("--exec") ? ShellWords.of(args.get("--exec")) : null;
        json = args.has("--json");
        form = records ? Form.NOTHING : form(args);
        if (form == Form.LLM && browser) throw Exit.usage("--llm goes with no --as browser: pages read no such API");
        record = args.get("--record");
        force = args.has("--force");
        redacted = Redacted.of(args.all("--redact"));
        if (join && form != Form.DATA) throw Exit.usage("--join goes with --get or --data");
        output = "-".equals(args.get("--output")) ? null : args.get("--output");
        ascii = args.has("--ascii") || output == null && Window.isAscii(console);
        String when = args.get("--color", "auto");
        colour = (output == null || when.equals("always")) && Window.colours(console, when);
        retryConnect = args.has("--retry-connect") || browser;
        names = args.all("--event");
        for (String condition : args.all("--where")) where.add(Condition.of(condition));
        until = args.has("--until") ? Condition.of(args.get("--until")) : null;
        count = args.number("--count", 0, 1, Integer.MAX_VALUE);
        maxMillis = Asking.seconds(args, "--max-time", 0);
        Asking asking = new Asking(args, console);
        client = asking.client.withIdle(Asking.bounded("--idle", args.millis("--idle", 0)))
                .withReconnect(form != Form.LLM && !args.has("--no-reconnect")) // an answer is made once
                .withLongestWait(browser ? 0 : Asking.bounded("--max-wait", args.millis("--max-wait", 5000)))
                .withLimits(limit(args, "--max-line", LineReader.LINE_LIMIT),
                        limit(args, "--max-event", EventReader.DATA_LIMIT));
        last = args.number("--last", -1, 0, Integer.MAX_VALUE);
        origin = Asking.origin(args);
        try {
            add(Address.uris(args.words(), env), args, asking);
        } catch (Exit e) {
            throw browser ? Exit.usage(e.getMessage() + "; in a page, EventSource fails at once") : e;
        }
        if (requests.isEmpty()) {
            String command = records ? "record" : "tail";
            throw Exit.usage(command + " needs a URL or a topic; see " + ProgramName.get() + " help " + command);
        }
        if (requests.size() > 1 && record != null) throw Exit.usage("a tape is of one URL");
        if (requests.size() > 1 && (form == Form.RAW || form == Form.WIRE || form == Form.LLM)) {
            String name = "--" + form.name().toLowerCase(Locale.ROOT);
            throw Exit.usage(name + " takes one URL: those of several would be mixed");
        }
    }

    /** The names that the words have, with commas between, in lower case. */
    private void add(List<URI> uris, Args args, Asking asking) {
        for (URI uri : uris) requests.add(request(uri, args, asking));
    }

    /** {@return whether nothing goes to standard output} */
    public boolean showsNothing() {
        return form == Form.NOTHING;
    }

    private static int limit(Args args, String name, int otherwise) {
        long bytes = args.bytes(name, otherwise);
        if (bytes < 1 || bytes > 1 << 30) throw Exit.usage(name + " is from 1 to 1G");
        return (int) bytes;
    }

    private static void refuseWhatPagesCannot(Args args) {
        String[] names = {"--request", "--header", "--body", "--user", "--token", "--last-id", "--user-agent",
            "--max-wait"};
        for (String name : names) {
            if (args.has(name)) throw Exit.usage("with --as browser there is no " + name + ": EventSource has none");
        }
    }

    private Form form(Args args) {
        if (args.has("--llm")) {
            for (String other : new String[] {"--data", "--base64", "--raw", "--wire", "--get", "--exec"}) {
                if (args.has(other)) throw Exit.usage("--llm goes with --json, and not with " + other);
            }
            return Form.LLM;
        }
        Form form = exec != null ? Form.EXEC : get != null ? Form.DATA : Form.PLAIN;
        for (Form asked : new Form[] {Form.JSON, Form.DATA, Form.BASE64, Form.RAW, Form.WIRE}) {
            if (!args.has("--" + asked.name().toLowerCase(Locale.ROOT))) continue;
            if (form != Form.PLAIN && form != asked) {
                throw Exit.usage("only one of --json --data --base64 --raw --wire --get --exec can be");
            }
            form = asked;
        }
        return form;
    }

    private StreamRequest request(URI uri, Args args, Asking asking) {
        if (last >= 0) uri = Address.with(uri, "last", Integer.toString(last));
        if (args.has("--since")) uri = Address.with(uri, "since", args.get("--since"));
        StreamRequest request = asking.request(uri, browser);
        if (browser) request = request.withPage(new Page(origin == null ? Urls.origin(uri) : origin, credentials));
        try {
            return args.has("--last-id") ? request.withLastEventId(args.get("--last-id")) : request;
        } catch (IllegalArgumentException e) {
            throw Exit.usage(e.getMessage());
        }
    }
}
