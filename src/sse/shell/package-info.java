/**
 * What a shell is told of the program, so that it can be typed and read up: completions for bash, zsh and fish, and the
 * manual page. Begin with {@link sse.shell.Usage}, which is what a command's file says of itself; all the rest is made
 * of it. Nothing here runs unless it is asked for, and everything on the thread that calls.
 */
package sse.shell;
