package sse.term;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the program was called as. Help and hints name commands by it, so that they can be typed as they stand:
 * {@code ./sse.jar lint}, {@code java -jar sse.jar lint}, {@code sse lint}.
 */
public final class ProgramName {
    private ProgramName() {}

    /** {@return the words that start the program} */
    public static String get() {
        String name = System.getProperty("sse.program"); // from the program in front of the jar
        if (name != null) return quoted(name);
        return of(System.getProperty("sun.java.command", ""), System.getProperty("java.class.path", ""),
                Version.ofTheJar() != null, java());
    }

    /** {@return the same, of what the JVM knows of its command line} With {@code -jar}, the jar is the class path. */
    static String of(String command, String classPath, boolean inJar, String java) {
        if (!inJar) return "sse"; // in a program of somebody's own, or a test
        boolean byJar = command.equals(classPath) || command.startsWith(classPath + " ");
        String by = byJar ? " -jar " + quoted(classPath) : " -cp " + quoted(classPath) + " " + command.split(" ")[0];
        return quoted(java) + by;
    }

    /** The {@code java} that was typed: who gave a path to it may have an older one without. */
    private static String java() {
        try {
            String words = Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.ISO_8859_1);
            return words.substring(0, words.indexOf('\0'));
        } catch (IOException | RuntimeException e) {
            return "java"; // no /proc here
        }
    }

    private static String quoted(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c < 0x80 && !Character.isLetterOrDigit(c) && "-_./+,:@%~".indexOf(c) < 0) {
                return "'" + word.replace("'", "'\\''") + "'";
            }
        }
        return word;
    }
}
