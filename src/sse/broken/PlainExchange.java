package sse.broken;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import sse.fault.Outflow.Ending;
import sse.head.Header;
import sse.http.Answers;
import sse.text.Digits;

/**
 * A request to a {@link RawServer}, as an exchange for the handlers of the JDK's server. Its connection is closed
 * behind it, so nothing has to be drained or left in order. For the thread of the connection, or who it hands it to.
 */
final class PlainExchange extends OwnExchange {
    private final RawExchange raw;
    private final HttpContext context;
    private final InputStream in;
    private final Line wire = new Line();
    private OutputStream out;
    private boolean isSilent;

    /**
     * A request to be handled in this context.
     *
     * @throws URISyntaxException if its target is none
     */
    PlainExchange(RawExchange raw, HttpContext context) throws URISyntaxException, IOException {
        super(new URI(raw.target()), new Headers());
        this.raw = raw;
        this.context = context;
        for (Header header : raw.headers()) getRequestHeaders().add(header.name(), header.value());
        String told = getRequestHeaders().getFirst("Content-Length");
        long length = told == null ? 0 : Digits.parse(told);
        in = length <= 0 ? new ByteArrayInputStream(new byte[0]) : new PlainBody(raw.rest(), length, System::nanoTime);
    }

    /** Keeps the connection, if it is to be kept without a word, until the reader closes it. */
    void stay() throws IOException {
        if (isSilent) raw.end(Ending.SILENT);
    }

    Wire wire() {
        return wire;
    }

    /** Its answer. */
    private final class Line implements Wire {
        @Override
        public void head(int status, Headers headers, long length) throws IOException {
            List<Header> lines = new ArrayList<>();
            for (Map.Entry<String, List<String>> header : headers.entrySet()) {
                if (header.getKey().equalsIgnoreCase("Connection")) continue; // it says close, always
                for (String value : header.getValue()) lines.add(new Header(header.getKey(), value));
            }
            boolean bodiless = status == 204 || status == 304 || raw.method().equals("HEAD");
            if (length != 0 && !bodiless) lines.add(new Header("Content-Length", Long.toString(Math.max(0, length))));
            raw.head(status, reason(status), lines, length == 0 && !bodiless);
        }

        @Override
        public void piece(byte[] bytes, int from, int to) throws IOException {
            boolean whole = from == 0 && to == bytes.length;
            OutputStream direct = new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    raw.piece(new byte[] {(byte) b}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    raw.piece(bytes, from, from + length);
                }
            };
            Answers.of(PlainExchange.this).write(direct, whole ? bytes : Arrays.copyOfRange(bytes, from, to));
        }

        @Override
        public Ending end(Ending ending) throws IOException {
            if (ending == Ending.SILENT) isSilent = true; // for the thread of the connection to sit out
            else raw.end(ending);
            return ending;
        }

        @Override
        public boolean seesReaderLeave() throws IOException {
            return raw.hasLeft();
        }

        @Override
        public void leave(Ending ending, IOException failure) {
            // the server closes it
        }
    }

    static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 204 -> "No Content";
            case 307 -> "Temporary Redirect";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            default -> "";
        };
    }

    @Override
    public void sendResponseHeaders(int status, long length) throws IOException {
        wire.head(status, headers, length);
        this.status = status;
        out = length < 0 ? OutputStream.nullOutputStream() : new ByteArrayOutputStream() {
            @Override
            public void flush() throws IOException {
                if (count == 0) return;
                int n = count;
                count = 0;
                wire.piece(buf, 0, n);
            }

            @Override
            public void close() throws IOException {
                flush();
                wire.end(Ending.CLEAN);
            }
        };
    }

    @Override
    public OutputStream getResponseBody() {
        return out;
    }

    @Override
    public void close() {
        // the server closes it
    }

    @Override
    public String getRequestMethod() {
        return raw.method();
    }

    @Override
    public HttpContext getHttpContext() {
        return context;
    }

    @Override
    public InputStream getRequestBody() {
        return in;
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return raw.remote();
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return raw.local();
    }

    @Override
    public String getProtocol() {
        return raw.protocol();
    }

    @Override
    public Object getAttribute(String name) {
        return context.getAttributes().get(name);
    }

    @Override
    public void setAttribute(String name, Object value) {
        context.getAttributes().put(name, value);
    }

    @Override
    public HttpPrincipal getPrincipal() {
        return null;
    }
}
