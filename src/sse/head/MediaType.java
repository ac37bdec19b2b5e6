package sse.head;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A type such as that of a {@code Content-Type} or of a range of {@code Accept}, read as browsers do. Immutable.
 *
 * @see <a href="https://mimesniff.spec.whatwg.org/#parsing-a-mime-type">MIME Sniffing Standard, 4.4 Parsing a MIME
 *     type</a>
 */
public final class MediaType {
    /** The type of an event stream. */
    public static final String EVENT_STREAM = "text/event-stream";

    /** The type of lines that are JSON each, as servers and tools have come to call it. */
    public static final String NDJSON = "application/x-ndjson";

    private final String essence;
    private final List<String> parameters = new ArrayList<>(0); // a name, its value, the next name ...

    private MediaType(String essence) {
        this.essence = essence;
    }

    /**
     * {@return the type that browsers extract from all that {@code Content-Type} says, or null for none} The last
     * valid one of a list wins; it has the charset of the one before it if it is the same with none of its own.
     *
     * @param values the values of the header, as {@link Head#split} gives them
     * @see <a href="https://fetch.spec.whatwg.org/#concept-header-extract-mime-type">Fetch Standard, extract a MIME
     *     type</a>
     */
    public static MediaType extract(List<String> values) {
        MediaType last = null;
        String charset = null;
        for (String value : values) {
            MediaType type = parse(value);
            if (type == null || type.essence.equals("*/*")) continue;
            if (last == null || !last.essence.equals(type.essence)) charset = null;
            if (type.charset() == null && charset != null) type.put("charset", charset);
            charset = type.charset();
            last = type;
        }
        return last;
    }

    /** {@return the type that this value says, or null if it says none; a null value, too} */
    public static MediaType parse(String value) {
        if (value == null) return null;
        int semicolon = value.indexOf(';');
        String essence = strip(semicolon < 0 ? value : value.substring(0, semicolon)).toLowerCase(Locale.ROOT);
        int slash = essence.indexOf('/');
        boolean names = slash > 0 && Header.isName(essence.substring(0, slash))
                && Header.isName(essence.substring(slash + 1));
        if (!names) return null;
        MediaType type = new MediaType(essence);
        if (semicolon >= 0) type.parameters(value, semicolon + 1);
        return type;
    }

    private void parameters(String text, int from) {
        int length = text.length();
        while (from < length) {
            int to = from;
            while (to < length && text.charAt(to) != ';' && text.charAt(to) != '=') to++;
            String name = stripStart(text.substring(from, to)).toLowerCase(Locale.ROOT);
            if (to == length || text.charAt(to) == ';') { // a name without a value says nothing
                from = to + 1;
                continue;
            }
            int end = to + 1;
            boolean quoted = end < length && text.charAt(end) == '"';
            if (quoted) end = Header.quotedEnd(text, end);
            String value = quoted ? unquoted(text, to + 2, end) : null;
            while (end < length && text.charAt(end) != ';') end++;
            if (!quoted) value = strip(text.substring(to + 1, end));
            if (Header.isName(name) && (quoted || !value.isEmpty()) && parameter(name) == null) put(name, value);
            from = end + 1;
        }
    }

    private static String unquoted(String text, int from, int to) {
        StringBuilder value = new StringBuilder();
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '"') break;
            if (c == '\\' && i + 1 < to) c = text.charAt(++i);
            value.append(c);
        }
        return value.toString();
    }

    private void put(String name, String value) {
        parameters.add(name);
        parameters.add(value);
    }

    private static String strip(String text) {
        String from = stripStart(text);
        int to = from.length();
        while (to > 0 && isSpace(from.charAt(to - 1))) to--;
        return from.substring(0, to);
    }

    private static String stripStart(String text) {
        int from = 0;
        while (from < text.length() && isSpace(text.charAt(from))) from++;
        return text.substring(from);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    /** {@return type and subtype in lower case, without parameters} */
    public String essence() {
        return essence;
    }

    /** {@return whether type and subtype are these, in lower case} */
    public boolean is(String other) {
        return essence.equals(other);
    }

    /** {@return the value of the first parameter of that name, in lower case, without quotes; null for none} */
    public String parameter(String name) {
        for (int i = 0; i < parameters.size(); i += 2) {
            if (parameters.get(i).equals(name)) return parameters.get(i + 1);
        }
        return null;
    }

    /** {@return the charset, as it is written; null for none} */
    public String charset() {
        return parameter("charset");
    }
}
