package sse.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sse.term.Option;

/**
 * A script that tells a shell what can be typed. Each shell has one here, in its own language, in which a word between
 * two {@code @} stands for what the tables say.
 */
public final class Completion {
    public static final String SHELLS = "bash|zsh|fish";

    private final List<Usage> commands;
    private final Map<String, String> codes;
    private final Map<String, String> faults;

    /**
     * @param commands of which the one called help has a row for each
     * @param codes what a finding can be called, and a word about it
     * @param faults what can be made wrong on purpose, and a few words about it
     */
    public Completion(List<Usage> commands, Map<String, String> codes, Map<String, String> faults) {
        this.commands = commands;
        this.codes = codes;
        this.faults = faults;
    }

    /** {@return the script for one of {@link #SHELLS}} */
    public String script(String shell) {
        return switch (shell) {
            case "bash" -> bash();
            case "zsh" -> zsh();
            default -> fish();
        };
    }

    /** A command is one line, with its options as the tables have them. */
    private String bash() {
        StringBuilder table = new StringBuilder();
        for (Usage usage : commands) {
            StringBuilder options = new StringBuilder();
            for (Option option : usage.options()) {
                String value = option.takesValue() ? "=" + option.value() : "";
                for (String spelling : usage.shown(option)) options.append(' ').append(spelling).append(value);
            }
            table.append("        ").append(usage.command()).append(") operand=").append(quoted(usage.operand()))
                    .append(" options=").append(quoted(options + " ")).append(" ;;\n");
        }
        return filled("sse.bash", Map.of("commands", String.join(" ", summaries().keySet()),
                "codes", String.join(" ", codes.keySet()), "faults", String.join(" ", faults.keySet()),
                "table", table.toString()));
    }

    /** A command is one call of {@code _arguments}, and each spelling of an option a word of it. */
    private String zsh() {
        StringBuilder table = new StringBuilder();
        for (Usage usage : commands) {
            boolean runs = usage.runsAProgram();
            table.append("        ").append(usage.command()).append(")\n            _arguments -s -w -S ")
                    .append(runs ? "-A '-*' \\\n" : "\\\n");
            for (Option option : usage.options()) {
                List<String> shown = usage.shown(option);
                String about = "[" + usage.about(option).replace("[", "\\[").replace("]", "\\]") + "]";
                for (String spelling : shown) {
                    String joint = spelling.startsWith("--") ? "=" : "+";
                    String word = !option.takesValue() ? "(" + String.join(" ", shown) + ")" + spelling + about
                            : "*" + spelling + joint + about + ":value:" + forZsh(option.value());
                    table.append("                ").append(quoted(word)).append(" \\\n");
                }
            }
            String operand = runs ? "'(-)1:program: _command_names -e' '*::word:_normal'"
                    : usage.operand().isEmpty() ? "'*:word: '" : quoted(":word:" + forZsh(usage.operand()));
            table.append("                ").append(operand).append("\n            ;;\n");
        }
        return filled("sse.zsh", Map.of("commands", pairs(summaries(), "        "), "codes", pairs(codes, "    "),
                "faults", pairs(faults, "    "), "table", table.toString()));
    }

    private static String forZsh(String value) {
        return switch (value) {
            case Option.FILE -> "_files";
            case Option.FOLDER -> "_files -/";
            case Option.AT_FILE -> "_sse_at_file";
            case Option.CODE -> "_sse_code";
            case Option.CODES -> "_sse_code_list";
            case Option.FAULTS -> "_sse_fault_list";
            case Option.PROGRAM -> " _command_names -e";
            default -> Option.choices(value).isEmpty() ? " " : "(" + value.replace('|', ' ') + ")";
        };
    }

    private static String pairs(Map<String, String> words, String indent) {
        StringBuilder pairs = new StringBuilder();
        words.forEach((word, about) -> pairs.append(indent).append(quoted(word + ":" + about)).append('\n'));
        return pairs.toString();
    }

    /** An option is a line, and so is a command. */
    private String fish() {
        StringBuilder table = new StringBuilder();
        summaries().forEach((command, about) -> table.append("complete -c sse -n __sse_first -a ").append(command)
                .append(" -d ").append(quotedForFish(about)).append('\n'));
        StringBuilder takes = new StringBuilder();
        for (Usage usage : commands) {
            String at = "complete -c sse -n '__sse_at " + usage.command() + "'";
            for (Option option : usage.options()) {
                table.append(at);
                for (String spelling : usage.shown(option)) {
                    boolean letter = !spelling.startsWith("--");
                    table.append(letter ? " -s " : " -l ").append(spelling.substring(letter ? 1 : 2));
                    if (option.takesValue() && usage.runsAProgram()) takes.append(' ').append(spelling);
                }
                if (option.takesValue()) table.append(" -r").append(forFish(option.value()));
                table.append(" -d ").append(quotedForFish(usage.about(option))).append('\n');
            }
            if (usage.operand().isEmpty()) continue;
            table.append(usage.runsAProgram() ? at.replaceFirst("'$", "; or __sse_program >/dev/null'") : at)
                    .append(forFish(usage.operand())).append('\n');
        }
        return filled("sse.fish", Map.of("takes", takes.substring(1), "codes", pairsForFish(codes),
                "faults", pairsForFish(faults), "table", table.toString()));
    }

    private static String pairsForFish(Map<String, String> words) {
        StringBuilder pairs = new StringBuilder();
        words.forEach((word, about) -> pairs.append(' ').append(word).append(' ').append(quotedForFish(about)));
        return pairs.substring(1);
    }

    private static String forFish(String value) {
        return switch (value) {
            case Option.FILE -> " -F";
            case Option.FOLDER -> " -fa '(__fish_complete_directories (commandline -ct))'";
            case Option.AT_FILE -> " -fa '(__sse_at_file)'";
            case Option.CODE -> " -fa '(__sse_code; echo all)'";
            case Option.CODES -> " -fa '(__sse_code_list)'";
            case Option.FAULTS -> " -fa '(__sse_fault_list)'";
            case Option.PROGRAM -> " -fa '(__fish_complete_command)'";
            case Option.PROGRAM_AND_WORDS -> " -fa '(__sse_run)'";
            default -> Option.choices(value).isEmpty() ? " -f"
                    : " -fa '" + value.replace("|", "\\t\"\" ") + "\\t\"\"'"; // not described as the option is
        };
    }

    /** The names of the commands, and what the help says of each in a few words. */
    private Map<String, String> summaries() {
        Map<String, String> summaries = new LinkedHashMap<>();
        for (Usage usage : commands) summaries.put(usage.command(), "");
        for (Usage usage : commands) {
            if (!usage.command().equals("help")) continue;
            for (Layout.Part part : Layout.of(usage.text())) summaries.replace(part.tag(), part.brief());
        }
        return summaries;
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /** Between its quotes fish takes a backslash for one of its own. */
    private static String quotedForFish(String word) {
        return "'" + word.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** The script with these words filled in; one on a line of its own is as many lines as there are. */
    private static String filled(String name, Map<String, String> words) {
        try (InputStream in = Completion.class.getResourceAsStream(name)) {
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> word : words.entrySet()) {
                script = script.replace("\n@" + word.getKey() + "@\n", "\n" + word.getValue())
                        .replace("@" + word.getKey() + "@", word.getValue());
            }
            return script;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
