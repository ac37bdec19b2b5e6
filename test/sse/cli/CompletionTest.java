package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sse.shell.Usage;
import sse.term.Option;

/** What a Tab gives in the shells that are installed here, each run as people run it. */
class CompletionTest {
    private static final Map<String, String> EXPECTED = new LinkedHashMap<>();

    static {
        EXPECTED.put("sse ", String.join(" ", HelpCommand.names()));
        EXPECTED.put("sse ta", "tail");
        EXPECTED.put("./sse.jar ta", "tail");
        EXPECTED.put("sse tail --as ", "browser");
        EXPECTED.put("sse tail --as=", "browser");
        EXPECTED.put("sse -o ", "info none verbose");
        EXPECTED.put("sse --hea", "--heartbeat");
        EXPECTED.put("sse serve -vo ", "info none verbose");
        EXPECTED.put("sse serve fil", "");
        EXPECTED.put("sse serve --dir f", "folder");
        EXPECTED.put("sse tail :8080/x --cacert fi", "file.pem");
        EXPECTED.put("sse tail -d @fi", "@file.pem");
        EXPECTED.put("sse tail -d fi", "");
        EXPECTED.put("sse lint --explain raw-", "raw-line-break");
        EXPECTED.put("sse lint --ignore SSE101,SSE104", "SSE104");
        EXPECTED.put("sse replay x --fault cut@events=3,noda", "nodata");
        EXPECTED.put("sse lint fi", "file.pem");
        EXPECTED.put("sse completion ", "bash fish zsh");
        EXPECTED.put("sse help fau", "faults");
        EXPECTED.put("sse exec --cors http://a:3000 --stderr=d", "drop");
        EXPECTED.put("sse exec -p 9000 sse-test-pro", "sse-test-program");
        EXPECTED.put("sse exec -vp 9000 -- sse-test-program fi", "file.pem");
        EXPECTED.put("sse exec sse-test-program --restar", "");
        EXPECTED.put("sse exec --restar", "--restart");
    }

    @TempDir Path folder;

