package sse.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import sse.tail.TailOptions;
import sse.tail.TailRun;
import sse.tape.TapeFile;
import sse.tape.TapeWriter;
import sse.term.Args;
import sse.term.Console;
import sse.term.Exit;
import sse.term.OnSignal;
import sse.term.ProgramName;

/** {@code sse record}: a stream, with its times, on a tape. */
final class RecordCommand {
    static final String USAGE = """
            $0 record URL|TOPIC -o TAPE: keep a stream, with its times

              $0 record :8080/demo/count -c 5 -o count.tape
              $0 record https://api.example.com/x -d @ask.json -o x.tape

            A tape is text, a line for each thing that happened: a request, the head of
            its answer, what each read gave, the end; $0 help tape shows it.
            All connections of a stream that comes back are on one tape. What has come
            is written at once.

              -o, --record FILE    the tape; - for standard output
              --force              write it over one that is there
              --redact NAMES       take out headers and parameters of these names, too
              -c, --count N        stop after N events
              --until COND         stop after the event that is so, as of tail
              -m, --max-time D     stop after this time, with exit code 28
              --no-reconnect       do not come back when it is cut
              -v, --verbose        say what happens

            Of requests, what proves who asks is not on the tape: Authorization, Cookie,
            headers and parameters whose name has auth, token, key, secret, pass or the
            like, sig, names in front of a host; of answers Set-Cookie. Bodies are not
            looked at: what a server sends is on the tape as it came.

            Requests are made as by tail: -X -H -d -u --token -b -A -k --cacert -x
            --compressed -n --since --last-id; $0 help tail has them.
            Ctrl-C ends it. Exit codes are those of tail; 1 if the tape cannot be written.
            """;

    private static final List<String> ANSWER = List.of("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
            + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n", "9\r\ndata: a\n\n\r\n", "0\r\n\r\n");

    private static volatile boolean warm;

    private RecordCommand() {}

    static int run(List<String> line, Console console) {
        Args args = new Args("record", TailOptions.OF_RECORD, line);
        if (HelpText.asked(args, USAGE, console)) return 0;
        TailOptions options = new TailOptions(args, console, true, false);
        if (options.record == null) {
            throw Exit.usage("record needs the tape to write: -o FILE; see " + ProgramName.get() + " help record");
        }
        return run(options, console);
    }

    /** Reads as the options say, and records on the way. */
    static int run(TailOptions options, Console console) {
        String name = options.record;
        boolean out = name.equals("-");
        if (out && !options.showsNothing()) throw Exit.usage("--record is a file: standard output has the data");
        try (TapeFile file = new TapeFile(name, options.force, console)) {
            warmUp();
            OnSignal signal = new OnSignal(() -> { }, TailRun.SUMMARY_MILLIS); // which waits for the last line, too
            try {
                return new TailRun(options, console, new TapeWriter(file)).run();
            } finally {
                if (file.length() > 0 && !out) console.note(file.says());
                signal.close();
            }
        } catch (UncheckedIOException | IOException e) {
            Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
            throw new Exit(Exit.FAILED, "cannot write " + name + ": " + cause.getMessage());
        }
    }

    /** Records for once what nobody keeps: or the head and what follows at once would be stamped late, and no more. */
    private static void warmUp() {
        if (warm) return;
        warm = true;
        OutputStream nowhere = OutputStream.nullOutputStream();
        Console nobody = new Console(InputStream.nullInputStream(), nowhere, nowhere, Map.of(), false);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(server));
            List<String> line = List.of("http://127.0.0.1:" + server.getLocalPort() + "/", "-o", "-", "--proxy", "",
                    "--no-reconnect");
            TailOptions options = new TailOptions(new Args("record", TailOptions.OF_RECORD, line), nobody, true, false);
            new TailRun(options, nobody, new TapeWriter(nowhere)).run();
        } catch (IOException | Exit e) {
            // it is as it was
        }
    }

    private static void answer(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getInputStream().read(new byte[4096]);
            for (String part : ANSWER) socket.getOutputStream().write(part.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // it is as it was
        }
    }
}
