package sse.exec;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import sse.term.Exit;
import sse.text.Harmless;

/**
 * A program that runs, and what it starts itself. It is run as its words are, never through a shell. Any thread may
 * call.
 */
public final class Program {
    /** The exit codes of shells for what is not there, and for what cannot be run. */
    private static final int NOT_FOUND = 127;
    private static final int NOT_RUN = 126;
    private static final long PATIENCE_MILLIS = 2_000;
    private static final int LONGEST_FIRST_LINE = 256; // that the system looks at

    /** What becomes of what it says on standard error. */
    public enum Errors { EVENT, DROP, PASS }

    /**
     * What is run.
     *
     * @param words the program and its arguments
     * @param errors what becomes of its standard error
     * @param input whether something can be typed to it
     * @param terminal whether it is run in a terminal of its own
     */
    public record Command(List<String> words, Errors errors, boolean input, boolean terminal) {}

    private final Process process;
    private final Command command;
    private final Typing typing;

    private Program(Process process, Command command) {
        this.process = process;
        this.command = command;
        this.typing = new Typing(process.getOutputStream());
        if (!command.input()) typing.close();
    }

    /**
     * Looks for a program before anything else is begun, as far as that can be seen.
     *
     * @throws Exit 127 if there is no such program, 126 if it cannot be run
     */
    public static void check(String name) {
        if (File.separatorChar == '\\') return; // elsewhere a name may stand for several files
        boolean isPath = name.indexOf('/') >= 0;
        String path = isPath ? "" : System.getenv().getOrDefault("PATH", "/bin:/usr/bin");
        boolean there = false;
        for (String folder : path.split(":", -1)) {
            File file = isPath ? new File(name) : new File(folder, name);
            if (file.isFile() && file.canExecute()) {
                checkScript(name, file);
                return;
            }
            there |= file.exists();
        }
        if (!there) throw missing(name);
        throw new Exit(NOT_RUN, "cannot run '" + name + "': it is no file that may be executed");
    }

    private static Exit missing(String name) {
        String quoted = name.indexOf(' ') < 0 ? "" : ": leave the quotes out, or put sh -c in front";
        return new Exit(NOT_FOUND, "there is no program '" + name + "'" + quoted);
    }

    /** A script names the program that runs it: if that is not there, the system says that the script is not. */
    private static void checkScript(String name, File file) {
        byte[] first = new byte[LONGEST_FIRST_LINE];
        int n;
        try (InputStream in = new FileInputStream(file)) {
            n = in.readNBytes(first, 0, first.length);
        } catch (IOException e) {
            return; // it may be run, and not read
        }
        String line = new String(first, 0, n, StandardCharsets.ISO_8859_1);
        int end = line.indexOf('\n');
        if (!line.startsWith("#!") || end < 0) return;
        String runs = line.substring(2, end).strip();
        if (runs.indexOf(' ') > 0) runs = runs.substring(0, runs.indexOf(' '));
        if (!runs.startsWith("/") || new File(runs).canExecute()) return;
        throw new Exit(NOT_RUN, "cannot run '" + name + "': its first line names " + Harmless.brief(runs, 80)
                + ", which is not there");
    }

    /**
     * Starts it, with this added to our own environment.
     *
     * @throws Exit 127 if there is no such program, 126 if it cannot be run
     */
    public static Program start(Command command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command.words());
        builder.environment().putIfAbsent("PYTHONUNBUFFERED", "1");
        builder.environment().putAll(environment);
        if (command.errors() == Errors.DROP) builder.redirectError(Redirect.DISCARD);
        if (command.errors() == Errors.PASS) builder.redirectError(Redirect.INHERIT);
        try {
            return new Program(builder.start(), command);
        } catch (IOException e) {
            String why = e.getMessage();
            boolean missing = why.contains("error=2,") || why.contains("No such file");
            String name = command.words().get(0);
            if (missing) throw missing(name);
            String reason = why.substring(why.lastIndexOf(',') + 1).strip();
            throw new Exit(NOT_RUN, "cannot run '" + name + "': " + reason);
        }
    }

    /** {@return whether it is in a pipe, where many hold back what they print} */
    boolean isPiped() {
        return !command.terminal();
    }

    InputStream out() {
        return process.getInputStream();
    }

    /** What it says on standard error; empty if that goes elsewhere. */
    InputStream err() {
        return process.getErrorStream();
    }

    /** Types a line to it. */
    Typing.Outcome type(byte[] line) {
        return typing.type(line);
    }

    /** Waits for its end. {@return whether it came within this time} */
    boolean endsWithin(long millis) throws InterruptedException {
        boolean ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
        if (ended && command.input()) typing.close();
        return ended;
    }

    /** {@return the exit code; it has ended} */
    int code() {
        return process.exitValue();
    }

    /** Ends it, and all that it has started: asks, and two seconds later does not ask any more. Does not wait. */
    public void end() {
        end(() -> { });
    }

    /** The same, and then does this, on a thread of its own. */
    void end(Runnable then) {
        List<ProcessHandle> all = tree();
        for (ProcessHandle one : all) one.destroy();
        Thread.ofPlatform().daemon().name("sse-end").start(() -> {
            try {
                long until = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
                process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                for (ProcessHandle one : all) awaitEnd(one, until);
            } catch (InterruptedException e) {
                // at once, then
            }
            if (process.isAlive()) kill(); // and what it has started meanwhile; the system's list of all is long
            for (ProcessHandle one : all) one.destroyForcibly();
            then.run();
        });
    }

    private static void awaitEnd(ProcessHandle one, long until) throws InterruptedException {
        while (one.isAlive() && System.nanoTime() - until < 0) Thread.sleep(10);
    }

    /** Ends all at once: this process ends itself. */
    public void kill() {
        for (ProcessHandle one : tree()) one.destroyForcibly();
    }

    private List<ProcessHandle> tree() {
        List<ProcessHandle> all = new ArrayList<>();
        try (Stream<ProcessHandle> below = process.descendants()) {
            below.forEach(all::add);
        }
        all.add(process.toHandle());
        return all;
    }
}
