package sse.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The file {@code sse.jar} run as a program, in a folder and with a cache folder of the test's own. A fake Java, a
 * script that prints its words, shows what the program in front of the zip starts.
 */
final class Program {
    static final Path JAR = Path.of(System.getProperty("sse.jar"));
    static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    /** A process that ended: its exit code and what it wrote. */
    record Result(int code, String out, String err) {
        /** What follows this prefix in one of the JVM's options, or null without such an option. */
        String option(String prefix) {
            for (String word : out.substring(0, out.indexOf("-jar|")).split("\\|")) {
                if (word.startsWith(prefix)) return word.substring(prefix.length());
            }
            return null;
        }
    }

    final Path folder;
    final Path cache;

    Program(Path folder, Path cache) {
        this.folder = folder;
        this.cache = cache;
    }

    /** Runs the program with this Java. */
    Result run(Path java, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(JAR.toString()));
        command.addAll(List.of(words));
        return run(command, "JAVA_HOME=" + java);
    }

    Result run(List<String> command, String... variables) throws Exception {
        Process process = start(command, variables);
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes());
        return new Result(process.waitFor(), out, err());
    }

    Process start(List<String> command, String... variables) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectError(folder.resolve("err").toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        builder.environment().put("XDG_CACHE_HOME", cache.toString());
        for (String variable : variables) {
            int equals = variable.indexOf('=');
            builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        return builder.start();
    }

    /** What the last process wrote to its standard error. */
    String err() throws IOException {
        return Files.readString(folder.resolve("err"));
    }

    /** A folder that looks like a Java of this version; its java prints the words it was given, a bar behind each. */
    Path fakeJava(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("lib/server"));
        Files.createFile(home.resolve("lib/server/classes.jsa"));
        Files.writeString(home.resolve("release"),
                "IMPLEMENTOR=\"A = B\"\nJAVA_VERSION=\"" + version + "\"\nOS_NAME=\"x\"\n");
        script(home.resolve("bin/java"), "printf '%s|' \"$@\"");
        return home;
    }

    static void script(Path file, String lines) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + lines + "\n");
        file.toFile().setExecutable(true);
    }
}
