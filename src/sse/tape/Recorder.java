package sse.tape;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import sse.EventReader;
import sse.client.Answer;
import sse.client.Closed;
import sse.client.Cut;
import sse.client.StreamListener;
import sse.head.Header;
import sse.text.Figures;

/**
 * Puts on a tape what another listener of an {@link sse.client.EventSource} is told, before that one is. All of its
 * connections come on one tape; of redirects only where they lead. When the reader has to wait, all is written.
 *
 * <p>That the tape cannot be written is an {@link UncheckedIOException} in whoever reads. For that thread.
 */
public final class Recorder implements StreamListener {
    private final TapeWriter tape;
    private final Redacted redacted;
    private final StreamListener inner;
    private List<Header> usual;         // headers of every request; null before the first
    private List<Header> asked;         // headers of the request that has no answer yet; null for none
    private long askedNanos;
    private Answer came;                // that nobody has said what becomes of; null for none
    private long cameNanos;
    private boolean open;               // a connection on the tape is not over

    /** Records on this tape what the inner listener is told. */
    public Recorder(TapeWriter tape, Redacted redacted, StreamListener inner) {
        this.tape = tape;
        this.redacted = redacted;
        this.inner = inner;
    }

    @Override
    public void asking(URI uri, byte[] head) {
        long now = System.nanoTime();
        String[] lines = new String(head, StandardCharsets.UTF_8).split("\r\n");
        List<Header> headers = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            Header header = new Header(lines[i].substring(0, colon), Header.trim(lines[i].substring(colon + 1)));
            headers.add(redacted.header(header));
        }
        try {
            if (usual == null) begin(uri, lines[0].substring(0, lines[0].indexOf(' ')), headers);
            if (asked == null) askedNanos = now; // not where a redirect leads
            headers.removeAll(usual);
            asked = headers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        inner.asking(uri, head);
    }

    private void begin(URI uri, String method, List<Header> headers) throws IOException {
        usual = new ArrayList<>(headers);
        usual.removeIf(header -> header.is("Last-Event-ID") || header.is("Host"));
        tape.begin(redacted.url(uri), method, usual, Figures.utc(System.currentTimeMillis()));
    }

    /** The request that was asked last is on the tape. */
    private void ask() throws IOException {
        if (asked == null) return;
        asked.removeIf(header -> header.is("Host"));
        tape.ask(askedNanos, asked);
        asked = null;
        open = true;
    }

    private void head(Answer answer) {
        long nanos = answer == came ? cameNanos : System.nanoTime();
        came = null;
        try {
            ask();
            tape.head(nanos, redacted.head(answer.head()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void end(TapeEnd how) {
        if (came != null) head(came); // it is in a coding that cannot be read, say
        try {
            ask();
            if (open) tape.end(System.nanoTime(), how);
            open = false;
            tape.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void redirected(Answer answer, URI target, List<String> withheld) {
        came = null;
        inner.redirected(answer, target, withheld);
    }

    @Override
    public String objection(Answer answer) {
        came = answer;
        cameNanos = System.nanoTime();
        return inner.objection(answer);
    }

    @Override
    public long comesBack(Answer answer) {
        head(answer);
        long wait = inner.comesBack(answer);
        if (wait >= 0) end(TapeEnd.CLEAN);
        return wait;
    }

    @Override
    public void refused(Answer answer, InputStream body) {
        if (!open) head(answer);
        inner.refused(answer, body);
        end(TapeEnd.CLEAN);
    }

    @Override
    public void open(Answer answer) {
        head(answer);
        inner.open(answer);
    }

    @Override
    public void received(byte[] bytes, int from, int to) {
        try {
            if (open) tape.piece(System.nanoTime(), bytes, from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        inner.received(bytes, from, to);
    }

    @Override
    public InputStream body(InputStream body) {
        return inner.body(new FilterInputStream(body) {
            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                tape.flush(); // nothing that has come is held back while this waits
                return in.read(buffer, from, length);
            }
        });
    }

    @Override
    public void line(EventReader.Step step, EventReader reader) {
        inner.line(step, reader);
    }

    @Override
    public void cut(Cut cut) {
        end(switch (cut.how()) {
            case END -> TapeEnd.CLEAN;
            case SHORT -> TapeEnd.SHORT;
            case IDLE -> TapeEnd.IDLE;
            default -> TapeEnd.RESET;
        });
        inner.cut(cut);
    }

    @Override
    public void closed(Closed why) {
        end(TapeEnd.STOPPED);
        inner.closed(why);
    }
}
