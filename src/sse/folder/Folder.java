package sse.folder;

import com.sun.net.httpserver.Headers;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import sse.head.MediaType;
import sse.http.Refusal;
import sse.http.Reply;
import sse.http.Request;
import sse.server.Front;
import sse.term.NamedFile;

/**
 * The files of a folder, at their paths. A path is a file's, or it is somebody else's to answer: there are no listings,
 * nothing whose name begins with a dot, and nothing that lies outside, whatever a link or a path says, and, but on
 * Windows, whoever changes a link meanwhile. Files are sent as they are, to be asked for anew each time
 * ({@code no-cache}), and not sent again to those who have them. Any thread.
 */
public final class Folder implements Front {
    private static final String INDEX = "index.html";
    private static final String BINARY = "application/octet-stream";

    /** By the end of the name; text is UTF-8. */
    private static final Map<String, String> TYPES = Map.ofEntries(
            text("html", "text/html"), text("htm", "text/html"), text("css", "text/css"),
            text("js", "text/javascript"), text("mjs", "text/javascript"), text("txt", "text/plain"),
            text("md", "text/markdown"), text("csv", "text/csv"), text("xml", "text/xml"),
            Map.entry("json", "application/json"), Map.entry("map", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"), Map.entry("wasm", "application/wasm"),
            Map.entry("pdf", "application/pdf"), Map.entry("svg", "image/svg+xml"), Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"), Map.entry("jpeg", "image/jpeg"), Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"), Map.entry("avif", "image/avif"), Map.entry("ico", "image/x-icon"),
            Map.entry("woff", "font/woff"), Map.entry("woff2", "font/woff2"), Map.entry("ttf", "font/ttf"),
            Map.entry("mp3", "audio/mpeg"), Map.entry("ogg", "audio/ogg"), Map.entry("wav", "audio/wav"),
            Map.entry("mp4", "video/mp4"), Map.entry("webm", "video/webm"));

    /** RFC 9110, section 5.6.7: two digits for the day, which the JDK's own form leaves out. */
    private static final DateTimeFormatter DATE = DateTimeFormatter
            .ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final boolean IS_WINDOWS = File.separatorChar == '\\';
    private static final Set<OpenOption> TO_READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final Path root;

    /** @param root the folder, as {@link Path#toRealPath} gives it */
    Folder(Path root) {
        this.root = root;
    }

    /**
     * {@return the files below this folder}
     *
     * @throws IOException if there is no such folder, or it cannot be read
     */
    public static Folder of(Path folder) throws IOException {
        Path root = folder.toRealPath();
        if (!Files.isDirectory(root)) throw new IOException("it is no folder");
        return new Folder(root);
    }

    private static Map.Entry<String, String> text(String end, String type) {
        return Map.entry(end, type + "; charset=utf-8");
    }

    @Override
    public boolean answers(Request request) throws IOException {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) return false;
        if (request.accepts(MediaType.EVENT_STREAM)) return false; // no file is one, and many tutorials ask the root
        Path file = find(request.path());
        if (file == null) return false;
        if (Files.isDirectory(file)) {
            if (find(request.path() + "/") == null) return false;
            URI asked = request.exchange().getRequestURI();
            String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
            // so that its links lead where they are
            request.exchange().getResponseHeaders().set("Location", asked.getRawPath() + "/" + query);
            Reply.empty(request.exchange(), 301);
        } else {
            send(request, file);
        }
        return true;
    }

    /**
     * The file or folder of that path, or null if there is none; with a slash at its end, the index of that folder.
     *
     * @throws Refusal 404 if there is something, or might be, that is not served: it is hidden, lies outside, or is no
     *     file
     */
    Path find(String path) throws Refusal {
        if (!path.startsWith("/")) return null;
        String[] names = path.substring(1).split("/", -1);
        for (String name : names) {
            if (name.startsWith(".")) throw notServed();
        }
        Path file = root;
        try {
            for (int i = 0; i < names.length; i++) {
                String name = names[i].isEmpty() && i == names.length - 1 ? INDEX : names[i];
                if (name.isEmpty() || IS_WINDOWS && isSpecial(name)) return null;
                file = file.resolve(NamedFile.path(name));
                if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) return null;
                file = file.toRealPath(); // a link may lead out, or to what is hidden
                if (!file.startsWith(root) || isHidden(file)) throw notServed();
            }
        } catch (InvalidPathException e) {
            return null;
        } catch (Refusal e) {
            throw e;
        } catch (IOException e) { // a link that leads nowhere, or round and round
            throw notServed();
        }
        if (Files.isRegularFile(file) || Files.isDirectory(file)) return file;
        throw notServed(); // a pipe would wait
    }

    private static Refusal notServed() {
        return new Refusal(404, "there is no such file here");
    }

    /** Whether a name means more than itself: a stream of a file, another separator. */
    private static boolean isSpecial(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < ' ' || name.charAt(i) == '\\' || name.charAt(i) == ':') return true;
        }
        return false;
    }

    private boolean isHidden(Path real) {
        for (Path name : root.relativize(real)) {
            if (name.toString().startsWith(".")) return true;
        }
        return false;
    }

    private void send(Request request, Path file) throws IOException {
        Instant changed;
        SeekableByteChannel opened;
        try {
            changed = Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.SECONDS);
            opened = open(file);
        } catch (IOException e) { // it is gone meanwhile, or not to be read
            throw notServed();
        }
        try (SeekableByteChannel in = opened) {
            Headers headers = request.exchange().getResponseHeaders();
            headers.set("Cache-Control", "no-cache");
            headers.set("Cross-Origin-Resource-Policy", "same-site"); // else any page could run its scripts
            boolean settled = Instant.now().isAfter(changed.plusSeconds(2)); // else it may change within this second
            if (settled) headers.set("Last-Modified", DATE.format(changed));
            if (settled && has(request, changed)) Reply.empty(request.exchange(), 304);
            else Reply.stream(request.exchange(), 200, type(file), in.size(), Channels.newInputStream(in));
        }
    }

    /** Opens what {@link #find} has found, and follows no link: one that has been put there since leads nowhere. */
    SeekableByteChannel open(Path file) throws IOException {
        try (DirectoryStream<Path> top = Files.newDirectoryStream(root)) {
            if (top instanceof SecureDirectoryStream<Path> folder) return open(folder, root.relativize(file), 0);
        }
        return Files.newByteChannel(file, TO_READ);
    }

    private static SeekableByteChannel open(SecureDirectoryStream<Path> folder, Path names, int i) throws IOException {
        if (i == names.getNameCount() - 1) return folder.newByteChannel(names.getName(i), TO_READ);
        try (SecureDirectoryStream<Path> next = folder.newDirectoryStream(names.getName(i),
                LinkOption.NOFOLLOW_LINKS)) {
            return open(next, names, i + 1);
        }
    }

    /** Whether the file has not changed since who asks got it; a date that is none is not looked at. */
    private static boolean has(Request request, Instant changed) {
        String since = request.header("If-Modified-Since");
        if (since == null) return false;
        try {
            return !changed.isAfter(ZonedDateTime.parse(since, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static String type(Path file) {
        String name = file.getFileName().toString();
        String end = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(end, BINARY);
    }
}
