package sse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sse.explain.Format;
import sse.lint.Rule;

/**
 * Does what the README says, from top to bottom and in one session, as a newcomer does who has just cloned it, and
 * compares what comes out with what it shows.
 *
 * <p>A block of the kind {@code console} holds commands behind {@code $} and what they print. The first command is the
 * server in a terminal of its own; all others are one script of bash. What differs from day to day stands for any other
 * of its kind: the beginning of an id that the server gave (not its number), a time, a duration, a rate. A line
 * {@code ...} stands for any lines. Java is the text of the example programs, and what no test can do is
 * {@link #NOT_RUN}.
 */
class ReadmeTest {
    private static final Path HOME = Path.of(System.getProperty("sse.home", "."));
    private static final Path JAR = Path.of(System.getProperty("sse.jar", "sse.jar")).toAbsolutePath();

    /** How a block begins that is neither run nor the text of an example, and why. */
    private static final List<String> NOT_RUN = List.of(
            "const source = new EventSource"); // runs in a page of another port, as OtherPagesTest has one

    @TempDir
    Path folder;

    /** The kind of a block, which may be none, and its lines. */
    private record Block(String kind, List<String> lines) {}

    private record Command(String text, List<String> shown) {}

    @Test
    @Timeout(120)
    void everyCommandPrintsWhatIsShown() throws Exception {
        List<Command> commands = new ArrayList<>();
        for (Block block : blocks()) if (block.kind.equals("console")) commands.addAll(commands(block.lines));
        assertEquals("make run", commands.get(0).text, "the README begins with the server");
        freshClone();
        Process server = start(0, "exec " + commands.get(0).text);
        try {
            List<String> said = new ArrayList<>(List.of(builtLine())); // what is not built again here
            BufferedReader reader = server.inputReader();
            while (said.size() < commands.get(0).shown.size()) said.add(reader.readLine());
            assertTrue(said.get(1).startsWith("SSE server on "), said::toString);
            int port = URI.create(said.get(1).split(" +")[3]).getPort();
            drain(reader);
            StringBuilder differs = new StringBuilder();
            compare(commands.get(0), said, port, differs);
            List<List<String>> printed = session(port, commands.subList(1, commands.size()));
            for (int i = 1; i < commands.size(); i++) compare(commands.get(i), printed.get(i - 1), port, differs);
            assertTrue(differs.isEmpty(), differs.toString());
        } finally {
            server.destroy();
            if (!server.waitFor(20, TimeUnit.SECONDS)) fail("make run does not stop");
        }
    }

    @Test
    void whatIsNoCommandIsTheTextOfAnExampleOrOfTheHelp() throws IOException {
        StringBuilder examples = new StringBuilder();
        try (var files = Files.list(HOME.resolve("test/examples"))) {
            for (Path file : files.toList()) examples.append(Files.readString(file)).append('\n');
        }
        String java = withoutIndent(examples.toString());
        for (Block block : blocks()) {
            String text = String.join("\n", block.lines) + "\n";
            boolean known = switch (block.kind) {
                case "console" -> true;
                case "nginx" -> true; // BalancerTest runs it
                case "java" -> java.contains(withoutIndent(text));
                case "" -> text.equals(Format.TEXT);
                default -> false;
            };
            for (String beginning : NOT_RUN) known |= text.startsWith(beginning);
            assertTrue(known, "is nowhere run:\n" + text);
        }
    }

    @Test
    void theNumberOfFindingsIsRight() throws IOException {
        String text = Files.readString(HOME.resolve("README.md"));
        assertTrue(text.contains("There are " + Rule.all().size() + " findings: `lint"), "There are ... findings");
    }

