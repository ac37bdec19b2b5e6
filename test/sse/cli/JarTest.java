package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static sse.cli.Program.JAR;
import static sse.cli.Program.JAVA_HOME;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sse.cli.Program.Result;

/** The file {@code sse.jar} as a jar. */
class JarTest {
    @TempDir Path folder;

    @Test
    void javaJarRunsIt() throws Exception {
        List<String> command = List.of(JAVA_HOME + "/bin/java", "-jar", JAR.toString(), "version");
        Result result = new Program(folder, folder).run(command);
        assertEquals("", result.err());
        assertTrue(result.out().startsWith("sse.jar " + versionInManifest()), result.out());
        assertEquals(0, result.code());
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
    void olderJavaIsToldWhatHelps() throws Exception {
        Path old = oldJava();
        assumeTrue(old != null, "no Java older than 21 on this machine");
        Result result = new Program(folder, folder).run(List.of(old + "/bin/java", "-jar", JAR.toString(), "version"));
        assertEquals("", result.out());
        assertTrue(result.err().startsWith("sse.jar needs Java 21 or newer; this is Java "), result.err());
        assertTrue(result.err().endsWith("  /path/to/java -jar " + JAR + "\n"), result.err());
        assertEquals(1, result.code());
    }

    private static Path oldJava() throws IOException {
        Path folder = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(folder)) return null;
        try (var homes = Files.list(folder)) {
            return homes.filter(home -> Files.isExecutable(home.resolve("bin/java"))).filter(JarTest::isOld)
                    .findFirst().orElse(null);
        }
    }

    private static boolean isOld(Path home) {
        try {
            return Files.readString(home.resolve("release")).matches("(?s).*JAVA_VERSION=\"(1?[0-9]|20)[.\"].*");
        } catch (IOException e) {
            return false; // a folder without a Java in it
        }
    }

    static String versionInManifest() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            return jar.getManifest().getMainAttributes().getValue("Implementation-Version");
        }
    }

    private static String latin1(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }

    private static int int32(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    }
}
