import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How long a server takes from the start of its process until an event that was published is at a reader:
 * {@code java Startup.java PORT STREAM PUBLISH COMMAND...}, with paths for STREAM and PUBLISH. Prints JSON.
 */
class Startup {
    private static final int AGAIN_MILLIS = 20; // some servers answer before they have subscribed: publish again then
    private static final long GIVE_UP_NANOS = 20_000_000_000L;
    private static final String EVENT = "the-first-event";

    public static void main(String[] args) throws Exception {
        warmUp();
        int port = Integer.parseInt(args[0]);
        String[] command = Arrays.copyOfRange(args, 3, args.length);
        long start = System.nanoTime();
        Process server = new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD)
                .start();
        try {
            long[] times = measure(port, args[1], args[2]);
            System.out.println("{\"listenMs\":" + millis(times[0] - start) + ",\"firstEventMs\":"
                    + millis(times[1] - start) + "}");
        } finally {
            server.destroy();
            if (!server.waitFor(5, TimeUnit.SECONDS)) server.destroyForcibly().waitFor();
        }
    }

    private static String millis(long nanos) {
        return Long.toString(nanos / 1_000_000) + "." + nanos / 100_000 % 10;
    }

    /** The same against a stand-in, so that it is the server that is measured, and not how this program starts. */
    private static void warmUp() throws Exception {
        try (ServerSocket standIn = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    while (true) {
                        Socket reader = standIn.accept();
                        reader.getInputStream().read(new byte[4096]);
                        reader.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                        Socket publisher = standIn.accept();
                        publisher.getInputStream().read(new byte[4096]);
                        reader.getOutputStream().write(("data: " + EVENT + "\n\n").getBytes(StandardCharsets.US_ASCII));
                        reader.close();
                        publisher.close();
                    }
                } catch (IOException over) {
                    // closed
                }
            });
            for (int i = 0; i < 300; i++) measure(standIn.getLocalPort(), "/stream", "/publish");
        }
        new ProcessBuilder("true").start().waitFor();
        TimeUnit.MILLISECONDS.sleep(300); // for this JVM's compilers to come to rest
    }

    /** Times (nanoTime) at which the server listened, and at which the event was there. */
    private static long[] measure(int port, String stream, String publish) throws Exception {
        long giveUp = System.nanoTime() + GIVE_UP_NANOS;
        try (Socket reader = connect(port, giveUp)) {
            long listens = System.nanoTime();
            reader.setTcpNoDelay(true);
            send(reader, "GET " + stream + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                    + "\r\nAccept: text/event-stream\r\n\r\n");
            String seen = "";
            while (!seen.contains("\r\n\r\n")) seen += read(reader.getInputStream());
            try (Socket publisher = connect(port, giveUp)) {
                publisher.setTcpNoDelay(true);
                reader.setSoTimeout(AGAIN_MILLIS);
                String post = "POST " + publish + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                        + "\r\nContent-Type: text/plain\r\nContent-Length: " + EVENT.length() + "\r\n\r\n" + EVENT;
                send(publisher, post);
                while (!seen.contains(EVENT)) {
                    if (System.nanoTime() > giveUp) throw new IOException("no event came");
                    try {
                        seen += read(reader.getInputStream());
                    } catch (SocketTimeoutException notYet) {
                        send(publisher, post);
                    }
                }
            }
            return new long[] {listens, System.nanoTime()};
        }
    }

    private static Socket connect(int port, long giveUp) throws Exception {
        while (true) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return socket;
            } catch (IOException notYet) {
                socket.close();
                if (System.nanoTime() > giveUp) throw notYet;
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String read(InputStream in) throws IOException {
        byte[] bytes = new byte[4096];
        int n = in.read(bytes);
        if (n < 0) throw new IOException("the stream ended");
        return new String(bytes, 0, n, StandardCharsets.ISO_8859_1);
    }
}
