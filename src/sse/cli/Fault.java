package sse.cli;

import sse.client.Cut;

/** Something the user can put right: one sentence for a person, and the exit code. */
public final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Exit codes: findings or a failed check; wrong usage; and those of curl. */
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int NAME_NOT_FOUND = 6;
    static final int REFUSED = 7;
    static final int ENDED_EARLY = 18;
    static final int BAD_ANSWER = 22;
    static final int OUT_OF_TIME = 28;
    static final int TLS = 35;
    static final int TLS_TRUST = 60;

    public final int code;

    Fault(int code, String sentence) {
        super(sentence, null, false, false);
        this.code = code;
    }

    static Fault usage(String sentence) {
        return new Fault(USAGE, sentence);
    }

    /** curl's code for what ended a connection, or kept it from being. */
    static int codeOf(Cut.How how) {
        return switch (how) {
            case NAME -> NAME_NOT_FOUND;
            case REFUSED -> REFUSED;
            case TIMEOUT, IDLE -> OUT_OF_TIME;
            case TLS -> TLS;
            case END, SHORT, BROKEN -> ENDED_EARLY;
            case NO_ANSWER, REDIRECTS -> BAD_ANSWER;
        };
    }
}
