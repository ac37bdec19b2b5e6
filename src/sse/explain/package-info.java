/**
 * What each line of a stream did, and what is wrong with it.
 *
 * <p>Both are one pass: an {@link sse.EventReader} steps from line to line, {@link sse.explain.Explain}
 * says in words what the step did, {@link sse.explain.Lint} judges it by the table of
 * {@link sse.explain.Rule}s. Neither reads the format itself, so they cannot disagree with the reader.
 *
 * <pre>
 *   bytes ─► EventReader.step() ─┬─► Lint.line()     ─► Findings, counted, the first of each kept
 *              │                 └─► Explain.line()  ─► one row: bytes, line, effect, findings
 *              └ Arrivals: when each read came (a live stream only)
 * </pre>
 *
 * <p>Of each code the first ten findings are kept and the others counted, so that memory and reports
 * stay bounded. What the line ends are is said at the end of the stream, so that cuts cannot change it.
 *
 * <p>Codes: 1xx are judged by {@code ByteChecks} and {@code LineEnds}, 2xx by {@code MeaningChecks}, 3xx by
 * {@code ReliabilityChecks} and {@code TimeChecks}, 6xx by {@code HeadChecks}; their tables are {@code ByteRules},
 * {@code MeaningRules}, {@code ReliabilityRules} and {@code HttpRules}. A new rule is a row there and a check that adds
 * it; a test and the README count the rules.
 */
package sse.explain;
