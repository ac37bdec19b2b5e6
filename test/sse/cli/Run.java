package sse.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import sse.term.Console;

/** One run of the command line inside this process, and what it gave. */
final class Run {
    final int code;
    final String out;
    final String err;

    private Run(String stdin, Map<String, String> env, boolean terminal, String... line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        this.code = Cli.run(line, new Console(new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)), out, err, env, terminal));
        this.out = out.toString(StandardCharsets.UTF_8);
        this.err = err.toString(StandardCharsets.UTF_8);
    }

    static Run of(String stdin, String... line) {
        return new Run(stdin, Map.of(), false, line);
    }

    static Run onTerminal(String stdin, Map<String, String> env, String... line) {
        return new Run(stdin, env, true, line);
    }
}
