package sse.term;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Files by their names on the command line. Where the locale has no character for one, the JVM finds no such file; a
 * URI, whose escapes are bytes, leads it there.
 */
public final class NamedFile {
    private NamedFile() {}

    /** The file of that name, which need not be there; an InvalidPathException if none can have it. */
    public static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            if (name.indexOf('\0') >= 0) throw e;
            return ofBytes(name);
        }
    }

    private static Path ofBytes(String name) {
        StringBuilder escaped = new StringBuilder("file:///");
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            if (b == '/') escaped.append('/');
            else escaped.append('%').append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
        }
        Path path = Path.of(URI.create(escaped.toString()));
        return name.startsWith("/") ? path : path.subpath(0, path.getNameCount());
    }

    /** Opens it to be read, whatever kind of a file it is. */
    public static InputStream in(String name) throws IOException {
        Path path = path(name);
        return isPlain(path, name) ? new FileInputStream(name) : Files.newInputStream(path);
    }

    /** Opens it to be written, from its start. */
    public static OutputStream out(String name) throws IOException {
        Path path = path(name);
        return isPlain(path, name) ? new FileOutputStream(name) : Files.newOutputStream(path);
    }

    /** Whether the JVM knows the name: then the older streams, which read pipes, too. */
    private static boolean isPlain(Path path, String name) {
        return path.toString().indexOf('\uFFFD') < 0 || name.indexOf('\uFFFD') >= 0;
    }
}
