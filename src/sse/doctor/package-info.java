/**
 * Who holds events on their way. What is known of proxies, CDNs and frameworks stands in {@code hops.txt}, a row each;
 * {@link sse.doctor.Hops} reads it when somebody asks. No threads of its own.
 */
package sse.doctor;
