package sse.term;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The words of this process's command line, as they were typed. In a locale that is not UTF-8 (with no locale set, as
 * in cron and in many containers) the JVM replaces every character beyond ASCII; on Linux the bytes are still there.
 */
public final class CommandLine {
    private CommandLine() {}

    /** These words of {@code main}, or what they were; a {@link Exit} of usage if that is not known. */
    public static String[] typed(String[] words) {
        for (String word : words) {
            if (word.indexOf('\uFFFD') >= 0) return asBytes(words);
        }
        return words;
    }

    private static String[] asBytes(String[] words) {
        byte[] line;
        try (InputStream in = new FileInputStream("/proc/self/cmdline")) {
            line = in.readAllBytes();
        } catch (IOException e) {
            throw Exit.usage("the words cannot be read in this locale; set LC_ALL=C.UTF-8");
        }
        return last(line, words);
    }

    /** The last words of a line in which each ends with a NUL, as many as there are of these. */
    static String[] last(byte[] line, String[] words) {
        String[] typed = new String[words.length];
        int to = line.length - 1;
        for (int i = words.length - 1; i >= 0; i--) {
            int from = Math.max(to, 0);
            while (from > 0 && line[from - 1] != 0) from--;
            typed[i] = to < from ? "" : text(line, from, to);
            boolean replaced = words[i].indexOf('\uFFFD') >= 0;
            if (typed[i] == null || !replaced && !typed[i].equals(words[i])) {
                throw Exit.usage("word " + (i + 1) + " is not UTF-8: nothing of it is guessed");
            }
            to = from - 1;
        }
        return typed;
    }

    private static String text(byte[] bytes, int from, int to) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
