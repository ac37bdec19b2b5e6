package sse.lint;

import static sse.lint.HttpRules.*;

import java.util.List;
import java.util.Locale;
import sse.head.BrowserRules;
import sse.head.Head;

/** The checks of 6xx: status and headers. */
final class HeadChecks {
    private HeadChecks() {}

    static void check(Findings findings, Head head, List<Head> earlier, String origin) {
        for (Head redirect : earlier) {
            if (redirect.redirect() != null) findings.addHead(REDIRECT, "redirected to " + brief(redirect.redirect())
                    + " (" + redirect.status() + ")");
        }
        if (head.contradiction() != null) {
            findings.addHead(BROKEN_BODY, brief(head.contradiction())
                    + ": browsers take that for no answer, and ask again");
            return;
        }
        if (head.redirect() != null) {
            String where = "status " + head.status() + " to " + brief(head.redirect());
            switch (BrowserRules.fate(head)) {
                case FOLLOWS -> findings.addHead(REDIRECT, where + ": browsers go there; judge that answer (curl -L)");
                case CLOSES -> findings.addHead(STATUS_FINAL, where + ": browsers stop for ever");
                default -> findings.addHead(BROKEN_BODY, where + ": browsers ask again, and not there");
            }
            return;
        }
        if (head.status() == 204) {
            findings.addHead(STATUS_204, "204: a browser does not come back");
            return;
        }
        if (head.status() != 200) {
            findings.addHead(STATUS_FINAL, "status " + head.status() + ": browsers stop for ever");
            return;
        }
        cors(findings, head, origin);
        if (!head.opens()) {
            findings.addHead(WRONG_TYPE, typeOf(head) + ": browsers close for good; send text/event-stream");
            return;
        }
        if (BrowserRules.charset(head) != null) {
            findings.addHead(CHARSET, "charset=" + brief(head.mediaType().charset())
                    + ": Chromium closes this stream for good; write utf-8 or leave it out");
        }
        encoding(findings, head);
        if (head.length() >= 0 && !head.isChunked()) findings.addHead(LENGTH, "Content-Length: " + head.length()
                + ": the stream ends there, and browsers come back");
        String cache = head.list("Cache-Control").toLowerCase(Locale.ROOT);
        if (!cache.contains("no-store") && !cache.contains("no-cache")) {
            findings.addHead(CACHEABLE, "no Cache-Control: no-store or no-cache: caches may keep or replay this");
        }
        if (head.version().startsWith("HTTP/1")) findings.addHead(SIX_LIMIT, head.version()
                + ": a browser opens six of these to one host, and the seventh waits");
        if (!"no".equalsIgnoreCase(head.header("X-Accel-Buffering"))) findings.addHead(NO_ACCEL,
                "no X-Accel-Buffering: no, and nginx buffers unless told");
    }

    private static void encoding(Findings findings, Head head) {
        String encoding = head.list("Content-Encoding");
        if (encoding.isEmpty() || encoding.equalsIgnoreCase("identity")) return;
        String says = "Content-Encoding: " + brief(encoding);
        if (head.codings().isEmpty()) findings.addHead(COMPRESSED, says + ": that is no coding, and browsers read the"
                + " bytes as they are; leave it out");
        else findings.addHead(COMPRESSED, says + ": events wait in the encoder unless it is flushed each time");
    }

    private static void cors(Findings findings, Head head, String origin) {
        String allowed = head.header("Access-Control-Allow-Origin");
        if ("*".equals(allowed) && "true".equals(head.header("Access-Control-Allow-Credentials"))) {
            findings.addHead(CORS_STAR_CREDENTIALS,
                    "Access-Control-Allow-Origin: * is refused to a page with credentials; name the origin");
        }
        String objection = origin == null ? null : BrowserRules.cors(head, origin, false);
        if (objection != null) findings.addHead(CORS_MISSING, objection);
    }

    static void accepted(Findings findings, Head answer) {
        if (answer.status() != 200) findings.addHead(ACCEPT_STRICT,
                "refuses Accept: text/event-stream, */* with status " + answer.status());
        else if (!answer.opens()) findings.addHead(ACCEPT_STRICT, "answers Accept: text/event-stream, */* with "
                + typeOf(answer));
    }

    private static String typeOf(Head head) {
        String type = head.list("Content-Type");
        return type.isEmpty() ? "no Content-Type" : "Content-Type: " + brief(type);
    }

    private static String brief(String value) {
        return value.length() <= 100 ? value : value.substring(0, 100) + "...";
    }
}
