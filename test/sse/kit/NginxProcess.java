package sse.kit;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** nginx, as one process with servers of its own on free ports of the loopback interface. */
public final class NginxProcess implements AutoCloseable {
    private final Process process;
    private final List<Integer> ports = new ArrayList<>();

    /**
     * Starts it, with all its files in this folder; skips the test where there is none.
     *
     * @param servers what stands in each {@code server { }}, but for its {@code listen}
     */
    public NginxProcess(Path folder, String... servers) throws IOException {
        String program = find();
        assumeTrue(program != null, "no nginx on the PATH");
        StringBuilder config = new StringBuilder("daemon off; master_process off; pid " + folder + "/pid;\n"
                + "error_log " + folder + "/error.log;\nevents { }\nhttp {\naccess_log off;\n");
        for (String kind : new String[] {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
            config.append(kind).append("_temp_path ").append(folder).append('/').append(kind).append(";\n");
        }
        for (String server : servers) {
            ports.add(free());
            config.append("server { listen 127.0.0.1:").append(ports.get(ports.size() - 1)).append(";\n")
                    .append(server).append(" }\n");
        }
        process = start(program, folder, config.append("}\n").toString());
    }

    private NginxProcess(String program, Path folder, String config, int port) throws IOException {
        ports.add(port);
        process = start(program, folder, config);
    }

    /** One whose whole configuration this is, but that it listens elsewhere than where it says. */
    public static NginxProcess of(Path folder, String config, String listens) throws IOException {
        String program = find();
        assumeTrue(program != null, "no nginx on the PATH");
        int port = free();
        return new NginxProcess(program, folder, config.replace(listens, "127.0.0.1:" + port), port);
    }

    private Process start(String program, Path folder, String config) throws IOException {
        Path file = folder.resolve("nginx.conf");
        Files.writeString(file, config);
        File said = folder.resolve("said").toFile();
        Process process = new ProcessBuilder(program, "-p", folder.toString(), "-e", folder + "/error.log", "-c",
                file.toString()).redirectErrorStream(true).redirectOutput(said).start();
        Await.until("nginx listens", 20_000, () -> !process.isAlive() || listens(ports.get(ports.size() - 1)));
        assertTrue(process.isAlive(), Files.readString(said.toPath()));
        return process;
    }

    private static String find() {
        for (String folder : (System.getenv("PATH") + ":/usr/sbin:/usr/local/sbin").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(folder, "nginx"))) return folder + "/nginx";
        }
        return null;
    }

    private static int free() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** The URL of that path at its server of that number, the first of which is 0. */
    public String url(int server, String path) {
        return "http://127.0.0.1:" + ports.get(server) + path;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }
}
