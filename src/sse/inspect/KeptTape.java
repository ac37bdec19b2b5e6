package sse.inspect;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import sse.EventReader;
import sse.EventReader.Step;
import sse.explain.Capture;
import sse.head.Head;
import sse.head.Header;
import sse.head.MediaType;
import sse.tape.Tape;
import sse.tape.TapeException;
import sse.tape.TapeReader;
import sse.term.Console;
import sse.term.Exit;
import sse.term.NamedFile;
import sse.text.Harmless;

/**
 * What somebody kept, whole: a tape, or one that is made of a stream, perhaps with its head.
 *
 * @param timed whether it has times: is a tape
 */
public record KeptTape(Tape tape, boolean timed) {
    private static final Head USUAL = new Head("HTTP/1.1", 200, "OK",
            List.of(new Header("Content-Type", MediaType.EVENT_STREAM), new Header("Cache-Control", "no-store")));

    /**
     * Reads the file of that name; {@code -} is standard input.
     *
     * @throws Exit if it cannot be read, or is no tape though it begins as one
     */
    public static KeptTape read(String name, Console console) {
        try {
            if (name.equals("-")) return of(name, console.in, console);
            Path path = NamedFile.path(name);
            if (Files.isDirectory(path)) throw Exit.usage("'" + name + "' is a folder");
            if (!Files.exists(path)) {
                boolean isUrl = name.startsWith(":") || name.contains("://");
                String first = isUrl ? ": record makes a file of a stream first" : "";
                throw Exit.usage("there is no file '" + name + "'" + first);
            }
            try (InputStream in = NamedFile.in(name)) {
                return of(name, in, console);
            }
        } catch (TapeException e) {
            throw Exit.usage(name + ", " + e.getMessage());
        } catch (InvalidPathException e) {
            throw Exit.usage(e.getMessage());
        } catch (IOException e) {
            throw new Exit(Exit.FAILED, "cannot read " + name + ": " + e.getMessage());
        }
    }

    private static KeptTape of(String name, InputStream bytes, Console console) throws IOException {
        BufferedInputStream in = new BufferedInputStream(bytes);
        in.mark(TapeReader.START_LENGTH);
        byte[] start = in.readNBytes(TapeReader.START_LENGTH);
        in.reset();
        if (TapeReader.isTape(start, start.length)) return new KeptTape(TapeReader.read(in, console::note), true);
        Capture capture = Capture.of(in);
        int most = (int) Math.min(TapeReader.MOST, Integer.MAX_VALUE - 8);
        byte[] body = capture.body().readNBytes(most);
        if (capture.body().read() >= 0) throw TapeReader.tooLarge();
        if (capture.head() == null && !hasEvent(body)) {
            String what = name.equals("-") ? "standard input" : Harmless.brief(name, 60);
            console.note(what + " is no tape, and as a stream it has no event");
        }
        return new KeptTape(Tape.of(capture.head() == null ? USUAL : capture.head(), body), false);
    }

    private static boolean hasEvent(byte[] body) {
        EventReader reader = new EventReader(new ByteArrayInputStream(body));
        try {
            for (Step step; (step = reader.step()) != Step.END; ) if (step == Step.DISPATCH) return true;
        } catch (IOException e) {
            // one over every limit
        }
        return false;
    }

    /** {@return when it is over, in microseconds; of its first connection alone, or of all} */
    public long endMicros(boolean ofAll) {
        List<Tape.Connection> connections = tape.connections();
        if (connections.isEmpty()) return 0;
        return connections.get(ofAll ? connections.size() - 1 : 0).endMicros();
    }
}
