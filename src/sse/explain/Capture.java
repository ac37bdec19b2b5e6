package sse.explain;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import sse.head.Head;

/**
 * What somebody kept of an answer: a bare body, or with the head in front, as {@code curl -i} prints
 * it, or with the prefixes of {@code curl -v}. No more is read than it takes to tell.
 */
public final class Capture {
    private static final int LONGEST_HEAD = 64 << 10;

    private final InputStream in;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream(); // of what may yet turn out to be body
    private final byte[] buffer = new byte[8192];
    private int at;
    private int filled;

    private final List<Head> earlier = new ArrayList<>();
    private Head head;
    private InputStream body;

    private Capture(InputStream in) {
        this.in = in;
    }

    /** Reads the head, if there is one; waits for as much as tells whether there is. */
    public static Capture of(InputStream in) throws IOException {
        Capture capture = new Capture(in);
        int first = capture.peek();
        if (first == 'H') capture.plain();
        else if (first == '*' || first == '>' || first == '<') capture.verbose();
        capture.body = capture.rest(first != 'H' && capture.head != null);
        return capture;
    }

    /** {@return status and headers of the answer, or null where none were kept} */
    public Head head() {
        return head;
    }

    /** {@return the heads in front of that one: redirects, 100 Continue} */
    public List<Head> earlier() {
        return earlier;
    }

    /** {@return the body} */
    public InputStream body() {
        return body;
    }

    private int peek() throws IOException {
        if (at == filled) {
            filled = Math.max(0, in.read(buffer, 0, buffer.length));
            at = 0;
        }
        return filled == 0 ? -1 : buffer[at];
    }

    /** Heads, each with its blank line; one that is not the last word is followed by the next. */
    private void plain() throws IOException {
        do {
            List<String> lines = new ArrayList<>();
            read.reset();
            for (String line; (line = line()) != null && !line.isEmpty(); ) {
                lines.add(line);
                if (lines.size() == 1 && Head.parse(lines) == null) return;
            }
            if (lines.isEmpty()) return;
            next(lines);
        } while (isPassing(head) && peek() == 'H');
    }

    private void verbose() throws IOException {
        List<String> lines = new ArrayList<>();
        while (true) {
            int first = peek();
            boolean ours = first == '*' || first == '>' || first == '<' || first == '{' || first == '}';
            if (!ours || head != null && !isPassing(head)) return;
            String line = line();
            if (line == null || line.length() > 1 && line.charAt(1) != ' ') return; // such as <html>
            if (first != '<') continue;
            String text = line.substring(1).strip();
            if (!text.isEmpty()) {
                lines.add(text);
            } else {
                if (Head.parse(lines) == null) return;
                next(lines);
                lines.clear();
            }
        }
    }

    private void next(List<String> lines) {
        if (head != null) earlier.add(head);
        head = Head.parse(lines);
        read.reset();
    }

    /** Whether the head is only the way to another one. */
    private static boolean isPassing(Head head) {
        return head.status() / 100 == 1 || head.redirect() != null;
    }

    /** {@return the next line without its line end, or null: the end, or no head could be so long} */
    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (peek() >= 0 && line.size() < LONGEST_HEAD) {
            byte b = buffer[at++];
            read.write(b);
            if (b == '\n') return line.toString(StandardCharsets.UTF_8).stripTrailing();
            line.write(b);
            if (line.size() == 5 && line.toByteArray()[0] == 'H' && !line.toString(StandardCharsets.UTF_8)
                    .equals("HTTP/")) return null;
        }
        return null;
    }

    private InputStream rest(boolean withRemarks) {
        read.write(buffer, at, filled - at);
        InputStream all = read.size() == 0 ? in : new SequenceInputStream(new ByteArrayInputStream(read.toByteArray()),
                in);
        return withRemarks ? new Remarks(all) : all;
    }
}
