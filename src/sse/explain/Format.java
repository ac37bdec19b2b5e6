package sse.explain;

/** The whole wire format on one screen: for the help, the page and the README. */
public final class Format {
    /** Twelve lines of at most 110 characters, the last ended by a line feed too. */
    public static final String TEXT = """
            data: hello          <- text of the event; more lines: more "data:" lines, joined with a line feed
            event: tick          <- optional name; named events do NOT reach onmessage
            id: 7                <- remembered by the browser, sent back as Last-Event-ID after a cut
            retry: 3000          <- milliseconds until the next try, digits only
            : anything           <- comment; keeps quiet connections alive
                                 <- EMPTY LINE = SEND. No empty line, no event.
            UTF-8 only · lines end with LF, CRLF or CR · one space after the colon is dropped · unknown names are ignored
            Content-Type: text/event-stream · status 200 · end of stream = "come back" · 204 = "do not come back"
            """;

    private Format() {}
}
