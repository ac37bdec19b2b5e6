package sse.lint;

import sse.text.JsonWriter;

/**
 * One thing that is wrong with a stream, or worth knowing.
 *
 * @param rule what it breaks
 * @param place which part of the answer it is about
 * @param line the line of the body from 1, where the place is a line
 * @param column the byte of that line from 1
 * @param offset of the line, in bytes of the body from 0
 * @param length of the line with what ended it, in bytes
 * @param says one sentence about this case
 * @param excerpt the start of the line, harmless to print; empty where there is nothing to see
 */
public record Finding(Rule rule, Place place, long line, int column, long offset, long length, String says,
        String excerpt) {

    /** Which part of an answer a finding is about. */
    public enum Place {
        /** Status and headers. */
        HEAD,
        /** One line of the body. */
        LINE,
        /** The body as a whole. */
        STREAM
    }

    /** {@return the place in a word: {@code head}, {@code 12:1} for line and column, or {@code stream}} */
    public String where() {
        return switch (place) {
            case HEAD -> "head";
            case LINE -> line + ":" + column;
            case STREAM -> "stream";
        };
    }

    /** Errors first, then as they stand in the answer. */
    static int compare(Finding a, Finding b) {
        int order = a.rule.severity().compareTo(b.rule.severity());
        if (order == 0) order = a.place.compareTo(b.place);
        if (order == 0) order = Long.compare(a.line, b.line);
        if (order == 0) order = Integer.compare(a.column, b.column);
        return order != 0 ? order : Integer.compare(a.rule.number(), b.rule.number());
    }

    /** {@return the finding as a JSON object} */
    public String json() {
        return members(JsonWriter.object()).end().toString();
    }

    /** Appends what {@link #json()} has, for this program's own writers of JSON. */
    @SuppressWarnings("exports")
    public JsonWriter members(JsonWriter json) {
        json.put("code", rule.code()).put("severity", rule.severity().toString());
        if (place == Place.LINE) json.put("line", line).put("off", offset).put("len", length);
        else json.put("place", where());
        return json.put("says", says).put("fix", rule.fix());
    }
}
