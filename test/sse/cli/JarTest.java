package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The file {@code sse.jar} as a person meets it: a jar and a program. A fake Java, a script that prints
 * its words, shows what the program in front of the zip starts; the real one shows that it is right.
 */
class JarTest {
    private static final Path JAR = Path.of(System.getProperty("sse.jar"));
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    @TempDir Path folder;

    /** A process that ended: its exit code and what it wrote. */
    private record Result(int code, String out, String err) {}

    private Path fake;
    private Path cache;

    @BeforeEach
    void makeFakeJava() throws IOException {
        cache = folder.resolve("cache");
        fake = fakeJava("fake java", "99.0.1");
    }

    // As a jar

    @Test
    void javaJarRunsIt() throws Exception {
        Result result = run(List.of(JAVA_HOME + "/bin/java", "-jar", JAR.toString(), "version"));
        assertEquals("", result.err);
        assertTrue(result.out.startsWith("sse.jar " + versionInManifest()), result.out);
        assertEquals(0, result.code);
    }

    @Test
    void holdsTheLicenceAndNoSource() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertTrue(jar.getEntry("META-INF/LICENSE") != null);
            assertEquals("", jar.stream().map(e -> e.getName()).filter(n -> n.endsWith(".java") || n.endsWith(".sh"))
                    .reduce("", String::concat));
        }
    }

    /** The offsets in a zip count from the start of the file, also when a program stands there. */
    @Test
    void zipKnowsOfTheProgramInFrontOfIt() throws IOException {
        byte[] bytes = Files.readAllBytes(JAR);
        int end = bytes.length - 22;
        assertEquals("PK\5\6", latin1(bytes, end, 4));
        int directory = int32(bytes, end + 16);
        assertEquals("PK\1\2", latin1(bytes, directory, 4));
        int first = int32(bytes, directory + 42);
        assertEquals("PK\3\4", latin1(bytes, first, 4));
        assertEquals("\"$@\"\n", latin1(bytes, first - 5, 5), "the program ends where the zip begins");
    }

    @Test
    void olderJavaGetsOneSentence() throws Exception {
        Path old = oldJava();
        assumeTrue(old != null, "no Java older than 21 on this machine");
        Result result = run(List.of(old + "/bin/java", "-jar", JAR.toString(), "version"));
        assertEquals("", result.out);
        assertTrue(result.err.matches("sse\\.jar needs Java 21 or newer; this is Java [^\n]*\n"), result.err);
        assertEquals(1, result.code);
    }

    // As a program

    @Test
    void programRuns() throws Exception {
        Result result = program(JAVA_HOME, "version");
        assertEquals("", result.err);
        assertTrue(result.out.startsWith("sse.jar " + versionInManifest()), result.out);
        assertEquals(0, result.code);
    }

    @Test
    void programPassesItsWordsOnUntouched() throws Exception {
        List<String> words = List.of("pub", "a  b", "", "*", "$HOME `id` \\ '\"", "-n", "line\nfeed");
        Result result = program(fake, words.toArray(String[]::new));
        String all = result.out;
        assertEquals("-jar|" + JAR.toRealPath() + "|" + String.join("|", words) + "|", all.substring(all.indexOf("-jar")));
        assertEquals("", result.err);
    }

    @Test
    void programPassesTheExitCodeOn() throws Exception {
        Files.writeString(fake.resolve("bin/java"), "#!/bin/sh\nexit 18\n");
        assertEquals(18, program(fake, "tail", "x").code);
    }

    @Test
    void programPassesOverAJavaHomeThatIsTooOldOrEmpty() throws Exception {
        for (Path home : List.of(fakeJava("old", "17.0.15"), fakeJava("older", "1.8.0_392"), folder)) {
            Result result = run(List.of(JAR.toString(), "pub"), "JAVA_HOME=" + home, "PATH=" + fake + "/bin:/usr/bin:/bin");
            assertTrue(result.out.contains("-jar"), result.toString());
        }
    }

    @Test
    void programFindsTheFolderOfALinkOnThePath() throws Exception {
        Path links = Files.createDirectory(folder.resolve("links"));
        Files.createSymbolicLink(links.resolve("java"), fake.resolve("bin/java"));
        Result result = run(List.of(JAR.toString(), "pub"), "JAVA_HOME=", "PATH=" + links + ":/usr/bin:/bin");
        assertTrue(result.out.endsWith("|pub|"), result.toString());
    }

    @Test
    void programFindsItselfThroughLinksRelativePathsAndSpaces() throws Exception {
        Path place = Files.createDirectory(folder.resolve("a place"));
        Files.copy(JAR, place.resolve("sse.jar"));
        place.resolve("sse.jar").toFile().setExecutable(true);
        Files.createSymbolicLink(folder.resolve("sse"), place.resolve("sse.jar"));
        for (String name : List.of("./sse", "a place/sse.jar", "./a place/../a place/sse.jar")) {
            Result result = run(List.of("/bin/sh", "-c", "'" + name + "' version"), "JAVA_HOME=" + JAVA_HOME);
            assertEquals("", result.err);
            assertTrue(result.out.startsWith("sse.jar "), result.out);
        }
        for (String shell : List.of("sh sse.jar version", "PATH=\"$PWD:$PATH\"; sse.jar version")) {
            Result result = run(List.of("/bin/sh", "-c", "cd 'a place'; " + shell), "JAVA_HOME=" + JAVA_HOME);
            assertEquals("", result.err);
            assertTrue(result.out.startsWith("sse.jar "), result.out);
        }
    }

    @Test
    void eachCommandHasItsArchiveInTheCacheFolder() throws Exception {
        Path place = Path.of(cache + "/sse.jar" + JAR.toRealPath());
        String serve = archive(program(fake));
        assertTrue(serve.matches(Pattern.quote(place.toString()) + "/[0-9a-f]{12}-99-serve\\.jsa"), serve);
        assertEquals(serve, archive(program(fake, "serve")));
        assertEquals(serve, archive(program(fake, "-p", "9000")));
        assertEquals(serve.replace("serve", "tail"), archive(program(fake, "tail", ":8080/x")));
        assertEquals("rwx------", permissions(place), "nobody else may put an archive there");
    }

    @Test
    void archiveThatIsOlderThanTheJarOrOfAnotherJarMakesRoom() throws Exception {
        Path archive = Path.of(archive(program(fake, "tail")));
        Path otherJars = archive.resolveSibling("0123456789ab-99-tail.jsa");
        Path otherCommands = archive.resolveSibling("0123456789ab-99-serve.jsa");
        for (Path file : List.of(archive, otherJars, otherCommands)) Files.writeString(file, "x");
        program(fake, "tail");
        assertTrue(Files.exists(archive) && Files.exists(otherJars), "nothing to do while the archive fits");
        Files.setLastModifiedTime(archive, FileTime.fromMillis(0));
        program(fake, "tail");
        assertFalse(Files.exists(archive) || Files.exists(otherJars));
        assertTrue(Files.exists(otherCommands));
    }

    @Test
    void everyCommandThatIsNotOverAtOnceHasAnArchive() throws Exception {
        for (String command : Cli.COMMANDS) {
            boolean wanted = !List.of("help", "version", "completion").contains(command);
            assertEquals(wanted, archive(program(fake, command)) != null, command);
        }
    }

    @Test
    void helpNeedsNoArchiveAndDoesNotSpoilTheCommands() throws Exception {
        for (String words : List.of("help", "-h", "--help", "version", "-V", "--version", "serve -h", "tail --help", "nonsense")) {
            assertEquals(null, archive(program(fake, words.split(" "))), words);
        }
    }

    @Test
    void programDoesWithoutAnArchiveWhereThereCanBeNone() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        for (String where : List.of("" + file, "relative", folder + "/with:colon")) {
            Result result = run(List.of(JAR.toString(), "serve"), "JAVA_HOME=" + fake, "XDG_CACHE_HOME=" + where);
            assertEquals(null, archive(result), where);
            assertEquals("", result.err, where);
        }
        Result homeless = run(List.of(JAR.toString(), "serve"), "JAVA_HOME=" + fake, "XDG_CACHE_HOME=", "HOME=");
        assertEquals(null, archive(homeless));
        Files.delete(fake.resolve("lib/server/classes.jsa"));
        assertEquals(null, archive(program(fake, "serve")), "a JVM without an archive of its own");
    }

    @Test
    void longWorkGetsTheSecondCompilerAndLoadTheJvmsOwnCollector() throws Exception {
        assertEquals("first compiler, serial", flags(program(fake, "serve")));
        assertEquals("first compiler, serial", flags(program(fake, "version")));
        assertEquals("both compilers, serial", flags(program(fake, "explain")));
        assertEquals("both compilers, default", flags(program(fake, "bench")));
    }

    @Test
    void collectorThatTheEnvironmentNamesWins() throws Exception {
        Result result = run(List.of(JAR.toString(), "version"), "JAVA_HOME=" + fake, "JAVA_TOOL_OPTIONS=-XX:+UseZGC");
        assertEquals("first compiler, default", flags(result));
    }

    @Test
    void secondStartUsesWhatTheFirstWroteAndBothAreSilent() throws Exception {
        assumeTrue(Files.exists(JAVA_HOME.resolve("lib/server/classes.jsa")), "a JVM with an archive of its own");
        Path archive = Path.of(archive(program(fake, "serve")).replace("99-", Runtime.version().feature() + "-"));
        serveUntilTerminated();
        long size = Files.size(archive);
        var written = Files.getLastModifiedTime(archive);
        serveUntilTerminated();
        assertEquals(written, Files.getLastModifiedTime(archive), "an archive that fits is left alone");
        Files.write(archive, Arrays.copyOf(Files.readAllBytes(archive), (int) size / 2));
        serveUntilTerminated();
        assertTrue(Files.size(archive) > size / 2, "one that was cut short is written again");
        Files.write(archive, new byte[100_000]);
        serveUntilTerminated(); // the JVM leaves such a one, which a crash may leave behind, alone
        Files.write(archive, new byte[0]);
        serveUntilTerminated();
        assertTrue(Files.size(archive) > size / 2, "one that is empty is written again");
    }

    /** Starts a server as a program, waits until it listens, ends it as Ctrl-C would, and wants no word of the JVM. */
    private void serveUntilTerminated() throws Exception {
        Process process = start(List.of(JAR.toString(), "serve", "-p", "0"), "JAVA_HOME=" + JAVA_HOME);
        StringBuilder said = new StringBuilder();
        try (BufferedReader reader = process.inputReader()) {
            for (String line; (line = reader.readLine()) != null; ) {
                said.append(line).append('\n');
                if (line.contains("http://127.0.0.1:")) process.toHandle().destroy(); // Process.destroy would close the pipe
            }
        } finally {
            process.destroyForcibly();
        }
        assertTrue(process.waitFor(5, TimeUnit.SECONDS), "ends at once");
        assertEquals(143, process.exitValue(), said.toString());
        String err = Files.readString(folder.resolve("err"));
        assertFalse((said + err).matches("(?s).*(\\[warning|\\[error|\\[cds|VM warning|archive).*"), said + err);
    }

    /** The program with this Java and a cache folder of the test's own. */
    private Result program(Path java, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(JAR.toString()));
        command.addAll(List.of(words));
        return run(command, "JAVA_HOME=" + java);
    }

    private Result run(List<String> command, String... variables) throws Exception {
        Process process = start(command, variables);
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes());
        return new Result(process.waitFor(), out, Files.readString(folder.resolve("err")));
    }

    private Process start(List<String> command, String... variables) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectError(folder.resolve("err").toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        builder.environment().put("XDG_CACHE_HOME", cache.toString());
        for (String variable : variables) {
            int equals = variable.indexOf('=');
            builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        return builder.start();
    }

    /** A folder that looks like a Java of this version; its java prints the words it was given, each with a bar behind it. */
    private Path fakeJava(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("lib/server"));
        Files.createFile(home.resolve("lib/server/classes.jsa"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"A = B\"\nJAVA_VERSION=\"" + version + "\"\nOS_NAME=\"x\"\n");
        Path java = Files.writeString(home.resolve("bin/java"), "#!/bin/sh\nprintf '%s|' \"$@\"\n");
        java.toFile().setExecutable(true);
        return home;
    }

    private static String archive(Result result) {
        return option(result, "-XX:SharedArchiveFile=");
    }

    private static String flags(Result result) {
        return (option(result, "-XX:TieredStopAtLevel=1") == null ? "both compilers, " : "first compiler, ")
                + (option(result, "-XX:+UseSerialGC") == null ? "default" : "serial");
    }

    /** What follows this prefix in one of the JVM's options, or null without such an option. */
    private static String option(Result result, String prefix) {
        for (String word : result.out.substring(0, result.out.indexOf("-jar|")).split("\\|")) {
            if (word.startsWith(prefix)) return word.substring(prefix.length());
        }
        return null;
    }

    private static Path oldJava() throws IOException {
        Path folder = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(folder)) return null;
        try (var homes = Files.list(folder)) {
            return homes.filter(home -> Files.isExecutable(home.resolve("bin/java"))).filter(JarTest::isOld).findFirst().orElse(null);
        }
    }

    private static boolean isOld(Path home) {
        try {
            return Files.readString(home.resolve("release")).matches("(?s).*JAVA_VERSION=\"(1?[0-9]|20)[.\"].*");
        } catch (IOException e) {
            return false; // a folder without a Java in it
        }
    }

    private static String versionInManifest() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            return jar.getManifest().getMainAttributes().getValue("Implementation-Version");
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static String latin1(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }

    private static int int32(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    }
}
