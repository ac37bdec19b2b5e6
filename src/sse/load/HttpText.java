package sse.load;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import sse.Encoder;

/** The heads of the requests that a load test sends. */
final class HttpText {
    private static final byte[] LAST_EVENT_ID = "Last-Event-ID: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = {'\r', '\n'};

    private HttpText() {}

    /** A GET for a stream, without the empty line at its end. */
    static String get(URI url, List<String> headers) {
        return begin("GET", url, headers) + "Accept: text/event-stream\r\nCache-Control: no-cache\r\n";
    }

    /** A POST, without its content length and the empty line. */
    static String post(URI url, List<String> headers, String type) {
        return begin("POST", url, headers) + "Content-Type: " + type + "\r\n";
    }

    private static String begin(String method, URI url, List<String> headers) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        StringBuilder text = new StringBuilder(method).append(' ').append(path);
        if (url.getRawQuery() != null) text.append('?').append(url.getRawQuery());
        text.append(" HTTP/1.1\r\nHost: ").append(url.getRawAuthority()).append("\r\nUser-Agent: sse.jar-bench\r\n");
        for (String header : headers) text.append(header).append("\r\n");
        return text.toString();
    }

    /** A head with its end, and with this last event ID unless that is null. */
    static byte[] withLastEventId(byte[] head, byte[] id) {
        return id == null ? Encoder.join(head, END) : Encoder.join(head, LAST_EVENT_ID, id, END, END);
    }
}
