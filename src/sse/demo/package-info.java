/**
 * The streams that the jar makes itself, below {@code /demo/}: each is one file and one line of the list
 * in {@link sse.demo.Demos}. What all of them can be asked for is in {@code Asked}. The page's own list of streams and
 * the README name them, too.
 *
 * <pre>
 *   request ─► Demos ─► Demo (Clock, Count, TaskDemo …) ─► Visit.stream ─► Delivery ─► Slicer ─► EventStream
 *              which     what it sends                    the head        when        bytes
 * </pre>
 */
package sse.demo;
