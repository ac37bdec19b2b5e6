package sse.cli;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import sse.corpus.Corpus;
import sse.demo.Demos;
import sse.demo.OnPurpose;
import sse.folder.Changes;
import sse.folder.Folder;
import sse.folder.Reload;
import sse.lab.WireLab;
import sse.redis.RedisHub;
import sse.server.ServerLog;
import sse.server.ServerOptions;
import sse.server.SseServer;
import sse.term.Args;
import sse.term.Console;
import sse.term.Exit;
import sse.term.NamedFile;
import sse.term.Window;
import sse.text.HostName;
import sse.text.QrCode;

/** The server as a command line wants it, with all that the jar adds to it, its log and its first words. */
final class Serving {
    private static final int SHOWN = 6; // addresses of this machine; one with containers has dozens

    private static final String USES = """
              watch   curl -N $hello
              send    curl -d "hi there" $hello
              learn   open $ in a browser
            """;

    final SseServer server;
    private final ServerOptions options;
    private final ServingTls tls; // null for plain HTTP
    private final RedisHub redis; // null for events in memory
    private final ServeLog log;
    private final Args args;

    /** A server that does not listen yet; with where its Redis is if no option says that, or nothing. */
    Serving(Args args, Console console, String url) {
        SseServer.warmUp();
        this.args = args;
        ServerOptions plain = ServingOptions.of(args, console);
        tls = ServingTls.of(args, console);
        options = tls == null ? plain : tls.over(plain);
        String level = args.has("--verbose") ? "verbose" : args.get("--log", "info");
        log = new ServeLog(console, level.equals("verbose"));
        redis = asksRedis(args, url) ? RedisHub.of(args, url, options.limits(), log::word, log::bug) : null;
        ServerLog told = level.equals("none") ? null : log;
        server = redis == null ? new SseServer(options, told, log::bug)
                : new SseServer(options, redis.hub, told, log::bug);
        Demos demos = new Demos(server);
        OnPurpose onPurpose = new OnPurpose();
        WireLab lab = new WireLab(server, demos, onPurpose.rawPort);
        onPurpose.show(lab);
        server.route("demo", demos);
        server.route("_/corpus", new Corpus(server));
        server.route("_/lab", lab);
        server.detour(onPurpose);
        if (args.has("--dir")) serve(args.get("--dir"));
        else if (args.has("--reload")) throw Exit.usage("--reload is for --dir");
        server.hub().listen(new Sweep(server.hub(), options.limits().historyBytes()));
    }

    /** Whether there is anything to load for it. */
    private static boolean asksRedis(Args args, String url) {
        return !url.isEmpty() || args.has("--redis") || args.has("--redis-key") || args.has("--redis-maxlen")
                || args.has("--redis-wait") || args.has("--cacert");
    }

    /** The files of this folder, and with --reload word of their changes. */
    private void serve(String name) {
        try {
            if (name.isEmpty()) throw new IOException("this folder is .");
            Path folder = NamedFile.path(name).toRealPath();
            server.front(Folder.of(folder));
            if (!args.has("--reload")) return;
            Reload reload = new Reload(server.hub());
            server.route("_/reload.js", reload::script);
            Thread.ofPlatform().daemon().name("sse-folder").start(new Changes(folder, reload::tell));
        } catch (IOException | InvalidPathException e) {
            throw Exit.usage("--dir: there is no folder '" + name + "' that can be read");
        }
    }

    /** Listens from here on; 1 if it cannot. Says why it waits for that. */
    void start(Consumer<String> notes) {
        if (redis != null) redis.start(notes);
        try {
            server.start();
        } catch (BindException e) {
            if (!options.bind().isAnyLocalAddress() && !HostName.isHere(options.bind())) {
                throw ServingOptions.notOurs(args.get("--bind"));
            }
            throw new Exit(Exit.FAILED, "cannot listen on " + HostName.of(options.bind()) + ":" + options.port()
                    + " (" + e.getMessage() + "); -p 0 takes any port that is free");
        } catch (IOException e) {
            throw new Exit(Exit.FAILED, "cannot listen: " + e.getMessage());
        }
    }

    /** Says where it listens, and then what goes on. */
    void welcome(Console console) {
        welcome(console, args.has("--dir") ? USES.replace("$ in", "$_/lab/ in") + "  page    open $\n" : USES);
    }

    /** The same with other things to do, in which $ is the URL. */
    void welcome(Console console, String uses) {
        if (!console.announce(words(console, uses, !args.has("--no-qr")))) return;
        Thread.ofPlatform().daemon().name("sse-log").start(log);
    }

    /** Stops: every reader gets a clean end. Any thread. */
    void close() {
        server.close();
        if (redis != null) redis.close();
    }

    private String words(Console console, String uses, boolean code) {
        boolean all = options.bind().isAnyLocalAddress();
        String port = ":" + server.address().getPort() + "/";
        String url = server.scheme() + "://" + (all ? "127.0.0.1" : HostName.of(options.bind())) + port;
        StringBuilder text = new StringBuilder("SSE server on " + url);
        do text.append(' '); while (text.length() < 48);
        text.append("Ctrl-C stops, -h for help\n");
        List<String> others = server.urlsForOthers();
        if (all) {
            for (String other : others.subList(0, Math.min(others.size(), SHOWN))) {
                text.append("              ").append(other).append('\n');
            }
        }
        text.append((tls == null ? uses : tls.uses(uses)).replace("$", url));
        if (tls != null) text.append(tls.lines());
        if (redis != null) text.append(redis.line());
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
        return text.toString();
    }
}
