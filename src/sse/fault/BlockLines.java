package sse.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sse.LineReader;

/**
 * The lines of one block, to be made wrong. What another fault has taken away, or spoilt, is left as it is. For one
 * thread.
 */
final class BlockLines {
    private static final int MOST = 4096;
    private static final byte[] LF = {'\n'};
    private static final byte[][] TURN = {LF, {'\r'}, {'\r', '\n'}};

    private final List<byte[]> lines = new ArrayList<>();
    private final List<byte[]> ends = new ArrayList<>();

    BlockLines(byte[] raw) {
        LineReader reader = new LineReader(raw);
        try {
            while (reader.next()) {
                lines.add(reader.bytes());
                ends.add(switch (reader.ending()) {
                    case NONE -> new byte[0];
                    case LF -> TURN[0];
                    case CR -> TURN[1];
                    case CRLF -> TURN[2];
                });
            }
        } catch (IOException e) {
            throw new AssertionError(e); // from memory, of a length that was read before
        }
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < lines.size(); i++) {
            out.writeBytes(lines.get(i));
            out.writeBytes(ends.get(i));
        }
        return out.toByteArray();
    }

    /** The text of the first field of that name; null for none. */
    String value(String name) {
        int i = find(name);
        if (i < 0) return null;
        byte[] line = lines.get(i);
        int from = valueStart(line, name);
        return new String(line, from, line.length - from, StandardCharsets.UTF_8);
    }

    /** Gives the first field of that name another value, or adds one in front of the block. */
    void put(String name, String value) {
        byte[] line = (name + ": " + value).getBytes(StandardCharsets.UTF_8);
        int i = find(name);
        if (i >= 0) lines.set(i, line);
        else insert(0, line);
    }

    /** Adds a line in front of the block. */
    void prepend(String line) {
        insert(0, line.getBytes(StandardCharsets.UTF_8));
    }

    private void insert(int i, byte[] line) {
        lines.add(i, line);
        ends.add(i, ends.isEmpty() ? LF : ends.get(Math.min(i, ends.size() - 1)));
    }

    void remove(String name) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (isField(lines.get(i), name)) removeLine(i);
        }
    }

    /** {@return whether a block has so few lines that they can be made wrong} Each takes room, and each fault time. */
    static boolean isFew(byte[] raw) {
        int ends = 0;
        for (byte b : raw) {
            if ((b == '\n' || b == '\r') && ++ends > MOST) return false;
        }
        return true;
    }

    /** Removes comments; a block that had nothing else loses its blank line, too. */
    void removeComments() {
        int before = lines.size();
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).length > 0 && lines.get(i)[0] == ':') removeLine(i);
        }
        if (before > lines.size() && lines.size() == 1 && lines.get(0).length == 0) removeLine(0);
    }

    private void removeLine(int i) {
        lines.remove(i);
        ends.remove(i);
    }

    void removeBlank() {
        int last = lines.size() - 1;
        if (last >= 0 && lines.get(last).length == 0) removeLine(last);
    }

    /** Puts a lone CR behind the first data line, as users' text may hold one, and this line behind that. */
    void forge(String line) {
        int i = find("data");
        if (i < 0) return;
        lines.add(i + 1, line.getBytes(StandardCharsets.UTF_8));
        ends.add(i + 1, ends.get(i));
        ends.set(i, TURN[1]);
    }

    /** Breaks the value of the first data line in two, and forgets the prefix of the second half. */
    void breakData() {
        int i = find("data");
        if (i < 0) return;
        byte[] line = lines.get(i);
        int from = valueStart(line, "data");
        int middle = boundary(line, from + (line.length - from) / 2);
        lines.set(i, Arrays.copyOf(line, middle));
        lines.add(i + 1, Arrays.copyOfRange(line, middle, line.length));
        ends.add(i + 1, ends.get(i));
    }

    /** Puts bytes at the end of the value of the first field of that name. */
    void append(String name, byte... bytes) {
        int i = find(name);
        if (i < 0) return;
        byte[] line = lines.get(i);
        if (line.length == name.length()) line = joined(line, new byte[] {':'}); // a name alone has no value yet
        lines.set(i, joined(line, bytes));
    }

    /** Puts a space in front of each field. */
    void indent() {
        for (int i = 0; i < lines.size(); i++) {
            byte[] line = lines.get(i);
            if (line.length > 0 && line[0] != ':') lines.set(i, joined(new byte[] {' '}, line));
        }
    }

    void capitalize() {
        for (byte[] line : lines) {
            for (int i = 0; i < line.length && line[i] != ':'; i++) {
                if (line[i] >= 'a' && line[i] <= 'z') line[i] -= 32;
            }
        }
    }

    void spaceBeforeColon(String name) {
        int i = find(name);
        if (i < 0) return;
        byte[] line = lines.get(i);
        byte[] spaced = joined(Arrays.copyOf(line, name.length()), new byte[] {' '});
        lines.set(i, joined(spaced, Arrays.copyOfRange(line, name.length(), line.length)));
    }

    void mark() {
        if (!lines.isEmpty()) lines.set(0, joined(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, lines.get(0)));
    }

    /** Ends its lines with LF (0), CR (1), CR LF (2), or these in turn from the n-th on; {@return the next n}. */
    long endLines(int which, long n) {
        for (int i = 0; i < ends.size(); i++) ends.set(i, TURN[which < 0 ? (int) (n++ % TURN.length) : which]);
        return n;
    }

    private int find(String name) {
        for (int i = 0; i < lines.size(); i++) {
            if (isField(lines.get(i), name)) return i;
        }
        return -1;
    }

    private static boolean isField(byte[] line, String name) {
        if (line.length < name.length()) return false;
        for (int i = 0; i < name.length(); i++) {
            if (line[i] != name.charAt(i)) return false;
        }
        return line.length == name.length() || line[name.length()] == ':';
    }

    private static int valueStart(byte[] line, String name) {
        int colon = Math.min(name.length() + 1, line.length);
        return colon < line.length && line[colon] == ' ' ? colon + 1 : colon;
    }

    /** The beginning of the character of UTF-8 that this byte belongs to. */
    static int boundary(byte[] bytes, int at) {
        while (at > 0 && at < bytes.length && (bytes[at] & 0xC0) == 0x80) at--;
        return at;
    }

    private static byte[] joined(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
