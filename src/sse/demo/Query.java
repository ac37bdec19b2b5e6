package sse.demo;

import java.util.ArrayList;
import java.util.List;
import sse.http.Refusal;
import sse.http.Request;
import sse.text.JsonWriter;
import sse.text.Units;

/**
 * A query, read parameter by parameter; whatever is wrong with one is refused with a sentence that names
 * it and its limits. A parameter that nobody has read is unknown.
 */
final class Query {
    private final Request request;
    private final List<String> read = new ArrayList<>();

    Query(Request request) {
        this.request = request;
    }

    /** {@return the parameter, or null} */
    String text(String name) {
        if (!read.contains(name)) read.add(name);
        return request.query(name);
    }

    /** {@return the parameters that were asked for} */
    List<String> read() {
        return read;
    }

    /** {@return one of these words} Without the parameter the first. */
    String word(String name, String... words) throws Refusal {
        String text = text(name);
        if (text == null) return words[0];
        StringBuilder known = new StringBuilder();
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals(text)) return text;
            known.append(i == 0 ? "" : i < words.length - 1 ? ", " : " or ").append(words[i]);
        }
        throw bad(name, known.toString(), text);
    }

    /** {@return a whole number} */
    long number(String name, long otherwise, long least, long most) throws Refusal {
        String text = text(name);
        if (text == null) return otherwise;
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) return number;
        } catch (NumberFormatException e) {
            // refused below
        }
        throw bad(name, "a whole number from " + least + " to " + most, text);
    }

    /** {@return a duration in milliseconds} The limits are written as durations are. */
    long millis(String name, long otherwise, String least, String most) throws Refusal {
        String text = text(name);
        if (text == null) return otherwise;
        try {
            long millis = Units.millis(text);
            if (millis >= Units.millis(least) && millis <= Units.millis(most)) return millis;
        } catch (IllegalArgumentException e) {
            // refused below
        }
        throw bad(name, "a duration from " + least + " to " + most, text);
    }

    /** {@return the seed of what happens by chance} */
    long seed() throws Refusal {
        return number("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** The refusal of a parameter that is to be something else. */
    static Refusal bad(String name, String what, String text) {
        return new Refusal(400, name + " is " + what + ", not " + shown(text));
    }

    /** Refuses what has not been read; when everything that means something was. */
    void refuseUnknown() throws Refusal {
        request.checkQuery(read, "");
    }

    private static String shown(String text) {
        return JsonWriter.quoted(text.length() > 40 ? text.substring(0, 40) + "..." : text);
    }
}
