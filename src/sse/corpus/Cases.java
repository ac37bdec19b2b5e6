package sse.corpus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import sse.corpus.Case.End;
import sse.corpus.Case.Seen;
import sse.head.MediaType;

/** Reads the cases from the file in the jar. For one thread. */
final class Cases {
    private static final String FILE = "cases.txt";

    private final List<Case> all = new ArrayList<>();
    private String heading;
    private String name;
    private String about;
    private String type;
    private String differs;
    private List<byte[]> writes;
    private List<String> lines;

    private Cases() {}

    /** {@return all of them} */
    static List<Case> read() {
        try (InputStream in = Cases.class.getResourceAsStream(FILE)) {
            Cases cases = new Cases();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) cases.line(line);
            cases.end();
            return List.copyOf(cases.all);
        } catch (IOException e) {
            throw new IllegalStateException("the corpus cannot be read from the jar", e);
        }
    }

    private void line(String line) {
        if (line.isEmpty() || line.startsWith("#")) return;
        int space = line.indexOf(' ');
        String rest = line.substring(space + 1);
        switch (line.substring(0, space)) {
            case "==" -> {
                end();
                heading = rest;
            }
            case "case" -> {
                end();
                name = rest;
                about = differs = null;
                type = MediaType.EVENT_STREAM;
                writes = new ArrayList<>();
                lines = new ArrayList<>();
            }
            case "about" -> about = rest;
            case "type" -> type = rest;
            case "differs" -> differs = rest;
            case "wire" -> writes.add(bytes(repeated(rest)));
            case "gives", "end" -> lines.add(repeated(rest));
            default -> throw new IllegalStateException("the corpus has this line: " + line);
        }
    }

    private void end() {
        if (name == null) return;
        Lines expected = Lines.parse(String.join("\n", lines));
        List<Seen> gives = expected.events();
        End end = expected.end();
        all.add(new Case(name, heading, about, type, List.copyOf(writes), List.copyOf(gives), end, differs));
        name = null;
    }

    /** Writes out what stands for a text so many times. */
    private static String repeated(String text) {
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (int at; (at = text.indexOf("\\{", from)) >= 0; ) {
            int colon = text.indexOf(':', at);
            int end = text.indexOf('}', colon);
            out.append(text, from, at);
            int times = Integer.parseInt(text, at + 2, colon, 10);
            out.append(text.substring(colon + 1, end).repeat(times));
            from = end + 1;
        }
        return out.append(text, from, text.length()).toString();
    }

    private static byte[] bytes(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int from = 0;
        for (int at; (at = text.indexOf('\\', from)) >= 0; ) {
            out.writeBytes(text.substring(from, at).getBytes(StandardCharsets.UTF_8));
            char sign = text.charAt(at + 1);
            int digits = switch (sign) {
                case 'x' -> 2;
                case 'u' -> 4;
                case 'U' -> 8;
                default -> 0;
            };
            from = at + 2 + digits;
            int value = digits == 0 ? 0 : Integer.parseInt(text, at + 2, from, 16);
            switch (sign) {
                case 'x' -> out.write(value);
                case 'u', 'U' -> out.writeBytes(Character.toString(value).getBytes(StandardCharsets.UTF_8));
                default -> out.write("\n\r\t\0\\ ".charAt("nrt0\\s".indexOf(sign)));
            }
        }
        out.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }
}
