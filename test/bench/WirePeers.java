import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.StreamException;
import com.launchdarkly.logging.LDLogger;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.internal.sse.ServerSentEventReader;
import okio.Okio;

/** How fast two Java readers of the format are: {@code WirePeers FILE...}. */
public class WirePeers {
    public static void main(String[] files) throws Exception {
        for (String file : files) {
            byte[] bytes = Files.readAllBytes(Path.of(file));
            String scenario = "read-" + Path.of(file).getFileName().toString().replace(".sse", "");
            Wire.measure(scenario, "okhttp-sse", bytes.length, () -> okhttp(bytes));
            Wire.measure(scenario, "okhttp-eventsource", bytes.length, () -> launchdarkly(bytes));
        }
    }

    private static long okhttp(byte[] bytes) throws Exception {
        long[] events = {0};
        ServerSentEventReader reader =
                new ServerSentEventReader(Okio.buffer(Okio.source(new ByteArrayInputStream(bytes))),
                new ServerSentEventReader.Callback() {
                    @Override
                    public void onEvent(String id, String type, String data) {
                        events[0]++;
                    }

                    @Override
                    public void onRetryChange(long millis) {}
                });
        while (reader.processNextEvent()) { }
        return events[0];
    }

    private static long launchdarkly(byte[] bytes) throws Exception {
        long events = 0;
        try (EventSource source = new EventSource.Builder(new Memory(bytes)).build()) {
            source.start();
            while (true) {
                if (source.readMessage().getData() != null) events++;
            }
        } catch (StreamException over) {
            return events;
        }
    }

    /** Where the other one takes its bytes from. */
    private static final class Memory extends ConnectStrategy {
        private final byte[] bytes;

        Memory(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public Client createClient(LDLogger logger) {
            return new Client() {
                @Override
                public Result connect(String lastEventId) {
                    return new Result(new ByteArrayInputStream(bytes), getOrigin(), () -> { });
                }

                @Override
                public boolean awaitClosed(long millis) {
                    return true;
                }

                @Override
                public URI getOrigin() {
                    return URI.create("memory:stream");
                }

                @Override
                public void close() {}
            };
        }
    }
}
