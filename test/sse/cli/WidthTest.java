package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import sse.kit.Await;
import sse.server.ServerLog;
import sse.shell.Usage;
import sse.term.Console;

/** What the program says of its own fits a terminal of 80 columns, and what is longer is broken at words there. */
class WidthTest {
    private static final int WIDTH = 80;
    private static final Path SOURCES = Path.of(System.getProperty("sse.home", "."), "src/sse");

    @Test
    void everyHelpFits() {
        List<String> asked = new ArrayList<>(List.of("help", "help format", "help faults", "help tape"));
        for (String command : HelpCommand.names()) asked.add("help " + command);
        for (String words : asked) {
            Typed typed = Typed.run(words.split(" "));
            assertEquals(0, typed.code(), words);
            for (String line : typed.out().split("\n")) assertTrue(line.length() <= WIDTH, words + ": " + line);
        }
    }

    /** Nobody is to count blanks by hand: the words about an example stand in their column behind every name. */
    @Test
    void everyHelpFitsByEveryNameAndNamesNoOther() {
        for (Usage command : HelpCommand.COMMANDS) {
            String usage = command.text();
            assertTrue(usage.contains("$0 "), usage);
            for (String name : List.of("sse", "./sse.jar", "java -jar sse.jar")) {
                String help = HelpText.named(usage, name);
                for (String line : help.split("\n")) assertTrue(line.length() <= WIDTH, line);
                assertFalse(help.replace(name, "").matches("(?s).*(\\bsse|java -jar) [a-z].*"), help);
                if (!command.command().equals("pub")) continue;
                assertColumn(help, "one event", "an event of each line", "with a type");
            }
        }
        String longName = "/a/long/path/to/the/folder/of/the/program/sse.jar";
        assertTrue(HelpText.named(PubCommand.USAGE, longName).contains("app.log\n      what a file grows by"));
    }

    private static void assertColumn(String help, String... words) {
        int column = -1;
        for (String word : words) {
            int at = help.indexOf("  " + word + "\n");
            int now = at - help.lastIndexOf('\n', at);
            if (column < 0) column = now;
            assertEquals(column, now, help);
        }
    }

