package sse.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import sse.term.Exit;
import sse.term.ShellWords;

/** A terminal of its own for a program: many hold back what they print where there is none. As script(1) makes it. */
public final class Pseudoterminal {
    private static final int SECONDS = 5;

    private Pseudoterminal() {}

    /**
     * {@return the words that run these in a terminal}
     *
     * @throws Exit 126 if there is no script(1)
     */
    public static List<String> around(List<String> words) {
        List<String> run = new ArrayList<>();
        if (isOfUtilLinux()) { // it takes the command as text for a shell, so each word is quoted
            StringBuilder line = new StringBuilder("exec");
            for (String word : words) line.append(' ').append(ShellWords.quoted(word));
            run.addAll(List.of("script", "-q", "-e", "-f", "-c", line.toString(), "/dev/null"));
        } else { // of BSD and macOS
            run.addAll(List.of("script", "-q", "/dev/null"));
            run.addAll(words);
        }
        return run;
    }

    private static boolean isOfUtilLinux() {
        try {
            Process process = new ProcessBuilder("script", "--version").redirectErrorStream(true).start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
            byte[] said = ended ? process.getInputStream().readAllBytes() : new byte[0];
            process.destroyForcibly();
            return new String(said, StandardCharsets.UTF_8).contains("util-linux");
        } catch (IOException e) {
            throw new Exit(126, "--pty needs script(1), which is not installed here");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
