package sse.llm;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a model has generated so far, whichever API tells it. The text is handed on and not kept, unless it is asked
 * for; everything that is kept has a bound.
 */
final class Generation {
    static final int KEPT_TEXT = 8 << 20;      // characters, where the text is kept
    private static final int TOOLS = 100;      // calls that are named; more are counted
    private static final int ARGUMENTS = 1 << 20; // characters of all arguments together
    private static final int REFUSAL = 2000;   // characters
    private static final int CHOICES = 1000;   // that are told apart

    private final boolean keeps;
    private final StringBuilder fresh = new StringBuilder(); // text that was not handed on
    final StringBuilder text = new StringBuilder();          // all of it, if it is kept
    final StringBuilder refusal = new StringBuilder();
    final Map<Object, ToolCall> tools = new LinkedHashMap<>();
    private int argumentsLeft = ARGUMENTS;
    private final Set<Long> choices = new HashSet<>();

    String model;
    String reason;        // why it ended, in the API's word
    String error;         // what the stream says went wrong
    long input = -1;      // tokens; -1 where the stream does not say
    long output = -1;
    long reasoned = -1;   // of the output, or beside it
    boolean reasonedApart; // which of the two
    long cached = -1;     // of the input
    long length;          // characters of the text
    long reasoning;       // characters of thoughts that were shown
    long others;          // characters of other choices
    long behind;          // characters that came behind the end
    int moreTools;
    int odd;
    boolean whole;        // it came in one object, and not as a stream
    boolean complete;     // the mark of the end was seen
    boolean over;         // nothing is to come

    boolean generated;     // by the object that is taken just now
    boolean generatedText;

    Generation(boolean keeps) {
        this.keeps = keeps;
    }

    /** Text of the answer; null and nothing are the same. */
    void text(String piece) {
        if (!some(piece)) return;
        generatedText = true;
        length += piece.length();
        fresh.append(piece);
    }

    /** Whether that is something that counts. */
    private boolean some(String piece) {
        if (piece == null || piece.isEmpty()) return false;
        if (over) behind += piece.length();
        else generated = true;
        return !over;
    }

    /** Thoughts in front of the answer. */
    void reasoning(String piece) {
        if (some(piece)) reasoning += piece.length();
    }

    /** What it says in place of an answer. */
    void refusal(String piece) {
        if (some(piece)) refusal.append(piece, 0, Math.min(piece.length(), REFUSAL - refusal.length()));
    }

    /** Whether this choice is the one that is shown; the others are counted. */
    boolean isShown(long choice) {
        if (choices.size() < CHOICES) choices.add(choice);
        return choice == 0;
    }

    int choices() {
        return choices.size();
    }

    /** Text of another choice. */
    void other(String piece) {
        if (some(piece)) others += piece.length();
    }

    /** A call of a tool goes on: the first name that is told counts, and arguments are put behind each other. */
    void tool(Object key, String name, String part) {
        if (over) return;
        ToolCall tool = tools.get(key);
        if (tool == null && tools.size() == TOOLS) {
            if (name != null) moreTools++;
            return;
        }
        if (tool == null) tools.put(key, tool = new ToolCall());
        if (tool.name.isEmpty() && name != null) tool.name = name.length() > 200 ? name.substring(0, 200) : name;
        if (!some(part)) return;
        tool.length += part.length();
        int n = Math.min(part.length(), argumentsLeft);
        tool.arguments.append(part, 0, n);
        argumentsLeft -= n;
    }

    /** A piece that should be text and is not. */
    void odd() {
        odd++;
    }

    void model(String name) {
        if (model == null && name != null && !name.isEmpty()) model = name;
    }

    void finish(String why) {
        if (why != null && !over) reason = why;
    }

    /** Figures of usage; -1 for what is not told. The last of each counts, but a 0 takes back nothing. */
    void usage(long in, long out, long thoughts, long fromCache) {
        input = newer(input, in);
        output = newer(output, out);
        reasoned = newer(reasoned, thoughts);
        cached = newer(cached, fromCache);
    }

    private static long newer(long old, long now) {
        return now > 0 || old < 0 ? now : old;
    }

    /** The mark of the end is there; what still comes is no part of the answer. */
    void end() {
        complete = true;
        over = true;
    }

    void error(String says) {
        if (error == null) error = says;
        over = true;
    }

    /**
     * The text since the last call. The first half of a pair waits for the second, which may be in the next piece; a
     * half without the other becomes a replacement character.
     */
    String take(boolean last) {
        int n = fresh.length();
        if (n == 0) return "";
        boolean waits = !last && Character.isHighSurrogate(fresh.charAt(n - 1));
        if (waits) n--;
        for (int i = 0; i < n; i++) {
            if (!Character.isSurrogate(fresh.charAt(i))) continue;
            boolean pair = i + 1 < n && Character.isSurrogatePair(fresh.charAt(i), fresh.charAt(i + 1));
            if (pair) i++;
            else fresh.setCharAt(i, '\uFFFD');
        }
        String taken = fresh.substring(0, n);
        fresh.delete(0, n);
        if (keeps) text.append(taken, 0, Math.min(n, KEPT_TEXT - text.length()));
        return taken;
    }
}
