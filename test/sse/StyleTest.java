package sse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How every Java file is written: what a reader would stumble over, and no tool mends. */
class StyleTest {
    private static final int WIDTH = 120;
    private static final Pattern IMPORT = Pattern.compile("import (?:static )?[\\w.]+\\.(\\w+);");

    private static List<Path> sources(String... folders) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String folder : folders) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(sources::add);
            }
        }
        return sources;
    }

    /** A line in a block of text is as long as what it shows. */
    @Test
    void linesEndByColumn120AndHoldNoTab() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : sources("src", "test")) {
            boolean block = false;
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                boolean begins = (line.length() - line.replace("\"\"\"", "").length()) / 3 % 2 == 1;
                if (line.length() > WIDTH && !block || line.indexOf('\t') >= 0) wrong.add(file + ":" + number);
                block ^= begins;
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyImportIsUsed() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : sources("src", "test")) {
            String text = Files.readString(file);
            Set<String> words = new HashSet<>();
            Set<String> imported = new HashSet<>();
            for (String line : text.split("\n")) {
                Matcher matcher = IMPORT.matcher(line);
                if (matcher.matches()) imported.add(matcher.group(1));
                else words.addAll(List.of(line.split("\\W+")));
            }
            imported.removeAll(words);
            if (!imported.isEmpty()) wrong.add(file + " " + imported);
        }
        assertEquals(List.of(), wrong);
    }

    /** One name stands for one thing in the whole house. */
    @Test
    void noTwoClassesHaveOneName() throws IOException {
        List<String> wrong = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Path file : sources("src")) {
            String name = file.getFileName().toString();
            if (!name.equals("package-info.java") && !names.add(name)) wrong.add(file.toString());
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void noRoomHasMoreThan3000Lines() throws IOException {
        Map<Path, Integer> rooms = new TreeMap<>();
        for (Path file : sources("src")) rooms.merge(file.getParent(), Files.readAllLines(file).size(), Integer::sum);
        rooms.values().removeIf(lines -> lines <= 3000);
        assertEquals(Map.of(), rooms);
    }
}
