package sse.doctor;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import sse.client.ClientOptions;
import sse.client.Urls;
import sse.term.Exit;
import sse.text.Figures;

/** Whether one can connect: to each address of the name, or to the proxy that is to be used. */
final class Addresses {
    private static final int PATIENCE = 5_000; // milliseconds, for all of them at the same time
    private static final String CHECK = "connect";

    private final URI uri;
    private final ClientOptions client;
    private final List<Attempt> attempts = new ArrayList<>();
    private InetSocketAddress reached;

    /** One address, tried. */
    private record Attempt(InetSocketAddress address, long nanos, IOException failure) {
        boolean isSlow() {
            return failure instanceof SocketTimeoutException;
        }

        String name() {
            String host = address.getAddress().getHostAddress();
            return (address.getAddress() instanceof Inet6Address ? "[" + host + "]" : host) + ":" + address.getPort();
        }

        String why() {
            if (isSlow()) return name() + " does not answer within " + Figures.time(nanos);
            return name() + (failure instanceof ConnectException ? " refuses" : ": " + failure.getMessage());
        }
    }

    Addresses(URI uri, ClientOptions client) {
        this.uri = uri;
        this.client = client;
    }

    /** Tries them all at once; an {@link Exit} of curl's where none can be reached. */
    List<Outcome> check() throws InterruptedException {
        InetSocketAddress proxy = proxy();
        String name = proxy == null ? Urls.name(uri) : proxy.getHostString();
        int port = proxy == null ? Urls.port(uri) : proxy.getPort();
        List<FutureTask<Attempt>> tasks = new ArrayList<>();
        for (InetAddress address : lookUp(name)) {
            if (tasks.size() == Look.AT_ONCE) break;
            FutureTask<Attempt> task = new FutureTask<>(() -> attempt(new InetSocketAddress(address, port)));
            Thread.ofVirtual().name("sse-connect").start(task);
            tasks.add(task);
        }
        for (FutureTask<Attempt> task : tasks) {
            try {
                attempts.add(task.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        return outcomes(proxy != null, name);
    }

    private InetSocketAddress proxy() {
        if (client.proxies() == null) return null;
        List<Proxy> proxies = client.proxies().select(uri);
        boolean none = proxies == null || proxies.isEmpty() || proxies.get(0).type() == Proxy.Type.DIRECT;
        return none ? null : (InetSocketAddress) proxies.get(0).address();
    }

    private static InetAddress[] lookUp(String name) throws InterruptedException {
        FutureTask<InetAddress[]> task = new FutureTask<>(() -> InetAddress.getAllByName(name));
        Thread.ofVirtual().name("sse-name").start(task);
        try {
            return task.get(PATIENCE, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new Exit(Exit.NAME_NOT_FOUND, "nobody says within 5 s what address " + name + " has");
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownHostException)) throw new IllegalStateException(e.getCause());
            throw new Exit(Exit.NAME_NOT_FOUND, "host not found: " + name);
        }
    }

    /** The address that is reached, the first one; null by way of a proxy. After {@link #check}. */
    InetSocketAddress reached() {
        return reached;
    }

    private Attempt attempt(InetSocketAddress address) {
        long limit = client.connectMillis() == 0 ? PATIENCE : Math.min(PATIENCE, client.connectMillis());
        long start = System.nanoTime();
        try (Socket socket = new Socket(Proxy.NO_PROXY)) {
            start = System.nanoTime(); // what is loaded to make a socket is no matter of the network
            socket.connect(address, (int) limit);
            return new Attempt(address, System.nanoTime() - start, null);
        } catch (IOException e) {
            return new Attempt(address, System.nanoTime() - start, e);
        }
    }

    private List<Outcome> outcomes(boolean proxy, String name) {
        List<Attempt> reached = new ArrayList<>(attempts);
        reached.removeIf(attempt -> attempt.failure != null);
        if (reached.isEmpty()) throw unreachable(name);
        StringBuilder says = new StringBuilder(proxy ? "by the proxy " : "");
        if (attempts.size() > 1) says.append(attempts.size()).append(" addresses, ");
        Attempt first = reached.get(0);
        if (!proxy) this.reached = first.address;
        says.append(first.name()).append(" in ").append(Figures.time(first.nanos));
        List<Outcome> outcomes = new ArrayList<>();
        for (Attempt attempt : attempts) {
            if (attempt.failure == null) continue;
            if (attempt.isSlow()) outcomes.add(slow(attempt));
            else says.append("; ").append(attempt.why()).append(": browsers take the other at once");
        }
        if (proxy) says.append("; what lies behind it is not seen from here");
        outcomes.add(0, Outcome.ok(CHECK, says.toString()));
        return outcomes;
    }

    private static Outcome slow(Attempt attempt) {
        return Outcome.warn(CHECK, attempt.why() + ": browsers lose 0.3 s before they take another")
                .todo("let that address answer, or take it out of the name's records");
    }

    private Exit unreachable(String name) {
        boolean slow = false;
        StringBuilder says = new StringBuilder();
        for (Attempt attempt : attempts) {
            slow |= attempt.isSlow();
            says.append(says.isEmpty() ? "" : "; ").append(attempt.why());
        }
        return new Exit(slow ? Exit.OUT_OF_TIME : Exit.REFUSED, "no connection to " + name + ": " + says);
    }
}
