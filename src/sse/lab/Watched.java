package sse.lab;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import sse.broken.BrokenExchange;
import sse.broken.Lookout;
import sse.fault.Faults;
import sse.fault.Outflow.Ending;
import sse.fault.Spec;
import sse.http.Refusal;
import sse.http.Request;
import sse.text.Digits;
import sse.text.JsonWriter;

/**
 * One connection of a lab: tells the lab what is sent on it, at the moment it is sent, and what the lab wants done to
 * it is done here. What is secret in the request is not told: the page is shown to others.
 *
 * <p>A Lab has its connections, and they tell it what they see: they need each other. The request is told by the
 * handler's thread, its answer by the one that sends; done to it is something by any.
 */
final class Watched implements Lookout.Watch {
    private static final String HIDDEN = "...";
    private static final String COUNT = "/demo/count";
    private static final int LOST = 10;  // numbers that a count has forgotten

    private final Lab lab;
    private final Request request;
    private final String line;
    private int number;                  // from 1, once it has begun
    private boolean ended;               // the sender's; its handler looks when the sender is done
    private long sent;                   // bytes of the body; the thread's that sends
    private volatile BrokenExchange exchange;

    Watched(Lab lab, Request request) {
        HttpExchange exchange = request.exchange();
        this.lab = lab;
        this.request = request;
        this.line = exchange.getRequestMethod() + " " + withoutToken(exchange.getRequestURI().toString()) + " "
                + exchange.getProtocol();
    }

    /** It is one of the lab's, with this number. */
    void begins(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    String line() {
        return line;
    }

    // ── what goes wrong ──

    @Override
    public Faults next() {
        return lab.next();
    }

    @Override
    public BrokenExchange begin(HttpExchange inner, URI target, Faults faults, long seed, long connection)
            throws Refusal {
        if (!lab.enter(this)) {
            throw new Refusal(503, "a lab has " + Lab.CONNECTIONS + " connections at most; close one of them",
                    "Retry-After", "5");
        }
        lab.tell("req", headers(object().put("line", line), inner.getRequestHeaders(), true));
        Faults all = faults.and(lab.take());
        String id = request.lastEventId();
        if (!id.isEmpty() && lab.takeForgetful()) {
            long n = Digits.parse(id);
            boolean counts = n >= 0 && target.getRawPath().equals(COUNT);
            if (!counts) all = all.and(Spec.parse("noreplay").on(1));
            target = with(target, counts ? "keep=0&from=" + (n + LOST) : "lastEventId=forgotten");
        }
        all = all.and(redirect(all.redirect()));
        return exchange = new BrokenExchange(inner, target, all, seed, connection, this);
    }

    /** The stream that a reader is sent on to is one of the lab, too. */
    private Faults redirect(String location) {
        if (location == null || !location.startsWith("/") || location.contains("lab=")) return Spec.NONE.on(1);
        String lab = (location.contains("?") ? "&" : "?") + "lab=" + request.query("lab");
        return Spec.parse("redirect=\"" + location + lab + "\"").on(1);
    }

    private static URI with(URI target, String parameters) {
        String query = target.getRawQuery();
        return URI.create(target.getRawPath() + "?" + (query == null ? "" : query + "&") + parameters);
    }

    @Override
    public void over() {
        if (number > 0 && !ended) end("server", "short"); // before there was an answer
    }

    // ── what is done to it ──

    void end(Ending how) {
        BrokenExchange answer = exchange;
        if (answer != null) answer.end(how);
    }

    void half() {
        BrokenExchange answer = exchange;
        if (answer != null) answer.half();
    }

    void pause(long millis) {
        BrokenExchange answer = exchange;
        if (answer != null) answer.pause(millis * 1_000_000);
    }

    void resume() {
        BrokenExchange answer = exchange;
        if (answer != null) answer.resume();
    }

    void write(byte[] bytes) {
        BrokenExchange answer = exchange;
        if (answer != null) answer.write(bytes);
    }

    // ── what is sent ──

    private JsonWriter object() {
        return JsonWriter.object().put("conn", number).put("t", lab.time());
    }

    @Override
    public void head(int status, Headers headers) {
        lab.tell("head", headers(object().put("status", status), headers, false));
    }

    @Override
    public void piece(byte[] bytes, int from, int to) {
        byte[] piece = from == 0 && to == bytes.length ? bytes : Arrays.copyOfRange(bytes, from, to);
        lab.tell("out", object().put("off", sent).put("b", Base64.getEncoder().encodeToString(piece)));
        sent += piece.length;
    }

    @Override
    public void end(String by, String how) {
        ended = true;
        lab.leave(this); // so that who is told of the end finds no connection
        lab.tell("fin", object().put("by", by).put("how", how));
    }

    private static JsonWriter headers(JsonWriter json, Headers headers, boolean asked) {
        json.array("headers");
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            String name = asked ? usual(header.getKey()) : header.getKey();
            for (String value : header.getValue()) json.array().add(name).add(shown(name, value)).end();
        }
        return json.end();
    }

    /** The JDK's server forgets how a name was written; this is how most write it. */
    private static String usual(String name) {
        if (name.equalsIgnoreCase("Last-Event-ID")) return "Last-Event-ID";
        StringBuilder usual = new StringBuilder(name);
        for (int i = 0; i < name.length(); i++) {
            if (i == 0 || name.charAt(i - 1) == '-') usual.setCharAt(i, Character.toUpperCase(name.charAt(i)));
        }
        return usual.toString();
    }

    private static String shown(String name, String value) {
        if (name.endsWith("Authorization")) return value.substring(0, value.indexOf(' ') + 1) + HIDDEN;
        if (!name.equals("Cookie")) return text(value);
        StringBuilder cookies = new StringBuilder();
        for (String cookie : value.split(";")) {
            String key = text(cookie.substring(0, cookie.indexOf('=') + 1).strip());
            cookies.append(cookies.isEmpty() ? "" : "; ").append(key).append(HIDDEN);
        }
        return cookies.toString();
    }

    /** The server hands a header's bytes out as Latin-1; they are UTF-8 if they can be. */
    private static String text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
        String text = new String(bytes, StandardCharsets.UTF_8);
        return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes) ? text : value;
    }

    /** As it was, but for the value of each parameter token. */
    private static String withoutToken(String target) {
        StringBuilder shown = new StringBuilder(target);
        for (int at = 0; (at = shown.indexOf("token=", at)) >= 0; at += HIDDEN.length()) {
            boolean whole = at > 0 && "?&".indexOf(shown.charAt(at - 1)) >= 0;
            at += "token=".length();
            if (!whole) continue;
            int end = shown.indexOf("&", at);
            shown.replace(at, end < 0 ? shown.length() : end, HIDDEN);
        }
        return shown.toString();
    }
}
