package sse.cli;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sse.broken.RawServer;
import sse.tail.TailOptions;
import sse.tail.TailRun;
import sse.term.Args;
import sse.term.Console;
import sse.term.Exit;
import sse.term.NamedFile;

/** {@code sse tail}: reads a stream and says what it knows about it. */
final class TailCommand {
    static final String USAGE = """
            $0 tail URL|TOPIC...: read a stream, and come back when it is cut

              $0 tail :8080/news   :8080 is http://127.0.0.1:8080
              $0 tail news sport   topics of $SSE_URL (or of :8080)
              $0 tail https://api.example.com/x -H 'Authorization: Bearer T'
              $0 tail :8080/llm -d '{"prompt":"hi"}' --get .text --join
              $0 tail chat.tape    what was recorded, or a file that is a stream
              $0 tail news -c 1 --then '$0 pub news hi'

            Standard output is the data, standard error all about it (# lines). The last
            line counts what lint finds; $0 lint --explain NAME says more.

              -c, --count N        stop after N events
              --until COND         stop after the event that is so: event=done, id=7,
                                   data~text, .a.b[0]>5
              -e, --event NAME     only events of this type (may be repeated)
              --where COND         only events that are so
              -n, --last N         begin with the last N events, if the server is sse.jar
              --since WHEN         begin 10m ago, after an id, or with all
              --last-id ID         resume after this id
              --json               a JSON object for each event, as pub --ndjson
                                   and POST take it; all that happens with -v
              --data               the data only
              --base64             the bytes that the data is, as pub --base64 sends
              --get PATH           a part of data that is JSON: .choices[0].delta.content
              --join               one behind the other, without line ends; an error in
                                   the middle ends it with exit code 1
              --llm                what a language model says, joined, and how it came:
                                   known by the shape of its API; -d is sent as JSON.
                                   With --json one object of it at the end
              --raw                the bytes of the body, untouched
              --wire               each line with the time and what it did
              -v, --verbose        comments, retry and heads, too
              --as browser         do and say exactly what EventSource in a page does
            More
            Requests, with the letters of curl
              -X, --request M      the method
              -H, --header H       a header; 'Name:' leaves one out
              -d, --data-binary B  send this (POST), as it is; @file, or @- for stdin
              -u, --user U:P       Basic authorization
              --token T            Bearer authorization ($SSE_TOKEN, for own servers)
              -b, --cookie C       cookies
              -A, --user-agent A   who asks
              -k, --insecure       believe every certificate
              --cacert FILE        believe those signed by this one (PEM)
              -x, --proxy URL      http:// or socks5://; '' for none. Otherwise
                                   $http_proxy, $https_proxy, $no_proxy
              --compressed         ask for gzip
              -m, --max-time D     stop after this time, with exit code 28
              --connect-timeout D  give up on connecting (30s)
              --location-trusted   what may prove who asks (Authorization, Cookie, names
                                   with key, token, auth ...) goes also to another host
                                   that redirects lead to
              -o, --output FILE    write the data there (standard output)
              --record FILE        keep all that comes, with its times, on a tape: see
                                   $0 help record (also of --redact, --force)
              -i, --include        heads, too (with --raw among the data)
              -s, --silent         no words about what is waited for
              -N -L -S -f --http1.1
                                   accepted: it does so, or it does not matter

            Coming back
              --no-reconnect       do not
              --retry-connect      also while the first connection cannot be made
              --idle D             take a silence of this length for a cut

              --max-wait D         the longest wait after attempts that failed (5s), and the
                                   most of a Retry-After; the stream's own retry may be
                                   longer. 0: always the stream's retry
              --max-line SIZE      a longer line ends it (16M); at most 1G
              --max-event SIZE     an event with more data ends it (64M); at most 1G

            Output
              --ts                 the time of day in front
              --full               do not cut long data to the window
              --ascii              markers for all that is not ASCII
              --color WHEN         auto, always, never
              --then CMD           run this once the stream is open
              --exec CMD           run this for each event: data on its stdin; $SSE_EVENT,
                                   $SSE_ID. No shell, unless CMD is sh -c '...'

            As a page
              --origin O           the origin of the page; the URL's own if not given
              --credentials        withCredentials. Cookies that are set are sent for
                                   as long as tail runs, as they are to its own origin

            Exit codes: 0 done as asked; 1 a command failed, or an answer with an error;
            2 wrong usage; 6 name not found; 7 refused; 18 ended before -c or --until was
            met, or an answer before its end; 22 status or type; 28 time ran out;
            35, 60 TLS.
            """;

    private TailCommand() {}

    static int run(List<String> line, Console console) {
        return run(line, console, false);
    }

    private static int run(List<String> line, Console console, boolean kept) {
        Args args = new Args("tail", TailOptions.OPTIONS, line);
        if (HelpText.asked(args, USAGE, console)) return 0;
        if (args.words().size() == 1 && isFile(args.words().get(0))) return ofFile(args.words().get(0), line, console);
        for (String word : args.words()) {
            if (isOfFile(word)) throw Exit.usage(no(word, args.words().size()));
        }
        TailOptions options = new TailOptions(args, console, false, kept);
        if (options.output == null) return recorded(options, console);
        try (OutputStream file = NamedFile.out(options.output)) {
            return recorded(options, console.withOutput(file));
        } catch (IOException | InvalidPathException e) {
            throw Exit.usage("cannot write " + options.output + ": " + e.getMessage());
        }
    }

    /** A URL, or a topic that is no file besides, is asked for. */
    private static boolean isFile(String word) {
        return !word.contains("://") && !word.startsWith(":") && new File(word).isFile();
    }

    /** Whether nobody means a topic by the word. */
    private static boolean isOfFile(String word) {
        String name = word.toLowerCase(Locale.ROOT);
        return !word.contains("://") && !word.startsWith(":") && (name.endsWith(".tape") || name.endsWith(".sse"));
    }

    private static String no(String file, int words) {
        return new File(file).isFile() && words > 1 ? "a file such as '" + file + "' is read alone"
                : "there is no file '" + file + "'; where it is a path of a server, give its whole URL";
    }

    /** Reads what was kept as if a server sent it: all connections of a tape as one, and at once. */
    private static int ofFile(String name, List<String> line, Console console) {
        try (RawServer server = ReplayCommand.atOnce(name, console)) {
            List<String> again = new ArrayList<>(List.of("--no-reconnect", "--proxy", ""));
            again.addAll(line);
            again.set(again.lastIndexOf(name), "http://127.0.0.1:" + server.port() + "/");
            return run(again, console, true);
        } catch (IOException e) {
            throw new Exit(Exit.FAILED, "cannot listen: " + e.getMessage());
        }
    }

    private static int recorded(TailOptions options, Console console) {
        return options.record == null ? new TailRun(options, console, null).run()
                : RecordCommand.run(options, console);
    }
}
