package sse.broken;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import sse.fault.Faults;
import sse.fault.Kind;
import sse.fault.Spec;
import sse.head.Header;

/** What faults make of the head of an answer, and whether another body comes instead. Immutable. */
final class FaultyHead {
    private static final String LOGIN = """
            <!doctype html>
            <html><head><title>Sign in</title></head>
            <body><h1>Please sign in</h1>
            <form method="post" action="/login"><input name="user"><button>Sign in</button></form>
            </body></html>
            """;

    /** A stream that a browser takes for a page, because its type says so, is of no origin there, and runs nothing. */
    private static final String SANDBOX = "sandbox; default-src 'none'";

    final int status;
    final byte[] instead;                               // of the body; null for the body itself
    final Faults ofBody;
    final List<Header> set = new ArrayList<>();         // in place of those of that name
    final List<String> removed = new ArrayList<>();

    /**
     * The head as the faults make it.
     *
     * @param status as it was to be
     * @param streams whether it is the head of a stream of events: some faults are for those alone
     */
    FaultyHead(Faults faults, int status, boolean streams) {
        this.instead = instead(faults, streams);
        this.status = faults.redirect() != null ? 307 : faults.status() >= 0 ? faults.status() : status;
        this.ofBody = streams && instead == null ? faults : Spec.NONE.on(1);
    }

    private byte[] instead(Faults faults, boolean streams) {
        if (faults.redirect() != null) {
            set.add(new Header("Location", faults.redirect()));
            return text("this is a redirect, on purpose");
        }
        int status = faults.status();
        if (status >= 0) {
            boolean empty = status == 204 || status == 205 || status == 304;
            return text(empty ? null : "this is the status " + status + ", on purpose");
        }
        if (faults.has(Kind.HTML) && streams) return LOGIN.getBytes(StandardCharsets.UTF_8);
        if (faults.type() != null && streams) {
            set.add(new Header("Content-Type", faults.type()));
            set.add(new Header("Content-Security-Policy", SANDBOX));
        }
        if (faults.has(Kind.GZIP) && streams) set.add(new Header("Content-Encoding", "gzip"));
        return null;
    }

    private byte[] text(String line) {
        removed.add("Content-Type");
        removed.add("X-Accel-Buffering");
        if (line == null) return new byte[0];
        set.add(new Header("Content-Type", "text/plain; charset=utf-8"));
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The headers as they are then. */
    List<Header> of(List<Header> headers) {
        List<Header> made = new ArrayList<>();
        for (Header header : headers) {
            boolean goes = removed.stream().anyMatch(header::is);
            for (Header other : set) goes |= header.is(other.name());
            if (!goes) made.add(header);
        }
        made.addAll(set);
        return made;
    }
}
