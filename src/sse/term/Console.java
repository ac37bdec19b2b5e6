package sse.term;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import sse.text.Wrap;

/**
 * The world of a command: where it reads and writes, and its environment. Tests give it one of their
 * own; {@link #system()} is the real one.
 *
 * <p>Standard output is the data and standard error is everything about it. Text is UTF-8 whatever the
 * locale. Once nobody reads the output any more, writing to it throws {@link OutputClosed}, which ends
 * the command quietly.
 */
public final class Console {
    /** Nobody reads the output any more: {@code | head -1} has what it wanted. */
    public static final class OutputClosed extends RuntimeException {
        private static final long serialVersionUID = 1;

        OutputClosed() {
            super("output closed", null, false, false);
        }
    }

    public final InputStream in;
    public final Map<String, String> env;
    private final OutputStream out;
    private final OutputStream err;
    private final boolean inIsTerminal;
    private final boolean outIsTerminal;
    private final boolean errIsTerminal;
    private int columns;  // of the terminal; 0 before anybody asked
    private int progress; // columns of the line that the next one takes the place of; written with the lock of err

    public Console(InputStream in, OutputStream out, OutputStream err, Map<String, String> env, boolean outIsTerminal) {
        this(in, out, err, env, outIsTerminal, outIsTerminal, outIsTerminal);
    }

    private Console(InputStream in, OutputStream out, OutputStream err, Map<String, String> env,
            boolean inIsTerminal, boolean outIsTerminal, boolean errIsTerminal) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.env = env;
        this.inIsTerminal = inIsTerminal;
        this.outIsTerminal = outIsTerminal;
        this.errIsTerminal = errIsTerminal;
    }

    /** This console with its standard output somewhere else, in a file. */
    public Console withOutput(OutputStream file) {
        return new Console(in, file, err, env, inIsTerminal, false, errIsTerminal);
    }

    public static Console system() {
        return new Console(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err), System.getenv(), isTerminal(0), isTerminal(1), isTerminal(2));
    }

    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.startsWith("/dev/console");
        } catch (IOException | RuntimeException e) {
            return hasConsole(); // no /proc: as much as the JDK knows
        }
    }

    /** Since Java 22 there may be a console where there is no terminal; then it has a method that tells. */
    private static boolean hasConsole() {
        java.io.Console console = System.console();
        if (console == null) return false;
        try {
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true; // Java 21, where there is one on a terminal only
        }
    }

    /** Writes data, unbuffered: a caller that has many small pieces gathers them. */
    void write(byte[] bytes, int from, int length) {
        if (progress > 0) say("", "", 0); // on the same terminal
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            if (why.toLowerCase(Locale.ROOT).contains("pipe") || isPipe(out)) throw new OutputClosed();
            throw new Exit(Exit.FAILED, "cannot write the output: " + why);
        }
    }

    /** Where the system speaks another language, the message does not say that it was a pipe. */
    private static boolean isPipe(OutputStream out) {
        try {
            if (!(out instanceof FileOutputStream file) || file.getFD() != FileDescriptor.out) return false;
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return target.startsWith("pipe:") || target.startsWith("socket:");
        } catch (IOException | RuntimeException e) {
            return false; // no /proc here
        }
    }

    void write(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    /** Text to standard output, as it is. */
    public void print(String text) {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What a server says of itself: it serves also where nobody reads that. Returns whether somebody may. */
    public boolean announce(String text) {
        try {
            print(text);
            return true;
        } catch (OutputClosed | Exit nobodyReads) {
            return false;
        }
    }

    /** A line to standard output. */
    public void println(String line) {
        print(line + "\n");
    }

    /** A line about the data, to standard error: {@code # } and the line. */
    public void note(String line) {
        say(folded("# ", line, errIsTerminal), "\n", 0);
    }

    /** Why the command fails, to standard error. */
    public void fault(String sentence) {
        say(folded("sse: ", sentence, errIsTerminal), "\n", 0);
    }

    /** A line to standard error, as it is. Where nobody reads that, nothing is lost that anybody wants. */
    public void error(String line) {
        say(line, "\n", 0);
    }

    /** A line to standard output: on a terminal in several, broken at words behind the start, if it is too long. */
    public void printFolded(String start, String line) {
        println(folded(start, line, outIsTerminal));
    }

    private String folded(String start, String line, boolean terminal) {
        int length = start.length() + line.length();
        int likely = columns == 0 ? TerminalSize.USUAL : columns; // asking would hold up the first event
        return terminal && length > likely && length > columns() ? Wrap.words(start, line, columns()) : start + line;
    }

    /** Columns of the terminal. */
    int columns() {
        if (columns == 0) columns = TerminalSize.columns(env);
        return columns;
    }

    /**
     * A note to a terminal, of characters that take a column each, until the next line or data takes its place. For
     * the thread that writes the data.
     */
    public void progress(String line) {
        say("# " + line, "", line.length() + 2);
    }

    private void say(String line, String end, int columns) {
        synchronized (err) {
            String blank = progress == 0 ? "" : "\r" + " ".repeat(progress) + "\r";
            progress = columns;
            try {
                err.write((blank + line + end).getBytes(StandardCharsets.UTF_8));
                err.flush();
            } catch (IOException e) {
                // nobody to tell
            }
        }
    }

    /** Says that a person is waited for, where there is one who may not know it. */
    public void noteIfTyped(String line) {
        if (inIsTerminal && errIsTerminal) note(line);
    }

    public boolean inIsTerminal() {
        return inIsTerminal;
    }

    public boolean outIsTerminal() {
        return outIsTerminal;
    }

    public boolean errIsTerminal() {
        return errIsTerminal;
    }

    /** Whether standard error is a terminal on which a line can be written anew. */
    public boolean errMovesUp() {
        return errIsTerminal && !isDumb();
    }

    private boolean isDumb() {
        return "dumb".equals(env.get("TERM"));
    }

    /** Whether to colour: on a terminal that can, unless NO_COLOR; always with CLICOLOR_FORCE. */
    boolean colours(boolean terminal) {
        if (!env.getOrDefault("NO_COLOR", "").isEmpty()) return false;
        String force = env.getOrDefault("CLICOLOR_FORCE", "");
        if (!force.isEmpty() && !force.equals("0")) return true;
        return terminal && !isDumb();
    }
}
