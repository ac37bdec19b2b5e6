package sse.tape;

/** What {@code sse help tape} says. */
public final class TapeHelp {
    public static final String TEXT = """
            A tape: a stream with its times, as text

            A line of JSON for each thing that happened; to be read, compared, and edited
            by hand. UTF-8; each line ends with a line feed.

              {"tape":1,"url":"http://h/x","method":"GET","headers":[],"made":"2026-..."}
              [0,"ask",{"headers":[["Last-Event-ID","7"]]}]
              [0.041,"head",{"status":200,"headers":[["Content-Type","text/..."]]}]
              [0.043,"o","id: 8\\ndata: hi\\n\\n"]
              [0.12,"b","8J+M"]
              [2.004,"end","clean"]

            The number is seconds since the tape began; it never goes back.
              ask    a connection begins, with headers of its own; there may be many
              head   its answer begins
              o, b   what one read of the body gave, and never more than a chunk: as text,
                     or in base64 where it is no UTF-8 by itself
              end    clean, reset (it broke), short (closed inside the body), idle
                     (silent too long), stopped (by the one who recorded)

            A content coding, such as gzip, is not undone. A line of another kind is
            skipped; a tape that breaks off is good up to there. Values that prove who
            asks are an ellipsis; bodies are as they came.
            """;

    private TapeHelp() {}
}
