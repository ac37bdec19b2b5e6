package sse.broken;

/** Tells whether bytes of a stream have come to where something may be put between two events. For one thread. */
final class Between {
    private boolean inLine;
    private boolean inComment;
    private boolean inBlock;
    private byte last;

    void sent(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte before = last;
            last = bytes[i];
            if (last == '\n' && before == '\r') continue; // one line end of two bytes
            if (last == '\n' || last == '\r') {
                if (!inLine) inBlock = false;
                inLine = false;
                continue;
            }
            if (!inLine) inComment = last == ':';
            if (!inComment) inBlock = true;
            inLine = true;
        }
    }

    boolean isHere() {
        return !inLine && !inBlock;
    }
}
