package sse.tape;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import sse.term.Console;
import sse.term.Exit;
import sse.term.NamedFile;
import sse.term.Sink;
import sse.text.Figures;

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
        this.length += length;
        if (path == null) {
            sink.write(bytes, from, length);
            return;
        }
        if (out == null) out = open();
        out.write(bytes, from, length);
    }

    private OutputStream open() throws IOException {
        try {
            return force ? Files.newOutputStream(path)
                    : Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw isThere(); // since it was looked for
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
        return name + ": " + Figures.size(length) + "; bodies are on it as they came";
    }

    @Override
    public void close() throws IOException {
        if (out != null) out.close();
    }
}
