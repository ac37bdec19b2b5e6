package sse.cli;

import java.util.ArrayList;
import java.util.List;
import sse.explain.Format;
import sse.lint.Rule;
import sse.term.Console;
import sse.term.Exit;
import sse.term.ProgramName;
import sse.text.Spelling;

/** {@code sse help}: the whole on one screen, or one command. */
final class HelpCommand {
    static final String USAGE = """
            sse.jar: look at, learn and serve Server-Sent Events (text/event-stream)

              $0                    start a server on http://127.0.0.1:8080/
              $0 serve -p 9000      the same on another port
              $0 help serve         what serve can do

            Commands
              serve     demo, teaching and publish/subscribe server (the default)
              tail      read a stream: the client to trust
              pub       publish: a text, lines, a file that grows
              explain   what each line of a stream did, and why
              lint      what is wrong with a stream, with codes
              exec      what a program prints, as a stream that ends with it
              bench     load: connections, loss, doubles, latency
              help      this page, or help of a command; help format: the wire format;
                        help faults: streams that are broken on purpose
              version   the version, and the Java it runs on
            """;

    static final List<String> COMMANDS = List.of("serve", "tail", "pub", "exec", "explain", "lint", "bench",
            "help", "version");

    private HelpCommand() {}

    static int run(List<String> line, Console console, boolean whole) {
        if (line.size() > 1 && !line.get(1).startsWith("-")) {
            throw Exit.usage("help is about one word, not also '" + line.get(1) + "'");
        }
        if (line.isEmpty()) {
            HelpText.print(USAGE, true, console);
            return 0;
        }
        String help = switch (line.get(0)) {
            case "serve" -> ServeCommand.USAGE;
            case "tail" -> TailCommand.USAGE;
            case "pub" -> PubCommand.USAGE;
            case "explain" -> ExplainCommand.USAGE;
            case "lint" -> LintCommand.USAGE;
            case "exec" -> ExecCommand.USAGE;
            case "bench" -> BenchCommand.USAGE;
            case "format" -> Format.TEXT;
            case "faults" -> sse.demo.FaultHelp.text();
            case "help", "version", "-h", "--help" -> USAGE;
            default -> throw unknown(line.get(0));
        };
        HelpText.print(help, whole, console);
        return 0;
    }

    private static Exit unknown(String word) {
        String program = ProgramName.get();
        if (Rule.named(word) != null) {
            return Exit.usage("help is about commands; " + program + " lint --explain " + word + " shows the code");
        }
        List<String> topics = new ArrayList<>(COMMANDS);
        topics.add("format");
        topics.add("faults");
        String hint = Spelling.hint(word, topics, program + " help lists the commands");
        return Exit.usage("there is no help about '" + word + "'; " + hint);
    }
}
