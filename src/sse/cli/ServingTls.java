package sse.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import sse.server.ServerOptions;
import sse.term.Args;
import sse.term.Console;
import sse.term.Exit;
import sse.tls.Identity;
import sse.tls.OwnCertificate;

/** What a command line says of TLS, and what is said of it to whoever connects. */
final class ServingTls {
    private static final List<String> OPTIONS = List.of("--tls", "--cert", "--key", "--keystore");

    private final Identity identity;
    private final OwnCertificate own; // or null

    private ServingTls(Identity identity, OwnCertificate own) {
        this.identity = identity;
        this.own = own;
    }

    /** Null if nothing of it is said. */
    static ServingTls of(Args args, Console console) {
        boolean asked = false;
        for (String option : OPTIONS) asked |= args.has(option);
        if (!asked) return null;
        if (args.has("--cert") && args.has("--keystore")) throw Exit.usage("--cert and --keystore do not go together");
        if (args.has("--key") && !args.has("--cert")) throw Exit.usage("--key is for --cert FILE");
        prepare();
        if (args.has("--cert")) return new ServingTls(Identity.ofPem(args.get("--cert"), args.get("--key")), null);
        if (args.has("--keystore")) {
            String password = console.env.get("SSE_KEYSTORE_PASSWORD");
            return new ServingTls(Identity.ofKeystore(args.get("--keystore"), password), null);
        }
        List<String> hosts = new ArrayList<>(args.all("--host"));
        hosts.add(args.get("--bind", "127.0.0.1"));
        OwnCertificate own = OwnCertificate.get(hosts, console.env, Instant.now());
        return new ServingTls(own.identity, own);
    }

    /**
     * The JDK's server looks up the name of each client that connects over TLS, and nobody wants to know it. Where
     * there is no answer that takes seconds; without a file of names, there is none at once.
     */
    private static void prepare() {
        setIfAbsent("jdk.net.hosts.file", "/dev/null");
        setIfAbsent("jdk.tls.rejectClientInitiatedRenegotiation", "true"); // which no honest client asks for
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) System.setProperty(property, value);
    }

    ServerOptions over(ServerOptions plain) {
        return plain.withTls(identity.context());
    }

    /** What to do with it; curl knows no certificate that was made here, and is told to believe it. */
    String uses(String uses) {
        return own == null ? uses : uses.replace("curl -", "curl -k");
    }

    /** Which certificate it is. */
    String lines() {
        StringBuilder text = new StringBuilder();
        if (own != null) {
            text.append("  trust   --cacert ").append(own.file).append(" instead of -k\n");
            text.append("          its SHA-256 ").append(identity.fingerprint()).append('\n');
            text.append("          of its key  ").append(identity.keyHash()).append('\n');
        }
        Instant end = identity.certificate().getNotAfter().toInstant();
        if (end.isBefore(Instant.now())) {
            text.append("  the certificate ended on ").append(end.atZone(ZoneId.systemDefault()).toLocalDate())
                    .append(": clients will refuse it\n");
        }
        return text.toString();
    }
}
