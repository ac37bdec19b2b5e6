package sse.cli;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import sse.corpus.Corpus;
import sse.demo.Demos;
import sse.demo.OnPurpose;
import sse.hub.Hub;
import sse.lab.WireLab;
import sse.server.ServerOptions;
import sse.server.SseServer;
import sse.term.Args;
import sse.term.Console;
import sse.term.Exit;
import sse.term.OnSignal;
import sse.term.ProgramName;
import sse.term.Window;
import sse.text.Digits;
import sse.text.HostName;
import sse.text.QrCode;

/** {@code sse serve}: the server, until Ctrl-C. */
final class ServeCommand {
    static final String USAGE = """
            $0 serve: demo, teaching and publish/subscribe server

              $0                                        on http://127.0.0.1:8080/
              $0 serve -p 0                             on any port that is free
              $0 serve -b 0.0.0.0                       for others on the network, too
              curl -N http://127.0.0.1:8080/hello       watch the topic hello
              curl -d 'hi' http://127.0.0.1:8080/hello  publish to it

              -p, --port PORT    port to listen on (8080, or $PORT); 0 for any
              -b, --bind ADDR    address to listen on (127.0.0.1); 0.0.0.0 for all: then a
                                 terminal shows a QR code for phones; not with --no-qr
              --cors ORIGIN      let pages of this origin, such as http://app.test:3000,
                                 read and publish, besides those of this machine; *
                                 for all, null for files; may be repeated
              --token T          ask for "Authorization: Bearer T" on topics (or
                                 $SSE_TOKEN); streams also take ?token=T
              -o, --log WHAT     none, info (readers that come and go) or verbose
                                 (every request)
            More
            What a stream is like
              --heartbeat D      after this silence send a comment (15s); it keeps proxies
                                 from cutting, and finds out who has left; 0 for none
              --retry D          reconnection time that a stream begins with (3s)
              --max-age D        end a stream after this time (0: never); its reader
                                 comes back and goes on where it was
              --write-deadline D give up on a reader that takes nothing for so long (10s);
                                 what it takes is seen on Linux; elsewhere only when the
                                 system takes more for it; 0 for none

            What it may use
              --history N        events of a topic that can be asked for again (1000)
              --history-bytes N  memory for events, all topics together, each its bytes
                                 and about 200 (64M, or an eighth of the heap); over
                                 that, the oldest go first. Forms of them that are read,
                                 such as JSON, take up to a quarter as much besides
              --max-event N      bytes of one event (1M); larger ones are refused (413)
              --max-topics N     topics (10000); one more makes it forget the one without
                                 readers that was published to the longest time ago
              --max-streams N    open streams (20000, or what the limit of open files
                                 allows); one more is refused (503)
              --host NAME        a name requests may call this server by, besides
                                 localhost and the address, and beyond the loopback
                                 this machine's name, also with .local; may be
                                 repeated
            Without an option: bodies that are being published hold 256M together, or a
            quarter of the heap, each byte counted three times and each event as 200; one
            more is refused (503), and one too large alone (413). A request's head has 32K
            and 200 fields at most, and 15s to arrive; so has its body, or the connection
            is closed. A reader that catches up holds 8K. Events of 8K and more are not
            copied; those that readers are in the middle of are --history-bytes together at
            most; beyond, readers whose write began first are given up on. Out of memory,
            ./sse.jar ends (exit code 3)

            Durations are written 500ms, 2s, 10m, 1h; sizes 64K, 2M. Ctrl-C ends every
            stream cleanly first. Exit codes: 1 the port is taken, 2 wrong usage.
            """;

    private static final String OPTIONS = "-p/--port= -b/--bind= --cors= --token= -o/--log= -v/--verbose "
            + "--heartbeat= --retry= --max-age= --write-deadline= --history= --history-bytes= --max-event= "
            + "--max-topics= --max-streams= --host= --no-qr";

    private static final int SHOWN = 6; // addresses of this machine; one with containers has dozens

