package sse.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import sse.tape.TapeFile;
import sse.tape.TapeWriter;
import sse.term.Console;
import sse.term.Exit;
import sse.term.NamedFile;

/**
 * The files that streams are taped on: one, for the first of them; or in a folder one for each, called by numbers and
 * by nothing that a request says. Any thread.
 */
public final class Tapes {
    private final String folder; // with its slash; null for one file
    private final boolean force;
    private final Console console;
    private TapeFile only;       // null where it is taken
    private long taped;

    /**
     * Tapes of that name.
     *
     * @param name of a file, or of a folder: one that is there, or ends with a slash and is made
     * @param force whether files that are there are written over
     * @throws Exit of usage, if they cannot be written, as far as that can be seen
     */
    public Tapes(String name, boolean force, Console console) {
        this.force = force;
        this.console = console;
        try {
            Path path = NamedFile.path(name);
            boolean many = name.endsWith("/") || Files.isDirectory(path);
            if (many && !Files.isDirectory(path)) Files.createDirectory(path);
            folder = many ? name + (name.endsWith("/") ? "" : "/") : null;
        } catch (InvalidPathException e) {
            throw Exit.usage("cannot write " + name + ": " + e.getMessage());
        } catch (IOException e) {
            throw Exit.usage("cannot make the folder '" + name + "'");
        }
        if (folder == null && name.equals("-")) throw Exit.usage("--record is a file or a folder, not -");
        only = folder == null ? new TapeFile(name, force, console) : null;
    }

    /** The next tape, or null if there is none more. */
    synchronized TapeWriter next() throws IOException {
        TapeFile file = only;
        only = null;
        if (folder != null) {
            String name;
            do {
                String number = Long.toString(++taped);
                name = folder + "0".repeat(Math.max(0, 4 - number.length())) + number + ".tape";
            } while (!force && Files.exists(NamedFile.path(name)));
            try {
                file = new TapeFile(name, force, console);
            } catch (Exit e) { // the folder is gone, say
                throw new IOException(e.getMessage(), e);
            }
        }
        return file == null ? null : new TapeWriter(file);
    }
}
