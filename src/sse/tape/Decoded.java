package sse.tape;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import sse.client.ContentCoding;
import sse.head.Head;
import sse.head.Header;
import sse.text.ArrayInput;

/** Takes the content coding off what is on a tape: each piece becomes what could be read when it had come. */
public final class Decoded {
    private Decoded() {}

    /**
     * {@return the same connection without a content coding, and without the header that tells of it} The connection
     * itself where there is none. What cannot be undone, as from where the tape breaks off, is not there.
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
            for (int n; (n = in.read(buffer)) >= 0; ) plain.piece(coded.micros(pieces.newest()), buffer, 0, n);
        } catch (IOException e) {
            // as far as it goes
        }
        plain.end(coded.endMicros(), coded.end());
        return plain;
    }

    /** The body, a piece for each read: so what comes out behind it came with the newest piece. */
    private static final class Pieces extends ArrayInput {
        private final Tape.Connection coded;
        private int piece;
        private int at;

        Pieces(Tape.Connection coded) {
            this.coded = coded;
        }

        int newest() {
            return Math.max(0, at == 0 ? piece - 1 : piece);
        }

        @Override
        public int read(byte[] to, int from, int length) {
            while (piece < coded.pieces() && coded.from(piece) + at == coded.to(piece)) {
                piece++;
                at = 0;
            }
            if (piece == coded.pieces()) return -1;
            int n = Math.min(length, coded.to(piece) - coded.from(piece) - at);
            System.arraycopy(coded.body(), coded.from(piece) + at, to, from, n);
            at += n;
            return n;
        }
    }
}