    private ServeCommand() {}

    static int run(List<String> line, Console console) {
        Args args = new Args("serve", OPTIONS, line);
        if (HelpText.asked(args, USAGE, console)) return 0;
        if (!args.words().isEmpty()) {
            throw Exit.usage("serve takes no '" + args.words().get(0) + "'; see " + ProgramName.get() + " help serve");
        }
        SseServer.warmUp();
        ServerOptions options = options(args, console);
        String level = args.has("--verbose") ? "verbose" : args.get("--log", "info");
        if (!List.of("none", "info", "verbose").contains(level)) {
            throw Exit.usage("--log is none, info or verbose, not '" + level + "'");
        }

        ServeLog log = new ServeLog(console, level.equals("verbose"));
        SseServer server = new SseServer(options, level.equals("none") ? null : log, log::bug);
        Demos demos = new Demos(server);
        OnPurpose onPurpose = new OnPurpose();
        WireLab lab = new WireLab(server, demos, onPurpose.rawPort);
        onPurpose.show(lab);
        server.route("demo", demos);
        server.route("_/corpus", new Corpus(server));
        server.route("_/lab", lab);
        server.detour(onPurpose);
        server.hub().listen(new Sweep(server.hub(), options.limits().historyBytes()));
        try {
            server.start();
        } catch (BindException e) {
            if (!options.bind().isAnyLocalAddress() && !HostName.isHere(options.bind())) {
                throw notOurs(args.get("--bind"));
            }
            throw new Exit(Exit.FAILED, "cannot listen on " + HostName.of(options.bind()) + ":" + options.port()
                    + " (" + e.getMessage() + "); -p 0 takes any port that is free");
        } catch (IOException e) {
            throw new Exit(Exit.FAILED, "cannot listen: " + e.getMessage());
        }
        OnSignal signal = new OnSignal(server::close, 0);
        try {
            welcome(server, options, console, !args.has("--no-qr"));
            Thread.ofPlatform().daemon().name("sse-log").start(log);
        } catch (Console.OutputClosed | Exit nobodyReads) {
            // it serves all the same
        }
        try {
            Thread.currentThread().join(); // until a signal ends the process, or a test interrupts
        } catch (InterruptedException over) {
            // a test
        }
        server.close();
        signal.close();
        return 0;
    }

    private static ServerOptions options(Args args, Console console) {
        String fromEnv = console.env.getOrDefault("PORT", "");
        int port = args.has("--port") ? port(args.get("--port"), "") : fromEnv.isEmpty() ? 8080
                : port(fromEnv, " ($PORT)");
        Set<String> hosts = new HashSet<>();
        for (String host : args.all("--host")) hosts.add(host(host));
        String bind = args.get("--bind", "127.0.0.1");
        hosts.add(bind.toLowerCase(Locale.ROOT));
        Hub.Limits limits = new Hub.Limits(args.number("--history", Hub.Limits.DEFAULT.history(), 0, 100_000_000),
                atLeastOne("--history-bytes", args.bytes("--history-bytes", Hub.Limits.DEFAULT.historyBytes())),
                args.number("--max-topics", Hub.Limits.DEFAULT.topics(), 1, 10_000_000));
        long maxEvent = atLeastOne("--max-event", args.bytes("--max-event", ServerOptions.MAX_EVENT));
        if (maxEvent > 64 << 20) throw Exit.usage("--max-event is 64M at most");
        ServerOptions some = withOrigins(ServerOptions.loopback(port), args);
        return some.withBind(address(bind)).withHosts(hosts)
                .withToken(token(args, console.env.getOrDefault("SSE_TOKEN", "")))
                .withMaxEvent((int) maxEvent).withLimits(limits)
                .withHeartbeat(args.millis("--heartbeat", some.heartbeatMillis()))
                .withRetry(args.millis("--retry", some.retryMillis()))
                .withWriteDeadline(args.millis("--write-deadline", some.writeDeadlineMillis()))
                .withMaxAge(args.millis("--max-age", 0))
                .withMaxStreams(args.number("--max-streams", some.maxStreams(), 1, 1_000_000));
    }

