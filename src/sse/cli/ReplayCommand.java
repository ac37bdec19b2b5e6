package sse.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import sse.broken.RawServer;
import sse.fault.Spec;
import sse.inspect.KeptTape;
import sse.replay.Manner;
import sse.replay.Replay;
import sse.tape.Tape;
import sse.term.Args;
import sse.term.Console;
import sse.term.Exit;
import sse.term.OnSignal;
import sse.term.ProgramName;
import sse.term.Sink;
import sse.text.Figures;
import sse.text.Harmless;
import sse.text.HostName;

/** {@code sse replay}: a tape, made to happen again. */
final class ReplayCommand {
    static final String USAGE = """
            $0 replay TAPE: make a stream that was recorded happen again

              $0 replay chat.tape           at every path of http://127.0.0.1:8080/
              $0 replay chat.tape -p 0 --speed 4 --fault 'cut@events=3'
              $0 replay a.sse --every 200ms
              $0 replay chat.tape --to stdout --speed max > chat.sse

            The same pieces with the same pauses, the same head and end. Whoever comes gets
            the first connection of the tape. Who comes back with the id that another
            connection was asked for with gets that one; with another id of the tape what
            is behind it; and with the last one 204. A file that is no tape is a stream,
            each of its events a piece, 1 s apart.

              -p, --port PORT      port to listen on (8080); 0 for any
              -b, --bind ADDR      address to listen on (127.0.0.1)
              --speed N            so many times as fast; max: without pauses
              --from D             begin so far on the tape
              --every D            so long from one event to the next
              --loop               begin again where it would say 204
              --connections WHICH  as-taped, or joined: all of them as one
              --method WHICH       any, or as-taped: another one is refused (405)
              --fault SPEC         break it on the way; $0 help faults
              --seed N             of what faults do by chance (1)
              --cors ORIGIN        only pages of this origin may read (all); may be
                                   repeated
              --to stdout          print the body, with its pauses, instead
              -s, --silent         no line for each request

            It has at most 4,000 readers at a time; a tape is held in memory, and may take a
            quarter of it. The first line on standard output has the URL. Exit codes: 1 the
            port is taken or the file cannot be read, 2 wrong usage or no tape.
            """;

    static final String OPTIONS = "-p/--port= -b/--bind= --speed= --from= --every= --loop "
            + "--connections=as-taped|joined --method=any|as-taped --fault=FAULTS --seed= --cors= "
            + "--to=stdout -s/--silent";

    private static final long EVERY_MILLIS = 1000; // where there are no times

    private ReplayCommand() {}

    static int run(List<String> line, Console console) {
        Args args = new Args("replay", OPTIONS, line);
        if (HelpText.asked(args, USAGE, console)) return 0;
        if (args.words().size() != 1) {
            throw Exit.usage("replay needs one tape, or a file that is a stream; see " + ProgramName.get()
                    + " help replay");
        }
        String name = args.words().get(0);
        Spec spec = spec(args);
        KeptTape kept = KeptTape.read(name, console);
        Tape tape = kept.tape();
        Manner manner = manner(args, kept);
        boolean only = args.get("--method", "any").equals("as-taped");
        boolean silent = args.has("--silent");
        Replay replay;
        try {
            replay = new Replay(tape, manner, only, Set.copyOf(args.all("--cors")), spec,
                    args.number("--seed", 1, 0, Integer.MAX_VALUE), (number, request, what) -> {
                        if (!silent) console.note(number + " " + Harmless.brief(request, 200) + ": " + what);
                    });
        } catch (IllegalArgumentException e) {
            throw Exit.usage(name + ": " + e.getMessage());
        }
        if (args.has("--to")) return print(replay, console);
        return serve(replay, name, tape, args, console);
    }

    /** A server at any port that is free, which gives what is in the file to whoever asks, without pauses. */
    static RawServer atOnce(String name, Console console) throws IOException {
        Manner manner = new Manner(Double.POSITIVE_INFINITY, 0, -1, false, true);
        Replay replay = new Replay(KeptTape.read(name, console).tape(), manner, false, Set.of(), Spec.NONE, 1,
                (number, request, what) -> { });
        return new RawServer(InetAddress.getLoopbackAddress(), 0, 1, replay);
    }

    static Spec spec(Args args) {
        try {
            return Spec.parse(args.get("--fault", ""));
        } catch (IllegalArgumentException e) {
            throw Exit.usage("--fault: " + e.getMessage());
        }
    }

    private static Manner manner(Args args, KeptTape kept) {
        long every = args.has("--every") || !kept.timed() ? args.millis("--every", EVERY_MILLIS) * 1000 : -1;
        boolean joined = args.get("--connections", "as-taped").equals("joined");
        long from = args.millis("--from", 0) * 1000;
        long end = kept.endMicros(joined || args.has("--to"));
        if (from > 0 && !kept.timed()) throw Exit.usage("--from is a time on a tape, and this file has no times");
        if (from > end) {
            throw Exit.usage("--from " + args.get("--from") + " is behind the end, which is at "
                    + Figures.seconds(end / 1000));
        }
        return new Manner(speed(args.get("--speed", "1")), from, every, args.has("--loop"), joined);
    }

    private static double speed(String text) {
        if (text.equals("max")) return Double.POSITIVE_INFINITY;
        try {
            double speed = Double.parseDouble(text);
            if (speed >= 0.001 && speed <= 1_000_000) return speed;
        } catch (NumberFormatException e) {
            // as below
        }
        throw Exit.usage("--speed is a number from 0.001 to 1000000, or max, not '" + text + "'");
    }

    private static int print(Replay replay, Console console) {
        Sink sink = new Sink(console);
        try {
            replay.to((bytes, from, to) -> {
                sink.write(bytes, from, to - from);
                sink.flush();
            });
        } catch (IOException e) {
            // interrupted: nothing else is thrown by memory
        }
        return 0;
    }

    private static int serve(Replay replay, String name, Tape tape, Args args, Console console) {
        InetAddress address = ServingOptions.address(args.get("--bind", "127.0.0.1"));
        int port = args.number("--port", 8080, 0, 65_535);
        Replay.warmUp();
        try (RawServer server = new RawServer(address, port, Replay.CONNECTIONS, replay)) {
            OnSignal signal = new OnSignal(server::close, 0);
            String host = address.isAnyLocalAddress() ? "127.0.0.1" : HostName.of(address);
            console.announce("replay on http://" + host + ":" + server.port() + "/   Ctrl-C stops, -h for help\n  "
                    + Harmless.brief(name, 60) + ": " + Figures.count(tape.connections().size(), "connection") + ", "
                    + Figures.size(tape.bytes()) + "\n");
            try {
                Thread.currentThread().join(); // until a signal ends the process, or a test interrupts
            } catch (InterruptedException over) {
                // a test
            }
            signal.close();
        } catch (IOException e) {
            throw new Exit(Exit.FAILED, "cannot listen on " + HostName.of(address) + ":" + port + " (" + e.getMessage()
                    + "); -p 0 takes any port that is free");
        }
        return 0;
    }
}
