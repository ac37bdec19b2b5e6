package sse.proxy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import sse.head.Head;
import sse.head.Header;
import sse.tape.Redacted;
import sse.tape.TapeEnd;
import sse.tape.TapeWriter;
import sse.text.Figures;

/** Puts a stream on a tape. */
final class TapeOnlooker implements Onlooker {
    private final TapeWriter tape;

    TapeOnlooker(TapeWriter tape, Redacted redacted, OnwardRequest asked, long askedNanos, Head head)
            throws IOException {
        this.tape = tape;
        List<Header> usual = new ArrayList<>();
        List<Header> own = new ArrayList<>();
        for (Header header : asked.headers) {
            if (header.is("Host")) continue;
            String value = new String(header.value().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            (header.is("Last-Event-ID") ? own : usual).add(redacted.header(new Header(header.name(), value)));
        }
        tape.begin(redacted.url(asked.url), asked.method, usual, Figures.utc(System.currentTimeMillis()));
        tape.ask(askedNanos, own);
        tape.head(System.nanoTime(), redacted.head(head));
    }

    @Override
    public void piece(byte[] bytes, int from, int to, long nanos) throws IOException {
        tape.piece(nanos, bytes, from, to);
    }

    @Override
    public void mayWait() throws IOException {
        tape.flush();
    }

    @Override
    public void over(TapeEnd how, String why, long nanos) throws IOException {
        try (tape) {
            tape.end(nanos, how);
        }
    }
}
