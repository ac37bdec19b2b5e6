package sse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does what the README says and compares what comes out with what it shows.
 *
 * <p>A block of the kind {@code console} holds commands behind {@code $} and their output. A number
 * stands for any number, an id for any id, a time for any time; {@code ...} in a line for any text, and
 * alone on a line for any lines. {@code java -jar sse.jar} and {@code ./sse.jar} without an ending of
 * their own run until the block is over. Blocks of the kind {@code sh} are the two commands of the
 * beginning, which run this test, so only their names are looked up. Java in the README is the text of
 * the example programs.
 */
class ReadmeTest {
    private static final Path HOME = Path.of(System.getProperty("sse.home", "."));
    private static final Path JAR = Path.of(System.getProperty("sse.jar", "sse.jar")).toAbsolutePath();

    @TempDir
    Path all;

    private record Command(String text, List<String> shown) {}

    @TestFactory
    List<DynamicTest> everyBlockDoesWhatItShows() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (List<String> block : blocks("console")) {
            tests.add(DynamicTest.dynamicTest(block.get(0), () -> run(commands(block))));
        }
        return tests;
    }

    @Test
    void theCommandsOfTheBeginningExist() throws Exception {
        List<List<String>> blocks = blocks("sh");
        assertTrue(!blocks.isEmpty(), "the README begins with its two commands");
        for (List<String> block : blocks) {
            for (String line : block) {
                String command = line.contains("#") ? line.substring(0, line.indexOf('#')).strip() : line.strip();
                assertTrue(command.startsWith("make "), command);
                Process make = new ProcessBuilder("make", "-n", command.substring(5)).directory(HOME.toFile())
                        .redirectErrorStream(true).start();
                String said = new String(make.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertEquals(0, make.waitFor(), said);
            }
        }
    }

    @Test
    void theJavaItShowsIsThatOfTheExamples() throws IOException {
        List<String> examples = new ArrayList<>();
        try (var files = Files.list(HOME.resolve("test/examples"))) {
            for (Path file : files.toList()) examples.add(Files.readString(file).indent(0));
        }
        for (List<String> block : blocks("java")) {
            String text = String.join("\n", block).strip();
            boolean found = false;
            for (String example : examples) found |= withoutIndent(example).contains(withoutIndent(text));
            assertTrue(found, "in no example:\n" + text);
        }
    }

    private static String withoutIndent(String text) {
        StringBuilder plain = new StringBuilder();
        for (String line : text.split("\n")) plain.append(line.strip()).append('\n');
        return plain.toString();
    }

    private void run(List<Command> commands) throws Exception {
        Path folder = Files.createDirectory(all.resolve("block" + all.toFile().list().length));
        Files.createDirectories(folder.resolve("test/examples"));
        Files.copy(JAR, folder.resolve("sse.jar"), StandardCopyOption.COPY_ATTRIBUTES);
        try (var examples = Files.list(HOME.resolve("test/examples"))) {
            for (Path file : examples.toList()) Files.copy(file, folder.resolve("test/examples")
                    .resolve(file.getFileName()));
        }
        int port = 0; // until the server says which it has
        List<Process> running = new ArrayList<>();
        try {
            if (!isServer(commands.get(0))) {
                Process server = start("java -jar sse.jar serve -o none", folder, 0);
                running.add(server);
                port = port(lines(server, 4));
            }
            for (Command command : commands) {
                Process process = start(command.text, folder, port);
                if (isServer(command)) running.add(process);
                List<String> printed = isServer(command) ? lines(process, command.shown.size()) : allLines(process);
                if (isServer(command)) port = port(printed);
                assertEquals(String.join("\n", command.shown), merged(command.shown, printed), command.text);
            }
        } finally {
            for (Process process : running) process.destroy();
            for (Process process : running) assertTrue(process.waitFor(10, TimeUnit.SECONDS),
                    "the server does not stop");
        }
    }

    private static boolean isServer(Command command) {
        return command.text.matches("(java -jar|\\./)? ?sse\\.jar( serve.*)?");
    }

    /** Where a server that said this listens. */
    private static int port(List<String> said) {
        return URI.create(said.get(0).split(" +")[3]).getPort();
    }

    private Process start(String command, Path folder, int port) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", "exec 2>&1; " + command.replace("8080",
                Integer.toString(port)));
        builder.directory(folder.toFile()).redirectErrorStream(true);
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":"
                + System.getenv("PATH"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("PORT", Integer.toString(port));
        builder.environment().put("SSE_URL", "http://127.0.0.1:" + port);
        builder.environment().put("TERM", "dumb");
        return builder.start();
    }

    private static List<String> lines(Process process, int count) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(process.getInputStream(),
                StandardCharsets.UTF_8));
        List<String> lines = new ArrayList<>();
        while (lines.size() < count) {
            String line = reader.readLine();
            if (line == null) break;
            lines.add(line);
        }
        return lines;
    }

    private static List<String> allLines(Process process) throws Exception {
        Thread guard = Thread.ofPlatform().daemon().start(() -> {
            try {
                if (!process.waitFor(30, TimeUnit.SECONDS)) process.destroyForcibly();
            } catch (InterruptedException e) {
                process.destroyForcibly();
            }
        });
        List<String> lines = lines(process, Integer.MAX_VALUE);
        guard.join();
        return lines;
    }

    /** What was printed, with each line that is as shown replaced by the line shown. */
    private static String merged(List<String> shown, List<String> printed) {
        List<String> merged = new ArrayList<>();
        int p = 0;
        for (int s = 0; s < shown.size(); s++) {
            if (shown.get(s).equals("...")) {
                String next = s + 1 < shown.size() ? shown.get(s + 1) : null;
                while (p < printed.size() && (next == null || !alike(next, printed.get(p)))) p++;
                merged.add("...");
            } else if (p < printed.size()) {
                merged.add(alike(shown.get(s), printed.get(p)) ? shown.get(s) : printed.get(p));
                p++;
            }
        }
        while (p < printed.size()) merged.add(printed.get(p++));
        return String.join("\n", merged);
    }

    /** Numbers may differ, but not a zero, and not the status of an answer. */
    private static boolean alike(String shown, String printed) {
        if (shown.matches("[1-5][0-9][0-9]")) return shown.equals(printed);
        StringBuilder pattern = new StringBuilder();
        for (String part : shown.split(Pattern.quote("..."), -1)) {
            if (!pattern.isEmpty()) pattern.append(".*");
            pattern.append(Pattern.quote(general(part)).replace("\u0001", "\\E[\u00010]\\Q"));
        }
        return general(printed.stripTrailing()).matches(pattern.toString());
    }

    /** A line with one sign for each id, one for each number but zero, and seconds for milliseconds. */
    private static String general(String line) {
        return line.replaceAll("[0-9a-z]{10}-[0-9]+", "\u0002")
                .replaceAll("(?<![\\w.,-])(?!0(?![0-9.,]))[0-9]+([.,][0-9]+)*(?![\\w-])", "\u0001")
                .replaceAll("(?<=[\u00010]) ms\\b", " s")
                .replaceAll(" {2,}", " ");
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

    private static List<List<String>> blocks(String kind) throws IOException {
        List<List<String>> blocks = new ArrayList<>();
        List<String> block = null;
        for (String line : Files.readAllLines(HOME.resolve("README.md"))) {
            if (line.equals("```" + kind)) {
                block = new ArrayList<>();
            } else if (line.equals("```") && block != null) {
                blocks.add(block);
                block = null;
            } else if (block != null) {
                block.add(line);
            }
        }
        return blocks;
    }
}
