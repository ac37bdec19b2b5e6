package sse.head;

import java.util.List;
import java.util.Locale;

/**
 * Status line and headers of an answer.
 *
 * @param version such as {@code HTTP/1.1}
 * @param status such as 200
 * @param lines the whole head without its blank line, first the status line, each without its line end
 */
public record Head(String version, int status, List<String> lines) {

    /** Copies the lines. */
    public Head {
        lines = List.copyOf(lines);
    }

    /**
     * Reads a head.
     *
     * @return it, or null where the first line is not a status line
     */
    public static Head parse(List<String> lines) {
        String first = lines.isEmpty() ? "" : lines.get(0);
        int space = first.indexOf(' ');
        if (!first.startsWith("HTTP/") || space < 0 || first.length() < space + 4) return null;
        int status = 0;
        for (int i = space + 1; i < space + 4; i++) {
            int digit = first.charAt(i) - '0';
            if (digit < 0 || digit > 9) return null;
            status = status * 10 + digit;
        }
        return new Head(first.substring(0, space), status, lines);
    }

    /** {@return the value of a header, the last where it comes several times, or null for none} */
    public String header(String name) {
        String value = null;
        for (String line : lines.subList(1, lines.size())) {
            if (name.equalsIgnoreCase(nameOf(line))) value = line.substring(line.indexOf(':') + 1).strip();
        }
        return value;
    }

    /** {@return all values of a header, joined by a comma; empty for none} */
    public String list(String name) {
        StringBuilder all = new StringBuilder();
        for (String line : lines.subList(1, lines.size())) {
            if (name.equalsIgnoreCase(nameOf(line))) all.append(all.isEmpty() ? "" : ", ").append(line.substring(line.indexOf(':') + 1).strip());
        }
        return all.toString();
    }

    /** {@return the name of the header in this line of a head; empty for the status line} */
    static String nameOf(String line) {
        int colon = line.indexOf(':');
        return colon < 0 || line.startsWith("HTTP/") ? "" : line.substring(0, colon).strip();
    }

    /** {@return the type without its parameters, in lower case; empty for none} */
    public String type() {
        String value = header("Content-Type");
        if (value == null) return "";
        int semicolon = value.indexOf(';');
        return (semicolon < 0 ? value : value.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }

    /** {@return whether a browser reads the body as a stream: 200, and the type} */
    public boolean opens() {
        return status == 200 && type().equals("text/event-stream");
    }
}
