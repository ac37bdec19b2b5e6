package sse.corpus;

import java.util.List;

/**
 * One hard stream.
 *
 * @param name its path below {@code /_/corpus/}
 * @param heading what it is one of
 * @param about what it is there to show, in a sentence
 * @param type its content type
 * @param writes its bytes, as they are written
 * @param gives the events that a reader makes of it
 * @param end what is remembered at its end
 * @param differs in a sentence, which browsers make something else of it; null for none known
 */
record Case(String name, String heading, String about, String type, List<byte[]> writes, List<Seen> gives, End end,
        String differs) {

    /** An event as a reader has it: with the last event ID string of that moment. A null is not known. */
    record Seen(String id, String type, String data) {}

    /** What a reader remembers at the end: negative and null where that is not known, or does not matter. */
    record End(long retryMillis, String lastEventId) {
        static final End UNKNOWN = new End(-1, null);
    }
}
