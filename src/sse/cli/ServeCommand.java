package sse.cli;

import java.util.List;
import sse.redis.RedisHub;
import sse.term.Args;
import sse.term.Console;
import sse.term.Exit;
import sse.term.OnSignal;
import sse.term.ProgramName;

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
                                 terminal shows a QR code for phones
              --no-qr            without that code
              --dir DIR          serve the files of this folder, too: a page of your
                                 own, and its streams, from one origin; / is its
                                 index.html, and this program's page is at /_/lab/
              --reload           with --dir: a change there (in the first 20000 files) is
                                 an event of the topic reload; a page with
                                 <script src="/_/reload.js"></script> loads itself anew
              --cors ORIGIN      let pages of this origin, such as http://app.test:3000,
                                 read and publish, besides those of this machine; *
                                 for all, null for files; may be repeated
              --token T          ask for "Authorization: Bearer T" on topics (or
                                 $SSE_TOKEN); streams also take ?token=T; the page and
                                 the files of --dir are for all
              --tls              speak TLS, with a certificate for this machine that is
                                 made once; what clients must know of it is printed
              -o, --log WHAT     none, info (readers that come and go) or verbose
                                 (every request)
              -v, --verbose      the same as -o verbose
            More
            TLS with a certificate of one's own (-b 0.0.0.0 --cert cert.pem --key key.pem)
              --cert FILE        the certificate and those that vouch for it (PEM)
              --key FILE         its private key (PEM, PKCS#8); without, it is in --cert
              --keystore FILE    both, in PKCS#12; $SSE_KEYSTORE_PASSWORD opens it

            Several servers as one (--redis redis://USER:PASSWORD@HOST:6379/0)
              --redis URL        keep events in Redis 6.2 or newer, or Valkey: all servers
                                 with it have the same topics, events and ids, and a
                                 reader goes on at any of them. While Redis is away
                                 nothing can be published (503), and readers stay.
                                 $SSE_REDIS says it so that no list of processes has the
                                 password; rediss:// is over TLS
              --cacert FILE      with rediss://, believe those signed by this one (PEM)
              --redis-key NAME   the stream's key (sse); others begin with it
              --redis-maxlen N   about so many events are kept there (1000000)
              --redis-wait D     how long to wait for it at the start (0)

            What a stream is like
              --heartbeat D      after this silence send a comment (15s); it keeps proxies
                                 from cutting, and finds out who has left; 0 for none
              --retry D          reconnection time that a stream begins with (3s)
              --max-age D        end a stream after this time (0: never); its reader
                                 comes back and goes on where it was
              --write-deadline D
                                 give up on a reader that takes nothing for so long (10s);
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
            most; beyond, readers whose write began first are given up on. Out of memory, it
            ends with exit code 3 (but not under java -jar).

            Durations are written 500ms, 2s, 10m, 1h; sizes 64K, 2M. Ctrl-C ends every
            stream cleanly first. Exit codes: 1 the port is taken, 2 wrong usage.
            """;

    static final String OPTIONS = ServingOptions.OPTIONS + RedisHub.OPTIONS;

    private ServeCommand() {}

    static int run(List<String> line, Console console) {
        Args args = new Args("serve", OPTIONS, line);
        if (HelpText.asked(args, USAGE, console)) return 0;
        if (!args.words().isEmpty()) {
            throw Exit.usage("serve takes no '" + args.words().get(0) + "'; see " + ProgramName.get() + " help serve");
        }
        Serving serving = new Serving(args, console, console.env.getOrDefault("SSE_REDIS", ""));
        serving.start(console::note);
        OnSignal signal = new OnSignal(serving::close, 0);
        serving.welcome(console);
        try {
            Thread.currentThread().join(); // until a signal ends the process, or a test interrupts
        } catch (InterruptedException over) {
            // a test
        }
        serving.close();
        signal.close();
        return 0;
    }
}
