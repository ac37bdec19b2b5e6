package sse.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Sends answers that end at once.
 *
 * <p>Each is written and closed through the body's stream, and what goes wrong is thrown out of the
 * handler: {@code HttpExchange.close()} would swallow it, and the server would keep a connection whose
 * client has vanished for ever.
 */
public final class Reply {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final int SKIP = 32 << 20;
    private static final int PART = 64 << 10;

    private Reply() {}

    /** Answers with a line of plain text. */
    public static void text(HttpExchange exchange, int status, String line) throws IOException {
        bytes(exchange, status, TEXT, (line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Answers with JSON. */
    public static void json(HttpExchange exchange, int status, String json) throws IOException {
        bytes(exchange, status, "application/json", (json + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Answers with a body; to HEAD with its headers only. */
    public static void bytes(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        if (body.length == 0) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        Answers answers = Answers.of(exchange);
        answers.hold(body.length);
        try {
            exchange.sendResponseHeaders(status, body.length);
            OutputStream out = exchange.getResponseBody();
            answers.write(out, body); // first, because what is left of the request may take long, or never come
            skipRest(exchange);
            out.close();
        } finally {
            answers.release(body.length);
        }
    }

    /**
     * Answers with a body of so many bytes, which is read while it is written; to HEAD with its headers only. If it
     * turns out to be shorter, the connection breaks.
     */
    public static void stream(HttpExchange exchange, int status, String type, long length, InputStream body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        if (length == 0 || exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, length);
        OutputStream out = exchange.getResponseBody();
        byte[] part = new byte[PART];
        for (long left = length; left > 0; left -= part.length) {
            if (left < part.length) part = new byte[(int) left];
            if (body.readNBytes(part, 0, part.length) < part.length) throw new IOException("it became shorter");
            Answers.of(exchange).write(out, part);
        }
        skipRest(exchange);
        out.close();
    }

    /**
     * Reads what is left of the request, up to a bound: a client that is still sending would be cut off
     * before it reads the answer. Throws if that is broken: the JDK's server might take it for whole, and
     * must not use the connection again, nor keep it.
     */
    private static void skipRest(HttpExchange exchange) throws IOException {
        InputStream body = exchange.getRequestBody();
        try {
            if (body.read() < 0) return; // as is usual: the body has been read already
            byte[] skipped = new byte[8192];
            for (int n = 1; n < SKIP; ) {
                int read = body.read(skipped);
                if (read < 0) return;
                n += read;
            }
        } catch (IndexOutOfBoundsException e) {
            throw new IOException("a chunk of negative size", e);
        }
    }

    /** What every stream says in its head, so that nothing on the way keeps or holds it. */
    public static void streamHead(HttpExchange exchange, String contentType) {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", contentType);
        headers.set("Cache-Control", "no-cache, no-transform");
        headers.set("X-Accel-Buffering", "no");
        headers.set("X-Content-Type-Options", "nosniff");
    }

    /** Answers a HEAD with what the head of a stream says. */
    public static void onlyStreamHead(HttpExchange exchange, String contentType) throws IOException {
        streamHead(exchange, contentType);
        empty(exchange, 200);
    }

    /** Answers with a status and headers only. */
    public static void empty(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
    }

    /** Answers a refusal, and does not use the connection again. */
    public static void refusal(HttpExchange exchange, Refusal refusal) throws IOException {
        if (refusal.header != null) exchange.getResponseHeaders().set(refusal.header, refusal.value);
        exchange.getResponseHeaders().set("Connection", "close");
        text(exchange, refusal.status, refusal.getMessage());
    }

    /**
     * Answers 400 to a request whose body cannot be read. {@return what to throw} The exchange must not be
     * ended by the book: the JDK's server would take a body that breaks off behind its last chunk for a
     * whole one, and is upset. HEAD gets no answer, since sending one ends the exchange.
     */
    static IOException broken(HttpExchange exchange, String sentence) throws IOException {
        if (!exchange.getRequestMethod().equals("HEAD")) {
            byte[] line = (sentence + "\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", TEXT);
            exchange.getResponseHeaders().set("Connection", "close");
            exchange.sendResponseHeaders(400, line.length);
            exchange.getResponseBody().write(line);
            exchange.getResponseBody().flush();
        }
        return new IOException(sentence);
    }
}
