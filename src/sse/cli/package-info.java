/**
 * The command line. Begin with {@link sse.cli.Cli}: words in, exit code out; each command is a file. Everything runs on
 * the thread that calls, but for what a command says when a signal ends it.
 *
 * <p>A new command is a file here, a line in {@code Cli}, and two in {@code HelpCommand}. If it is to start as fast
 * as the others, {@code META-INF/stub.sh} names it among those that have a cache, and {@code Rehearsal} runs it once as
 * it is mostly run. The README lists the commands, too.
 */
package sse.cli;
