package sse.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import sse.ask.Address;
import sse.ask.Asking;
import sse.ask.Certificates;
import sse.broken.RawServer;
import sse.client.ClientOptions;
import sse.client.StreamRequest;
import sse.client.Urls;
import sse.explain.Show;
import sse.proxy.Onlookers;
import sse.proxy.Notes;
import sse.proxy.Proxy;
import sse.proxy.Tapes;
import sse.proxy.Terms;
import sse.tape.Redacted;
import sse.term.Args;
import sse.term.Console;
import sse.term.ConsoleStream;
import sse.term.Exit;
import sse.term.OnSignal;
import sse.term.ProgramName;
import sse.term.Window;
import sse.text.Harmless;
import sse.text.HostName;

/** {@code sse proxy}: a server, through which its streams can be seen, taped and broken. */
final class ProxyCommand {
    static final String USAGE = """
            $0 proxy UPSTREAM: see, tape and break what a real server streams

              $0 proxy https://api.example.com --wire
              $0 proxy :8080 -p 0 --log --fault 'cut@events=3'
              $0 proxy :8080 --record tapes/ --lint

            Point the client at http://127.0.0.1:8081/ instead of the server. What is asked
            there is asked of the upstream: method, path (behind that of UPSTREAM), query,
            headers, body; and what it answers goes to the client as it comes. Streams of
            events are passed on piece by piece, and never later than they came. When one
            side leaves, the other is told.

              -p, --port PORT      port to listen on (8081); 0 for any
              -b, --bind ADDR      address to listen on (127.0.0.1)
              --wire               print each line of a stream as it comes, as tail does
              --color WHEN         auto, always, never
              --log                a line on standard error for each request
              --lint               what lint finds in each stream, when it ends
              -v, --verbose        notes of lint, too
              --record FILE        tape the first stream; DIR/ tapes each: 0001.tape ...
              --force              write over files that are there
              --redact NAMES       take these headers and parameters out, too
              --fault SPEC         break streams on the way; $0 help faults
              --seed N             of what faults do by chance (1)
              --host-header WHICH  upstream, or keep: the Host that the client sent
              --keep-encoding      let the upstream compress (Accept-Encoding is left
                                   out: compressed events are hard to look at)
              -k, --insecure       believe every certificate
              --cacert FILE        believe those signed by one of this file
              --connect-timeout D  to the upstream (10 s)

            Rows, findings and tapes are of what the upstream sent; faults come behind
            them, and conn2: is the second stream. Tapes have no secrets in headers and
            URLs; bodies are on them as they came ($0 help tape).
            It is a tool for one developer: whoever reaches it asks in your name. One
            request a connection; no CONNECT, no WebSocket, no look into TLS.
            The first line on standard output has the URL. Exit codes: 1 the port is
            taken, 2 wrong usage.
            """;

    static final String OPTIONS = "-p/--port= -b/--bind= --wire --log --lint --record= --force --redact= --fault= "
            + "--seed= --host-header=upstream|keep --keep-encoding -k/--insecure --cacert= --connect-timeout= "
            + "--color=auto|always|never -v/--verbose";

    private ProxyCommand() {}

    static int run(List<String> line, Console console) {
        Args args = new Args("proxy", OPTIONS, line);
        if (HelpText.asked(args, USAGE, console)) return 0;
        if (args.words().size() != 1) {
            throw Exit.usage("proxy needs one server to ask, such as :8080; see " + ProgramName.get() + " help proxy");
        }
        Terms terms = terms(args, console);
        Redacted redacted = Redacted.of(args.all("--redact"));
        Tapes tapes = args.has("--record") ? new Tapes(args.get("--record"), args.has("--force"), console) : null;
        EnumSet<Show> show = EnumSet.noneOf(Show.class);
        if (args.has("--verbose")) show.add(Show.NOTES);
        if (Window.isAscii(console)) show.add(Show.ASCII);
        if (Window.colours(console, args.get("--color", "auto"))) show.add(Show.COLOUR);
        CountDownLatch over = new CountDownLatch(1);
        Notes notes = console::note;
        ConsoleStream rows = args.has("--wire") ? new ConsoleStream(console) : null;
        Onlookers onlookers = new Onlookers(rows, show, Window.columns(console), args.has("--lint"), tapes, redacted,
                notes, over::countDown);
        Proxy proxy = new Proxy(terms, onlookers, redacted, args.has("--log") ? notes : unsaid -> { });
        return serve(proxy, terms.upstream().uri(), args, console, over);
    }

    private static Terms terms(Args args, Console console) {
        URI uri = Address.uri(args.words().get(0), console.env);
        if (uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
            throw Exit.usage("'" + Redacted.of(List.of()).url(uri.toString())
                    + "': what is asked for stands behind this; it has no user, ? or #");
        }
        try {
            ClientOptions client = ClientOptions.DEFAULT.withProxies(null)
                    .withTls(Certificates.of(args.has("--insecure"), args.get("--cacert")))
                    .withConnect(Asking.seconds(args, "--connect-timeout", 10_000));
            return new Terms(StreamRequest.of(uri), client, args.get("--host-header", "upstream").equals("keep"),
                    args.has("--keep-encoding"), ReplayCommand.spec(args),
                    args.number("--seed", 1, 0, Integer.MAX_VALUE), Terms.newName());
        } catch (IllegalArgumentException e) {
            throw Exit.usage(e.getMessage());
        }
    }

    private static int serve(Proxy proxy, URI upstream, Args args, Console console, CountDownLatch over) {
        InetAddress address = ServingOptions.address(args.get("--bind", "127.0.0.1"));
        int port = args.number("--port", 8081, 0, 65_535);
        try (RawServer server = new RawServer(address, port, Proxy.CONNECTIONS, proxy)) {
            if (isItself(upstream, address, server.port())) throw Exit.usage("the upstream is this proxy itself");
            OnSignal signal = new OnSignal(server::close, 0);
            String host = address.isAnyLocalAddress() ? "127.0.0.1" : HostName.of(address);
            console.announce("proxy on http://" + host + ":" + server.port() + "/ for "
                    + Harmless.brief(upstream.toString(), 100) + "   Ctrl-C stops, -h for help\n");
            try {
                over.await(); // a signal ends the process, or a test interrupts
            } catch (InterruptedException e) {
                // a test
            }
            signal.close();
        } catch (IOException e) {
            throw new Exit(Exit.FAILED, "cannot listen on " + HostName.of(address) + ":" + port + " (" + e.getMessage()
                    + "); -p 0 takes any port that is free");
        }
        return 0;
    }

    private static boolean isItself(URI upstream, InetAddress bound, int port) throws IOException {
        if (Urls.port(upstream) != port) return false;
        try {
            for (InetAddress address : InetAddress.getAllByName(Urls.name(upstream))) {
                boolean own = address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
                if (address.equals(bound) || bound.isAnyLocalAddress() && own) return true;
            }
        } catch (UnknownHostException e) {
            // then the first request tells
        }
        return false;
    }
}
