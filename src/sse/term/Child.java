package sse.term;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import sse.text.Markers;

/** A command of the user's, run as it is and never through a shell. */
public final class Child {
    private final Process process;
    private final String name;

    private Child(Process process, String name) {
        this.process = process;
        this.name = name;
    }

    /** Starts it with more environment; what it says on standard error goes where ours goes. */
    private static Child start(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command);
        for (String word : command) {
            if (!carries(word)) throw cannotCarry(word);
        }
        for (Map.Entry<String, String> entry : environment.entrySet()) {
            if (!carries(entry.getValue())) throw cannotCarry(entry.getValue());
            builder.environment().put(entry.getKey(), entry.getValue().replace("\0", "")); // it cannot carry a NUL
        }
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            return new Child(builder.start(), command.get(0));
        } catch (IOException e) {
            throw new Exit(Exit.FAILED, "cannot run " + name(command.get(0)) + ": " + why(e));
        }
    }

    private static String name(String program) {
        return program.isEmpty() ? "''" : program;
    }

    /** The system's words, which every JDK wraps otherwise. */
    private static String why(IOException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("No such file")) return "there is no such program (a shell's words need sh -c '...')";
        return message.contains("Permission denied") ? "not allowed" : message.strip();
    }

    /** Whether this locale can give a command that text, in a word or in its environment, as it is. */
    public static boolean carries(String text) {
        String locale = System.getProperty("sun.jnu.encoding", "UTF-8");
        return locale.equals("UTF-8") || Charset.forName(locale).newEncoder().canEncode(text);
    }

    private static Exit cannotCarry(String text) {
        return Exit.usage("no command can be given '" + new Markers(false, false).show(text)
                + "' in this locale; set LC_ALL=C.UTF-8");
    }

    /** Runs it to its end with this on its standard input; what it prints goes to the sink. The exit code. */
    public static int run(List<String> command, Map<String, String> environment, String input, Sink sink) {
        return start(command, environment).run(input, sink);
    }

    private int run(String input, Sink sink) {
        Thread feeder = Thread.ofVirtual().start(() -> feed(input)); // it may print before it has read all
        try (InputStream out = process.getInputStream()) {
            byte[] buffer = new byte[8192];
            for (int n; (n = out.read(buffer)) >= 0;) sink.write(buffer, 0, n);
            feeder.join();
            return process.waitFor();
        } catch (IOException e) {
            throw new Exit(Exit.FAILED, "cannot read what " + name + " prints: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        } finally {
            process.destroy(); // ended by itself, unless the sink threw: then nobody wants what it prints
        }
    }

    private void feed(String input) {
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // it did not want to read all of it, which is its right
        }
    }

    /** Starts it beside us. What it prints is about the data, not the data: it becomes notes. */
    public static Child beside(List<String> command, Console console) {
        Child child = start(command, Map.of());
        Thread.ofPlatform().daemon().name("then").start(() -> {
            try (InputStream out = child.process.getInputStream()) {
                String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
                Markers markers = new Markers(false, false);
                for (String line : text.split("\n")) {
                    if (!line.isEmpty()) console.note(child.name + ": " + markers.show(line));
                }
            } catch (IOException e) {
                // it was ended; its exit code is looked at elsewhere
            }
        });
        child.feed("");
        return child;
    }

    /** The code it failed with; 0 if it did not, or is still at work. */
    public int failure() {
        return process.isAlive() ? 0 : process.exitValue();
    }

    public String name() {
        return name;
    }
}
