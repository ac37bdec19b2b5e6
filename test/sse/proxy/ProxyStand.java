package sse.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import sse.broken.RawServer;
import sse.client.ClientOptions;
import sse.client.StreamRequest;
import sse.fault.Spec;
import sse.kit.Await;
import sse.tape.Redacted;

/** Proxies in front of an upstream, and what they say of it. */
abstract class ProxyStand {
    final List<String> log = new CopyOnWriteArrayList<>();
    final List<String> notes = new CopyOnWriteArrayList<>();

    Onlookers looks(ByteArrayOutputStream rows, boolean judges, Tapes tapes) {
        return new Onlookers(rows, Set.of(), 0, judges, tapes, new Redacted(Set.of()), notes::add, () -> { });
    }

    RawServer proxy(URI upstream, String faults) throws IOException {
        return proxy(upstream, faults, false, looks(null, false, null));
    }

    RawServer proxy(URI upstream, String faults, boolean keeps, Onlookers looks) throws IOException {
        return new RawServer(InetAddress.getLoopbackAddress(), 0, 300, proxy("a", upstream, faults, keeps, looks));
    }

    Proxy proxy(String name, URI upstream, String faults, boolean keeps, Onlookers looks) {
        ClientOptions client = ClientOptions.DEFAULT.withProxies(null).withConnect(5000);
        Terms terms = new Terms(StreamRequest.of(upstream), client, keeps, keeps, Spec.parse(faults), 1, name);
        return new Proxy(terms, looks, new Redacted(Set.of()), log::add);
    }

    static String chunk(String text) {
        return Integer.toHexString(text.getBytes(StandardCharsets.ISO_8859_1).length) + "\r\n" + text + "\r\n";
    }

    void awaitLogged(String what) {
        Await.until("a line of the log with '" + what + "' in " + log, 10_000,
                () -> log.stream().anyMatch(line -> line.contains(what)));
    }
}
