import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sse.Encoder;
import sse.Event;
import sse.EventReader;

/** How fast sse.jar reads and writes the format: {@code Wire FILE...}. A line is {@code scenario peer MB/s}. */
public class Wire {
    /** What is measured; gives how many events there were. */
    interface Job {
        long run() throws Exception;
    }

    private static final int TIMES = 9;
    private static final int FIRST = 3; // not counted

    public static void main(String[] files) throws Exception {
        for (String file : files) {
            byte[] bytes = Files.readAllBytes(Path.of(file));
            String name = Path.of(file).getFileName().toString().replace(".sse", "");
            measure("read-" + name, "ours", bytes.length, () -> read(bytes));
            List<Event> events = new ArrayList<>();
            EventReader reader = new EventReader(bytes);
            for (Event e; (e = reader.read()) != null; ) {
                events.add(e.id().isEmpty() ? Event.of(e.data()) : e);
            }
            measure("write-" + name, "ours", write(events), () -> write(events));
        }
    }

    private static long read(byte[] bytes) throws Exception {
        long events = 0;
        EventReader reader = new EventReader(new ByteArrayInputStream(bytes));
        while (reader.read() != null) events++;
        return events;
    }

    private static long write(List<Event> events) {
        long bytes = 0;
        for (Event event : events) bytes += Encoder.encode(event).length;
        return bytes;
    }

    /** Runs it a few times, and prints the median in MB a second. */
    static void measure(String scenario, String peer, long bytes, Job job) throws Exception {
        double[] rates = new double[TIMES];
        for (int i = -FIRST; i < TIMES; i++) {
            long start = System.nanoTime();
            if (job.run() == 0) throw new IllegalStateException(peer + " found no event");
            if (i >= 0) rates[i] = bytes * 1e3 / (System.nanoTime() - start);
        }
        Arrays.sort(rates);
        System.out.println(scenario + " " + peer + " " + Math.round(rates[TIMES / 2]));
    }
}
