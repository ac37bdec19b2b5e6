package sse.text;

/** Tells whether a text is JSON, by RFC 8259 and not a bit looser; nested up to 512 deep. Builds nothing. */
public final class JsonCheck {
    private static final int DEEPEST = 512;

    private final String text;
    private int at;

    private JsonCheck(String text) {
        this.text = text;
    }

    /** {@return whether the text begins as only JSON would: an object, or an array of texts or objects} */
    public static boolean looksLikeJson(String text) {
        int i = space(text, 0);
        if (i == text.length() || text.charAt(i) != '{' && text.charAt(i) != '[') return false;
        char open = text.charAt(i);
        i = space(text, i + 1);
        if (i == text.length()) return open == '{' || text.indexOf('\n') >= 0;
        char next = text.charAt(i);
        return next == '"' || (open == '{' ? next == '}' || next == '\'' : next == '{' || next == ']');
    }

    private static int space(String text, int i) {
        if (i < text.length() && text.charAt(i) > ' ') return i;
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t' || text.charAt(i) == '\n' || text.charAt(i) == '\r')) i++;
        return i;
    }

    /** {@return the index of the first character that cannot stand there, or -1: all is JSON} */
    public static int firstError(String text) {
        JsonCheck json = new JsonCheck(text);
        json.at = space(text, 0);
        if (!json.value(0)) return json.at;
        json.at = space(text, json.at);
        return json.at == text.length() ? -1 : json.at;
    }

    private boolean value(int depth) {
        if (at == text.length() || depth > DEEPEST) return false;
        return switch (text.charAt(at)) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        };
    }

    private boolean object(int depth) {
        at = space(text, at + 1);
        if (take('}')) return true;
        while (true) {
            if (at == text.length() || text.charAt(at) != '"' || !string()) return false;
            at = space(text, at);
            if (!take(':')) return false;
            at = space(text, at);
            if (!value(depth + 1)) return false;
            at = space(text, at);
            if (take('}')) return true;
            if (!take(',')) return false;
            at = space(text, at);
        }
    }

    private boolean array(int depth) {
        at = space(text, at + 1);
        if (take(']')) return true;
        while (true) {
            if (!value(depth + 1)) return false;
            at = space(text, at);
            if (take(']')) return true;
            if (!take(',')) return false;
            at = space(text, at);
        }
    }

    private boolean string() {
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return true;
            }
            if (c < 0x20) return false;
            if (c == '\\' && !escape()) return false;
        }
        return false;
    }

    /** Goes to the last character of an escape. */
    private boolean escape() {
        at++;
        if (at == text.length()) return false;
        char c = text.charAt(at);
        if (c != 'u') return "\"\\/bfnrt".indexOf(c) >= 0;
        for (int i = 0; i < 4; i++) {
            at++;
            if (at == text.length() || !isHex(text.charAt(at))) return false;
        }
        return true;
    }

    private static boolean isHex(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    private boolean word(String word) {
        for (int i = 0; i < word.length(); i++, at++) {
            if (at == text.length() || text.charAt(at) != word.charAt(i)) return false;
        }
        return true;
    }

    private boolean number() {
        take('-');
        if (!take('0') && !digits()) return false;
        if (take('.') && !digits()) return false;
        if (take('e') || take('E')) {
            if (!take('+')) take('-');
            return digits();
        }
        return true;
    }

    private boolean digits() {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') at++;
        return at > from;
    }

    private boolean take(char c) {
        if (at == text.length() || text.charAt(at) != c) return false;
        at++;
        return true;
    }
}
