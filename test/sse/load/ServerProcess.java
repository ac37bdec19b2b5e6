package sse.load;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import sse.server.SseServer;

/** A server in a process of its own, on one port from start to start, to be treated badly. */
final class ServerProcess implements AutoCloseable {
    private static final long START_NANOS = 30_000_000_000L;
    private static final Path BIN = Path.of(System.getProperty("java.home"), "bin");

    final int port;
    private final File log;
    private Process process;
    private int unasked; // ends that nobody asked for

    ServerProcess(File log) throws IOException {
        this.log = log;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Starts it, with at most so many open files unless that is 0, and waits until it listens. */
    void start(int files) throws InterruptedException {
        // A quarter of the heap it would take by itself: what is not given back shows.
        List<String> command = new ArrayList<>(List.of("sh", "-c", (files > 0 ? "ulimit -n " + files + "; " : "")
                + "exec \"$@\"", "sh",
                BIN.resolve("java").toString(), "-Xmx192m", "-XX:+ExitOnOutOfMemoryError", "-cp", classPath(),
                        "sse.cli.Main", "serve",
                "-p", Integer.toString(port), "--history", "20000", "--retry", "200ms", "--heartbeat", "1s",
                        "--write-deadline", "2s"));
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.appendTo(log))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long until = System.nanoTime() + START_NANOS;
        while (!listens()) {
            if (!process.isAlive()
                    || System.nanoTime() > until) throw new IllegalStateException("the server did not start; see "
                    + log);
            Thread.sleep(10); // between two looks
        }
    }

    /** Where the classes under test lie: a folder or a jar. */
    private static String classPath() {
        try {
            return Path.of(SseServer.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Ends it: kill -9, or kill -15. */
    void kill(boolean hard) throws InterruptedException {
        if (!process.isAlive()) unasked++;
        if (hard) process.destroyForcibly();
        else process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            unasked++; // a server that does not end when asked to is as bad
            process.destroyForcibly().waitFor();
        }
    }

    /** How often it ended by itself, or did not when it should. */
    int unasked() {
        return unasked + (process.isAlive() ? 0 : 1);
    }

    /** A figure of /_/metrics. */
    long metric(String name) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(url("/_/metrics").toURL().openStream(),
                StandardCharsets.UTF_8))) {
            for (String line; (line = lines.readLine()) != null; ) {
                if (line.startsWith(name + " ")) return Long.parseLong(line.substring(name.length() + 1));
            }
        }
        throw new IOException("no metric " + name);
    }

    /** Waits until no stream is open any more; false if some stay. */
    boolean isFreed() throws IOException, InterruptedException {
        long until = System.nanoTime() + 10_000_000_000L;
        while (metric("sse_streams_open") > 0) {
            if (System.nanoTime() > until) return false;
            Thread.sleep(50); // between two looks
        }
        return true;
    }

    /** Bytes of the heap that are in use after a collection. */
    long heapAfterCollection() throws IOException, InterruptedException {
        jcmd("GC.run");
        return metric("sse_heap_used_bytes");
    }

    private void jcmd(String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(BIN.resolve("jcmd").toString(), Long.toString(process.pid()), command)
                .redirectErrorStream(true).redirectOutput(Redirect.appendTo(log)).start();
        if (jcmd.waitFor() != 0) throw new IOException("jcmd " + command + " failed");
    }

    /**
     * Its platform threads but for the carriers of the virtual ones: how many of those there are is the JDK's affair.
     * Java 21 adds dozens while virtual threads are pinned, Java 24 and newer none.
     */
    long threads() throws IOException {
        long threads = 0;
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/" + process.pid() + "/task"))) {
            for (Path task : tasks) {
                if (!nameOf(task).startsWith("ForkJoinPool")) threads++;
            }
        }
        return threads;
    }

    private static String nameOf(Path task) {
        try {
            return Files.readString(task.resolve("comm"));
        } catch (IOException ended) {
            return "one that has ended since";
        }
    }

    @Override
    public void close() {
        if (process != null) process.destroyForcibly();
    }
}
