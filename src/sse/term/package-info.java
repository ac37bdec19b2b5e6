/**
 * What every command needs of a shell: {@link sse.term.Console} (the streams, colours, widths), {@link sse.term.Args}
 * (the words of a command line), {@link sse.term.Exit} (one sentence and a code), signals and child processes. Commands
 * run on the thread that calls them; a signal's words are said on a thread of the JVM.
 */
package sse.term;
