/**
 * One request and its answer, on the JDK's {@code com.sun.net.httpserver}: read the way the tool reads it, answered so
 * that nothing stays behind in the server, refused in one sentence, and bounded together with all others. Begin with
 * {@link sse.http.Request} and {@link sse.http.Reply}. Who is asked, and what streams are, is above this room; a
 * request belongs to the thread that handles it.
 */
package sse.http;
