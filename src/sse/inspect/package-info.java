/**
 * Streams looked at from the command line: {@link sse.inspect.Input} is what {@code explain} and {@code lint} read, a
 * file, standard input or the answer to a request, and {@link sse.inspect.LintReport} what lint prints of it;
 * {@link sse.inspect.KeptTape} is what {@code replay} plays. For one thread each, but that a body of the network is
 * read by one of its own.
 */
package sse.inspect;
