/**
 * Streams kept with their times, so that they can be made to happen again: a line of JSON for each thing that happened.
 *
 * <pre>
 *   {"tape":1,"url":"http://127.0.0.1:8080/demo/count","method":"GET","headers":[["Accept","text/event-stream"]],...}
 *   [0,"ask",{"headers":[]}]                     a connection begins; seconds since the tape did
 *   [0.041,"head",{"status":200,"headers":[["Content-Type","text/event-stream"]]}]
 *   [0.043,"o","id: 8\ndata: hi\n\n"]            bytes that one read gave, as text ...
 *   [0.12,"b","8J+M"]                            ... or in base64, where they are no UTF-8 by themselves
 *   [2.004,"end","clean"]                        or reset, short, idle, stopped
 * </pre>
 *
 * <p>{@link sse.tape.TapeWriter} writes them, {@link sse.tape.TapeReader} reads them into a {@link sse.tape.Tape}.
 * Begin with Tape. Each class is for one thread; a Tape that has been read is for any.
 */
package sse.tape;
