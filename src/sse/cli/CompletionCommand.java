package sse.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sse.fault.Kind;
import sse.lint.Rule;
import sse.shell.Completion;
import sse.shell.Usage;
import sse.term.Args;
import sse.term.Console;
import sse.term.Exit;
import sse.term.ProgramName;

/** {@code sse completion}: what makes a shell complete all the others. */
final class CompletionCommand {
    static final String USAGE = """
            $0 completion bash|zsh|fish: what a Tab completes, as a script

            For the shell that it is typed in, and in its start-up file for good:
              source <($0 completion bash)    ~/.bashrc
              source <($0 completion zsh)     ~/.zshrc, behind compinit
              $0 completion fish | source     ~/.config/fish/config.fish

            It is about sse, and about sse.jar by any path. The script is printed once, and
            Java does not run when Tab is pressed. What ./build.sh install has installed,
            shells find by themselves.
            """;

    static final String OPTIONS = "";

    private CompletionCommand() {}

    static int run(List<String> line, Console console, List<Usage> commands) {
        Args args = new Args("completion", OPTIONS, line);
        if (HelpText.asked(args, USAGE, console)) return 0;
        List<String> shells = List.of(Completion.SHELLS.split("\\|"));
        if (args.words().size() != 1 || !shells.contains(args.words().get(0))) {
            throw Exit.usage("completion is for one of bash, zsh and fish; see " + ProgramName.get()
                    + " help completion");
        }
        Map<String, String> codes = new LinkedHashMap<>();
        for (Rule rule : Rule.all()) codes.put(rule.code(), rule.name());
        for (Rule rule : Rule.all()) codes.put(rule.name(), rule.code());
        Map<String, String> faults = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) faults.put(kind.name().toLowerCase(Locale.ROOT), kind.effect());
        console.print(new Completion(commands, codes, faults).script(args.words().get(0)));
        return 0;
    }
}
