package sse.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import sse.exec.ForAll;
import sse.exec.ForEach;
import sse.exec.Hints;
import sse.exec.LineStyle;
import sse.exec.Program;
import sse.exec.Pseudoterminal;
import sse.head.MediaType;
import sse.http.Reply;
import sse.http.Request;
import sse.hub.Hub;
import sse.server.SseServer;
import sse.term.Args;
import sse.term.Console;
import sse.term.Exit;
import sse.term.OnSignal;
import sse.term.ProgramName;

/** {@code sse exec}: what a program prints, as a stream. */
final class ExecCommand {
    static final String USAGE = """
            $0 exec: what a program prints, as a stream that ends with it

              $0 exec ./build.sh                    all see the same, at /exec
              $0 exec -b 0.0.0.0 ping -c 9 1.1.1.1  and so do phones
              $0 exec --progress ./train.sh         "40%" moves a bar
              $0 exec --per-client date             run anew for each reader

            To read it: curl -N http://127.0.0.1:8080/exec; a browser at
            http://127.0.0.1:8080/; or $0 tail exec.

              --topic NAME       the topic (exec)
              --per-client       a process for each reader, whoever may read; it ends
                                 when he leaves
              --progress         lines such as "40%" or {"progress": 0.4} are events of
                                 type progress: {"pct":40,"line":"..."}
              --stderr WHAT      what it says on standard error is an event of type stderr
                                 (event), thrown away (drop) or printed here (pass)
              --pty              run it in a terminal of its own, so that it does not hold
                                 back what it prints; needs script(1)
              --wait             start it when the first reader is there
              --keep             go on serving when it has ended
              --restart          run it again, after 1 s, then 2 s, 4 s, to 30 s
            More
              --input            whoever may publish may POST a line to its standard
                                 input, which is empty otherwise
              --plain            without escape sequences, such as colours
              --block            hold it back while a reader is far behind; without, a slow
                                 reader is told of a gap

            Options stand in front of the program; those of serve are taken, too. It is run
            as it is, never through a shell; no request starts anything else. Each line is
            an event: data, at most --max-event bytes of it. What waits 200 ms in the middle
            of a line is an event of type partial, which the line replaces; what is written
            over with a carriage return is one of type progress, ten a second at most. The
            last one is of type exit, with "id: close" and {"code":0,"ms":4031}; who comes
            back with that id is answered 204. Who comes late begins with what is kept
            (--history). Colours are kept, and shown by the page.
            With --per-client the request is in the environment, as CGI names it:
            QUERY_STRING, REMOTE_ADDR, HTTP_LAST_EVENT_ID; not its credentials.

            It ends with the program's exit code, when all readers have had the end, 2 s
            behind it at most. 127 if there is no such program, 126 if it cannot be run.
            Ctrl-C, or a reader of --per-client who leaves, ends the program and what it
            has started: it is asked (TERM), and killed 2 s later. What has left it, as
            a daemon does, goes on.
            """;

    static final String OPTIONS = ServingOptions.OPTIONS + " --topic= --per-client --progress --stderr=event|drop|pass "
            + "--pty --wait --keep --restart --input --plain --block";

    private static final long WAIT_MILLIS = 20;
    private static final long DRAIN_MILLIS = 2_000;
    private static final long SIGNAL_MILLIS = 8_000; // for the program to end, and for its readers to hear of it

    private ExecCommand() {}

