package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static sse.cli.Program.JAR;
import static sse.cli.Program.JAVA_HOME;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sse.cli.Program.Result;

/** {@code ./build.sh install}, and what is there then. */
class InstallTest {
    private static final Path HOME = Path.of(System.getProperty("sse.home", "."));
    private static final List<String> INSTALLED = List.of("bin/sse", "share/bash-completion/completions/sse",
            "share/fish/vendor_completions.d/sse.fish", "share/man/man1/sse.1", "share/zsh/site-functions/_sse");

    @TempDir Path folder;

    private Path clone;

    /** A clone in which nothing is newer than the jar. */
    @BeforeEach
    void makeClone() throws IOException {
        clone = folder.resolve("clone");
        for (String file : List.of("build.sh", "src/META-INF/find-java.sh", "src/META-INF/stub.sh")) {
            Files.createDirectories(clone.resolve(file).getParent());
            Files.copy(HOME.resolve(file), clone.resolve(file));
        }
        clone.resolve("build.sh").toFile().setExecutable(true);
        Files.createDirectories(clone.resolve("test/build"));
        Files.createDirectories(clone.resolve(".build/classes"));
        Files.copy(JAR, clone.resolve("sse.jar"));
        clone.resolve("sse.jar").toFile().setExecutable(true);
        FileTime later = FileTime.fromMillis(System.currentTimeMillis() + 3_600_000);
        Files.setLastModifiedTime(clone.resolve("sse.jar"), later);
    }

    @Test
    @Timeout(120)
    void putsProgramCompletionsAndPageBelowAFolderAndRemovesJustThose() throws Exception {
        Path mine = folder.resolve("my prefix/share/man/man1/mine.1");
        Files.createDirectories(mine.getParent());
        Files.writeString(mine, "mine");
        assertEquals(0, build("install", "my prefix//").code());
        Path prefix = folder.resolve("my prefix");
        assertEquals(files("share/man/man1/mine.1"), found(prefix));
        Path program = prefix.resolve("bin/sse");
        assertEquals(-1, Files.mismatch(JAR, program));
        assertEquals("rwxr-xr-x", PosixFilePermissions.toString(Files.getPosixFilePermissions(program)));
        assertEquals(Typed.run("completion", "zsh").out(), Files.readString(prefix.resolve(INSTALLED.get(4))));
        assertTrue(Files.readString(prefix.resolve(INSTALLED.get(3))).startsWith(".TH SSE 1 \"2"), "with a date");
        Result help = new Program(folder, folder.resolve("cache")).run(List.of("sh", "-c", "sse help pub"),
                "JAVA_HOME=" + JAVA_HOME, "PATH=" + program.getParent() + ":/usr/bin:/bin");
        assertTrue(help.out().startsWith("sse pub TOPIC "), help.toString());

        var before = Files.readAttributes(program, "unix:ino");
        Result again = build("install", "my prefix");
        assertEquals(INSTALLED.size() + 1, again.err().split("\n").length, again.err());
        assertTrue(again.err().contains("build.sh: installed " + program + "\n"), again.err());
        assertFalse(before.equals(Files.readAttributes(program, "unix:ino")), "a program that runs keeps its file");

        Files.delete(prefix.resolve(INSTALLED.get(2)));
        Path cache = folder.resolve("cache/sse.jar" + program.toRealPath() + "/java/x-tail");
        Files.createDirectories(cache.getParent());
        Files.createFile(cache);
        Result gone = build("uninstall", "my prefix");
        assertEquals(0, gone.code(), gone.err());
        assertEquals(4, gone.err().split("\n").length, gone.err());
        assertEquals(List.of("share/man/man1/mine.1"), found(prefix));
        Path manual = prefix.resolve("share/man");
        assertEquals(List.of(prefix, manual.getParent(), manual, mine.getParent()), folders(prefix));
        assertFalse(Files.exists(cache));
        Files.createDirectory(prefix.resolve("bin"));
        assertEquals(new Result(0, "", ""), build("uninstall", "my prefix"));
        assertTrue(Files.exists(prefix.resolve("bin")), "where nothing of sse.jar was, nothing is removed");
    }

    /** One sentence, and all is as it was. */
    @Test
    @Timeout(120)
    void refusesWhereItCannotOrIsNotAtHome() throws Exception {
        Path prefix = folder.resolve("prefix");
        Files.createDirectories(prefix.resolve("share"));
        Path file = Files.createFile(prefix.resolve("share/zsh"));
        assertRefused("cannot write to " + file, "install", "prefix");
        Files.delete(file);
        Path other = prefix.resolve("share/man/man1/sse.1");
        Files.createDirectories(other.getParent());
        Files.writeString(other, "of another program");
        assertRefused(other + " is not of sse.jar; move it away", "install", "prefix");
        assertEquals(List.of("share/man/man1/sse.1"), found(prefix));
        assertEquals(new Result(0, "", "build.sh: left " + other + ", which is not of sse.jar\n"),
                build("uninstall", "prefix"));
        assertRefused("one folder is enough", "install", "a", "b");
    }

    @Test
    void refusesAFolderThatNobodyMayWriteTo() throws Exception {
        Path locked = Files.createDirectory(folder.resolve("locked"));
        locked.toFile().setWritable(false);
        assumeTrue(!Files.isWritable(locked), "root may write anywhere");
        assertRefused("cannot write to " + locked, "install", "locked");
    }

    private void assertRefused(String why, String... words) throws Exception {
        assertEquals(new Result(1, "", "build.sh: " + why + "\n"), build(words));
    }

    private Result build(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(clone.resolve("build.sh").toString()));
        command.addAll(List.of(words));
        return new Program(folder, folder.resolve("cache")).run(command, "JAVA_HOME=" + JAVA_HOME, "SHELL=/bin/sh",
                "HOME=" + folder);
    }

    private static List<String> files(String... others) {
        TreeSet<String> files = new TreeSet<>(INSTALLED);
        files.addAll(List.of(others));
        return List.copyOf(files);
    }

    private static List<Path> folders(Path prefix) throws IOException {
        try (var files = Files.walk(prefix)) {
            return files.filter(Files::isDirectory).toList();
        }
    }

    private static List<String> found(Path prefix) throws IOException {
        try (var files = Files.walk(prefix)) {
            return files.filter(Files::isRegularFile).map(f -> prefix.relativize(f).toString()).sorted().toList();
        }
    }
}
