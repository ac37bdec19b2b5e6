package sse.explain;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import sse.EventReader;
import sse.EventReader.Step;
import sse.lint.Lint;

/** Streams for the tests of this package, and the ways to put them through it. */
public final class Samples {
    public static final String PRICE =
            "retry: 3000\n: welcome\n\nid: 41\nevent: price\ndata: {\"sym\":\"VNM\",\ndata:  \"px\":68.2}\n\n"
            + "data\n\nid\ndata:bye\n\n";
    public static final String BROKEN =
            "event: success \ndata: done\n\nevent: progress\n\nData: 50%\n\ndata: line one\nline two\n\n"
            + " data: indented\n\n"
            + "retry: 5s\ndata: last";

    /** One of each thing that can stand in a stream. */
    static final List<String> FIXTURES = List.of(PRICE, BROKEN, "", "\n", "\r", "\r\n",
            "data: a\r\rdata: b\r\n\r\ndata: c\n\r", "\uFEFFdata: bom\n\n",
            "\uFEFF\uFEFFdata: lost\n\ndata: kept\n\n", "data\n\ndata\ndata\n\ndata:\n",
                    "id: 1\ndata: x\n\nid\ndata: y\n\nid: \0\ndata: z\n\n",
            "event: error\ndata\n\nevent: a\nevent: b\ndata: c\n\nevent:\ndata: d\n\n",
                    "data: t\u1ebfng Vi\u1ec7t \uD83D\uDE00 \u2028 \u0085\n\n",
            ": c\n:\nretry: 007\nretry: 1e3\nretry\n\n", "data : x\nDATA: y\n data: z\ndata\uFF1Aq\n\uFEFFdata: b\n\n",
                    "data: \u001B[31mred\u009B2J\u202Eabc\n\n",
            "data:  two\ndata:\ttab \n\nevent:  x\ndata: 1\n\n", "<html>\n<p>data</p>\n</html>\n", "{\"a\":\n1}\n",
                    "data: a\nid: 7");

    private Samples() {}

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static String explained(String stream, Show... show) {
        return explained(new ByteArrayInputStream(bytes(stream)), 0, show);
    }

    public static String explained(InputStream in, int window, Show... show) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Explain explain = new Explain(out, Set.of(show), window, false);
            Lint lint = new Lint();
            explain.header();
            EventReader reader = new EventReader(in);
            Step step;
            do {
                step = reader.step();
                lint.line(step, reader);
                explain.line(step, reader, lint);
            } while (step != Step.END);
            explain.summary(lint);
            return out.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Lint linted(String stream) {
        return linted(new ByteArrayInputStream(bytes(stream)));
    }

    public static Lint linted(InputStream in) {
        try {
            Lint lint = new Lint();
            EventReader reader = new EventReader(in);
            Step step;
            do {
                step = reader.step();
                lint.line(step, reader);
            } while (step != Step.END);
            return lint;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The codes of what was found, in the order of {@link Lint#findings()}. */
    public static List<Integer> codes(Lint lint) {
        return lint.findings().stream().map(finding -> finding.rule().number()).toList();
    }
}
