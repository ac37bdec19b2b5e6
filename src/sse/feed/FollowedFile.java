package sse.feed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import sse.text.ArrayInput;

/**
 * A file that grows, from its present end on, without an end of its own. When another file takes its
 * name (rotation), the rest of the old one is read and then all of the new one; when it becomes shorter
 * (truncation), it is read from its start. A line that either of these leaves unfinished is ended.
 */
public final class FollowedFile extends ArrayInput {
    private static final int POLL_MILLIS = 100;

    private final Path path;
    private FileChannel file; // null while there is none of that name
    private Object key;       // which file it is, where the system can tell
    private long position;
    private boolean midLine;

    /** Starts at the end of the file as it is now, or at the start of one that is still to come. */
    public FollowedFile(Path path) throws IOException {
        this.path = path;
        if (Files.isDirectory(path)) throw new IllegalArgumentException(path + " is a folder");
        if (open()) position = file.size();
    }

    private boolean open() throws IOException {
        try {
            while (true) {
                Object before = keyOfName();
                file = FileChannel.open(path, StandardOpenOption.READ);
                position = 0;
                key = keyOfName();
                if (key == null || key.equals(before)) return true;
                close(); // another file took the name meanwhile, and which of the two is open is not known
            }
        } catch (NoSuchFileException e) {
            close();
            return false; // between two files of a rotation: one will come
        }
    }

    private Object keyOfName() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /** Waits for bytes; -1 only if the thread is interrupted. */
    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        try {
            return length == 0 ? 0 : await(bytes, from, length);
        } catch (ClosedByInterruptException e) {
            return -1;
        }
    }

    private int await(byte[] bytes, int from, int length) throws IOException {
        while (true) {
            int n = file == null ? -1 : file.read(ByteBuffer.wrap(bytes, from, length), position);
            if (n > 0) {
                position += n;
                midLine = bytes[from + n - 1] != '\n';
                return n;
            }
            if (file != null && !changed()) {
                if (!sleep()) return -1;
                continue;
            }
            if (file != null && file.size() > position) continue; // written after it was read and before it was renamed
            close();
            if (!open() && !sleep()) return -1;
            if (!midLine) continue;
            midLine = false;
            bytes[from] = '\n';
            return 1;
        }
    }

    /** Whether what has the name now is not what was read, or is shorter than what was read of it. */
    private boolean changed() throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            return now.size() < position || key != null && !key.equals(now.fileKey());
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    private static boolean sleep() {
        try {
            Thread.sleep(POLL_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) file.close();
        file = null;
    }
}
