package sse.fault;

/**
 * One thing that is to be wrong.
 *
 * @param kind what
 * @param text its value as text; empty for none
 * @param number its value as a number, of milliseconds where it is a time; -1 for none
 * @param place where
 */
record Fault(Kind kind, String text, long number, Place place) {

    /** {@return the end of a body that is as long as its head tells} */
    Fault cutBehind() {
        return new Fault(Kind.CUT, "", -1, new Place(Place.At.BYTES, number, 0));
    }
}
