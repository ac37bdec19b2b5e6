package sse.cli;

import java.util.ArrayList;
import java.util.List;
import sse.demo.FaultHelp;
import sse.explain.Format;
import sse.lint.Rule;
import sse.shell.Completion;
import sse.shell.ManPage;
import sse.shell.Usage;
import sse.tail.TailOptions;
import sse.tape.TapeHelp;
import sse.term.Console;
import sse.term.Exit;
import sse.term.Option;
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
              serve       demo, teaching and publish/subscribe server (the default)
              tail        read a stream: the client to trust
              pub         publish: a text, lines, a file that grows
              explain     what each line of a stream did, and why
              lint        what is wrong with a stream, with codes
              doctor      who is holding my events? proxies, compression, CORS, idle cuts
              exec        what a program prints, as a stream that ends with it
              record      a stream, with its times, on a tape
              replay      a tape, made to happen again, or broken on its way
              proxy       a server's streams seen, taped or broken between it and a client
              bench       load: connections, loss, doubles, latency
              help        this page, or help of a command; help format: the wire format;
                          help faults: streams that are broken on purpose;
                          help tape: streams that are kept;
                          help man: all of it as a manual page
              version     the version, and the Java it runs on
              completion  what a Tab completes, for bash, zsh and fish
            """;

    private static final List<String> OTHERS = List.of("format", "faults", "tape", "man"); // that help is about

    /** Every command, for help, for the hints of what is typed wrong, and for {@link sse.shell}. */
    static final List<Usage> COMMANDS = all(
            new Usage("serve", ServeCommand.USAGE, ServeCommand.OPTIONS, ""),
            new Usage("tail", TailCommand.USAGE, TailOptions.OPTIONS, "", RecordCommand.USAGE),
            new Usage("pub", PubCommand.USAGE, PubCommand.OPTIONS, ""),
            new Usage("explain", ExplainCommand.USAGE, ExplainCommand.OPTIONS, Option.FILE, TailCommand.USAGE),
            new Usage("lint", LintCommand.USAGE, LintCommand.OPTIONS, Option.FILE, TailCommand.USAGE),
            new Usage("doctor", DoctorCommand.USAGE, DoctorCommand.OPTIONS, "", TailCommand.USAGE),
            new Usage("exec", ExecCommand.USAGE, ExecCommand.OPTIONS, Option.PROGRAM_AND_WORDS,
                    ServeCommand.USAGE),
            new Usage("record", RecordCommand.USAGE, TailOptions.OF_RECORD, "", TailCommand.USAGE),
            new Usage("replay", ReplayCommand.USAGE, ReplayCommand.OPTIONS, Option.FILE),
            new Usage("proxy", ProxyCommand.USAGE, ProxyCommand.OPTIONS, ""),
            new Usage("bench", BenchCommand.USAGE, BenchCommand.OPTIONS, ""),
            new Usage("completion", CompletionCommand.USAGE, CompletionCommand.OPTIONS, Completion.SHELLS),
            new Usage("version", USAGE, "", ""));

    private HelpCommand() {}

    /** These, and help, which is about them, too. */
    private static List<Usage> all(Usage... others) {
        List<Usage> all = new ArrayList<>(List.of(others));
        StringBuilder about = new StringBuilder(String.join("|", OTHERS));
        for (Usage usage : others) about.append('|').append(usage.command());
        all.add(new Usage("help", USAGE, "", about.toString()));
        return List.copyOf(all);
    }

    static int run(List<String> line, Console console, boolean whole) {
        if (line.size() > 1 && !line.get(1).startsWith("-")) {
            throw Exit.usage("help is about one word, not also '" + line.get(1) + "'");
        }
        if (line.isEmpty()) {
            HelpText.print(USAGE, true, console);
            return 0;
        }
        if (line.get(0).equals("man")) {
            console.print(new ManPage(USAGE, COMMANDS).asItIs("FORMAT", Format.TEXT)
                    .more("FAULTS", FaultHelp.text()).more("TAPES", TapeHelp.TEXT).text());
            return 0;
        }
        String help = switch (line.get(0)) {
            case "format" -> Format.TEXT;
            case "faults" -> FaultHelp.text();
            case "tape" -> TapeHelp.TEXT;
            case "-h", "--help" -> USAGE;
            default -> of(line.get(0));
        };
        HelpText.print(help, whole, console);
        return 0;
    }

    private static String of(String command) {
        for (Usage usage : COMMANDS) if (usage.command().equals(command)) return usage.text();
        throw unknown(command);
    }

    /** {@return the names of the commands} */
    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Usage usage : COMMANDS) names.add(usage.command());
        return names;
    }

    private static Exit unknown(String word) {
        String program = ProgramName.get();
        if (Rule.named(word) != null) {
            return Exit.usage("help is about commands; " + program + " lint --explain " + word + " shows the code");
        }
        List<String> topics = names();
        topics.addAll(OTHERS);
        String hint = Spelling.hint(word, topics, program + " help lists the commands");
        return Exit.usage("there is no help about '" + word + "'; " + hint);
    }
}
