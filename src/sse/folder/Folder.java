package sse.folder;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import sse.head.MediaType;
import sse.http.Reply;
import sse.http.Request;
import sse.server.Front;

/**
 * The files of a folder, at their paths. A path is a file's, or it is somebody else's to answer: there are no listings,
 * nothing whose name begins with a dot, and nothing that lies outside, whatever a link or a path says. Files are sent
 * as they are, to be asked for anew each time ({@code no-cache}), and not sent again to those who have them. Any
 * thread.
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
            String raw = request.exchange().getRequestURI().getRawPath();
            request.exchange().getResponseHeaders().set("Location", raw + "/"); // so that its links lead where they are
            Reply.empty(request.exchange(), 301);
            return true;
        }
        send(request, file);
        return true;
    }

    /** The file or folder of that path, or null; with a slash at its end, the index of that folder. */
    Path find(String path) {
        if (!path.startsWith("/")) return null;
        Path file = root;
        try {
            String[] names = path.substring(1).split("/", -1);
            for (int i = 0; i < names.length; i++) {
                String name = names[i].isEmpty() && i == names.length - 1 ? INDEX : names[i];
                if (!isName(name)) return null;
                file = file.resolve(name);
            }
            Path real = file.toRealPath();
            boolean ours = real.startsWith(root) && !isHidden(real); // a link may lead out, or to what is hidden
            return ours && (Files.isRegularFile(real) || Files.isDirectory(real)) ? real : null; // a pipe may wait
        } catch (IOException | InvalidPathException e) {
            return null;
        }
    }

    private static boolean isName(String name) {
        if (name.isEmpty() || name.startsWith(".")) return false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || c == '\\' || c == ':' || c == 0x7F) return false;
        }
        return true;
    }

    private boolean isHidden(Path real) {
        for (Path name : root.relativize(real)) {
            if (name.toString().startsWith(".")) return true;
        }
        return false;
    }

    private static void send(Request request, Path file) throws IOException {
        Headers headers = request.exchange().getResponseHeaders();
        BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
        try (InputStream in = Files.newInputStream(file)) {
            Instant changed = is.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.SECONDS);
            headers.set("Cache-Control", "no-cache");
            headers.set("Last-Modified", DATE.format(changed));
            if (has(request, changed)) Reply.empty(request.exchange(), 304);
            else Reply.stream(request.exchange(), 200, type(file), is.size(), in);
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