    /** A table has its rows on lines of their own. */
    @Test
    void linesEndByColumn120() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String line : Files.readAllLines(HOME.resolve("README.md"))) {
            if (line.length() > 120 && !line.startsWith("| ")) wrong.add(line);
        }
        assertEquals(List.of(), wrong);
    }

    private static String withoutIndent(String text) {
        StringBuilder plain = new StringBuilder();
        for (String line : text.strip().split("\n")) plain.append(line.strip()).append('\n');
        return plain.toString();
    }

    /** What git has, as far as make needs it, and a jar that is newer, since a build would take 10 s. */
    private void freshClone() throws IOException {
        for (String top : List.of("Makefile", "build.sh", "src", "test", "sse.jar")) {
            try (var files = Files.walk(HOME.resolve(top))) {
                for (Path file : files.toList()) {
                    Files.copy(file, folder.resolve(HOME.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        Files.createDirectories(folder.resolve(".build/classes"));
        Files.setLastModifiedTime(folder.resolve("sse.jar"), FileTime.fromMillis(System.currentTimeMillis()));
    }

    /** What build.sh says when it has built. */
    private static String builtLine() throws IOException {
        String script = Files.readString(HOME.resolve("build.sh"));
        String version = script.split("\nversion=")[1].split("\n")[0];
        String says = script.split("say \"built ")[1].split("\"")[0];
        return "build.sh: built " + says.replace("$version", version)
                .replace("$java_version", System.getProperty("java.version"));
    }

    /** Runs the commands as one script; a line of its own ends what each of them printed. */
    private List<List<String>> session(int port, List<Command> commands) throws Exception {
        StringBuilder script = new StringBuilder();
        String end = "---- " + System.nanoTime();
        for (Command command : commands) script.append(command.text).append("\necho '").append(end).append("'\n");
        Process process = start(port, script.toString().replace(":8080/", ":" + port + "/"));
        Thread guard = Thread.ofPlatform().daemon().start(() -> {
            try {
                if (!process.waitFor(100, TimeUnit.SECONDS)) process.destroyForcibly();
            } catch (InterruptedException e) {
                process.destroyForcibly();
            }
        });
        List<List<String>> printed = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (String line; (line = process.inputReader().readLine()) != null;) {
            if (line.equals(end)) {
                printed.add(lines);
                lines = new ArrayList<>();
            } else {
                lines.add(line);
            }
        }
        guard.join();
        assertEquals(commands.size(), printed.size(), () -> "did not end: " + commands.get(printed.size()).text);
        return printed;
    }

    private Process start(int port, String script) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", "exec 2>&1\n" + script);
        builder.directory(folder.toFile()).redirectInput(Path.of("/dev/null").toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "SSE_URL",
                "SSE_TOKEN", "MAKEFLAGS", "ARGS"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("PORT", Integer.toString(port));
        builder.environment().put("XDG_CACHE_HOME", "none"); // a relative path: no cache is made
        builder.environment().put("TERM", "dumb");
        return builder.start();
    }

    private static void drain(BufferedReader reader) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                while (reader.readLine() != null) continue;
            } catch (IOException closed) {
                // the server has ended
            }
        });
    }

    /** Adds what was printed otherwise than shown, where lines that are alike are printed as they are shown. */
    private static void compare(Command command, List<String> printed, int port, StringBuilder differs) {
        List<String> shown = command.shown;
        List<String> merged = new ArrayList<>();
        int p = 0;
        for (int s = 0; s < shown.size(); s++) {
            if (shown.get(s).equals("...")) {
                String next = s + 1 < shown.size() ? shown.get(s + 1) : null;
                while (p < printed.size() && (next == null || !alike(next, printed.get(p)))) p++;
                merged.add("...");
            } else if (p < printed.size()) {
                String line = printed.get(p++).replace(":" + port + "/", ":8080/");
                merged.add(alike(shown.get(s), line) ? shown.get(s) : line);
            }
        }
        while (p < printed.size()) merged.add(printed.get(p++));
        if (merged.equals(shown)) return;
        differs.append("\n$ ").append(command.text).append("\n--- shown\n").append(String.join("\n", shown))
                .append("\n--- printed\n").append(String.join("\n", merged)).append('\n');
    }

    private static boolean alike(String shown, String printed) {
        return general(shown).equals(general(printed));
    }

    /** The line with one sign for each thing that differs from day to day. */
    private static String general(String line) {
        return line.replaceAll("\\b[0-9a-z]{10}-(?=[0-9])", "boot-")
                .replaceAll("\\b1[0-9]{12}\\b", "time")
                .replaceAll("\\b[0-9][0-9.,]*(/s| ms| s| MB/s)(?!\\w)", "figure")
                .replaceAll("(?<=with Java )[0-9.]+", "version")
                .replaceAll(" {2,}", "  ");
    }

    private static List<Command> commands(List<String> block) {
        List<Command> commands = new ArrayList<>();
        for (String line : block) {
            if (line.startsWith("$ ")) commands.add(new Command(line.substring(2), new ArrayList<>()));
            else if (commands.isEmpty()) fail("a block begins with a command: " + line);
            else commands.get(commands.size() - 1).shown.add(line);
        }
        return commands;
    }

    private static List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        Block block = null;
        for (String line : Files.readAllLines(HOME.resolve("README.md"))) {
            if (block == null) {
                if (line.startsWith("```")) block = new Block(line.substring(3), new ArrayList<>());
            } else if (line.equals("```")) {
                blocks.add(block);
                block = null;
            } else {
                block.lines.add(line);
            }
        }
        return blocks;
    }
}
