package sse.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A server of raw sockets that makes the mistakes it is told to: what is POSTed goes to every reader as
 * the script says.
 */
final class ScriptedServer implements AutoCloseable {
    /** What a server does. */
    interface Script {
        /** What a reader (from 0, in the order of their coming) is sent when this event, from 0, was published. */
        default String say(int reader, int number, String data) {
            return "data: " + data + "\n\n";
        }

        /** What a reader is answered with, its head included; the connection stays open. Null closes it. */
        default String greet(int reader, String request) {
            return STREAM;
        }

        /** What a publisher is answered with. */
        default String answer(int number) throws InterruptedException {
            return "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";
        }

        /** Whether the reader is cut behind this event. */
        default boolean cut(int reader, int number) {
            return false;
        }
    }

    static final String STREAM = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";

    private final ServerSocket server;
    private final Script script;
    private final List<Socket> readers = new ArrayList<>();
    final List<String> requests = new ArrayList<>(); // of readers; guarded by this
    private int published;

    ScriptedServer(Script script) throws IOException {
        this.script = script;
        this.server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/x");
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed: the test is over
        }
    }

    private void serve(Socket socket) {
        try {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String head; (head = head(in)) != null; ) {
                if (head.startsWith("POST")) post(socket, in, head);
                else greet(socket, head);
            }
        } catch (IOException | InterruptedException e) {
            // the other side has gone, or the test is over
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) return null;
            head.append((char) b);
        }
        return head.toString();
    }

    private synchronized void greet(Socket socket, String head) throws IOException {
        String greeting = script.greet(requests.size(), head);
        requests.add(head);
        if (greeting == null) {
            socket.close();
            return;
        }
        write(socket, greeting);
        readers.add(socket);
    }

    private void post(Socket socket, InputStream in, String head) throws IOException, InterruptedException {
        int at = head.indexOf("Content-Length: ") + 16;
        byte[] body = in.readNBytes(Integer.parseInt(head.substring(at, head.indexOf("\r\n", at))));
        int number = 0;
        synchronized (this) {
            for (String data : new String(body, StandardCharsets.UTF_8).split("\n")) {
                number = published++;
                for (int i = 0; i < readers.size(); i++) {
                    if (readers.get(i).isClosed()) continue;
                    write(readers.get(i), script.say(i, number, data));
                    if (script.cut(i, number)) readers.get(i).close();
                }
            }
        }
        write(socket, script.answer(number));
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
        synchronized (this) {
            for (Socket reader : readers) reader.close();
        }
    }
}
