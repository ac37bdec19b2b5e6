package sse.broken;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;

/** An exchange that is not the JDK's: a request as it is told to the handler, and an answer that is sent otherwise. */
abstract class OwnExchange extends HttpExchange {
    private final URI target;
    private final Headers asked;
    final Headers headers = new Headers(); // of the answer
    int status = -1;                       // once it has been sent

    OwnExchange(URI target, Headers asked) {
        this.target = target;
        this.asked = asked;
    }

    @Override
    public URI getRequestURI() {
        return target;
    }

    @Override
    public Headers getRequestHeaders() {
        return asked;
    }

    @Override
    public Headers getResponseHeaders() {
        return headers;
    }

    @Override
    public int getResponseCode() {
        return status;
    }

    @Override
    public void setStreams(InputStream in, OutputStream out) {
        throw new UnsupportedOperationException("nothing filters this exchange");
    }
}