    private static ServerOptions withOrigins(ServerOptions options, Args args) {
        try {
            return options.withOrigins(Set.copyOf(args.all("--cors")));
        } catch (IllegalArgumentException e) {
            throw Exit.usage("--cors: " + e.getMessage());
        }
    }

    private static long atLeastOne(String name, long value) {
        if (value < 1) throw Exit.usage(name + " is 1 at least");
        return value;
    }

    private static int port(String text, String from) {
        long port = Digits.parse(text);
        if (port >= 0 && port < 65_536) return (int) port;
        throw Exit.usage("a port is a number from 0 to 65535, not '" + text + "'" + from);
    }

    private static InetAddress address(String bind) {
        try {
            if (!bind.isEmpty()) return InetAddress.getByName(bind); // which takes nothing for the loopback
        } catch (UnknownHostException e) {
            // as below
        }
        throw notOurs(bind);
    }

    private static Exit notOurs(String bind) {
        return Exit.usage("'" + bind + "' is not an address of this machine");
    }

    /** The name as requests are looked at for it: without port and last dot, in lower case. */
    private static String host(String given) {
        boolean version6 = !given.startsWith("[") && given.indexOf(':') != given.lastIndexOf(':');
        String name = HostName.of(version6 ? "[" + given + "]" : given);
        if (HostName.isPlain(name) && given.indexOf('/') < 0) return name;
        throw Exit.usage("--host: '" + given + "' is not the name of a host, such as app.test");
    }

    /** Null for none, which has to be meant: an empty variable in a script is not. */
    private static String token(Args args, String fromEnv) {
        String token = args.get("--token", fromEnv);
        if (token.isEmpty() && !args.has("--token")) return null;
        boolean travels = !token.isEmpty() && token.equals(token.strip());
        for (int i = 0; i < token.length(); i++) travels &= token.charAt(i) >= ' ' && token.charAt(i) <= '~';
        if (travels) return token;
        String name = args.has("--token") ? "--token" : "$SSE_TOKEN";
        if (token.isEmpty()) throw Exit.usage(name + " is empty: then nobody would be asked for it");
        throw Exit.usage(name + " is what a header brings unchanged: ASCII, and no space at its edges");
    }

    private static void welcome(SseServer server, ServerOptions options, Console console, boolean code) {
        boolean all = options.bind().isAnyLocalAddress();
        String port = ":" + server.address().getPort() + "/";
        String url = "http://" + (all ? "127.0.0.1" : HostName.of(options.bind())) + port;
        StringBuilder text = new StringBuilder("SSE server on " + url);
        do text.append(' '); while (text.length() < 48);
        text.append("Ctrl-C stops, -h for help\n");
        List<String> others = server.urlsForOthers();
        if (all) {
            for (String other : others.subList(0, Math.min(others.size(), SHOWN))) {
                text.append("              ").append(other).append('\n');
            }
        }
        text.append("  watch   curl -N ").append(url).append("hello\n");
        text.append("  send    curl -d \"hi there\" ").append(url).append("hello\n");
        text.append("  learn   open ").append(url).append(" in a browser\n");
        if (!options.bind().isLoopbackAddress()) {
            text.append("  open to the network: whoever reaches this machine can read and publish")
                    .append(options.token() == null ? ";\n  --token T asks for a word\n" : "\n  who has the token\n");
        }
        String files = server.shortOfFiles();
        if (files != null) text.append("  ").append(files).append('\n');
        if (!others.isEmpty() && console.outIsTerminal() && code) {
            text.append("  join    point a phone's camera here: ").append(others.get(0)).append('\n');
            text.append(QrCode.of(others.get(0)).halfBlocks(Window.colours(console, "auto")));
        }
        console.print(text.toString());
    }
}
