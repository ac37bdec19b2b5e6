/**
 * Hard streams for whoever writes a client: what is sent, what a reader has to make of it, and what a client that
 * posts what it saw has made of it. The streams stand in {@code cases.txt}, written by hand; begin there, then with
 * {@link sse.corpus.Corpus}. No threads of its own; the cases are read when somebody asks.
 */
package sse.corpus;
