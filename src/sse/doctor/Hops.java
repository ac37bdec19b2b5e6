package sse.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sse.head.Header;

/** What may stand between a server and a reader: read from {@code hops.txt}, and recognised by what it shows. */
final class Hops {
    private static final String FILE = "hops.txt";
    private static final List<Hop> ALL = read();

    /** What a hop may do to a stream. */
    enum Symptom {
        BUFFERS, COMPRESSES, CUTS_IDLE, CUTS_LONG, HTTP10, CACHES, DROPS_COMMENTS, NO_CORS, ANSWERS_ITSELF;

        /** The word for it in {@code hops.txt}, such as {@code cuts-idle}. */
        final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * A row of the table.
     *
     * @param name as in a sentence: {@code nginx}
     * @param signs the headers by which it is known
     * @param pages texts that only its own error pages have
     * @param idleSeconds the silence behind which it cuts a stream unless told otherwise; -1 for no such limit
     * @param longSeconds the age at which it cuts every stream unless told otherwise; -1 for no such limit
     * @param settings what frees the events, in the words of that product, for each thing that it may do to them
     */
    record Hop(String name, List<Sign> signs, List<String> pages, int idleSeconds, int longSeconds,
            Map<Symptom, String> settings) {}

    /**
     * What a head has where that hop is on the way.
     *
     * @param headers that have to be there together; in names and values a star stands for any text
     * @param certain whether nothing else sends them
     */
    record Sign(List<Header> headers, boolean certain) {

        /** The headers that show it; none where one is missing. */
        List<Header> in(List<Header> head) {
            List<Header> found = new ArrayList<>();
            for (Header wanted : headers) {
                Header header = find(wanted, head);
                if (header == null) return List.of();
                found.add(header);
            }
            return found;
        }

        private static Header find(Header wanted, List<Header> head) {
            for (Header header : head) {
                boolean same = matches(wanted.name(), header.name()) && matches(wanted.value(), header.value());
                if (same) return header;
            }
            return null;
        }
    }

    /**
     * A hop that shows itself.
     *
     * @param by the line of the head, or the text of the page, that shows it, as it came
     * @param certain whether nothing else shows that
     */
    record Seen(Hop hop, String by, boolean certain) {}

    private Hops() {}

    /** {@return all rows, those first that stand nearest to the reader} */
    static List<Hop> all() {
        return ALL;
    }

    /** {@return the hops that a head shows, nearest to the reader first} Each by its best sign; no line shows two. */
    static List<Seen> in(List<Header> headers) {
        List<Header> left = new ArrayList<>(headers);
        List<Seen> seen = new ArrayList<>();
        for (Hop hop : ALL) {
            Sign best = null;
            for (Sign sign : hop.signs()) {
                boolean better = best == null || sign.certain() && !best.certain();
                if (better && !sign.in(left).isEmpty()) best = sign;
            }
            if (best == null) continue;
            List<Header> by = best.in(left);
            left.removeAll(by);
            seen.add(new Seen(hop, by.get(0).name() + ": " + by.get(0).value(), best.certain()));
        }
        return seen;
    }

    /** {@return the hop whose own error page that is, or null} */
    static Seen inPage(String page) {
        for (Hop hop : ALL) {
            for (String text : hop.pages()) {
                if (page.contains(text)) return new Seen(hop, text, true);
            }
        }
        return null;
    }

    /** {@return the hops that cut a stream after so long a silence, or at that age, unless told otherwise} */
    static List<Hop> cuttingAfter(int seconds) {
        List<Hop> cutting = new ArrayList<>();
        for (Hop hop : ALL) {
            if (hop.idleSeconds() == seconds || hop.longSeconds() == seconds) cutting.add(hop);
        }
        return cutting;
    }

    /** Whether a text is of that pattern, where a star stands for any text. */
    static boolean matches(String pattern, String text) {
        int star = pattern.indexOf('*');
        if (star < 0) return pattern.equalsIgnoreCase(text);
        if (!text.regionMatches(true, 0, pattern, 0, star)) return false;
        int at = star;
        for (int next; (next = pattern.indexOf('*', star + 1)) >= 0; star = next) {
            at = find(text, at, pattern.substring(star + 1, next));
            if (at < 0) return false;
        }
        int last = pattern.length() - star - 1;
        return text.length() - last >= at && text.regionMatches(true, text.length() - last, pattern, star + 1, last);
    }

    /** Where that part of a text ends, at or behind that place; -1 if it is not in it. */
    private static int find(String text, int from, String part) {
        for (int at = from; at + part.length() <= text.length(); at++) {
            if (text.regionMatches(true, at, part, 0, part.length())) return at + part.length();
        }
        return -1;
    }

    private static List<Hop> read() {
        try (InputStream in = Hops.class.getResourceAsStream(FILE)) {
            List<Hop> all = new ArrayList<>();
            Row row = null;
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (line.isEmpty() || line.startsWith("#") || line.startsWith("==")) continue;
                int space = line.indexOf(' ');
                String word = line.substring(0, space);
                String rest = line.substring(space + 1);
                if (!word.equals("hop")) {
                    row.line(word, rest);
                    continue;
                }
                if (row != null) all.add(row.hop());
                row = new Row(rest);
            }
            all.add(row.hop());
            return List.copyOf(all);
        } catch (IOException e) {
            throw new IllegalStateException("the table of hops cannot be read from the jar", e);
        }
    }

    /** A row that is being read. */
    private static final class Row {
        private final String name;
        private final List<Sign> signs = new ArrayList<>();
        private final List<String> pages = new ArrayList<>();
        private final Map<Symptom, String> settings = new EnumMap<>(Symptom.class);
        private int idleSeconds = -1;
        private int longSeconds = -1;

        Row(String name) {
            this.name = name;
        }

        void line(String word, String rest) {
            switch (word) {
                case "sign" -> signs.add(sign(rest, true));
                case "like" -> signs.add(sign(rest, false));
                case "page" -> pages.add(rest);
                case "idle" -> idleSeconds = Integer.parseInt(rest);
                case "long" -> longSeconds = Integer.parseInt(rest);
                default -> settings.put(symptom(word), rest);
            }
        }

        private static Sign sign(String text, boolean certain) {
            List<Header> headers = new ArrayList<>();
            for (String header : text.split(" & ")) {
                int colon = header.indexOf(": ");
                headers.add(new Header(header.substring(0, colon), header.substring(colon + 2)));
            }
            return new Sign(List.copyOf(headers), certain);
        }

        private static Symptom symptom(String word) {
            for (Symptom symptom : Symptom.values()) {
                if (symptom.word.equals(word)) return symptom;
            }
            throw new IllegalStateException("the table of hops has this word: " + word);
        }

        Hop hop() {
            return new Hop(name, List.copyOf(signs), List.copyOf(pages), idleSeconds, longSeconds,
                    Map.copyOf(settings));
        }
    }
}
