package sse.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import sse.kit.Await;
import sse.kit.Wire;
import sse.term.Console;

/** {@code exec} with these words, on a thread of its own and a port that is free. */
final class Executed implements AutoCloseable {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final FutureTask<Integer> command;
    private final Thread thread;

    Executed(String... words) {
        assumeTrue(File.separatorChar == '/', "the programs of these tests are those of Unix");
        List<String> line = new ArrayList<>(List.of("exec", "-p", "0"));
        line.addAll(List.of(words));
        command = new FutureTask<>(() -> Cli.run(line.toArray(String[]::new),
                new Console(InputStream.nullInputStream(), out, err, Map.of(), false)));
        thread = Thread.ofPlatform().start(command);
    }

    int port() {
        Await.until("it listens", 20_000, () -> out().contains("http://127.0.0.1:") || command.isDone());
        String said = out();
        return URI.create(said.substring(said.indexOf("http://"), said.indexOf("/ "))).getPort();
    }

    Wire get(String target, String... lines) throws IOException {
        return Wire.get(port(), target, lines);
    }

    Wire post(String target, String body, String... lines) throws IOException {
        return Wire.post(port(), target, body.getBytes(StandardCharsets.UTF_8), lines);
    }

    /** {@return the events of this stream up to its end} */
    List<String> read(String target, String... lines) throws IOException {
        try (Wire wire = get(target, lines)) {
            return events(wire.text());
        }
    }

    /** Reads until there are so many events. {@return those that there are} */
    static List<String> first(int n, Wire wire) throws IOException {
        while (events(wire).size() < n && wire.next() != null) { }
        return events(wire);
    }

    static List<String> events(Wire wire) {
        return events(wire.body.toString(StandardCharsets.UTF_8));
    }

    /** The types and data of the events, without ids. */
    static List<String> events(String body) {
        List<String> events = new ArrayList<>();
        for (String block : body.split("\n\n")) {
            String type = "message";
            String data = null;
            for (String line : block.split("\n")) {
                if (line.startsWith("event: ")) type = line.substring(7);
                if (line.startsWith("data: ")) data = data == null ? line.substring(6) : data + "|" + line.substring(6);
            }
            if (data != null) events.add(type + " " + data.replaceAll("\"ms\":\\d+", "\"ms\":N"));
        }
        return events;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    int code() throws Exception {
        return command.get(20, TimeUnit.SECONDS);
    }

    boolean isDone() {
        return command.isDone();
    }

    @Override
    public void close() throws Exception {
        thread.interrupt();
        command.get(20, TimeUnit.SECONDS);
    }
}
