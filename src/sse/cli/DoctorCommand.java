package sse.cli;

import java.net.URI;
import java.util.List;
import sse.ask.Address;
import sse.ask.Asking;
import sse.client.StreamRequest;
import sse.doctor.Doctor;
import sse.doctor.DoctorPlan;
import sse.term.Args;
import sse.term.Console;
import sse.term.Exit;
import sse.term.OnSignal;
import sse.term.ProgramName;
import sse.term.Window;

/** {@code sse doctor}: who is holding the events of a stream. */
final class DoctorCommand {
    static final String USAGE = """
            $0 doctor URL: who is holding my events?

              $0 doctor https://a.example/events
              $0 doctor https://a.example/events --for 70s
              $0 doctor https://a.example/events --direct :3000/events
              $0 doctor https://a.example/events --origin https://www.example

              --for D            look so long (20s); 70s finds most idle limits
              --direct URL       the same stream at the server itself, past all that stands
                                 in front of it: read at the same time, and compared
              --origin O         may a page of this origin read it?
              --json             one JSON object for each check, and one for the end
            More
              -H -X -d -u -k -x  and the other letters of tail and curl for requests:
                                 --cacert, --token, -b, -A, --connect-timeout,
                                 --location-trusted
              --repeat           ask more than once, though it is no GET
              --color WHEN       always, never or auto

            It reads the stream in several ways at the same time: as asked, with gzip as
            browsers ask, in HTTP/1.0 as old proxies do, and directly; and it asks briefly
            with other Accept headers, with the last event ID, and as a page of --origin.
            Never more than six connections at once, 8 MB of each. What is no GET may cost
            or change something: it is asked once, unless --repeat. Each line is what was
            seen; where it is a guess, it says "looks like". The end names who does it, as
            far as heads and --direct tell, and the setting that frees the events.
            Exit codes: 0 nothing failed; 1 something did; 2 wrong usage; where there is no
            stream to look at, those of tail: 6, 7, 22, 28, 35, 60.
            """;

    static final String OPTIONS = "--for= --direct= --origin= --json --repeat --colour/--color=auto|always|never "
            + Asking.OPTIONS;
    private static final long USUAL = 20_000;
    private static final long PRINT_MILLIS = 5_000; // that a signal waits for what was seen to be printed
    private static final int INTERRUPTED = 130;

    private DoctorCommand() {}

    static int run(List<String> line, Console console) {
        Args args = new Args("doctor", OPTIONS, line);
        if (HelpText.asked(args, USAGE, console)) return 0;
        if (args.words().isEmpty()) {
            throw Exit.usage("doctor needs the URL of a stream; see " + ProgramName.get() + " help doctor");
        }
        if (args.words().size() > 1) throw Exit.usage("doctor takes one URL, not also '" + args.words().get(1) + "'");
        Doctor doctor = new Doctor(plan(args, console), console, args.has("--json"),
                Window.colours(console, args.get("--color", "auto")));
        try (OnSignal signal = new OnSignal(doctor::stop, PRINT_MILLIS)) {
            int code = doctor.run();
            return signal.hasCome() ? INTERRUPTED : code;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return INTERRUPTED;
        }
    }

    private static DoctorPlan plan(Args args, Console console) {
        Asking asking = new Asking(args, console);
        StreamRequest request = request(asking, args.words().get(0), console);
        boolean again = request.method().equals("GET") && request.body() == null || args.has("--repeat");
        StreamRequest direct = null;
        if (args.has("--direct")) {
            if (!again) throw Exit.usage("--direct asks a second time: with " + request.method()
                    + " that takes --repeat");
            direct = request(asking, args.get("--direct"), console);
        }
        long millis = Asking.bounded("--for", args.millis("--for", USUAL));
        if (millis == 0) throw Exit.usage("--for takes a time such as 20s");
        return new DoctorPlan(request, direct, Asking.origin(args), millis, again, asking.client);
    }

    private static StreamRequest request(Asking asking, String word, Console console) {
        URI url = Address.uri(word, console.env);
        return asking.request(url, false);
    }
}
