package sse.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import sse.term.Console;

/**
 * Runs one command once, as it is mostly run, and ends: what the JVM loads and links meanwhile is what the program
 * in front of the jar caches for the command's next starts. {@code META-INF/stub.sh} starts this in the background.
 *
 * <p>The other end of a connection is made of bare sockets on loopback, because a cache that holds more than the
 * command needs makes it start later. Whatever happens, the process is over after 20 seconds.
 */
final class Rehearsal {
    private static final long OVER_MILLIS = 20_000;

    private static final String STREAM = "event: tick\nid: 1\ndata: one\n\nevent: bad \ndata: cut";
    private static final String TO_TAIL = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(STREAM.length()) + "\r\n" + STREAM + "\r\n";
    private static final String TO_PUB = "HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\n"
            + "Content-Length: 28\r\n\r\n{\"id\":\"a-1\",\"subscribers\":0}";

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private Rehearsal() {}

    /** Exits with 0 if it went well; after anything else there is nothing worth keeping. */
    public static void main(String[] command) throws IOException, InterruptedException {
        daemon(Rehearsal::endInTime);
        Rehearsal rehearsal = new Rehearsal();
        switch (command[0]) {
            case "serve" -> rehearsal.serve();
            case "tail" -> ask(TO_TAIL, url -> rehearsal.run("", "tail", url, "-c", "1"));
            case "pub" -> ask(TO_PUB, url -> rehearsal.run("one\n", "pub", url));
            default -> rehearsal.run(STREAM, command[0], "-");
        }
        System.exit(0); // ends a server as Ctrl-C would
    }

    /** A server from its start until an event that was published is at a reader. */
    private void serve() throws IOException, InterruptedException {
        daemon(() -> run("", "serve", "-p", "0"));
        while (!said().contains("browser")) Thread.sleep(1); // the last word of its welcome
        String url = said().substring(said().indexOf("http://"));
        int port = Integer.parseInt(url.substring(url.indexOf(':', 7) + 1, url.indexOf("/ ")));
        String head = " /rehearsal HTTP/1.1\r\nHost: localhost\r\n";
        try (Socket reader = new Socket(InetAddress.getLoopbackAddress(), port);
                Socket publisher = new Socket(InetAddress.getLoopbackAddress(), port)) {
            write(reader, "GET" + head + "\r\n");
            await(reader, "\n\n"); // the end of what a stream begins with
            write(publisher, "POST" + head + "Content-Length: 3\r\n\r\none");
            await(reader, "data: one");
        }
    }

    /** A command that asks a server which has this one answer. */
    private static void ask(String answer, Consumer<String> command) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            daemon(() -> {
                try (Socket socket = server.accept()) {
                    await(socket, "\r\n\r\n");
                    write(socket, answer);
                    await(socket, "the end");
                } catch (IOException gone) {
                    // and so is the command
                }
            });
            command.accept("http://127.0.0.1:" + server.getLocalPort() + "/rehearsal");
        }
    }

    private void run(String input, String... words) {
        var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        Cli.run(words, new Console(in, said, said, Map.of(), false));
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void await(Socket socket, String text) throws IOException {
        byte[] buffer = new byte[4096];
        for (String seen = ""; !seen.contains(text); ) {
            int n = socket.getInputStream().read(buffer);
            if (n < 0) throw new EOFException();
            seen += new String(buffer, 0, n, StandardCharsets.US_ASCII);
        }
    }

    private static void daemon(Runnable work) {
        Thread.ofPlatform().daemon().start(work);
    }

    private static void endInTime() {
        try {
            Thread.sleep(OVER_MILLIS);
        } catch (InterruptedException e) {
            // the sooner the better
        }
        Runtime.getRuntime().halt(1);
    }
}
