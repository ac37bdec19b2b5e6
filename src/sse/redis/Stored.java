package sse.redis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import sse.Event;
import sse.hub.Draft;
import sse.hub.Hub;
import sse.hub.Journal;
import sse.text.Digits;
import sse.text.Harmless;

/**
 * An entry of the stream in Redis, whose fields are those of an event: {@code topic} and {@code data}, and where there
 * are any {@code event}, {@code id}, {@code retry}; {@code close} where the topic is closed with it; {@code by}, which
 * publishing of which server it is. Any program may add entries such as {@code XADD sse * topic news data hi}. An entry
 * with {@code begin} says that the log began anew; others without a topic leave a place free, or are not ours.
 *
 * @param id its id in the stream
 * @param place the same as a place
 * @param line what it says to the hub, or null
 * @param by which publishing it is of, or null
 * @param begins whether the log began anew here
 */
record Stored(String id, long place, Journal.Line line, String by, boolean begins) {
    /** An entry of the stream cannot be read, and so none behind it. */
    static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1;

        Unreadable(String sentence) {
            super(sentence);
        }
    }

    /** The words behind XADD, key and trimming for an entry of this draft, and for the place that is left behind it. */
    static List<Object[]> words(String topic, Draft draft, boolean closes, String by) {
        List<Object> words = new ArrayList<>(14);
        Collections.addAll(words, "*", "topic", topic);
        if (draft.type() != null) Collections.addAll(words, "event", draft.type());
        if (draft.id() != null) Collections.addAll(words, "id", draft.id());
        byte[] block = draft.block();
        byte[] data = new byte[block.length];
        int length = 0;
        int lines = 0;
        for (int at = 0, end; block[at] != '\n'; at = end + 1) { // names and values as Encoder puts them
            for (end = at; block[end] != '\n'; ) end++;
            if (block[at] == 'r') {
                Collections.addAll(words, "retry", Arrays.copyOfRange(block, at + "retry: ".length(), end));
            } else if (block[at] == 'd') {
                if (lines++ > 0) data[length++] = '\n';
                int from = at + "data: ".length();
                System.arraycopy(block, from, data, length, end - from);
                length += end - from;
            }
        }
        if (closes) Collections.addAll(words, "close", 1);
        Collections.addAll(words, "data", Arrays.copyOf(data, length), "by", by);
        List<Object[]> entries = new ArrayList<>(2);
        entries.add(words.toArray());
        if (closes || Journal.closes(draft)) entries.add(new Object[] {"*", "free", 1});
        return entries;
    }

    /**
     * Reads an entry as XREAD and XRANGE give it.
     *
     * @throws IOException if it is none, or has an id with which the order could not be told
     */
    static Stored of(Object entry) throws IOException {
        if (!(entry instanceof List<?> pair) || pair.size() != 2 || !(pair.get(0) instanceof byte[] idBytes)) {
            throw new IOException("this does not speak as Redis does: an entry without an id");
        }
        String id = text(idBytes);
        long place = Journal.place(id);
        if (place < 0) {
            throw new Unreadable("the stream in Redis has the id " + Harmless.brief(id, 60)
                    + ", in which no time can be read");
        }
        String topic = null;
        String data = "";
        String type = null;
        String own = null;
        String by = null;
        long retry = -1;
        boolean closes = false;
        boolean begins = false;
        List<?> fields = pair.get(1) instanceof List<?> is ? is : List.of();
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            if (!(fields.get(i) instanceof byte[] name) || !(fields.get(i + 1) instanceof byte[] value)) continue;
            switch (text(name)) {
                case "topic" -> topic = text(value);
                case "data" -> data = text(value);
                case "event" -> type = text(value);
                case "id" -> own = text(value);
                case "by" -> by = text(value);
                case "retry" -> retry = Digits.parse(text(value));
                case "close" -> closes = true;
                case "begin" -> begins = true;
                default -> { }
            }
        }
        Draft draft = topic == null || begins || !Hub.isTopicName(topic) ? null : draft(own, type, data, retry);
        Journal.Line line = draft == null ? null
                : new Journal.Line(place, topic, draft, closes || Journal.closes(draft));
        return new Stored(id, place, line, by, begins);
    }

    /** Null if that is no event. */
    private static Draft draft(String id, String type, String data, long retry) {
        try {
            return Draft.of(new Event(id == null || id.isEmpty() ? null : id, type, data), retry);
        } catch (IllegalArgumentException notByUs) {
            return null;
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
