package sse.tail;

import java.math.BigDecimal;
import sse.Event;
import sse.term.Exit;
import sse.text.Json;

/**
 * A condition on an event: {@code event=done}, {@code id!=7}, {@code data~error}, {@code .price>100},
 * {@code .choices[0].finish_reason}.
 *
 * <p>The left side is {@code event}, {@code id}, {@code data} or a path into data that is JSON. The
 * operators are {@code = != ~ !~ < <= > >=}; {@code ~} is "has this text in it". Two numbers are compared
 * as numbers, anything else as text. A path alone asks whether something other than null and false is
 * there.
 */
public final class Condition {
    private static final int DIGITS = 1000; // beyond that it is text

    private final String field; // event, id or data; null for a path
    private final JsonPath path;
    private final String operator; // empty: is it there
    private final String right;
    private final BigDecimal number; // the right side, if it is one

    private Condition(String field, JsonPath path, String operator, String right) {
        this.field = field;
        this.path = path;
        this.operator = operator;
        this.right = right;
        this.number = number(right);
    }

    /** Reads the condition; a {@link Exit} of usage if it is none. */
    public static Condition of(String text) {
        int at = 0;
        boolean quoted = false;
        while (at < text.length() && (quoted || "=!~<>".indexOf(text.charAt(at)) < 0)) {
            if (text.charAt(at) == '"') quoted = !quoted; // of a key such as .["a=b"]
            at++;
        }
        int end = at;
        while (end < text.length() && end < at + 2 && "=!~<>".indexOf(text.charAt(end)) >= 0) end++;
        String operator = text.substring(at, end);
        if (operator.equals("==")) operator = "=";
        if (operator.length() == 2 && !"!= !~ <= >=".contains(operator)) { // such as the second of "=~x"
            operator = operator.substring(0, 1);
            end = at + 1;
        }
        String left = text.substring(0, at).strip();
        String right = text.substring(end).strip();
        if (left.equals("type")) left = "event";
        boolean field = left.equals("event") || left.equals("id") || left.equals("data");
        boolean known = field ? !operator.isEmpty() : left.startsWith(".");
        if (!known || operator.equals("!")) {
            throw Exit.usage("'" + text + "' is not a condition such as event=done, data~text or .a.b>1");
        }
        return new Condition(field ? left : null, field ? null : JsonPath.of(left), operator, right);
    }

    /** Whether the event is so. Data that is no JSON has nothing at any path. */
    public boolean holds(Event event) {
        String left;
        if (field != null) {
            left = switch (field) {
                case "event" -> event.type();
                case "id" -> event.id();
                default -> event.data();
            };
        } else {
            Object value;
            try {
                value = path.from(Json.parse(event.data()));
            } catch (Json.Malformed e) {
                value = null; // "[DONE]", and all that is not meant to be JSON
            }
            if (operator.isEmpty()) return value != null && value != Json.NULL && value != Boolean.FALSE;
            if (value == null) return operator.startsWith("!");
            left = JsonPath.text(value);
        }
        return switch (operator) {
            case "~" -> left.contains(right);
            case "!~" -> !left.contains(right);
            case "=" -> compare(left) == 0;
            case "!=" -> compare(left) != 0;
            case "<" -> compare(left) < 0;
            case "<=" -> compare(left) <= 0;
            case ">" -> compare(left) > 0;
            default -> compare(left) >= 0;
        };
    }

    private int compare(String left) {
        if (left.equals(right)) return 0;
        BigDecimal other = number == null ? null : number(left); // ids may have more digits than a double
        return other == null ? left.compareTo(right) : other.compareTo(number);
    }

    /** The number that the text is in JSON, or null. */
    private static BigDecimal number(String text) {
        try {
            boolean is = text.length() <= DIGITS && Json.parse(text) instanceof Json.Number;
            return is ? new BigDecimal(text.strip()) : null;
        } catch (Json.Malformed | NumberFormatException e) {
            return null;
        }
    }
}
