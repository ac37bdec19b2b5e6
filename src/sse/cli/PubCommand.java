package sse.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import sse.Event;
import sse.ask.Address;
import sse.ask.Asking;
import sse.client.Publisher;
import sse.client.StreamRequest;
import sse.feed.Feed;
import sse.feed.FollowedFile;
import sse.feed.Pace;
import sse.head.Header;
import sse.term.Args;
import sse.term.Console;
import sse.term.Exit;
import sse.term.NamedFile;
import sse.term.OnSignal;
import sse.term.ProgramName;
import sse.text.Markers;

/** {@code sse pub}: publishes. */
final class PubCommand {
    static final String USAGE = """
            $0 pub TOPIC [TEXT...]: publish to a topic

              $0 pub news "hi there"         one event
              ls | $0 pub news               an event of each line
              $0 pub news -e price 68.20     with a type
              $0 pub logs --follow app.log   what a file grows by, from now
              $0 pub :9000/news -f page.html --whole

            TOPIC is a topic of $SSE_URL (or of http://127.0.0.1:8080), or a URL.

              -e, --event NAME   the type
              --id ID            the id, of one event
              --retry MS         the reconnection time, in milliseconds
              --whole            one event of all the input
              -f, --file FILE    input from a file
              --follow FILE      lines that are added to a file; it may be rotated or
                                 truncated meanwhile
              --rate 10/s        not more often than that (/s, /m, /h)
            More
              --ndjson           each line has to be JSON: an event as tail --json and
                                 GET TOPIC/json have it, such as {"type":"x","data":
                                 "y"}, or else data; blank ones are passed over
              --sse              the input is an event stream, with types and ids
              --new-ids          ids that an sse.jar has given are left out, and given anew
              --base64           one event of all the input, which may be anything
              --retry-connect    wait for a server that is down
              --json             print what the server answers to each, one by one
              -v, --verbose      tell of each request, and its answer
              --token T          Bearer authorization ($SSE_TOKEN, for own servers)
              -u, --user U:P     Basic authorization
              -H, --header H     another header
              -k, --insecure     believe every certificate
              --cacert FILE      believe those signed by this one (PEM)
              -x, --proxy URL    a proxy; otherwise $http_proxy, $https_proxy, $no_proxy

            Lines that wait already go together, 500 or 1 MiB at most in one POST; a
            lone one goes at once. Where one is refused, those in front of it are
            sent, and its number is told. What may have arrived is not sent again.
            A server that is not sse.jar gets one event at a time.

            Exit codes: 0 all sent; 1 bad input; 2 wrong usage; 6 name not found;
            7 refused or broken; 22 the server said no; 28 no connection in time; 35, 60
            TLS. On failure it says how many were sent.
            """;

    static final String OPTIONS = "-e/--event= --id= --retry= --whole -f/--file=FILE --follow=FILE --rate= "
            + "--ndjson --sse --new-ids --base64 --retry-connect --json --token= -u/--user= -H/--header= -k/--insecure "
            + "--cacert=FILE -x/--proxy= -v/--verbose";
    private static final long ANSWER_MILLIS = 30_000;

    private final Args args;
    private final Console console;

    private PubCommand(Args args, Console console) {
        this.args = args;
        this.console = console;
    }

    static int run(List<String> line, Console console) {
        Args args = new Args("pub", OPTIONS, line);
        if (HelpText.asked(args, USAGE, console)) return 0;
        if (args.words().isEmpty()) throw Exit.usage("pub needs a topic; see " + ProgramName.get() + " help pub");
        return new PubCommand(args, console).run(Address.uri(args.words().get(0), console.env));
    }

    private int run(URI url) {
        Pace pace = pace(args.get("--rate"));
        try (Publisher publisher = publisher(url)) {
            Sending sending = new Sending(args, console, Address.withoutUser(url), publisher);
            try (InputStream in = input()) {
                Feed feed = events(in);
                return OnSignal.run(signal -> sending.all(feed, pace), early -> sending.summary());
            } catch (IOException e) {
                throw new Exit(Exit.FAILED, shown(says(e)) + sending.sentSoFar());
            }
        }
    }

