/**
 * What each line of a stream did, and why.
 *
 * <p>One pass: an {@link sse.EventReader} steps from line to line, {@link sse.explain.Explain} says in words what the
 * step did, and {@link sse.lint.Lint} judges it beside. It does not read the format itself, so it cannot disagree with
 * the reader.
 *
 * <pre>
 *   {@link sse.explain.Capture} ─► EventReader.step() ─┬─► Lint.line()     ─► findings
 *   (a body, or what curl kept)         └─► Explain.line()  ─► one row: bytes, line, effect, findings
 * </pre>
 *
 * <p>{@link sse.explain.Example} plays the small answers of the table of rules, for {@code lint --explain} and for the
 * test that holds each rule to its examples. Nothing here has a thread.
 */
package sse.explain;
