package sse.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import sse.term.Console;

/** A command line as it was typed, run in this process: its exit code and what it printed. */
record Typed(int code, String out, String err) {

    static Typed run(String... words) {
        return run(Map.of(), "", false, words);
    }

    /** The same with this on its standard input. */
    static Typed with(String input, String... words) {
        return run(Map.of(), input, false, words);
    }

    static Typed onTerminal(String input, Map<String, String> env, String... words) {
        return run(env, input, true, words);
    }

    static Typed run(Map<String, String> env, String input, boolean terminal, String... words) {
        return run(env, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), terminal, words);
    }

    static Typed run(Map<String, String> env, InputStream in, boolean terminal, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Cli.run(words, new Console(in, out, err, env, terminal));
        String said = err.toString(StandardCharsets.UTF_8).replace(" (connect failed)", ""); // which some JDKs add
        return new Typed(code, out.toString(StandardCharsets.UTF_8), said);
    }

    /** Standard error with every figure that depends on the clock as N, and without what else the clock decides. */
    String steadyErr() {
        return err.replaceAll("# (connected|connecting|looking up|still|open for) .*\n", "")
                .replaceAll("head after \\d+ ms", "head after N ms").replaceAll("in \\d+\\.\\d s", "in N s")
                .replaceAll("(\\d connections?), [^;\n]+", "$1");
    }
}
