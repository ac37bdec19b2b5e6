package sse.hub;

/** The ids of a hub: those that are given to events without one of their own, and which others events may bring. */
abstract class Ids {
    static final String CLOSE = "close";
    private static final int LONGEST = 1024; // in the head of a request, which is bounded

    /** The id of this place in the order of publishing. */
    abstract String of(long seq);

    /** The place in the order of publishing that an id of this hub stands for, or -1 if it is none of this hub's. */
    abstract long seqOf(String id);

    /** Whether an id has the form of those that a hub gives, but is of another start than this one. */
    abstract boolean isOfAnotherStart(String id);

    /** Whether an id has the form of those that hubs give, this one or one of another start. */
    final boolean isGiven(String id) {
        return seqOf(id) >= 0 || isOfAnotherStart(id);
    }

    /** Whether an id is so many letters and digits, a dash and digits. */
    static boolean isBoot(String id, int length) {
        int dash = id.indexOf('-');
        if (dash != length || dash == id.length() - 1 || !digits(id, dash + 1)) return false;
        for (int i = 0; i < dash; i++) {
            char c = id.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'z')) return false;
        }
        return true;
    }

    /** Why an event cannot have this id of its own, or null. */
    final String objection(String id) {
        if (id.isEmpty()) return "an id cannot be empty: every reader would forget its place";
        if (id.length() > LONGEST) return "an id has " + LONGEST + " characters at most: longer ones cannot come back";
        if (seqOf(id) >= 0) {
            return "the id " + id + " has the form of the ids that this server gives: leave it out, or have it "
                    + "replaced with ?ids=new (pub --new-ids)";
        }
        char first = id.charAt(0);
        char last = id.charAt(id.length() - 1);
        if (first == ' ' || last == ' ') return "an id cannot begin or end with a space: it comes back without";
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c < ' ' || c == 0x7F) {
                return "an id cannot have a tab or another control character: no header brings it back unchanged";
            }
            if (!Character.isSurrogate(c)) continue;
            if (!Character.isSurrogatePair(c, i + 1 < id.length() ? id.charAt(i + 1) : ' ')) {
                return "an id cannot have half a surrogate pair: it is no text";
            }
            i++;
        }
        return null;
    }

    static boolean digits(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') return false;
        }
        return true;
    }
}
