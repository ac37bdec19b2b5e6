package sse.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Redis of its own, on a free port of the loopback interface. */
public final class RedisProcess implements AutoCloseable {
    public final int port;
    private final List<String> command;
    private final File said;
    private Process process;

    /** Starts it, with all its files in this folder; skips the test where there is none. */
    public RedisProcess(Path folder, String... options) throws IOException {
        String program = find();
        assumeTrue(program != null, "no redis-server on the PATH");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        command = new ArrayList<>(List.of(program, "--port", "" + port, "--bind", "127.0.0.1", "--dir",
                folder.toString(), "--save", "", "--daemonize", "no"));
        command.addAll(List.of(options));
        said = folder.resolve("redis-said").toFile();
        start();
    }

    /** Starts it again. */
    public void start() throws IOException {
        process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said).start();
        Await.until("redis listens", 20_000, () -> !process.isAlive() || say("PING").matches("(?s)[-+].*"));
        assertTrue(process.isAlive(), Files.readString(said.toPath()));
    }

    private static String find() {
        for (String folder : (System.getenv("PATH") + ":/usr/sbin:/usr/local/sbin").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(folder, "redis-server"))) return folder + "/redis-server";
        }
        return null;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** The first part of what it answers to a command of these words; empty if it is away. */
    public String say(String... words) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            StringBuilder text = new StringBuilder("*" + words.length + "\r\n");
            for (String word : words) text.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
            socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.UTF_8));
            InputStream in = new BufferedInputStream(socket.getInputStream());
            byte[] answer = new byte[4096];
            int n = in.read(answer);
            return n < 0 ? "" : new String(Arrays.copyOf(answer, n), StandardCharsets.UTF_8);
        } catch (IOException away) {
            return "";
        }
    }

    /** Holds it up, with STOP, or lets it go on, with CONT. */
    public void signal(String name) {
        try {
            assertEquals(0, new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Stops it as SIGTERM does, or kills it. */
    public void stop(boolean kill) {
        if (kill) process.destroyForcibly();
        else process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }

    @Override
    public void close() {
        stop(false);
    }
}
