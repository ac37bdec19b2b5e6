package sse.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A server that answers every request with bytes, over a real socket. */
final class Answers implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final UnaryOperator<String> answer;
    private final boolean hold;

    /**
     * Gives each request the same answer.
     *
     * @param hold whether the connection stays open behind it
     */
    Answers(String answer, boolean hold) throws IOException {
        this(request -> answer, hold);
    }

    Answers(UnaryOperator<String> answer, boolean hold) throws IOException {
        this.answer = answer;
        this.hold = hold;
        Thread.startVirtualThread(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                open.add(client);
                Thread.startVirtualThread(() -> serve(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket client) {
        try {
            InputStream in = client.getInputStream();
            StringBuilder request = new StringBuilder();
            while (request.indexOf("\r\n\r\n") < 0) request.append((char) in.read());
            requests.add(request.toString());
            client.getOutputStream().write(answer.apply(request.toString()).getBytes(StandardCharsets.ISO_8859_1));
            if (!hold) client.close();
        } catch (IOException e) {
            // the client has left
        }
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/events";
    }

    List<String> requests() {
        return requests;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket client : open) client.close();
    }
}