    /** Help and hints are to be typed as they stand, and it is the caller who knows what the program is called. */
    @Test
    void noMessageSaysWhatTheProgramIsCalled() throws IOException {
        Pattern named = Pattern.compile("\\b(sse|\\./sse\\.jar|java -jar \\S+) ("
                + String.join("|", HelpCommand.names()) + ")\\b");
        List<String> wrong = new ArrayList<>();
        try (var files = Files.walk(SOURCES)) {
            for (Path file : files.filter(f -> f.toString().matches(".*\\.(java|js|html)")).toList()) {
                String text = Files.readString(file).replaceAll("(?m)(?s:/\\*.*?\\*/)|//.*$", "");
                for (Matcher m = named.matcher(text); m.find(); ) wrong.add(file.getFileName() + ": " + m.group());
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** The words of a message in the source, without what is put in between: those alone have to fit. */
    @Test
    void fixedWordsOfEveryMessageFit() throws IOException {
        Pattern said = Pattern.compile("\\b(?:Exit\\.usage|new Exit|note|say|fault|noteIfTyped)\\(([^;]*?)\\);");
        List<String> wide = new ArrayList<>();
        for (String room : List.of("ask", "cli", "feed", "tail", "term")) {
            try (var files = Files.list(SOURCES.resolve(room))) {
                for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    String text = Files.readString(file).replaceAll("\"\"\"(?s:.*?)\"\"\"", "");
                    for (Matcher m = said.matcher(hidden(text)); m.find(); ) {
                        String words = literals(text.substring(m.start(1), m.end(1)));
                        if (words.length() > WIDTH - "sse: ".length()) wide.add(file.getFileName() + ": " + words);
                    }
                }
            }
        }
        assertEquals("", String.join("\n", wide));
    }

    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");

    /** The same, with another character for each in quotes. */
    private static String hidden(String source) {
        return LITERAL.matcher(source).replaceAll(m -> "\"" + "x".repeat(m.group(1).length()) + "\"");
    }

    /** What the quotes hold; of two that are chosen between, the longer one. */
    private static String literals(String source) {
        StringBuilder words = new StringBuilder();
        String chosen = source.replaceAll("\\? (\"[^\"]*\") : (\"[^\"]*\")", "$1");
        for (Matcher m = LITERAL.matcher(chosen); m.find(); ) words.append(m.group(1));
        return words.toString();
    }

    @Test
    void linesOfTheServersLogFit() throws Exception {
        List<String> lines = logged(Map.of("COLUMNS", "80"));
        for (String line : lines) assertTrue(line.length() <= WIDTH, line);
        assertEquals("+ #1 127.0.0.1:50114  /hello  curl/8.5                         1 open",
                lines.get(0).substring(10));
        assertEquals("- #1 reader left: 38 s, 19 events, 1.10 kB, id mwqgpkdl3x-19   0 open",
                lines.get(1).substring(10));
        assertTrue(lines.get(2).endsWith("…  12 open"), lines.get(2));
        assertTrue(lines.get(3).endsWith(" start with"), "at a word: " + lines.get(3));
        assertEquals("            --cors http://app.test:3000", lines.get(4));
    }

    @Test
    void logGoesAsFarAsTheWindow() throws Exception {
        String line = logged(Map.of("COLUMNS", "120")).get(2);
        assertTrue(line.contains("/a-topic-with-a-name-of-some-length  Mozilla/5.0"), line);
    }

    private static List<String> logged(Map<String, String> env) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ServeLog log = new ServeLog(new Console(new ByteArrayInputStream(new byte[0]), out, out, env, true), true);
        log.came(1, "127.0.0.1:50114", "/hello", "curl/8.5", 1);
        log.left(new ServerLog.Departure(1, "127.0.0.1:50114", "/hello", 38_000, 19, 1_100, "mwqgpkdl3x-19",
                "reader left"), 0);
        log.came(1234, "[fe80::1234:5678:9abc:def0]:50114", "/a-topic-with-a-name-of-some-length",
                "Mozilla/5.0 (X11; Linux x86_64)", 12);
        log.refused("127.0.0.1:50114", "/hello", 403,
                "a page of http://app.test:3000 was kept out of /hello; start with --cors http://app.test:3000");
        log.answered("GET", "/the-last-one", 200);
        Thread printer = Thread.ofVirtual().start(log);
        Await.until("all lines", 10_000, () -> out.toString(StandardCharsets.UTF_8).contains("/the-last-one"));
        printer.interrupt();
        printer.join();
        return List.of(out.toString(StandardCharsets.UTF_8).split("\n"));
    }

    @Test
    void longLinesAreFoldedOnATerminalOnly() {
        String[] words = {"lint", "no/such/file/as/this/one/with/a/name/that/takes/some/room/of.its-own"};
        Typed typed = Typed.onTerminal("", Map.of("COLUMNS", "80"), words);
        assertTrue(typed.err().contains("\n     "), typed.err());
        assertFalse(Typed.run(words).err().contains("\n     "));
        assertEquals(Typed.run(words).err(), typed.err().replace("\n     ", " "));
        String card = Typed.onTerminal("", Map.of("COLUMNS", "80"), "lint", "--explain", "all").out();
        for (String line : card.split("\n")) assertTrue(line.length() <= WIDTH, line);
        assertTrue(card.contains("\n" + " ".repeat(40)), "folded under its column");
    }

    @Test
    void findingsAreFoldedOnATerminal() {
        String stream = "event: success \ndata: done\n\nData: 50%\n\nid: close\ndata: x\n\nretry: 5s\n\ndata: last";
        Map<String, String> env = Map.of("COLUMNS", "80", "NO_COLOR", "1");
        for (String line : Typed.onTerminal(stream, env, "lint", "-v", "-").out().split("\n")) {
            assertTrue(line.length() <= WIDTH, line);
        }
    }
}
