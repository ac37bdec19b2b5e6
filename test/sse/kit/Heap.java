package sse.kit;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import javax.management.ObjectName;

/** What is alive on the heap, after a collection. */
public final class Heap {
    private final Map<String, Integer> counts = new HashMap<>();

    /** All of it, in bytes. */
    public final long bytes;

    private Heap(String histogram) {
        long total = 0;
        for (String line : histogram.split("\n")) {
            String[] columns = line.strip().split("\\s+");
            if (columns[0].equals("Total")) total = Long.parseLong(columns[2]);
            else if (columns.length > 3) counts.merge(columns[3], number(columns[1]), Integer::sum);
        }
        bytes = total;
    }

    private static int number(String text) {
        return text.chars().allMatch(Character::isDigit) ? Integer.parseInt(text) : 0;
    }

    public static Heap now() {
        try {
            ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
            return new Heap((String) ManagementFactory.getPlatformMBeanServer().invoke(commands, "gcClassHistogram",
                    new Object[] {new String[0]}, new String[] {String[].class.getName()}));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** {@return how many instances of this class, by its full name, are alive} */
    public int count(String type) {
        return counts.getOrDefault(type, 0);
    }
}
