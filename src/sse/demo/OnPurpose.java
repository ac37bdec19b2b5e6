package sse.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import sse.broken.BrokenExchange;
import sse.broken.Lookout;
import sse.broken.Lookout.Watch;
import sse.broken.Mirror;
import sse.broken.RawPort;
import sse.fault.Faults;
import sse.fault.Spec;
import sse.http.Detour;
import sse.http.Refusal;
import sse.http.Request;

/**
 * Breaks what is asked for with {@code ?fault=}, or by a name of {@link BadStreams}, below {@code /demo/}. What only a
 * raw server can do is sent there first. Any thread.
 */
public final class OnPurpose implements Detour {
    private static final String DEMO = "/demo/";
    private static final String BAD = "/demo/bad/";
    private static final String FAULT = "fault";

    /** Where what the JDK's server cannot do is done. */
    public final RawPort rawPort = new RawPort();

    private final Returns returns = new Returns(null);

    private Lookout lookout;

    /** Nothing has been broken yet. */
    public OnPurpose() {}

    /** Lets somebody look at all requests that come this way; before the server starts. */
    public void show(Lookout lookout) {
        this.lookout = lookout;
    }

    /**
     * What a request asks to be broken.
     *
     * @param target path and query of the stream
     * @param spec what goes wrong
     * @param seed of what happens by chance
     */
    public record Purpose(URI target, Spec spec, long seed) {}

    /**
     * {@return what a request asks to be broken, or null} Nothing is for pages that want to look at it, and only the
     * target for an OPTIONS.
     *
     * @throws Refusal of a spec or a name that there is not
     */
    public static Purpose of(Request request) throws Refusal {
        String path = request.path();
        Query query = new Query(request);
        String text = query.text(FAULT);
        boolean bad = path.startsWith(BAD) && path.length() > BAD.length();
        if (!bad && (text == null || !path.startsWith(DEMO)) || Demos.isPage(request)) return null;
        boolean isOff = text == null ? !bad : text.equals("off");
        if (bad && text != null && !isOff) throw Query.bad(FAULT, "off here, or not given", text);
        URI asked = request.exchange().getRequestURI();
        URI target = without(asked, asked.getRawPath(), List.of(FAULT));
        if (bad) {
            BadStreams.Bad stream = BadStreams.find(path.substring(BAD.length()));
            text = BadStreams.spec(stream, query);
            String other = BadStreams.target(stream, query, isOff);
            target = without(asked, other, query.read());
        }
        isOff |= request.method().equals("OPTIONS");
        return new Purpose(target, isOff ? Spec.NONE : spec(text), query.seed());
    }

    private static Spec spec(String text) throws Refusal {
        try {
            return Spec.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, e.getMessage());
        }
    }

    /** That target, and behind it the query of this one, without these parameters. */
    private static URI without(URI asked, String target, List<String> names) {
        StringBuilder made = new StringBuilder(target);
        String query = asked.getRawQuery();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            if (names.contains(equals < 0 ? pair : pair.substring(0, equals))) continue;
            made.append(made.indexOf("?") < 0 ? '?' : '&').append(pair);
        }
        return URI.create(made.toString());
    }

    @Override
    public void handle(HttpExchange exchange, HttpHandler usual) throws IOException {
        Request request = new Request(exchange);
        Pages.of(new Query(request)).allowReading(request); // a refusal, and where it is sent
        Purpose purpose = of(request);
        Watch watch = lookout == null ? null : lookout.at(request);
        if (purpose == null && watch != null) purpose = new Purpose(exchange.getRequestURI(), Spec.NONE, 1);
        if (purpose == null) {
            exchange.getResponseHeaders().clear();
            usual.handle(exchange);
            return;
        }
        String key = Returns.key(exchange);
        boolean raw = BrokenExchange.isRaw(exchange);
        long number = raw ? returns.comesOn(key) : returns.comes(key);
        Faults faults = purpose.spec.on(number);
        boolean needRaw = faults.needRawServer() || watch != null && watch.next().needRawServer();
        if (needRaw && !raw) {
            returns.isSentOn(key);
            rawPort.redirect(exchange);
            return;
        }
        exchange.getResponseHeaders().clear(); // the demo says itself who may read it
        returns.begins(key);
        try {
            through(usual, watch, exchange, purpose, faults, number);
        } finally {
            returns.ends(key);
        }
    }

    private static void through(HttpHandler usual, Watch watch, HttpExchange exchange, Purpose purpose, Faults faults,
            long number) throws IOException {
        if (watch == null) {
            new BrokenExchange(exchange, purpose.target, faults, purpose.seed, number, Mirror.NONE).through(usual);
            return;
        }
        try {
            watch.begin(exchange, purpose.target, faults, purpose.seed, number).through(usual);
        } finally {
            watch.over();
        }
    }

    @Override
    public void close() {
        rawPort.close();
        if (lookout != null) lookout.close();
    }
}
