package sse.cli;

import java.util.List;
import sse.term.Args;
import sse.term.CommandLine;
import sse.term.Console;
import sse.term.Exit;
import sse.term.ProgramName;
import sse.term.Version;
import sse.text.Spelling;

/** The command line as a function: words in, exit code out. Only {@link Main} ends the process. */
final class Cli {
    private Cli() {}

    /** Runs the command with the console of this process. */
    static int main(String[] words) {
        Console console = Console.system();
        try {
            return run(CommandLine.typed(words), console);
        } catch (Exit unreadable) {
            console.error("sse: " + unreadable.getMessage());
            return unreadable.code;
        }
    }

    /**
     * Runs the command that the first word names; no word at all starts the server.
     *
     * @return the exit code; a {@link Exit} is one line on standard error
     */
    static int run(String[] words, Console console) {
        String name = words.length == 0 || isOptionOfServe(words[0]) ? "serve" : words[0];
        List<String> line = List.of(words);
        List<String> rest = line.isEmpty() || isOptionOfServe(words[0]) ? line : line.subList(1, line.size());
        try {
            return switch (name) {
                case "serve" -> ServeCommand.run(rest, console);
                case "tail" -> TailCommand.run(rest, console);
                case "pub" -> PubCommand.run(rest, console);
                case "explain" -> ExplainCommand.run(rest, console);
                case "lint" -> LintCommand.run(rest, console);
                case "doctor" -> DoctorCommand.run(rest, console);
                case "exec" -> ExecCommand.run(rest, console);
                case "record" -> RecordCommand.run(rest, console);
                case "replay" -> ReplayCommand.run(rest, console);
                case "proxy" -> ProxyCommand.run(rest, console);
                case "bench" -> BenchCommand.run(rest, console);
                case "completion" -> CompletionCommand.run(rest, console, HelpCommand.COMMANDS);
                case "help", "-h", "--help" -> HelpCommand.run(rest, console, !name.equals("-h"));
                case "version", "-V", "--version" -> version(rest, console);
                default -> throw unknown(name);
            };
        } catch (Exit fault) {
            console.fault(fault.getMessage());
            return fault.code;
        } catch (Console.OutputClosed closed) {
            return 0;
        }
    }

    /** {@code sse -p 9000} means {@code sse serve -p 9000}: an option in front is the server's. */
    private static boolean isOptionOfServe(String word) {
        return word.startsWith("-") && !List.of("-h", "--help", "-V", "--version").contains(word);
    }

    private static int version(List<String> rest, Console console) {
        Args args = new Args("version", "", rest);
        if (HelpText.asked(args, HelpCommand.USAGE, console)) return 0;
        if (!args.words().isEmpty()) throw Exit.usage("version takes no '" + args.words().get(0) + "'");
        String version = Version.ofTheJar();
        String java = " (Java " + Runtime.version().feature() + ")";
        console.println("sse.jar " + (version == null ? "(not from a jar)" : version) + java);
        return 0;
    }

    private static Exit unknown(String name) {
        String hint = Spelling.hint(name, HelpCommand.names(), ProgramName.get() + " help lists them");
        return Exit.usage("there is no command '" + name + "'; " + hint);
    }
}
