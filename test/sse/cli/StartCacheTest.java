package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static sse.cli.Program.JAR;
import static sse.cli.Program.JAVA_HOME;
import static sse.cli.Program.script;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sse.cli.Program.Result;
import sse.kit.Await;

/**
 * The cache from which {@code ./sse.jar} starts sooner: each command's is made in the background of a start that
 * found none. The fake Java writes a file where the real one would, and notes each rehearsal.
 */
class StartCacheTest {
    private static final List<String> CACHED = List.of("serve", "tail", "pub", "explain", "lint");

    @TempDir Path folder;

    private Program program;
    private Path fake;
    private Path rehearsals;

    @BeforeEach
    void makeFakeJava() throws IOException {
        program = new Program(folder, folder.resolve("cache"));
        fake = program.fakeJava("fake java", "99.0.1");
        rehearsals = Files.createFile(folder.resolve("rehearsals"));
        rehearse(fake, "echo x >\"${word#*=}\"");
        // What is slept for is that the command goes first. Here, what ends the command comes meanwhile.
        script(folder.resolve("bin/sleep"), "kill -HUP $PPID; kill -INT $PPID; kill -TERM $PPID");
    }

    /** Lets the fake Java do this where it is asked to write a cache to {@code ${word#*=}}. */
    private void rehearse(Path java, String does) throws IOException {
        script(java.resolve("bin/java"), "for word; do case $word in *CacheOutput=* | *AtExit=*)"
                + " echo \"$*\" >>'" + rehearsals + "'; " + does + " ;; esac; done; printf '%s|' \"$@\"");
    }

