package sse.tape;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import sse.client.ContentCoding;
import sse.head.Head;
import sse.head.Header;

/** Takes the content coding off what is on a tape: each piece becomes what could be read when it had come. */
public final class Decoded {
    private Decoded() {}

    /**
     * {@return the same connection without a content coding, and without the header that tells of it} The connection
     * itself where there is none, or it cannot be undone; but from where the tape breaks off, nothing is there.
     */
    public static Tape.Connection of(Tape.Connection coded) {
        if (coded.head() == null || coded.head().codings().isEmpty()) return coded;
        Head head = coded.head();
        List<Header> headers = new ArrayList<>(head.headers());
        headers.removeIf(header -> header.is("Content-Encoding"));
        Tape.Connection plain = new Tape.Connection(coded.asked(), coded.headers());
        plain.head(coded.headMicros(), new Head(head.version(), head.status(), head.reason(), headers));
        Pieces pieces = new Pieces(coded);
        byte[] buffer = new byte[16 << 10];
        try (InputStream in = ContentCoding.undone(pieces, head)) {
            for (int n; (n = in.read(buffer)) >= 0; ) plain.piece(pieces.micros(), buffer, 0, n);
        } catch (IOException e) {
            if (plain.length() == 0) return coded; // what nobody here can undo, a browser perhaps can
        }
        plain.end(coded.endMicros(), coded.end());
        return plain;
    }
}
