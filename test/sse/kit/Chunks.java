package sse.kit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** A stream that gives its bytes in chunks, at most one a read, and counts what its reader does. */
public final class Chunks extends InputStream {
    private final byte[][] chunks;
    private final boolean open;
    private int index;      // of the chunk that comes next
    private int given;      // bytes of it that were given already
    private byte[] array;   // where the reader reads to
    private int end;        // behind what was read last, there
    public int reads;
    public long moved;             // bytes that the reader moved between two reads, to make room

    private Chunks(boolean open, byte[]... chunks) {
        this.chunks = chunks;
        this.open = open;
    }

    public static Chunks of(byte[]... chunks) {
        return new Chunks(false, chunks);
    }

    /** Chunks of text, a byte for each character. */
    public static Chunks of(String... latin1) {
        byte[][] chunks = new byte[latin1.length][];
        for (int i = 0; i < chunks.length; i++) chunks[i] = latin1[i].getBytes(StandardCharsets.ISO_8859_1);
        return of(chunks);
    }

    /** Chunks of a stream that stays open: who reads on behind the last one waited for more than it needed. */
    public static Chunks ofOpen(byte[]... chunks) {
        return new Chunks(true, chunks);
    }

    /** The bytes in chunks of this size, with what is left in the last. */
    public static Chunks cut(byte[] bytes, int size) {
        byte[][] chunks = new byte[(bytes.length + size - 1) / size][];
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = Arrays.copyOfRange(bytes, i * size, Math.min(bytes.length, (i + 1) * size));
        }
        return of(chunks);
    }

    /** The bytes in two chunks, or in more: cut at each of these places. */
    public static Chunks split(byte[] bytes, int... at) {
        byte[][] chunks = new byte[at.length + 1][];
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = Arrays.copyOfRange(bytes, i == 0 ? 0 : at[i - 1], i == at.length ? bytes.length : at[i]);
        }
        return of(chunks);
    }

    /** The bytes in chunks of random size, most of them small. */
    public static Chunks random(byte[] bytes, Random random) {
        byte[][] chunks = new byte[bytes.length][];
        int n = 0;
        for (int from = 0; from < bytes.length; n++) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(1 << random.nextInt(12)));
            chunks[n] = Arrays.copyOfRange(bytes, from, to);
            from = to;
        }
        return of(Arrays.copyOf(chunks, n));
    }

    @Override
    public int read(byte[] to, int off, int len) {
        if (array != null && (to != array || off != end)) moved += off;
        reads++;
        array = to;
        end = off;
        while (index < chunks.length && given == chunks[index].length) {
            index++;
            given = 0;
        }
        if (index == chunks.length) {
            if (open) throw new AssertionError("read on though the stream says nothing more");
            return -1;
        }
        int n = Math.min(len, chunks[index].length - given);
        System.arraycopy(chunks[index], given, to, off, n);
        given += n;
        end = off + n;
        return n;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }
}
