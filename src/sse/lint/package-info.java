/**
 * What is wrong with a stream: findings with codes, each with the words of the standard that it follows.
 *
 * <pre>
 *   EventReader.step() ─► {@link sse.lint.Lint}.line() ─► the Checks ─► Findings, counted, the first of each kept
 *   {@link sse.lint.Arrivals}: when each read came (a live stream only) ─► TimeChecks
 *   {@link sse.head.Head} of the answer ─► HeadChecks
 * </pre>
 *
 * <p>A stream that comes in pieces is read for Lint by {@link sse.lint.Judge}.
 *
 * <p>An {@link sse.EventReader} steps from line to line, and Lint judges what the step did by the table of
 * {@link sse.lint.Rule}s. It does not read the format itself, so it cannot disagree with the reader.
 *
 * <p>Of each code the first ten findings are kept and the others counted, so that memory and reports stay bounded. What
 * the line ends are is said at the end of the stream, so that cuts cannot change it.
 *
 * <p>Codes: 1xx are judged by {@code ByteChecks} and {@code LineEnds}, 2xx by {@code MeaningChecks}, 3xx by
 * {@code ReliabilityChecks} and {@code TimeChecks}, 6xx by {@code HeadChecks}, but those that
 * take requests in other ways; their tables are {@code ByteRules},
 * {@code MeaningRules}, {@code ReliabilityRules} and {@code HttpRules}. A new rule is a row there and a check that adds
 * it; a test and the README count the rules. Nothing here has a thread.
 */
package sse.lint;
