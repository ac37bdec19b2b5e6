package sse.fault;

import java.util.ArrayList;
import java.util.List;
import sse.text.Digits;
import sse.text.JsonWriter;
import sse.text.Spelling;
import sse.text.Units;

/** Reads a {@link Spec}, once. It makes clauses, and Spec asks it for them: they need each other. */
final class SpecParser {
    private static final int LONGEST = 4096;
    private static final long MOST = 1_000_000_000_000L;

    private final String text;
    private int at;

    SpecParser(String text) {
        this.text = text;
    }

    List<Spec.Clause> clauses() {
        if (text.length() > LONGEST) throw wrong(LONGEST, "a spec is no longer");
        List<Spec.Clause> clauses = new ArrayList<>();
        do {
            clauses.add(clause());
        } while (take(';'));
        return List.copyOf(clauses);
    }

    private Spec.Clause clause() {
        long first = 1;
        long last = Long.MAX_VALUE;
        int colon = text.indexOf(':', at);
        if (text.startsWith("conn", at) && colon > 0 && isRange(at + 4, colon)) {
            at += 4;
            int start = at;
            first = count("a connection's number");
            if (!take('-')) last = first;
            else if (text.charAt(at) != ':') last = count("a connection's number");
            if (last < first) throw wrong(start, "the connections end before they begin");
            expect(':', "':' behind the connections");
        }
        List<Fault> faults = new ArrayList<>();
        do {
            faults.add(fault());
        } while (take(','));
        if (at < text.length() && text.charAt(at) != ';') throw wrong(at, "',' or ';' is expected between faults");
        return new Spec.Clause(first, last, List.copyOf(faults));
    }

    private boolean isRange(int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c != '-' && (c < '0' || c > '9')) return false;
        }
        return true;
    }

    private Fault fault() {
        int start = at;
        String word = until("=@,;:");
        Kind kind = Kind.of(word);
        if (kind == null) {
            throw wrong(start, word.isEmpty() ? "a fault is missing"
                    : "there is no fault " + shown(word) + "; " + nearest(word));
        }
        int behind = at;
        String value = take('=') ? value() : "";
        boolean given = at > behind;
        if (!given && kind.takes != Kind.Takes.NOTHING && kind.takes != Kind.Takes.PERHAPS_TEXT
                && kind.takes != Kind.Takes.PERHAPS_TIME) {
            throw wrong(behind, "'" + word + "' needs a value, such as " + kind.example());
        }
        long number = given ? number(kind, value, behind + 1) : -1;
        return new Fault(kind, value, number, take('@') ? place(kind) : Place.NONE);
    }

    private long number(Kind kind, String value, int where) {
        switch (kind.takes) {
            case NOTHING -> throw wrong(where, "'" + kind.word() + "' takes no value");
            case COUNT -> {
                long number = Digits.parse(value);
                long least = kind == Kind.STATUS ? 200 : 1;
                long most = kind == Kind.STATUS ? 599 : MOST;
                if (number < least || number > most) {
                    throw wrong(where, "'" + kind.word() + "' takes a whole number from " + least
                            + (kind == Kind.STATUS ? " to " + most : "") + ", such as " + kind.example());
                }
                return number;
            }
            case PERHAPS_TIME -> {
                return millis(value, where);
            }
            case WORD -> {
                if (!value.equals("1") && !value.equals("utf8") && !value.equals("crlf")) {
                    throw wrong(where, "'split' takes 1, utf8 or crlf");
                }
                return -1;
            }
            case TEXT, PERHAPS_TEXT -> {
                for (int i = 0; i < value.length(); i++) {
                    char c = value.charAt(i);
                    if (c < ' ' || c == 0x7F) throw wrong(where, "a value has no control characters");
                    if (c > '~' && kind.reach == Kind.Reach.HEAD) throw wrong(where, "a header is in ASCII");
                }
                if (value.isEmpty() && kind != Kind.BADRETRY) throw wrong(where, "the value is missing");
                return -1;
            }
        }
        throw new AssertionError(kind);
    }

    private Place place(Kind kind) {
        int start = at;
        String word = until("=,;");
        if (kind.reach == Kind.Reach.HEAD) {
            throw wrong(start, "'" + kind.word() + "' has no place: it is in the head");
        }
        if (!take('=')) throw wrong(start, "a place is events=N, bytes=N, after=D, every=N or p=0.1");
        int where = at;
        Place place = switch (word) {
            case "events" -> new Place(Place.At.EVENTS, count("a number of events"), 0);
            case "bytes" -> new Place(Place.At.BYTES, count("a number of bytes"), 0);
            case "every" -> new Place(Place.At.EVERY, count("a number of events"), 0);
            case "after" -> new Place(Place.At.AFTER, millis(until(",;"), where), 0);
            case "p" -> new Place(Place.At.P, 0, chance(until(",;"), where));
            default -> throw wrong(start, "there is no place " + shown(word)
                    + "; there are events, bytes, after, every and p");
        };
        boolean repeats = place.at() == Place.At.EVERY || place.at() == Place.At.P;
        if (repeats && kind.reach == Kind.Reach.FROM_THERE) {
            throw wrong(start, "'" + kind.word() + "' goes on from a place: events=N, bytes=N or after=D");
        }
        return place;
    }

    private double chance(String value, int where) {
        boolean plain = !value.isEmpty() && value.length() <= 12;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            plain &= c >= '0' && c <= '9' || c == '.' && value.indexOf('.') == i && value.length() > 1;
        }
        double chance = plain ? Double.parseDouble(value) : -1;
        if (chance < 0 || chance > 1) throw wrong(where, "'p' is a chance from 0 to 1, such as 0.1");
        return chance;
    }

    private long millis(String value, int where) {
        try {
            return Units.millis(value);
        } catch (IllegalArgumentException e) {
            throw wrong(where, e.getMessage());
        }
    }

    private long count(String what) {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') at++;
        long number = Digits.parse(text, start, at);
        if (number < 1 || number > MOST) throw wrong(start, "here stands " + what + ", from 1");
        return number;
    }

    /** A value: up to what ends it, or in quotes. */
    private String value() {
        if (!take('"')) return until("@,;");
        int start = at - 1;
        int end = text.indexOf('"', at);
        if (end < 0) throw wrong(start, "the quote is not closed");
        String value = text.substring(at, end);
        at = end + 1;
        return value;
    }

    private String until(String ends) {
        int start = at;
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) at++;
        return text.substring(start, at);
    }

    private boolean take(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        if (there) at++;
        return there;
    }

    private void expect(char c, String what) {
        if (!take(c)) throw wrong(at, what + " is missing");
    }

    private static String nearest(String word) {
        List<String> words = new ArrayList<>();
        for (Kind kind : Kind.values()) words.add(kind.word());
        return Spelling.hint(word, words, "there are " + String.join(", ", words));
    }

    private static String shown(String word) {
        return JsonWriter.quoted(word.length() > 20 ? word.substring(0, 20) + "..." : word);
    }

    private IllegalArgumentException wrong(int where, String what) {
        return new IllegalArgumentException("fault spec, character " + (where + 1) + ": " + what);
    }
}