    @Test
    void eachCommandHasACacheOfItsOwn() throws Exception {
        Path place = place(fake);
        assertEquals(null, cache(start("serve")), "the first start does not wait for it");
        Path serve = await("serve");
        assertTrue(serve.getFileName().toString().matches("[0-9a-f]{12}-99\\.0\\.1-serve"), serve.toString());
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(place)),
                "nobody else may put one there");
        for (String words : List.of("serve", "", "-p 9000")) {
            assertEquals(serve.toString(), cache(start(words)), words);
        }
        start("tail :8080/x");
        assertEquals(await("tail").toString(), cache(start("tail :8080/x")));
        assertEquals(2, Files.readAllLines(rehearsals).size());
    }

    @Test
    void javaBefore25HasAClassDataArchive() throws Exception {
        for (String version : List.of("21.0.9", "24")) {
            Path java = program.fakeJava("fake " + version, version);
            rehearse(java, "echo x >\"${word#*=}\"");
            start(java, "tail");
            Path archive = await(java, "tail");
            assertTrue(Files.readString(rehearsals).contains("-XX:ArchiveClassesAtExit="));
            assertEquals(archive.toString(), start(java, "tail").option("-XX:SharedArchiveFile="));
        }
        assertFalse(Files.readString(rehearsals).contains("AOT"));
    }

    @Test
    void cacheThatIsOlderThanTheJarOrOfAnotherJarMakesRoom() throws Exception {
        start("tail");
        Path cache = await("tail");
        Path otherJars = cache.resolveSibling("0123456789ab-99.0.1-tail");
        Path otherCommands = cache.resolveSibling("0123456789ab-99.0.1-serve");
        for (Path file : List.of(otherJars, otherCommands)) Files.writeString(file, "x");
        Files.setLastModifiedTime(cache, FileTime.fromMillis(0));
        assertEquals(null, cache(start("tail")));
        Await.until("it is made again", 30_000, () -> cache.toFile().lastModified() > 0);
        assertEquals(List.of(otherCommands, cache), caches());
    }

    /** Where a jar was run from once must not cost room for ever. */
    @Test
    void makingACacheRemovesThoseUnusedForAMonthAndThoseOfJarsThatAreGone() throws Exception {
        Path all = program.cache.resolve("sse.jar");
        Path gone = cacheOf(folder.resolve("gone/sse.jar"), "serve");
        Path there = cacheOf(Files.createFile(folder.resolve("there.jar")), "serve");
        Path unused = cacheOf(folder.resolve("there.jar"), "tail");
        Path old = cacheOf(folder.resolve("there.jar"), "pub");
        setTimes(unused, 31, 32);
        setTimes(old, 31, 2);
        Path inTheMaking = Files.createDirectories(there.resolveSibling("0123456789ab-99.0.1-lint.new"));
        start("tail");
        Path made = await("tail");
        Await.until("it is swept", 10_000, () -> !Files.exists(unused)
                && !Files.exists(all.resolve(("" + folder).substring(1) + "/gone")));
        assertFalse(Files.exists(gone));
        for (Path kept : List.of(there, old, inTheMaking, made)) assertTrue(Files.exists(kept), kept.toString());
    }

    private Path cacheOf(Path jar, String command) throws IOException {
        Path cache = Path.of(program.cache + "/sse.jar" + jar + "/usr/lib/java/0123456789ab-99.0.1-" + command);
        Files.createDirectories(cache.getParent());
        return Files.writeString(cache, "x");
    }

    private static void setTimes(Path file, int daysWritten, int daysRead) throws IOException {
        Instant now = Instant.now();
        Files.getFileAttributeView(file, BasicFileAttributeView.class).setTimes(
                FileTime.from(now.minus(Duration.ofDays(daysWritten + 1))),
                FileTime.from(now.minus(Duration.ofDays(daysRead))), null);
    }

    /** Help and the like are over before a cache pays, and bench runs for long. */
    @Test
    void onlyCommandsThatGainFromACacheHaveOne() throws Exception {
        List<String> without = new ArrayList<>(
                List.of("-h", "--help", "-V", "--version", "serve -h", "tail --help", "nonsense"));
        without.addAll(HelpCommand.names());
        without.removeAll(CACHED);
        for (String words : without) start(words);
        for (String command : CACHED) start(command);
        for (String command : CACHED) await(command);
        assertEquals(CACHED.size(), Files.readAllLines(rehearsals).size());
        for (String words : without) assertEquals(null, cache(start(words)), words);
    }

    @Test
    void programDoesWithoutACacheWhereThereCanBeNone() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        for (String where : List.of("" + file, "relative", folder + "/with:colon")) {
            Result result = program.run(List.of(JAR.toString(), "serve"), "JAVA_HOME=" + fake,
                    "XDG_CACHE_HOME=" + where);
            assertEquals("-jar|" + JAR.toRealPath() + "|serve|",
                    result.out().substring(result.out().indexOf("-jar")), where);
            assertEquals("", result.err(), where);
        }
        Result homeless = program.run(List.of(JAR.toString(), "serve"), "JAVA_HOME=" + fake,
                "XDG_CACHE_HOME=", "HOME=");
        assertEquals("", homeless.err());
        Files.delete(fake.resolve("lib/server/classes.jsa"));
        assertEquals("", start("tail").err(), "a JVM without an archive of its own");
        Path other = program.fakeJava("other", "99");
        rehearse(other, "echo x >\"${word#*=}\"");
        start(other, "tail");
        await(other, "tail");
        assertEquals(1, Files.readAllLines(rehearsals).size());
    }

    /** {@code tail URL -c 1 | jq} ends when the command does, and a rehearsal takes seconds. */
    @Test
    void whoeverReadsTheOutputDoesNotWaitForTheCache() throws Exception {
        Path gate = folder.resolve("gate");
        assertEquals(0, new ProcessBuilder("mkfifo", gate.toString()).start().waitFor());
        rehearse(fake, "read -r _ <'" + gate + "'; echo x >\"${word#*=}\"");
        assertEquals(null, cache(start("tail")), "what it says is read to its end");
        Files.writeString(gate, "go\n");
        await("tail");
    }

    /** A rehearsal that goes on, fails or was killed keeps the next starts from another one, for an hour. */
    @Test
    void noTwoAreMadeAtOnceAndHalfOfOneIsNeverUsed() throws Exception {
        rehearse(fake, "echo half >\"${word#*=}\"; exit 1");
        start("lint");
        Await.until("a rehearsal", 30_000, () -> Files.size(rehearsals) > 0);
        assertEquals(null, cache(start("lint")));
        start("tail");
        Await.until("a rehearsal of tail", 30_000, () -> Files.readAllLines(rehearsals).size() > 1);
        assertEquals(2, Files.readAllLines(rehearsals).size());
        assertEquals(null, cache(start("lint")));
        rehearse(fake, "echo x >\"${word#*=}\"");
        Path aside;
        try (Stream<Path> files = Files.list(place(fake))) {
            aside = files.filter(file -> file.toString().endsWith("lint.new")).findFirst().orElseThrow();
        }
        Files.setLastModifiedTime(aside, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        start("lint");
        assertEquals("x\n", Files.readString(await("lint")));
    }

    @Test
    @Timeout(240) // a real rehearsal is niced, and the machine may be busy
    void realCacheIsUsedAndTheJvmSaysNothing() throws Exception {
        assumeTrue(Files.exists(JAVA_HOME.resolve("lib/server/classes.jsa")), "a JVM with an archive of its own");
        serveUntilTerminated(null);
        Path cache = await(JAVA_HOME, "serve");
        var made = Files.getLastModifiedTime(cache);
        serveUntilTerminated(cache);
        byte[] whole = Files.readAllBytes(cache);
        cache.toFile().setWritable(true);
        for (byte[] torn : List.of(Arrays.copyOf(whole, whole.length / 2), new byte[100_000])) {
            Files.write(cache, torn);
            serveUntilTerminated(null);
        }
        assertTrue(Files.getLastModifiedTime(cache).compareTo(made) >= 0);
        Files.write(cache, new byte[0]);
        serveUntilTerminated(null);
        Await.until("an empty one is made again", 100_000, () -> cache.toFile().length() > whole.length / 2);
    }

    /** Every rehearsal comes to its end: what it plays with is still there, and it knows the words it waits for. */
    @Test
    void everyRehearsalGoesWell() throws Exception {
        for (String command : CACHED) {
            Result result = program.run(List.of(JAVA_HOME + "/bin/java", "-XX:TieredStopAtLevel=1",
                    "-cp", JAR.toString(), "sse.cli.Rehearsal", command));
            assertEquals(new Result(0, "", ""), result, command);
        }
    }

    /** Starts a server, waits until it listens, ends it as Ctrl-C would, and wants no word of the JVM. */
    private void serveUntilTerminated(Path cacheInUse) throws Exception {
        Process process = program.start(List.of(JAR.toString(), "serve", "-p", "0"), "JAVA_HOME=" + JAVA_HOME);
        StringBuilder said = new StringBuilder();
        try (BufferedReader reader = process.inputReader()) {
            for (String line; (line = reader.readLine()) != null; ) {
                said.append(line).append('\n');
                if (!line.contains("http://127.0.0.1:") || said.indexOf(line) > 0) continue;
                Path maps = Path.of("/proc/" + process.pid() + "/maps");
                if (cacheInUse != null && Files.exists(maps)) {
                    assertTrue(Files.readString(maps).contains(cacheInUse.toString()), "the JVM has mapped it");
                }
                process.toHandle().destroy(); // Process.destroy would close the pipe
            }
        } finally {
            process.destroyForcibly();
        }
        assertTrue(process.waitFor(5, TimeUnit.SECONDS), "ends at once");
        assertEquals(143, process.exitValue(), said.toString());
        assertEquals("", program.err());
        assertFalse(said.toString().contains("[warning"), said.toString());
    }

    private Result start(String words) throws Exception {
        return start(fake, words);
    }

    private Result start(Path java, String words) throws Exception {
        List<String> command = new ArrayList<>(List.of(JAR.toString()));
        if (!words.isEmpty()) command.addAll(List.of(words.split(" ")));
        return program.run(command, "JAVA_HOME=" + java, "PATH=" + folder + "/bin:/usr/bin:/bin");
    }

    private static String cache(Result result) {
        return result.option("-XX:AOTCache=");
    }

    private Path place(Path java) throws IOException {
        return Path.of(program.cache + "/sse.jar" + JAR.toRealPath() + java);
    }

    private Path await(String command) throws Exception {
        return await(fake, command);
    }

    /** The cache of this command, once it is there, and what it was made in is not. */
    private Path await(Path java, String command) throws Exception {
        List<Path> its = new ArrayList<>();
        Await.until("a cache of " + command, java.equals(JAVA_HOME) ? 100_000 : 30_000, () -> {
            its.clear();
            if (!Files.isDirectory(place(java))) return false;
            try (Stream<Path> files = Files.list(place(java))) {
                files.filter(file -> file.toString().contains("-" + command)).forEach(its::add);
            }
            return its.size() == 1 && its.get(0).toString().endsWith("-" + command);
        });
        return its.get(0);
    }

    private List<Path> caches() throws IOException {
        try (Stream<Path> files = Files.list(place(fake))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
