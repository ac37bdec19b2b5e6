package sse.fault;

import java.util.ArrayList;
import java.util.List;

/**
 * What is to go wrong, and where: the one notation for it in the whole program. Immutable.
 *
 * <pre>
 *   spec    = clause *( ";" clause )
 *   clause  = [ "conn" N [ "-" [ M ] ] ":" ] fault *( "," fault )      without conn: every connection
 *   fault   = name [ "=" value ] [ "@" place ]
 *   place   = "events=" N / "bytes=" N / "after=" D / "every=" N / "p=" 0.1
 * </pre>
 *
 * <p>The names are those of {@link Kind}. Events and connections count from 1; a value with one of {@code ,;@"} stands
 * in quotes. A fault of single events at {@code events=3} is that of the third, one of a point ({@code cut}) stands
 * behind it. The same spec, seed and bytes give the same bytes.
 */
public final class Spec {
    /** Nothing goes wrong. */
    public static final Spec NONE = new Spec("", List.of());

    private final String text;
    private final List<Clause> clauses;

    /** The faults of some connections. */
    record Clause(long first, long last, List<Fault> faults) {}

    private Spec(String text, List<Clause> clauses) {
        this.text = text;
        this.clauses = clauses;
    }

    /**
     * Reads a spec.
     *
     * @throws IllegalArgumentException with one sentence that says at which character what is wrong
     */
    public static Spec parse(String text) {
        return text.isEmpty() ? NONE : new Spec(text, new SpecParser(text).clauses());
    }

    /**
     * {@return what goes wrong on a connection}
     *
     * @param connection its number, from 1
     */
    public Faults on(long connection) {
        List<Fault> faults = new ArrayList<>();
        for (Clause clause : clauses) {
            if (connection >= clause.first && connection <= clause.last) faults.addAll(clause.faults);
        }
        return new Faults(List.copyOf(faults));
    }

    /** {@return the last connection that it names, 1 if it names none} An open end is no name. */
    public long named() {
        long named = 1;
        for (Clause clause : clauses) {
            named = Math.max(named, clause.last == Long.MAX_VALUE ? clause.first : clause.last);
        }
        return named;
    }

    /** {@return the spec as it was written} */
    @Override
    public String toString() {
        return text;
    }
}
