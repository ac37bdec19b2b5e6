package sse.cli;

import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import sse.ask.Address;
import sse.ask.Asking;
import sse.ask.Certificates;
import sse.feed.Pace;
import sse.head.Header;
import sse.load.JsonReport;
import sse.load.LoadTest;
import sse.load.Plan;
import sse.load.Report;
import sse.load.Result;
import sse.term.Args;
import sse.term.Console;
import sse.term.Exit;
import sse.term.OnSignal;
import sse.term.ProgramName;
import sse.term.Window;
import sse.text.Digits;

/** {@code sse bench}: load, and a count of what arrives. */
final class BenchCommand {
    static final String USAGE = """
            $0 bench URL: load: connections, loss, doubles, latency

            1000 readers, nobody publishes; latency, where nothing may be lost; as fast as
            the server answers; with readers that misbehave:
              $0 bench :8080/x -c 1000
              $0 bench :8080/x --publish :8080/x --rate 50/s
              $0 bench :8080/x --publish :8080/x --rate max --batch 50
              $0 bench :8080/x --publish :8080/x --vanish 20 --slow 3

              -c, --connections N  readers that read as fast as they can (100)
              -t, --time D       how long to measure (30s)
              -n, --count N      publish N events instead; without --publish: each reader
                                 is done after N events
              --publish URL      POST events there, stamped with the time they are due
              --rate R           events a second: 50/s, 600/m, or max (10/s)
              --json             the result as one JSON object
            More
            Readers
              --ramp D           open them over this time (5s); 0 for as fast as it goes
              --slow N           N more that read slowly
              --slow-rate SIZE   what those read in a second (1K); 0 for nothing at all
              --vanish N         N more that disappear about once a second, half of them
                                 with a reset, and come back with Last-Event-ID
              --last-id ID       what all of them come with at first
              --threads N        threads that read (one for every four cores)

            Publishing
              --size N           bytes of an event's data (200)
              --batch N          events in a POST (1); more than one go as NDJSON,
                                 each a JSON string
              --publishers N     connections that publish (1); with more than one, events
                                 may overtake each other, and order is not judged
              --warm D           publish for this time before measuring (1s)

              -H, --header H     a header for every request; may be repeated
              -k, --insecure     believe every certificate
              --cacert FILE      believe those signed by this one (PEM)
              --pid PID          also measure the CPU and memory of this process (the
                                 server, on this machine) and its children
              --ascii            no characters beyond ASCII

            An event is lost if it was published, or another reader got it, and this one
            did not, though no "event: gap" said so. It is told by its stamp, or else by
            the number at the end of its id, as in 4711 or m1x7q2-4711. Comments are no
            events. Latency counts from when an event should have been sent, however long
            the server held up its publisher. Ctrl-C ends it with what there is.

            It opens as many connections as you say, to whomever you say. With https:// the
            readers' side of TLS is measured, too. Exit codes: 1 something was lost,
            doubled, out of order, refused or not sent; 2 wrong usage; 6 name not found;
            7 connection refused; 22 no event stream; 28 no answer in time; 35 no TLS;
            60 certificate not trusted; 130 Ctrl-C.
            """;

    static final String OPTIONS = "-c/--connections= -t/--time= -n/--count= --publish= --rate= --json "
            + "--ramp= --slow= --slow-rate= --vanish= --last-id= --threads= --size= --batch= --publishers= --warm= "
            + "-H/--header= -k/--insecure --cacert=FILE --pid= --ascii";
    private static final long PRINT_MILLIS = 5_000; // that a signal waits for the result to be printed
    private static final int INTERRUPTED = 130;

    private BenchCommand() {}

    static int run(List<String> line, Console console) {
        Args args = new Args("bench", OPTIONS, line);
        if (HelpText.asked(args, USAGE, console)) return 0;
        if (args.words().isEmpty()) {
            throw Exit.usage("bench needs the URL of a stream; see " + ProgramName.get() + " help bench");
        }
        if (args.words().size() > 1) throw Exit.usage("bench takes one URL");
        Plan plan = plan(args, console);
        LoadTest test = new LoadTest(plan, progress(console));
        OnSignal signal = new OnSignal(Thread.currentThread()::interrupt, PRINT_MILLIS);
        try {
            Result result = test.run();
            if (!result.interrupted()) checkReached(plan, result);
            if (args.has("--json")) console.println(JsonReport.of(result));
            else console.print(Report.of(result, args.has("--ascii") || Window.isAscii(console)));
            if (result.interrupted()) return INTERRUPTED;
            return result.isClean() ? 0 : Exit.FAILED;
        } catch (UnknownHostException e) {
            throw new Exit(Exit.NAME_NOT_FOUND, "there is no host called '" + e.getMessage() + "'");
        } catch (IOException e) {
            throw new Exit(Exit.FAILED, "cannot run the test: " + e.getMessage());
        } finally {
            signal.close();
        }
    }

