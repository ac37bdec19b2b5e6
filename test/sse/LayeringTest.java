package sse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may know whom: the drawing of the packages, held against the import lines. Arrows point down only. */
class LayeringTest {
    private static final Path SRC = Path.of("src");
    private static final Pattern ROOM = Pattern.compile("(?<![\\w.])(sse(?:\\.\\w+)?) .*→ (.*)");

    private static final Map<String, Set<String>> MAY_IMPORT = drawing();

    /**
     * Reads the drawing in the plan of the house: a line for each package that names it and has an arrow, behind
     * which stand those it may import, by the last part of their names; {@code everything} for all of them.
     */
    private static Map<String, Set<String>> drawing() {
        Map<String, Set<String>> drawing = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(SRC.resolve("sse/package-info.java"))) {
                Matcher room = ROOM.matcher(line);
                if (!room.find()) continue;
                Set<String> below = new TreeSet<>();
                for (String word : room.group(2).strip().split("[ ,]+")) {
                    below.add(word.equals("sse") || word.equals("everything") ? word : "sse." + word);
                }
                drawing.put(room.group(1), below);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Set<String> below : drawing.values()) {
            if (below.remove("everything")) below.addAll(drawing.keySet());
            below.removeIf(word -> !drawing.containsKey(word)); // java.base and the like
        }
        return drawing;
    }

    /** Comments, and what stands in quotes. */
    private static final Pattern NOT_CODE = Pattern.compile("//[^\\n]*|(?s:/\\*.*?\\*/)|(?s:\"\"\".*?\"\"\")"
            + "|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+'");

    /** What of the JDK a package may use besides its base; the wire knows no network and no threads. */
    private static final List<String> NOT_FOR_THE_WIRE = List.of("java.net.", "java.nio.channels.",
            "java.util.concurrent.",
            "com.sun.");

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SRC)) {
            return files.filter(file -> file.toString().endsWith(".java")
                    && !file.endsWith("module-info.java")).sorted().toList();
        }
    }

    private static String packageOf(Path file) {
        return SRC.relativize(file.getParent()).toString().replace('/', '.').replace('\\', '.');
    }

    /** The packages that a file imports or names in full, and the JDK's classes among its imports. */
    private static Set<String> uses(Path file) throws IOException {
        Set<String> uses = new TreeSet<>();
        boolean comment = false;
        for (String line : Files.readAllLines(file)) {
            String code = line.strip();
            if (code.startsWith("/*")) comment = true;
            if (!comment && code.startsWith("import ")) {
                uses.add(code.replace("import static ", "").replace("import ", "").replace(";", ""));
            } else if (!comment && !code.startsWith("//") && !code.startsWith("package ")) {
                for (String known : MAY_IMPORT.keySet()) {
                    if (!known.equals("sse") && code.contains(known + ".")) uses.add(known + ".InFull");
                }
            }
            if (code.endsWith("*/")) comment = false;
        }
        return uses;
    }

    @Test
    void importsPointDownOnly() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : sources()) {
            String from = packageOf(file);
            assertTrue(MAY_IMPORT.containsKey(from), "the drawing has no package " + from);
            for (String used : uses(file)) {
                if (!used.startsWith("sse.")) continue;
                String to = packageOfName(used);
                if (!to.equals(from) && !MAY_IMPORT.get(from).contains(to)) wrong.add(file + " uses " + used);
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** The package part of a name: up to the first part that begins with a capital letter. */
    private static String packageOfName(String name) {
        StringBuilder of = new StringBuilder();
        for (String part : name.split("\\.")) {
            if (part.isEmpty() || Character.isUpperCase(part.charAt(0)) || part.equals("*")) break;
            of.append(of.isEmpty() ? "" : ".").append(part);
        }
        return of.toString();
    }

    /**
     * Inside a package arrows point one way, too. Two files that need each other say why, in a comment of one of them.
     */
    @Test
    void noTwoFilesOfAPackageNeedEachOtherButWhereACommentSaysWhy() throws IOException {
        Map<Path, String> code = new TreeMap<>();
        Map<Path, String> comments = new TreeMap<>();
        for (Path file : sources()) {
            if (file.endsWith("package-info.java")) continue;
            StringBuilder says = new StringBuilder();
            code.put(file, NOT_CODE.matcher(Files.readString(file)).replaceAll(text -> {
                if (text.group().startsWith("/")) says.append(text.group());
                return " ";
            }));
            comments.put(file, says.toString().replaceAll("\\s+(\\* )?", " "));
        }
        List<String> wrong = new ArrayList<>();
        for (Path one : code.keySet()) {
            for (Path other : code.keySet()) {
                if (one.compareTo(other) >= 0 || !packageOf(one).equals(packageOf(other))) continue;
                if (!names(code.get(one), other) || !names(code.get(other), one)) continue;
                boolean said = Stream.of(one, other).anyMatch(file -> comments.get(file).contains("each other")
                        && names(comments.get(file), file.equals(one) ? other : one));
                if (!said) wrong.add(one + " and " + other + " need each other");
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static boolean names(String text, Path file) {
        String name = file.getFileName().toString().replace(".java", "");
        return Pattern.compile("\\b" + name + "\\b").matcher(text).find();
    }

    @Test
    void theWireKnowsNoNetworkAndNoThreads() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : sources()) {
            boolean wire = packageOf(file).equals("sse") || packageOf(file).equals("sse.explain");
            boolean hub = packageOf(file).equals("sse.hub") || packageOf(file).equals("sse.courier");
            for (String used : uses(file)) {
                if (wire && NOT_FOR_THE_WIRE.stream().anyMatch(used::startsWith)) wrong.add(file + " uses " + used);
                if (hub && (used.startsWith("java.net.") || used.startsWith("com.sun."))) wrong.add(file + " uses "
                        + used);
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void nothingOutsideTheJdkIsUsed() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : sources()) {
            for (String used : uses(file)) {
                if (!used.startsWith("sse.") && !used.startsWith("java.") && !used.startsWith("javax.net.ssl.")
                        && !used.startsWith("com.sun.net.httpserver.")) wrong.add(file + " uses " + used);
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void theTestSeesImports() throws IOException {
        assertTrue(uses(SRC.resolve("sse/server/Topics.java")).contains("sse.hub.Hub"));
        assertEquals("sse.hub", packageOfName("sse.hub.Hub.Limits"));
        assertEquals("sse", packageOfName("sse.Event"));
        assertEquals(Set.of("sse"), MAY_IMPORT.get("sse.hub"));
        assertEquals(Set.of(), MAY_IMPORT.get("sse"));
    }
}
