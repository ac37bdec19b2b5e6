import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Writes the two streams that reading and writing are measured with, 64 MiB each: {@code tokens.sse}, the
 * short JSON events of a language model, and {@code multi.sse}, events of ten lines with an id and a type.
 */
class WireFiles {
    private static final int SIZE = 64 << 20;
    private static final String[] WORDS =
            ("a stream of events is text in lines and every line is a field with a name and a value "
            + "until an empty line ends the event that it belongs to while the reader waits for more").split(" ");

    public static void main(String[] args) throws IOException {
        Random random = new Random(1);
        write(Path.of(args[0], "tokens.sse"),
                n -> "data: {\"id\":\"answer-7f3a9c\",\"object\":\"completion.part\",\"created\":1780000000,"
                + "\"model\":\"small-1\",\"parts\":[{\"index\":0,\"delta\":{\"text\":\" "
                        + WORDS[random.nextInt(WORDS.length)]
                + (n % 50 == 0 ? " \u00e9" : "") + "\"},\"end\":null}]}\n\n");
        write(Path.of(args[0], "multi.sse"), n -> {
            StringBuilder event = new StringBuilder("id: " + n + "\nevent: update\n");
            for (int line = 0; line < 10; line++) {
                event.append("data: ");
                for (int begin = event.length(); event.length() < begin + 90;
                        ) event.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
                event.append('\n');
            }
            return event.append('\n').toString();
        });
    }

    private interface Events {
        String event(int number);
    }

    private static void write(Path file, Events events) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 20)) {
            int size = 0;
            for (int n = 0; ; n++) {
                byte[] event = events.event(n).getBytes(StandardCharsets.UTF_8);
                if ((size += event.length) > SIZE) break;
                out.write(event);
            }
        }
        Files.move(unfinished, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
}