    @Test
    void everyOptionIsDescribedInAHelp() {
        List<String> wrong = new ArrayList<>();
        for (Usage usage : HelpCommand.COMMANDS) {
            for (Option option : usage.options()) {
                String which = usage.command() + " " + option.spellings();
                if (usage.shown(option).isEmpty()) wrong.add(which + " is in no help");
                else if (usage.about(option).isEmpty()) wrong.add(which + " has no row in a help");
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyRowOfAHelpIsOfAnOptionThatIsCompleted() {
        List<String> wrong = new ArrayList<>();
        for (Usage usage : HelpCommand.COMMANDS) {
            List<String> known = new ArrayList<>();
            for (Option option : usage.options()) known.addAll(option.spellings());
            for (String line : usage.text().split("\n")) {
                if (!line.startsWith("  -")) continue;
                for (String word : line.strip().split("  ")[0].split(",? ")) {
                    if (word.startsWith("-") && !known.contains(word)) wrong.add(usage.command() + " " + word);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyCommandIsOneAndInTheOverviewAndCompleted() {
        String zsh = Typed.run("completion", "zsh").out();
        for (String name : HelpCommand.names()) {
            assertEquals(0, Typed.run(name, "--help").code(), name);
            assertTrue(zsh.contains("\n        '" + name + ":"), "is not in the overview: " + name);
            assertTrue(zsh.contains("\n        " + name + ")\n            _arguments "), name);
        }
        assertEquals("sse: completion is for one of bash, zsh and fish; see sse help completion\n",
                Typed.run("completion", "ksh").err());
    }

    /** In a terminal of its own, which script(1) makes; Meta-* puts all that fits in place of the word. */
    @Test
    @Timeout(60)
    void bash() throws Exception {
        needs("bash");
        needs("script");
        Files.writeString(folder.resolve("rc"), """
                PS1='rea''dy> ' PS2=
                bind 'set enable-bracketed-paste off'
                bind '"\\t": insert-completions'
                show() { printf '\\n<%s>\\n' "$READLINE_LINE"; READLINE_LINE=; }
                bind -x '"\\C-t": show'
                source ./script
                """);
        StringBuilder typed = new StringBuilder();
        for (String line : EXPECTED.keySet()) typed.append(line).append("\t\24");
        String out = run("bash", typed + "exit\n", "script", "-qec", "bash --noprofile --rcfile rc -i", "/dev/null");
        Map<String, String> given = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        for (String line : out.split("[\r\n]+")) {
            if (line.startsWith("<") && line.endsWith(">")) lines.add(line.substring(1, line.length() - 1));
        }
        assertEquals(EXPECTED.size(), lines.size(), out);
        for (String line : EXPECTED.keySet()) {
            String whole = lines.remove(0);
            String words = whole.equals(line) ? "" : whole.substring(line.lastIndexOf(' ') + 1);
            given.put(line, sorted(words.split(" ")));
        }
        assertGiven(given);
    }

    /** In a terminal that zsh itself makes; what the completion adds is printed where it does. */
    @Test
    @Timeout(60)
    void zsh() throws Exception {
        needs("zsh");
        Files.writeString(folder.resolve("harness"), """
                zmodload zsh/zpty
                zpty z zsh -f -i
                zpty -w z 'PS1= PS2=; autoload -Uz compinit; compinit -D -u; source ./script'
                zpty -w z 'compadd() {
                    if [[ " ${@[1,(i)(-|--)]} " == *" -"[OAD]" "* ]]; then builtin compadd "$@"; return; fi
                    local -a hits; builtin compadd -A hits "$@"
                    print -rl -- "<"$^hits">"
                    builtin compadd "$@"
                }
                all() { print "be""gin"; zle list-choices; print "en""d"; BUFFER=; zle accept-line }
                zle -N all; bindkey "^I" all; setopt no_beep; LISTMAX=10000; print rea"dy"'
                zpty -r z out '*ready*'
                for line; do
                    zpty -w -n z "$line"$'\\t'
                    zpty -r z out '*begin*end*'
                    print -r -- "== $line"
                    print -r -- "${out//$'\\r'/}"
                done
                zpty -d z
                """);
        List<String> command = new ArrayList<>(List.of("zsh", "-f", "harness"));
        command.addAll(EXPECTED.keySet());
        String out = run("zsh", "", command.toArray(String[]::new));
        Map<String, String> given = new LinkedHashMap<>();
        for (String part : out.split("(?m)^== ")) {
            List<String> words = new ArrayList<>();
            for (String line : part.split("\n")) {
                boolean at = part.contains(" @"); // which is not among what is added
                if (line.startsWith("<")) words.add((at ? "@" : "") + line.substring(1, line.length() - 1));
            }
            if (!part.isBlank()) given.put(part.substring(0, part.indexOf('\n')), sorted(words.toArray(String[]::new)));
        }
        assertGiven(given);
    }

    @Test
    @Timeout(60)
    void fish() throws Exception {
        needs("fish");
        List<String> command = new ArrayList<>(List.of("fish", "--no-config", "-c", """
                source ./script
                complete -c sse-test-program -l almost
                complete -c sse-test-program -f -a mine
                for line in $argv
                    echo "== $line"
                    complete -C $line
                end
                """));
        command.addAll(EXPECTED.keySet());
        Map<String, String> own = Map.of("sse exec -p 9000 sse-test-program --al", "--almost",
                "sse exec sse-test-program ", "mine"); // the program's own completion
        command.addAll(own.keySet());
        String out = run("fish", "", command.toArray(String[]::new));
        assertTrue(out.startsWith("== ") && !out.contains("(line "), out); // nor an error of the script
        Map<String, String> given = new LinkedHashMap<>();
        for (String part : out.split("(?m)^== ")) {
            if (part.isBlank()) continue;
            String[] lines = part.split("\n");
            String[] words = Arrays.copyOfRange(lines, 1, lines.length);
            for (int i = 0; i < words.length; i++) words[i] = words[i].split("\t")[0];
            given.put(lines[0], sorted(words));
        }
        own.forEach((line, words) -> assertEquals(words, given.remove(line), line));
        assertGiven(given);
    }

    private static void assertGiven(Map<String, String> given) {
        StringBuilder expected = new StringBuilder();
        StringBuilder actual = new StringBuilder();
        EXPECTED.forEach((line, words) -> {
            expected.append(line).append(" => ").append(sorted(words.split(" "))).append('\n');
            actual.append(line).append(" => ").append(given.get(line)).append('\n');
        });
        assertEquals(expected.toString(), actual.toString());
    }

    /** What is given for the part of a word that is being completed: shells differ in how much of it they show. */
    private static String sorted(String... words) {
        TreeSet<String> sorted = new TreeSet<>();
        for (String word : words) {
            String end = word.substring(Math.max(word.lastIndexOf(','), word.lastIndexOf('=')) + 1);
            sorted.add(end.replace("/", ""));
        }
        return String.join(" ", sorted).strip();
    }

    /** Runs a shell that reads the script of its kind, and types this into it when it says that it is ready. */
    private String run(String shell, String typed, String... command) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("script"), Typed.run("completion", shell).out());
        Files.writeString(folder.resolve("file.pem"), "");
        Files.createDirectories(folder.resolve("folder"));
        Program.script(folder.resolve("bin/sse-test-program"), "");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(Map.of("HOME", folder.toString(), "TERM", "dumb", "LC_ALL", "C.UTF-8", "PATH",
                folder.resolve("bin") + ":" + System.getenv("PATH")));
        Process process = builder.start();
        StringBuilder out = new StringBuilder();
        try (InputStream in = process.getInputStream()) {
            boolean waits = !typed.isEmpty();
            byte[] buffer = new byte[8192];
            for (int n; (n = in.read(buffer)) > 0; ) {
                out.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                if (!waits || out.indexOf("ready> ") < 0) continue;
                waits = false;
                process.getOutputStream().write(typed.getBytes(StandardCharsets.UTF_8));
                process.getOutputStream().flush();
            }
        } finally {
            process.destroy();
            if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly();
        }
        return out.toString();
    }

    private static void needs(String program) {
        for (String place : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(place, program))) return;
        }
        assumeTrue(false, "there is no " + program + " here");
    }
}
