package sse.term;

/** Something the user can put right: one sentence for a person, and the exit code. */
public final class Exit extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Exit codes: findings or a failed check; wrong usage; and those of curl. */
    public static final int FAILED = 1;
    static final int USAGE = 2;
    public static final int NAME_NOT_FOUND = 6;
    public static final int REFUSED = 7;
    public static final int ENDED_EARLY = 18;
    public static final int BAD_ANSWER = 22;
    public static final int OUT_OF_TIME = 28;
    public static final int TLS = 35;
    public static final int TLS_TRUST = 60;

    public final int code;

    public Exit(int code, String sentence) {
        super(sentence, null, false, false);
        this.code = code;
    }

    public static Exit usage(String sentence) {
        return new Exit(USAGE, sentence);
    }
}
