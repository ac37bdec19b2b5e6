package sse.tape;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import sse.term.Console;
import sse.term.Exit;
import sse.term.NamedFile;
import sse.term.Sink;
import sse.text.Figures;
import sse.text.Harmless;

/**
 * The file of a tape that is recorded. It is made when there is something to write, so that a request that fails leaves
 * none behind, and takes none away. For one thread.
 */
public final class TapeFile extends OutputStream {
    private final String name;
    private final Sink sink;
    private final Path path; // null for standard output
    private final boolean force;
    private OutputStream out;
    private long length;

    /**
     * A file of that name; {@code -} is standard output.
     *
     * @param force whether one that is there is written over
     * @throws Exit of usage, if it cannot be written, as far as that can be seen
     */
    public TapeFile(String name, boolean force, Console console) {
        this.name = name;
        this.sink = new Sink(console);
        this.force = force;
        try {
            path = name.equals("-") ? null : NamedFile.path(name);
        } catch (InvalidPathException e) {
            throw Exit.usage("cannot write " + name + ": " + e.getMessage());
        }
        if (name.isEmpty()) throw Exit.usage("a tape needs the name of a file");
        if (path == null) return;
        Path folder = path.toAbsolutePath().getParent();
        if (Files.isDirectory(path)) throw Exit.usage("'" + name + "' is a folder");
        if (Files.exists(path) && !force) throw isThere();
        if (folder == null || !Files.isDirectory(folder)) throw Exit.usage("there is no folder for '" + name + "'");
        if (!Files.isWritable(Files.exists(path) ? path : folder)) throw Exit.usage("cannot write " + name);
    }

    private Exit isThere() {
        return Exit.usage("there is a file '" + name + "'; --force writes over it");
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (path != null && out == null) out = open();
        if (path == null) sink.write(bytes, from, length);
        else out.write(bytes, from, length);
        this.length += length;
    }

    /** Nobody else may write it meanwhile: both would write over what the other has. */
    private OutputStream open() throws IOException {
        try {
            if (Files.exists(path) && !Files.isRegularFile(path)) return Files.newOutputStream(path); // a pipe, say
            FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE,
                    force ? StandardOpenOption.CREATE : StandardOpenOption.CREATE_NEW);
            if (!isMine(file)) {
                file.close();
                throw new IOException("another recorder writes it");
            }
            return Channels.newOutputStream(file.truncate(0));
        } catch (FileAlreadyExistsException e) {
            throw isThere(); // since it was looked for
        } catch (FileSystemException e) {
            throw new IOException(e.getReason() == null ? "it cannot be made" : e.getReason(), e);
        }
    }

    private static boolean isMine(FileChannel file) {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            return true; // this file system has no locks
        }
    }

    @Override
    public void flush() {
        if (path == null) sink.flush();
    }

    /** {@return how many bytes have been written} */
    public long length() {
        return length;
    }

    /** {@return what a person should know of the file} */
    public String says() {
        return Harmless.brief(name, 200) + ": " + Figures.size(length) + "; bodies are on it as they came";
    }

    @Override
    public void close() throws IOException {
        if (out != null) out.close();
    }
}
