package sse.lab;

import sse.fault.Faults;
import sse.fault.Spec;

/** A spec for the next connections of a lab: for those it names, or one, or all that come. Immutable. */
record Armed(Spec spec, boolean stays, long used) {
    static final Armed NOTHING = new Armed(Spec.NONE, true, 0);

    /** {@return what goes wrong on the connection that comes next} */
    Faults faults() {
        return spec.on(used + 1);
    }

    /** {@return what is armed behind it} */
    Armed next() {
        return !stays && used + 1 >= spec.named() ? NOTHING : new Armed(spec, stays, used + 1);
    }
}
