package sse.load;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import sse.kit.ScriptedServer;
import sse.kit.ScriptedServer.Conversation;

/** A server that makes the mistakes it is told to: what is POSTed goes to every reader as the script says. */
final class Retold implements AutoCloseable {
    /** What a server does. */
    interface Script {
        /** What a reader (from 0, in the order of their coming) is sent when this event, from 0, was published. */
        default String say(int reader, int number, String data) {
            return "data: " + data + "\n\n";
        }

        /** What a reader is answered with, its head included; the connection stays open. Null closes it. */
        default String greet(int reader, String request) {
            return ScriptedServer.HEAD;
        }

        /** After how many milliseconds the reader is sent it. */
        default long late(int reader, int number) {
            return 0;
        }

        /** What a publisher is answered with. Null closes the connection. */
        default String answer(int number) throws InterruptedException {
            return "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";
        }

        /** Whether the reader is cut behind this event. */
        default boolean cut(int reader, int number) {
            return false;
        }
    }

    private final ScriptedServer server;
    private final Script script;
    private final List<Conversation> readers = new ArrayList<>();
    final List<String> requests = new ArrayList<>(); // of readers; guarded by this
    private int published;

    Retold(Script script) throws IOException {
        this.script = script;
        this.server = new ScriptedServer(this::converse);
    }

    URI url() {
        return server.uri("/x");
    }

    private void converse(Conversation with) throws IOException, InterruptedException {
        for (String request = with.request(); !request.isEmpty(); request = with.readRequest()) {
            if (request.startsWith("POST")) post(with, request);
            else greet(with, request);
        }
    }

    private synchronized void greet(Conversation with, String head) throws IOException {
        String greeting = script.greet(requests.size(), head);
        requests.add(head);
        if (greeting == null) {
            with.close();
            return;
        }
        with.send(greeting);
        readers.add(with);
    }

    private void post(Conversation with, String request) throws IOException, InterruptedException {
        String body = request.substring(request.indexOf("\r\n\r\n") + 4);
        int number = 0;
        synchronized (this) {
            for (String data : body.split("\n")) {
                number = published++;
                for (int i = 0; i < readers.size(); i++) {
                    if (readers.get(i).isClosed()) continue;
                    send(readers.get(i), script.say(i, number, data), script.late(i, number));
                    if (script.cut(i, number)) readers.get(i).close();
                }
            }
        }
        String answer = script.answer(number);
        if (answer == null) with.close();
        else with.send(answer.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(Conversation to, String text, long lateMillis) throws IOException {
        if (lateMillis == 0) {
            to.send(text);
            return;
        }
        Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(lateMillis);
                to.send(text);
            } catch (IOException | InterruptedException e) {
                // the test is over
            }
        });
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