    static int run(List<String> line, Console console) {
        Args args = Args.before("exec", OPTIONS, line);
        if (HelpText.asked(args, USAGE, console)) return 0;
        Program.Command command = command(args);
        String topic = args.get("--topic", "exec");
        if (!Hub.isTopicName(topic) || topic.equals("demo")) {
            throw Exit.usage("'" + topic + "' cannot be the topic's name, which is letters, digits and _ - ~ .");
        }
        Serving serving = new Serving(args, console, "");
        SseServer server = serving.server;
        server.front(request -> leadsHome(request, "/" + topic));
        Hints hints = new Hints(console::note);
        LineStyle style = new LineStyle(server.options().maxEvent(), args.has("--progress"), args.has("--plain"));
        try {
            if (args.has("--per-client")) {
                for (String option : List.of("--wait", "--keep", "--restart", "--input", "--block")) {
                    if (args.has(option)) throw Exit.usage("--per-client does not go with " + option);
                }
                ForEach each = new ForEach(server, command, style, hints);
                server.route(topic, each);
                return perClient(serving, each, uses(topic, args), console);
            }
            ForAll shared = new ForAll(server, topic, command, style,
                    new ForAll.Manner(args.has("--block"), args.has("--restart")), hints);
            server.route(topic, shared);
            return shared(serving, shared, uses(topic, args), args, console);
        } catch (InterruptedException over) { // a test
            return 0;
        } finally {
            server.close();
        }
    }

    /** Sends browsers that ask for the root, or for the topic, to the topic's page for an audience. */
    private static boolean leadsHome(Request request, String home) throws IOException {
        boolean page = request.accepts("text/html") && !request.accepts(MediaType.EVENT_STREAM);
        if (!page || !request.method().equals("GET")) return false;
        if (request.exchange().getRequestURI().getRawQuery() != null) return false; // another view is asked for
        if (!request.path().equals("/") && !request.path().equals(home)) return false;
        request.exchange().getResponseHeaders().set("Vary", "Accept");
        request.exchange().getResponseHeaders().set("Location", home + "?show");
        Reply.empty(request.exchange(), 302);
        return true;
    }

    private static String uses(String topic, Args args) {
        return "  watch   curl -N $" + topic + "\n"
                + (args.has("--input") ? "  type    curl -d \"a line\" $" + topic + "\n" : "")
                + "  show    open $ in a browser\n";
    }

    private static int shared(Serving serving, ForAll shared, String uses, Args args, Console console)
            throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        serving.start(console::note);
        try (OnSignal signal = new OnSignal(() -> stop(shared, stopped), SIGNAL_MILLIS)) {
            serving.welcome(console, uses);
            while (args.has("--wait") && !shared.isRead() && !signal.hasCome()) Thread.sleep(WAIT_MILLIS);
            if (signal.hasCome()) return 0;
            int code = shared.run();
            shared.drain(DRAIN_MILLIS);
            console.note(args.words().get(0) + " ended with exit code " + code
                    + (args.has("--keep") && !signal.hasCome() ? "; Ctrl-C stops the server" : ""));
            if (args.has("--keep")) stopped.await();
            else if (!shared.wasRead() && !signal.hasCome()) {
                console.note("nobody was reading: --wait starts it with a reader, --keep serves on");
            }
            serving.server.close(); // before the signal's time is over
            return code;
        } finally {
            shared.kill();
        }
    }

    private static void stop(ForAll shared, CountDownLatch stopped) {
        shared.stop();
        stopped.countDown();
    }

    private static int perClient(Serving serving, ForEach each, String uses, Console console)
            throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        serving.start(console::note);
        OnSignal signal = new OnSignal(stopped::countDown, SIGNAL_MILLIS);
        try {
            serving.welcome(console, uses);
            stopped.await();
            serving.server.close(); // and with the streams, what runs for them
            each.awaitEnd(DRAIN_MILLIS);
            return 0;
        } finally {
            each.close();
            signal.close();
        }
    }

    private static Program.Command command(Args args) {
        List<String> words = args.words();
        if (words.isEmpty()) {
            throw Exit.usage("exec needs a program to run; see " + ProgramName.get() + " help exec");
        }
        Program.Errors errors = switch (args.get("--stderr", "event")) {
            case "drop" -> Program.Errors.DROP;
            case "pass" -> Program.Errors.PASS;
            default -> Program.Errors.EVENT;
        };
        Program.check(words.get(0));
        List<String> run = args.has("--pty") ? Pseudoterminal.around(words) : words;
        return new Program.Command(run, errors, args.has("--input"), args.has("--pty"));
    }
}
