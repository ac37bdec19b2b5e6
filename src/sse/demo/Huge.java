package sse.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import sse.Event;
import sse.http.Refusal;
import sse.text.JsonWriter;
import sse.text.Units;

/** Events of a size that readers with a limit do not take, and behind each its hash. */
final class Huge extends Numbered {
    private static final long LARGEST = 64 << 20;

    Huge() {
        super("huge", "a large event, then its hash: does your reader take it whole?", 1000, """
                bytes=1M        size of the data (1 to 64M); too many at once: 503
                lines=1         in so many lines (1 to 100000)
                """, "curl -sN '$?n=2' | tail -n 4 | cut -c 1-78", "curl -N '$?bytes=70&lines=3&n=2'");
    }

    @Override
    Content content(Query query) throws Refusal {
        String text = query.text("bytes");
        long bytes;
        try {
            bytes = text == null ? 1 << 20 : Units.bytes(text);
        } catch (IllegalArgumentException e) {
            bytes = -1;
        }
        if (bytes < 1 || bytes > LARGEST) throw Query.bad("bytes", "a size from 1 to 64M", text);
        long lines = Math.min(bytes, query.number("lines", 1, 1, 100_000));
        long size = bytes;
        return new Content() {
            @Override
            public Event event(long n) {
                String data = data((int) size, (int) lines, (n - 1) / 2);
                return n % 2 == 1 ? new Event(null, "huge", data) : new Event(null, "sum", sum(data, lines));
            }

            @Override
            public long bytes() {
                return size;
            }
        };
    }

    /** Letters, another beginning for each event, with a line feed behind each part but the last. */
    private static String data(int bytes, int lines, long n) {
        byte[] data = new byte[bytes];
        for (int i = 0; i < bytes; i++) data[i] = i < 26 ? (byte) ('a' + (i + n) % 26) : data[i - 26];
        for (int i = 1; i < lines; i++) data[(int) ((long) bytes * i / lines) - 1] = '\n';
        return new String(data, StandardCharsets.ISO_8859_1);
    }

    private static String sum(String data, long lines) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(data.getBytes(StandardCharsets.UTF_8));
            return JsonWriter.object().put("bytes", data.length()).put("lines", lines)
                    .put("sha256", HexFormat.of().formatHex(hash)).end().toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