    private static void checkReached(Plan plan, Result result) {
        if (result.opened() == 0) {
            String why = result.failure() == null ? "no answer" : result.failure();
            int code = result.failure() == null ? Exit.OUT_OF_TIME : result.failureCode();
            throw new Exit(code, plan.url() + " let nobody in: " + why);
        }
        Result.Published published = result.published();
        if (published != null && published.neverConnected()) {
            String why = " could not be published to: " + published.unreachable();
            throw new Exit(Exit.REFUSED, plan.publish().url() + why);
        }
    }

    private static Plan plan(Args args, Console console) {
        URI url = url(args.words().get(0), console);
        Plan.Crowd crowd = new Plan.Crowd(args.number("--connections", 100, 0, 1_000_000),
                args.number("--slow", 0, 0, 1_000_000), args.bytes("--slow-rate", 1024),
                args.number("--vanish", 0, 0, 1_000_000), args.millis("--ramp", 5_000), args.get("--last-id"));
        if (crowd.steady() + crowd.slow() + crowd.vanishing() == 0) throw Exit.usage("there is nobody to read");
        int threads = args.number("--threads", Math.max(1, Runtime.getRuntime().availableProcessors() / 4), 1, 256);
        int count = args.number("--count", 0, 1, Integer.MAX_VALUE);
        long millis = args.millis("--time", count > 0 ? 24 * 3_600_000L : 30_000);
        Plan.Publish publish = publish(args, console);
        if (publish != null && !publish.url().getScheme().equals(url.getScheme())) {
            throw Exit.usage("bench reads and publishes over TLS, or both without");
        }
        return new Plan(url, headers(url, args, console), crowd, publish, millis, count, threads, tls(url, args),
                pids(args));
    }

    private static SSLContext tls(URI url, Args args) {
        boolean asked = args.has("--insecure") || args.has("--cacert");
        if (!"https".equals(url.getScheme())) {
            if (asked) throw Exit.usage("-k and --cacert are for https://");
            return null;
        }
        try {
            return asked ? Certificates.of(args.has("--insecure"), args.get("--cacert")) : SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new Exit(Exit.TLS, "the JVM's own TLS cannot be set up");
        }
    }

    /** Those that were given, and the token of the environment where it belongs. */
    private static List<String> headers(URI url, Args args, Console console) {
        List<String> headers = new ArrayList<>();
        String token = Asking.token(args, url, console.env);
        for (String line : args.all("--header")) {
            Header header = Asking.header(line);
            headers.add(header.name() + ": " + header.value());
            if (header.is("Authorization")) token = null;
        }
        if (token != null) headers.add("Authorization: Bearer " + token);
        return headers;
    }

    private static Plan.Publish publish(Args args, Console console) {
        if (args.get("--publish") == null) {
            for (String option : List.of("--rate", "--size", "--batch", "--publishers", "--warm")) {
                if (!args.has(option)) continue;
                throw Exit.usage(option + " is for events that are published: --publish URL says where");
            }
            return null;
        }
        URI url = url(args.get("--publish"), console);
        return new Plan.Publish(url, headers(url, args, console), rate(args.get("--rate", "10/s")),
                args.number("--size", 200, 64, 1 << 20), args.number("--batch", 1, 1, 10_000),
                args.number("--publishers", 1, 1, 1000), args.millis("--warm", 1_000));
    }

    private static URI url(String word, Console console) {
        URI url = URI.create(Address.uri(word, console.env).toASCIIString());
        if (url.getHost() == null) throw Exit.usage("'" + word + "' names no host");
        if (url.getRawUserInfo() != null) {
            throw Exit.usage("bench takes no user in the URL: -H 'Authorization: ...' says who you are");
        }
        return url;
    }

    /** Events a second; 0 stands for as fast as it goes. */
    private static double rate(String text) {
        if (text.equals("max")) return 0;
        double rate = Pace.perSecond(text);
        if (rate > 0 && rate <= 1e7) return rate;
        throw Exit.usage("--rate is so many a second, such as 50/s or 600/m, or max, not '" + text + "'");
    }

    private static List<Long> pids(Args args) {
        List<Long> pids = new ArrayList<>();
        for (String text : args.all("--pid")) {
            for (String pid : text.split(",")) {
                long number = Digits.parse(pid);
                if (number < 0) throw Exit.usage("--pid is the number of a process, not '" + text + "'");
                if (ProcessHandle.of(number).isEmpty()) throw Exit.usage("there is no process " + pid);
                pids.add(number);
            }
        }
        return pids;
    }

    /** How far it is, about once a second: one line that changes on a terminal, else a line each time. */
    private static Consumer<LoadTest.Progress> progress(Console console) {
        boolean[] again = {false};
        return p -> {
            String line = p.millis() / 1000 + " s, " + p.phase() + ": " + p.open() + " of " + p.readers() + " open, "
                    + p.delivered() + " events, " + p.perSecond() + "/s";
            String over = again[0] && console.errMovesUp() ? "\u001b[1A\u001b[2K" : "";
            console.error(over + "# " + line);
            again[0] = true;
        };
    }
}