    /** Some exceptions have no words, and those about a file have only its name. */
    private static String says(IOException e) {
        if (e instanceof AccessDeniedException denied) return "not allowed to read " + denied.getFile();
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private Publisher publisher(URI url) {
        Asking asking = new Asking(args, console);
        try {
            URI to = Address.withoutUser(url);
            if (args.has("--new-ids")) to = Address.with(to, "ids", "new");
            StreamRequest request = asking.identified(Publisher.request(to), url);
            request = asking.withHeaders(request);
            for (Header header : request.headers()) {
                if (!header.is("Content-Length") && !header.is("Transfer-Encoding")) continue;
                throw Exit.usage("pub cannot set the header " + header.name() + ": it is the connection's");
            }
            return new Publisher(request, asking.client.withIdle(ANSWER_MILLIS));
        } catch (IllegalArgumentException e) {
            throw Exit.usage(e.getMessage());
        }
    }

    private static Pace pace(String rate) {
        try {
            return Pace.of(rate);
        } catch (IllegalArgumentException e) {
            throw Exit.usage(e.getMessage());
        }
    }

    private static InputStream followed(String file, Console console) throws IOException {
        try {
            Path path = NamedFile.path(file);
            if (!Files.exists(path)) console.note("there is no " + shown(file) + " yet; waiting for it");
            return new FollowedFile(path);
        } catch (IllegalArgumentException e) {
            throw Exit.usage(e.getMessage());
        }
    }

    private InputStream input() throws IOException {
        int sources = (args.words().size() > 1 ? 1 : 0) + (args.has("--file") ? 1 : 0) + (args.has("--follow") ? 1 : 0);
        if (sources > 1) throw Exit.usage("only one of TEXT, --file and --follow can be sent");
        if (args.words().size() > 1) return InputStream.nullInputStream();
        if (args.has("--follow")) return followed(args.get("--follow"), console);
        String file = args.get("--file", "-");
        if (file.equals("-")) {
            console.noteIfTyped("reading standard input; Ctrl-D ends it");
            return new FilterInputStream(console.in) {
                @Override
                public int read(byte[] bytes, int from, int length) throws IOException {
                    try {
                        return in.read(bytes, from, length);
                    } catch (IOException e) {
                        throw new IOException("cannot read standard input: " + e.getMessage());
                    }
                }
            };
        }
        try {
            return NamedFile.in(file);
        } catch (InvalidPathException e) {
            throw Exit.usage("cannot read " + shown(file) + ": no file can have that name");
        } catch (IOException e) {
            boolean missing = !Files.exists(NamedFile.path(file));
            String why = missing ? "there is no such file" : Files.isDirectory(NamedFile.path(file)) ? "it is a folder"
                    : "not allowed";
            throw Exit.usage("cannot read " + shown(file) + ": " + why);
        }
    }

    private static String shown(String name) {
        return new Markers(false, false).show(name);
    }

    private Feed events(InputStream in) throws IOException {
        int forms = 0;
        for (String form : List.of("--whole", "--ndjson", "--sse", "--base64")) forms += args.has(form) ? 1 : 0;
        if (forms > 1) throw Exit.usage("only one of --whole, --ndjson, --sse and --base64 can be");
        String type = args.get("--event");
        String id = args.get("--id");
        long retry = args.number("--retry", -1, 0, Integer.MAX_VALUE);
        boolean text = args.words().size() > 1;
        boolean one = text || args.has("--whole") || args.has("--base64");
        if ("".equals(id)) throw Exit.usage("--id cannot be empty: every reader would forget its place");
        if (id != null && !one) throw Exit.usage("--id is for one event: TEXT, --whole or --base64");
        if (args.has("--follow") && one) throw Exit.usage("--follow sends lines as they come");
        boolean typed = type != null || retry >= 0;
        if (args.has("--sse") && typed) throw Exit.usage("with --sse, types and times are in the stream");
        try {
            if (text) {
                String data = String.join(" ", args.words().subList(1, args.words().size()));
                byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
                if (args.has("--base64")) data = Base64.getEncoder().encodeToString(bytes);
                return Feed.one(new Event(id, type, data), retry);
            }
            if (one) return Feed.whole(in, args.has("--base64"), type, id, retry);
            Event.of("").withType(type); // refused now rather than at the first line
        } catch (IllegalArgumentException e) {
            throw Exit.usage(e.getMessage());
        }
        if (args.has("--sse")) return Feed.stream(in);
        return args.has("--ndjson") ? Feed.ndjson(in, type, retry) : Feed.lines(in, type, retry);
    }
}
