package sse.proxy;

/** A request that is not passed on, or has no answer: the status and the sentence for the reader. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    final int status;

    Refused(int status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }
}
