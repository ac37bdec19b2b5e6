package sse.lint;

import static sse.lint.Severity.NOTE;
import static sse.lint.Severity.WARNING;

import java.util.List;

/** 3xx: reliability. */
final class ReliabilityRules {
    private static final String HEAD = "HTTP/1.1 200 OK\nContent-Type: text/event-stream\nCache-Control: no-store\n\n";

    static final Rule NO_HEARTBEAT = new Rule(301, "no-heartbeat", WARNING, "no bytes for 30 s or more",
            "proxies cut at 30, 60, 100 s",
            "a comment each 15 s, flushed", "9.2.7",
            "data: one\n\n@45s@data: two\n\n@stop@", "data: one\n\n@15s@:\n@30s@:\n@45s@data: two\n\n@stop@");
    static final Rule NO_IDS = new Rule(302, "no-ids", NOTE, "no ids: a reader that reconnects cannot resume",
            "nothing to send back",
            "\"id:\" on each event", "9.2.4",
            "data: one\n\ndata: two\n\ndata: three\n\n",
                    "id: 1\ndata: one\n\nid: 2\ndata: two\n\nid: 3\ndata: three\n\n");
    static final Rule ID_BACKWARDS = new Rule(303, "id-backwards", WARNING, "ids repeat or go back",
            "a replay starts at a wrong place",
            "one growing number", "9.2.4, Intense-Visions/harness-engineering#678",
            "id: 7\ndata: a\n\nid: 6\ndata: b\n\n", "id: 7\ndata: a\n\nid: 8\ndata: b\n\n");
    static final Rule SAME_ID = new Rule(304, "same-id", WARNING, "every event has the same id",
            "nobody can tell where to go on; a common manual sends \"id: 1\" for ever",
            "growing ids", "9.2.4",
            "id: 1\ndata: a\n\nid: 1\ndata: b\n\nid: 1\ndata: c\n\n",
                    "id: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: c\n\n");
    static final Rule ID_RESET = new Rule(305, "id-reset", NOTE, "empty id clears the memory",
            "no Last-Event-ID next time",
            "on purpose only", "9.2.6, measured",
            "id\ndata: hi\n\n", "data: hi\n\n");
    static final Rule SIGN_ID = new Rule(306, "sign-id", WARNING, "id is used as a sign",
            "it stays and comes back as Last-Event-ID",
            "a final event, 204 to that id", "9.2.4, measured",
            "id: close\ndata: bye\n\n", "id: close\nevent: end\ndata: bye\n\n");
    static final Rule RETRY_IGNORED = new Rule(307, "retry-ignored", WARNING,
            "\"retry\" is misspelt or not all digits: ignored",
            "5s, 1.5, -1 and a second space are no milliseconds",
            "whole milliseconds", "9.2.6, measured",
            "retry: 5s\ndata: hi\n\n", "retry: 5000\ndata: hi\n\n");
    static final Rule RETRY_EMPTY = new Rule(308, "retry-empty", WARNING, "\"retry:\" without a value",
            "ignored by the standard; Chromium goes back to 3 s",
            "leave it out", "9.2.6, measured",
            "retry:\ndata: hi\n\n", "data: hi\n\n");
    static final Rule RETRY_HOT = new Rule(309, "retry-hot", WARNING, "\"retry\" under 100 ms",
            "six requests in 8 ms with 0",
            "1000 or more, with jitter", "9.2.6, measured",
            "retry: 0\ndata: hi\n\n", "retry: 3000\ndata: hi\n\n");
    static final Rule RETRY_LONG = new Rule(310, "retry-long", WARNING, "\"retry\" over 10 minutes",
            "the page looks dead after a short break",
            "seconds, not hours", "9.2.6",
            "retry: 3600000\ndata: hi\n\n", "retry: 10000\ndata: hi\n\n");
    static final Rule POLLING = new Rule(311, "polling", WARNING, "stream ends at once",
            "a browser asks again each 3 s: polling",
            "hold it, or end with 204", "9.2.3, measured",
            HEAD + "data: one\n\n@0.1s@", HEAD + "data: one\n\n@20s@:\n@stop@");
    static final Rule NO_RESUME = new Rule(312, "no-resume", WARNING,
            "asked with Last-Event-ID, the answer starts over",
            "the server ignores the header",
            "replay after that id, or say that there is a gap", "9.2.4",
            HEAD + "id: 1\ndata: a\n\nid: 2\ndata: b\n\n@9s@:\n@resume@id: 1\ndata: a\n\n",
            HEAD + "id: 1\ndata: a\n\nid: 2\ndata: b\n\n@9s@:\n@resume@id: 3\ndata: c\n\n");
    static final Rule BURSTS = new Rule(313, "bursts", WARNING, "many events came in one read after a long silence",
            "a buffer on the way: flush, compression, proxy",
            "flush; X-Accel-Buffering: no; no gzip", "9.2.7",
            "@18s@data: 1\n\ndata: 2\n\ndata: 3\n\ndata: 4\n\ndata: 5\n\n@stop@",
            "@4s@data: 1\n\n@8s@data: 2\n\n@12s@data: 3\n\n@15s@data: 4\n\n@18s@data: 5\n\n@stop@");
    static final Rule LATE_HEAD = new Rule(314, "late-head", WARNING, "the head came late",
            "onopen waits for it; gateways give up",
            "flush the head and a comment at once", "9.2.3, measured",
            "@6s@" + HEAD + "data: hi\n\n@20s@:\n@stop@", HEAD + "@6s@data: hi\n\n@20s@:\n@stop@");
    static final Rule BIG_LINE = new Rule(315, "big-line", WARNING, "line over 64 KiB",
            "64 KiB is a common limit in readers",
            "smaller events, or a link", "measured",
            "data: " + "x".repeat(70_000) + "\n\n", "data: /files/7\n\n");
    static final Rule SPLIT_READ = new Rule(316, "split-read", NOTE, "an event came in several reads",
            "normal; shows why one read is not one event",
            "keep a buffer in the reader", "9.2.5",
            HEAD + "@1s@data: hel@2s@lo\n\n@stop@", HEAD + "@1s@data: hello\n\n@stop@");
    static final Rule ODD_ID = new Rule(317, "odd-id", NOTE,
            "id over 128 bytes or with characters outside the safe set",
            "may need a CORS preflight; the header is raw UTF-8",
            "short ids of ASCII letters and digits", "9.2.4, web-platform-tests",
            "id: caf\u00e9\ndata: hi\n\n", "id: 12\ndata: hi\n\n");

    static final List<Rule> TABLE = List.of(
            NO_HEARTBEAT, NO_IDS, ID_BACKWARDS, SAME_ID, ID_RESET, SIGN_ID, RETRY_IGNORED, RETRY_EMPTY,
            RETRY_HOT, RETRY_LONG, POLLING, NO_RESUME, BURSTS, LATE_HEAD, BIG_LINE, SPLIT_READ, ODD_ID);

    private ReliabilityRules() {}
}
