package sse.http;

import java.io.IOException;
import sse.text.Harmless;

/** A request that is answered with a status and one sentence, in plain text. */
public final class Refusal extends IOException {
    private static final long serialVersionUID = 1;

    /** The HTTP status. */
    public final int status;

    /** A header that goes with the status, such as {@code Allow}, or null. */
    final String header;

    /** Its value. */
    final String value;

    /** What it is about, such as a page's origin, if the log is to tell of each only once; else null. */
    public final String about;

    /** Refuses with this status and sentence. */
    public Refusal(int status, String sentence) {
        this(status, sentence, null, null);
    }

    /** Refuses with this status, sentence and header. */
    public Refusal(int status, String sentence, String header, String value) {
        this(status, sentence, header, value, null);
    }

    private Refusal(int status, String sentence, String header, String value, String about) {
        super(sentence);
        this.status = status;
        this.header = header;
        this.value = value;
        this.about = about;
    }

    /** {@return the refusal of somebody who is not let in, of which the log tells once} */
    public static Refusal stranger(String about, String sentence) {
        return new Refusal(403, sentence, null, null, about);
    }

    /** {@return the refusal of a method, naming those that are allowed} */
    public static Refusal method(String method, String allowed) {
        String sentence = Harmless.brief(method, 80) + " is not possible here; possible: " + allowed;
        return new Refusal(405, sentence, "Allow", allowed);
    }
}
