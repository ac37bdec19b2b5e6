package sse.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import sse.broken.BrokenExchange;
import sse.broken.Mirror;
import sse.broken.RawPort;
import sse.fault.Faults;
import sse.fault.Spec;
import sse.http.Detour;
import sse.http.Refusal;
import sse.http.Request;

/**
 * Breaks what is asked for with {@code ?fault=}, below {@code /demo/}. What only a raw server can do is sent there
 * first. Any thread.
 */
public final class OnPurpose implements Detour {
    private static final String FAULT = "fault";

    /** Where what the JDK's server cannot do is done. */
    public final RawPort rawPort = new RawPort();

    private final Returns returns = new Returns(System::nanoTime);

    /** Nothing has been broken yet. */
    public OnPurpose() {}

    @Override
    public void handle(HttpExchange exchange, HttpHandler usual) throws IOException {
        Request request = new Request(exchange);
        String text = request.query(FAULT);
        if (text == null || !request.path().startsWith("/demo/") || request.method().equals("OPTIONS")) {
            usual.handle(exchange);
            return;
        }
        Query query = new Query(request);
        Pages.of(query).allowReading(request); // a refusal, too
        Spec spec = spec(text);
        long seed = query.seed();
        String key = Returns.key(exchange);
        boolean raw = BrokenExchange.isRaw(exchange);
        long number = raw ? returns.comesOn(key) : returns.comes(key);
        Faults faults = spec.on(number);
        if (faults.needRawServer() && !raw) {
            returns.isSentOn(key);
            rawPort.redirect(exchange);
            return;
        }
        exchange.getResponseHeaders().clear(); // the demo says who may read it
        URI target = without(exchange.getRequestURI(), FAULT);
        returns.begins(key);
        try {
            new BrokenExchange(exchange, target, faults, seed, number, Mirror.NONE).through(usual);
        } finally {
            returns.ends(key);
        }
    }

    private static Spec spec(String text) throws Refusal {
        try {
            return Spec.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, e.getMessage());
        }
    }

    /** The same target without a parameter. */
    static URI without(URI target, String name) {
        StringBuilder query = new StringBuilder();
        for (String pair : target.getRawQuery().split("&")) {
            if (pair.equals(name) || pair.startsWith(name + "=")) continue;
            query.append(query.isEmpty() ? "?" : "&").append(pair);
        }
        return URI.create(target.getRawPath() + query);
    }

    @Override
    public void close() {
        rawPort.close();
    }
}
