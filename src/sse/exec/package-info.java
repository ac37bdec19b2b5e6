/**
 * A program of the user's as a stream: {@link sse.exec.Program} runs it, {@link sse.exec.Run} watches it to its end,
 * {@link sse.exec.Printed} makes events of what it prints, for all readers ({@link sse.exec.ForAll}) or of one program
 * for each ({@link sse.exec.ForEach}, whose {@link sse.exec.Ahead} holds it back). Two platform
 * threads read what one program prints, and one more brings what is typed to it; a thread for each that is to end sees
 * to it that it does. No request chooses what is run, or any word of it.
 */
package sse.exec;
