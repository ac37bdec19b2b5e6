package sse.broken;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import sse.fault.Outflow.Ending;
import sse.http.Answers;

/**
 * An answer of the JDK's server. It cannot be reset, nor be silent for ever: both are what a short end is. That one is
 * for the handler's thread: it throws, and the server closes the connection without the last chunk.
 */
final class ServerWire implements Wire {
    private final HttpExchange exchange;
    private final Answers answers;
    private OutputStream out;

    ServerWire(HttpExchange exchange) {
        this.exchange = exchange;
        this.answers = Answers.of(exchange);
    }

    @Override
    public void head(int status, Headers headers, long length) throws IOException {
        exchange.getResponseHeaders().clear();
        exchange.getResponseHeaders().putAll(headers);
        exchange.getResponseHeaders().set("Connection", "close"); // so that nothing stays behind
        exchange.sendResponseHeaders(status, length);
        if (length < 0) return;
        out = exchange.getResponseBody();
        out.flush(); // which lets the head go
    }

    @Override
    public void piece(byte[] bytes, int from, int to) throws IOException {
        boolean whole = from == 0 && to == bytes.length;
        answers.write(out, whole ? bytes : Arrays.copyOfRange(bytes, from, to));
    }

    @Override
    public Ending end(Ending ending) throws IOException {
        if (ending != Ending.CLEAN) return Ending.SHORT;
        out.close();
        return Ending.CLEAN;
    }

    @Override
    public boolean seesReaderLeave() {
        return false; // nothing but writing tells
    }

    @Override
    public void leave(Ending ending, IOException failure) throws IOException {
        if (failure == null && ending == Ending.CLEAN) return;
        if (failure == null) throw new IOException("ended without the last chunk, as it was to be");
        exchange.close();
        throw failure;
    }
}
