package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sse.cli.Program.JAR;
import static sse.cli.Program.JAVA_HOME;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sse.cli.Program.Result;

/** The file {@code sse.jar} as a program: what stands in front of the zip finds a Java and passes all on to it. */
class ProgramTest {
    @TempDir Path folder;

    private Program program;
    private Path fake;

    @BeforeEach
    void makeFakeJava() throws IOException {
        program = new Program(folder, Path.of("/dev/null"));
        fake = program.fakeJava("fake java", "99.0.1");
    }

    @Test
    void programRuns() throws Exception {
        Result result = program.run(JAVA_HOME, "version");
        assertEquals("", result.err());
        assertTrue(result.out().startsWith("sse.jar " + JarTest.versionInManifest()), result.out());
        assertEquals(0, result.code());
    }

    @Test
    void programPassesItsWordsOnUntouched() throws Exception {
        List<String> words = List.of("pub", "a  b", "", "*", "$HOME `id` \\ '\"", "-n", "line\nfeed");
        Result result = program.run(fake, words.toArray(String[]::new));
        String all = result.out();
        assertEquals("-jar|" + JAR.toRealPath() + "|" + String.join("|", words) + "|",
                all.substring(all.indexOf("-jar")));
        assertEquals("", result.err());
    }

    /** What it prints of itself can be typed as it stands: by its path, by a name on the path, as a jar. */
    @Test
    void helpAndHintsNameTheProgramAsItWasCalled() throws Exception {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("sse"), JAR.toAbsolutePath());
        Files.createSymbolicLink(folder.resolve("sse.jar"), JAR.toAbsolutePath());
        String java = JAVA_HOME + "/bin/java";
        assertNamed("./sse.jar", List.of("./sse.jar"));
        assertNamed("sse", List.of("sh", "-c", "sse \"$@\"", "sh"));
        assertNamed("'./a b'", List.of("sh", "-c", "ln -sf sse.jar 'a b'; './a b' \"$@\"", "sh"));
        if (Files.exists(Path.of("/proc/self/cmdline"))) assertNamed(java + " -jar sse.jar", List.of(java, "-jar",
                "sse.jar"));
        assertNamed("java -jar sse.jar", List.of("sh", "-c", "java -jar sse.jar \"$@\"", "sh"));
    }

    private void assertNamed(String name, List<String> command) throws Exception {
        List<String> words = new ArrayList<>(command);
        words.add("lint");
        words.add("--nonsense");
        Result result = program.run(words, "JAVA_HOME=" + JAVA_HOME, "PATH=" + folder + "/bin:" + JAVA_HOME
                + "/bin:/usr/bin:/bin");
        assertEquals("sse: lint has no option --nonsense; see " + name + " help lint\n", result.err());
        assertEquals(2, result.code());
    }

    /** Otherwise the JVM takes their numbers for files of its own, and what it keeps for later is what is read. */
    @Test
    void whatIsClosedIsNeitherReadNorWritten() throws Exception {
        String failed = ": Bad file descriptor";
        for (String[] of : new String[][] {{"explain - <&-", "sse: cannot read the stream" + failed + "\n"},
                {"pub :1/x <&-", "sse: cannot read standard input" + failed + "; nothing sent\n"},
                {"version >&-", "sse: cannot write the output" + failed + "\n"}, {"nonsense 2>&-", ""}}) {
            Result result = program.run(List.of("sh", "-c", "'" + JAR + "' " + of[0]), "JAVA_HOME=" + JAVA_HOME);
            assertEquals(of[1], result.err());
            assertEquals("", result.out());
            assertTrue(result.code() == 1 || result.code() == 2, of[0]);
        }
    }

    @Test
    void programPassesTheExitCodeOn() throws Exception {
        Files.writeString(fake.resolve("bin/java"), "#!/bin/sh\nexit 18\n");
        assertEquals(18, program.run(fake, "tail", "x").code());
    }

    @Test
    void programPassesOverAJavaHomeThatIsTooOldOrEmpty() throws Exception {
        for (Path home : List.of(program.fakeJava("old", "17.0.15"), program.fakeJava("older", "1.8.0_392"), folder)) {
            Result result = program.run(List.of(JAR.toString(), "pub"), "JAVA_HOME=" + home,
                    "PATH=" + fake + "/bin:/usr/bin:/bin");
            assertTrue(result.out().contains("-jar"), result.toString());
        }
    }

    @Test
    void programFindsTheFolderOfALinkOnThePath() throws Exception {
        Path links = Files.createDirectory(folder.resolve("links"));
        Files.createSymbolicLink(links.resolve("java"), fake.resolve("bin/java"));
        Result result = program.run(List.of(JAR.toString(), "pub"), "JAVA_HOME=", "PATH=" + links + ":/usr/bin:/bin");
        assertTrue(result.out().endsWith("|pub|"), result.toString());
    }

    @Test
    void programFindsItselfThroughLinksRelativePathsAndSpaces() throws Exception {
        Path place = Files.createDirectory(folder.resolve("a place"));
        Files.copy(JAR, place.resolve("sse.jar"));
        place.resolve("sse.jar").toFile().setExecutable(true);
        Files.createSymbolicLink(folder.resolve("sse"), place.resolve("sse.jar"));
        for (String name : List.of("./sse", "a place/sse.jar", "./a place/../a place/sse.jar")) {
            Result result = program.run(List.of("/bin/sh", "-c", "'" + name + "' version"), "JAVA_HOME=" + JAVA_HOME);
            assertEquals("", result.err());
            assertTrue(result.out().startsWith("sse.jar "), result.out());
        }
        for (String shell : List.of("sh sse.jar version", "PATH=\"$PWD:$PATH\"; sse.jar version")) {
            Result result = program.run(List.of("/bin/sh", "-c", "cd 'a place'; " + shell), "JAVA_HOME=" + JAVA_HOME);
            assertEquals("", result.err());
            assertTrue(result.out().startsWith("sse.jar "), result.out());
        }
    }

    @Test
    void longWorkGetsTheSecondCompilerAndLoadTheJvmsOwnCollector() throws Exception {
        assertEquals("first compiler, serial", flags(program.run(fake, "serve")));
        assertEquals("first compiler, serial", flags(program.run(fake, "version")));
        assertEquals("both compilers, serial", flags(program.run(fake, "explain")));
        assertEquals("both compilers, default", flags(program.run(fake, "bench")));
        assertEquals("both compilers, serial", flags(program.run(fake, "serve", "--tls")));
        assertEquals("both compilers, serial", flags(program.run(fake, "exec", "--cert", "x.pem", "true")));
    }

    @Test
    void collectorThatTheEnvironmentNamesWins() throws Exception {
        Result result = program.run(List.of(JAR.toString(), "version"), "JAVA_HOME=" + fake,
                "JAVA_TOOL_OPTIONS=-XX:+UseZGC");
        assertEquals("first compiler, default", flags(result));
    }

    private static String flags(Result result) {
        return (result.option("-XX:TieredStopAtLevel=1") == null ? "both compilers, " : "first compiler, ")
                + (result.option("-XX:+UseSerialGC") == null ? "default" : "serial");
    }
}
