/**
 * With which key and certificates a server speaks TLS: read from the files that are named, or made for this machine.
 * Begin with {@link sse.tls.Identity}. What cannot be used is one sentence. How the JDK's server speaks TLS is in
 * {@code sse.http}. No threads; loaded only where TLS is asked for.
 */
package sse.tls;
