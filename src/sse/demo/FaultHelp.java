package sse.demo;

import sse.fault.Kind;
import sse.text.Wrap;

/** What can be made wrong, in words for a terminal. */
public final class FaultHelp {
    private static final int WIDTH = 80;

    private static final String START = """
            Faults: what ?fault= makes wrong, on the streams below /demo/

              curl -N 'http://127.0.0.1:8080/demo/count?fault=cut@events=3'
              curl -N 'http://127.0.0.1:8080/demo/count?fault=dup@p=0.1,split=utf8&seed=7'
              curl -N 'http://127.0.0.1:8080/demo/llm?fault=conn1-2:status=503'
              curl -N http://127.0.0.1:8080/demo/bad/noblank
              curl -N 'http://127.0.0.1:8080/demo/bad/noblank?fault=off'   right, to compare

            A spec is faults with commas between. Behind @ stands where: events=N, bytes=N,
            after=5s, every=N or p=0.1 (by chance; seed= says by which). In front of a
            colon stands on which of your connections to that URL: conn2: or conn2-3: or
            conn2-: ; then more may follow behind a semicolon. The same spec, seed and
            stream give the same bytes. What only a server of its own can do, such as a
            reset, is answered 307 to that: curl -L follows.

            """;

    private FaultHelp() {}

    /** {@return the kinds, each with an example, and the streams that have a name} */
    public static String text() {
        StringBuilder text = new StringBuilder(START);
        text.append("Faults, each as it may be written\n");
        for (Kind kind : Kind.values()) row(text, 22, kind.example(), kind.effect());
        text.append("\nBelow /demo/bad/, one thing wrong each\n");
        streams(text);
        return text.toString();
    }

    /** The streams that have a name, a line or two each. */
    static void streams(StringBuilder text) {
        for (BadStreams.Bad bad : BadStreams.ALL) {
            row(text, 14, bad.name(), bad.about());
            if (bad.parameters().isEmpty()) continue;
            for (String line : bad.parameters().split("\n")) text.append(" ".repeat(16)).append(line).append('\n');
        }
    }

    private static void row(StringBuilder text, int column, String word, String about) {
        String start = "  " + word;
        while (start.length() < column) start += " ";
        text.append(Wrap.words(start + "  ", about, WIDTH)).append('\n');
    }
}
