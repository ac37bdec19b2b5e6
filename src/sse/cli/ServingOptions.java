package sse.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import sse.hub.Hub;
import sse.server.ServerOptions;
import sse.term.Args;
import sse.term.Console;
import sse.term.Exit;
import sse.text.Digits;
import sse.text.HostName;

/** What a command line says of a server, read and checked. */
final class ServingOptions {
    /** Those of every command that serves. */
    static final String OPTIONS = "-p/--port= -b/--bind= --cors= --token= -o/--log=none|info|verbose -v/--verbose "
            + "--heartbeat= --retry= --max-age= --write-deadline= --history= --history-bytes= --max-event= "
            + "--max-topics= --max-streams= --host= --no-qr --dir=DIR --reload "
            + "--tls --cert=FILE --key=FILE --keystore=FILE";

    private ServingOptions() {}

    static ServerOptions of(Args args, Console console) {
        String fromEnv = console.env.getOrDefault("PORT", "");
        int port = args.has("--port") ? port(args.get("--port"), "") : fromEnv.isEmpty() ? 8080
                : port(fromEnv, " ($PORT)");
        Set<String> hosts = new HashSet<>();
        for (String host : args.all("--host")) hosts.add(host(host));
        String bind = args.get("--bind", "127.0.0.1");
        hosts.add(bind.toLowerCase(Locale.ROOT));
        Hub.Limits limits = new Hub.Limits(args.number("--history", Hub.Limits.DEFAULT.history(), 0, 100_000_000),
                atLeastOne("--history-bytes", args.bytes("--history-bytes", Hub.Limits.DEFAULT.historyBytes())),
                args.number("--max-topics", Hub.Limits.DEFAULT.topics(), 1, 10_000_000));
        long maxEvent = atLeastOne("--max-event", args.bytes("--max-event", ServerOptions.MAX_EVENT));
        if (maxEvent > 64 << 20) throw Exit.usage("--max-event is 64M at most");
        ServerOptions some = withOrigins(ServerOptions.loopback(port), args);
        return some.withBind(address(bind)).withHosts(hosts)
                .withToken(token(args, console.env.getOrDefault("SSE_TOKEN", "")))
                .withMaxEvent((int) maxEvent).withLimits(limits)
                .withHeartbeat(args.millis("--heartbeat", some.heartbeatMillis()))
                .withRetry(args.millis("--retry", some.retryMillis()))
                .withWriteDeadline(args.millis("--write-deadline", some.writeDeadlineMillis()))
                .withMaxAge(args.millis("--max-age", 0))
                .withMaxStreams(args.number("--max-streams", some.maxStreams(), 1, 1_000_000));
    }

    private static ServerOptions withOrigins(ServerOptions options, Args args) {
        try {
            return options.withOrigins(Set.copyOf(args.all("--cors")));
        } catch (IllegalArgumentException e) {
            throw Exit.usage("--cors: " + e.getMessage());
        }
    }

    private static long atLeastOne(String name, long value) {
        if (value < 1) throw Exit.usage(name + " is 1 at least");
        return value;
    }

    private static int port(String text, String from) {
        long port = Digits.parse(text);
        if (port >= 0 && port < 65_536) return (int) port;
        throw Exit.usage("a port is a number from 0 to 65535, not '" + text + "'" + from);
    }

    static InetAddress address(String bind) {
        try {
            if (!bind.isEmpty()) return InetAddress.getByName(bind); // which takes nothing for the loopback
        } catch (UnknownHostException e) {
            // as below
        }
        throw notOurs(bind);
    }

    static Exit notOurs(String bind) {
        return Exit.usage("'" + bind + "' is not an address of this machine");
    }

    /** The name as requests are looked at for it: without port and last dot, in lower case. */
    private static String host(String given) {
        boolean version6 = !given.startsWith("[") && given.indexOf(':') != given.lastIndexOf(':');
        String name = HostName.of(version6 ? "[" + given + "]" : given);
        if (HostName.isPlain(name) && given.indexOf('/') < 0) return name;
        throw Exit.usage("--host: '" + given + "' is not the name of a host, such as app.test");
    }

    /** Null for none, which has to be meant: an empty variable in a script is not. */
    private static String token(Args args, String fromEnv) {
        String token = args.get("--token", fromEnv);
        if (token.isEmpty() && !args.has("--token")) return null;
        boolean travels = !token.isEmpty() && token.equals(token.strip());
        for (int i = 0; i < token.length(); i++) travels &= token.charAt(i) >= ' ' && token.charAt(i) <= '~';
        if (travels) return token;
        String name = args.has("--token") ? "--token" : "$SSE_TOKEN";
        if (token.isEmpty()) throw Exit.usage(name + " is empty: then nobody would be asked for it");
        throw Exit.usage(name + " is what a header brings unchanged: ASCII, and no space at its edges");
    }
}
