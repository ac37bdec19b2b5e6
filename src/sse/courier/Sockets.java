package sse.courier;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What the system tells of connections, where it does: Linux, in {@code /proc/net/tcp} and {@code tcp6}. Nothing in
 * the JDK tells that a reader has closed its side while nothing is written to it, nor that a slow one has taken some of
 * what the system has accepted for it.
 *
 * <p>A look costs a few microseconds for each connection of the machine. It is taken four times a second where that is
 * little, and else so seldom that it takes a twentieth of the time of a core while there are few streams or a write has
 * stood still for a second (then each 4 s at least, and four times in a write deadline), and a four-hundredth else; not
 * at all while there are no streams. For the ticker.
 */
public final class Sockets {
    private static final Path[] TABLES = {Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6")};
    private static final long PAUSE_NANOS = 200_000_000L; // at each tick, that is
    private static final int SELDOM = 400;
    private static final int OFTEN = 20;
    private static final long LONGEST_NANOS = 4_000_000_000L; // where few wait for it, whatever it costs
    private static final int FEW = 200; // streams
    private static final String MAPPED = // an address of version 4 among those of version 6
            ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? "0000000000000000FFFF0000"
                    : "00000000000000000000FFFF";

    /** A stream's connection. */
    public interface Connection {
        /** {@return its name here, as {@link #name} makes it} */
        String socket();

        /**
         * It was looked at.
         *
         * @param closing whether the other side sends no more: it has left, or has only stopped sending
         * @param queue how many bytes the system has accepted for the other side, which that has not taken
         */
        void seen(boolean closing, long queue);

        /**
         * It was not there: it was reset, or is newer than this look.
         *
         * @param began when the look began, in nanoTime
         */
        void notSeen(long began);

        /** {@return whether a write has stood still for a second} */
        boolean standsStill(long now);
    }

    private boolean tells = true;
    private long next = System.nanoTime();
    private long looked = next;
    private long before; // what the last look took

    /** Nothing has been looked at. */
    public Sockets() {}

    /**
     * Looks, if it is time to, and tells each connection what was seen of it.
     *
     * @param deadline of writes, in nanoseconds; 0 for none
     */
    public void look(Collection<? extends Connection> open, long deadline, long now) {
        if (!tells || open.isEmpty()) return;
        boolean few = open.size() <= FEW;
        boolean late = few && now - looked >= LONGEST_NANOS; // they were many then, and have become few
        if (now - next < 0 && !late) return;
        looked = now;
        Map<String, Long> told;
        boolean still = false;
        try {
            told = new HashMap<>();
            for (Path table : TABLES) {
                read(new String(Files.readAllBytes(table), StandardCharsets.ISO_8859_1), few, told);
            }
        } catch (IOException | RuntimeException notHere) {
            tells = false;
            return;
        }
        for (Connection connection : open) {
            Long seen = told.get(connection.socket());
            if (seen != null) connection.seen((seen & 1) != 0, seen >>> 1);
            else if (few) connection.notSeen(now);
            else connection.seen(false, 0);
            still |= connection.standsStill(now);
        }
        long took = System.nanoTime() - now;
        long cost = Math.min(took, before); // the first look, or one on a busy machine, is not dear for that
        before = took;
        long pause = few || still ? Math.min(cost * OFTEN, LONGEST_NANOS) : cost * SELDOM;
        if (still && deadline > 0) pause = Math.min(pause, deadline / 4); // it is given up on if nothing is seen of it
        next = now + Math.max(PAUSE_NANOS, pause);
    }

    /**
     * Reads of each connection twice the queue, and one more if it is closing.
     *
     * @param all whether also of those that are not closing and have nothing queued
     */
    static void read(String table, boolean all, Map<String, Long> told) {
        // sl  local_address rem_address   st tx_queue rx_queue ...
        //  0: 0100007F:1F90 0100007F:C5A2 08 00000000:00000000 ...
        for (int line = table.indexOf('\n') + 1; line > 0; line = table.indexOf('\n', line) + 1) {
            int local = table.indexOf(": ", line) + 2;
            int remote = table.indexOf(' ', local) + 1;
            int state = table.indexOf(' ', remote) + 1;
            if (local < 2 || remote == 0 || state == 0 || state + 11 > table.length()) return;
            boolean closing = table.startsWith("08 ", state); // CLOSE_WAIT
            if (!closing && !table.startsWith("01 ", state)) continue;
            if (!closing && !all && table.startsWith("00000000", state + 3)) continue;
            long queue = Long.parseLong(table, state + 3, state + 11, 16);
            int peer = table.startsWith(MAPPED, remote) ? remote + MAPPED.length() : remote;
            String name = table.substring(remote - 5, remote) + table.substring(peer, state - 1);
            told.put(name, queue << 1 | (closing ? 1 : 0));
        }
    }

    /** {@return how the connection is called here: by the port on this side and the other side's address and port} */
    public static String name(int port, byte[] address, int peerPort) {
        StringBuilder name = new StringBuilder(50);
        hex(name, port, 4).append(' ');
        ByteBuffer words = ByteBuffer.wrap(address).order(ByteOrder.nativeOrder());
        while (words.hasRemaining()) hex(name, words.getInt(), 8);
        return hex(name.append(':'), peerPort, 4).toString();
    }

    private static StringBuilder hex(StringBuilder to, int number, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            to.append("0123456789ABCDEF".charAt(number >>> shift & 15));
        }
        return to;
    }
}
