package sse.kit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A way to a Redis on which a test says what is answered instead. Commands go one at a time. */
public final class RedisDoor implements AutoCloseable {
    /** In an answer: from here on nothing more is said, or the connection is closed. */
    public static final String SILENCE = "<silence>";
    public static final String CUT = "<cut>";

    /** What is answered to a command, as Latin-1; null for what Redis says. */
    public interface Script {
        String answer(List<String> command) throws InterruptedException;
    }

    public final int port;
    private final ServerSocket door;
    private final int redis;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile Script script = command -> null;

    /** A way to the Redis at this port. */
    public RedisDoor(int redis) throws IOException {
        this.redis = redis;
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        port = door.getLocalPort();
        Thread.ofVirtual().start(this::admit);
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** From now on it goes like this. */
    public void play(Script script) {
        this.script = script;
    }

    /** Cuts all connections. */
    public void cut() {
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                // it is closed
            }
        }
        open.clear();
    }

    private void admit() {
        try {
            while (true) {
                Socket client = door.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> carry(client));
            }
        } catch (IOException over) {
            // the test is over
        }
    }

    private void carry(Socket client) {
        try (client; Socket server = redis == 0 ? null : new Socket("127.0.0.1", redis)) {
            InputStream commands = new BufferedInputStream(client.getInputStream());
            InputStream answers = redis == 0 ? null : new BufferedInputStream(server.getInputStream());
            OutputStream out = client.getOutputStream();
            while (true) {
                ByteArrayOutputStream raw = new ByteArrayOutputStream();
                List<String> command = command(commands, raw);
                String answer = script.answer(command);
                if (server != null) {
                    server.getOutputStream().write(raw.toByteArray());
                    raw.reset();
                    copy(answers, raw);
                }
                if (answer == null) {
                    out.write(raw.toByteArray());
                    continue;
                }
                String said = answer.replace(SILENCE, "").replace(CUT, "");
                out.write(said.getBytes(StandardCharsets.ISO_8859_1));
                if (answer.endsWith(CUT)) return;
                while (answer.endsWith(SILENCE) && commands.read() >= 0) continue;
            }
        } catch (IOException | InterruptedException over) {
            // one of them has gone
        }
    }

    private static List<String> command(InputStream in, OutputStream raw) throws IOException {
        List<String> words = new ArrayList<>();
        int count = Integer.parseInt(line(in, raw).substring(1));
        for (int i = 0; i < count; i++) {
            byte[] word = in.readNBytes(Integer.parseInt(line(in, raw).substring(1)));
            raw.write(word);
            line(in, raw);
            words.add(new String(word, StandardCharsets.UTF_8));
        }
        return words;
    }

    /** One answer, in version 2 of the protocol. */
    private static void copy(InputStream in, OutputStream to) throws IOException {
        String line = line(in, to);
        int length = "$*".indexOf(line.charAt(0)) < 0 ? 0 : Integer.parseInt(line.substring(1));
        if (line.charAt(0) == '$' && length >= 0) {
            to.write(in.readNBytes(length));
            line(in, to);
        }
        for (int i = 0; line.charAt(0) == '*' && i < length; i++) copy(in, to);
    }

    private static String line(InputStream in, OutputStream to) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b; (b = in.read()) != '\n'; ) {
            if (b < 0) throw new EOFException();
            to.write(b);
            if (b != '\r') line.append((char) b);
        }
        to.write('\n');
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
    }
}
