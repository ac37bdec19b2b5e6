/**
 * Who holds events on their way: a stream read in several ways at the same time, and compared.
 *
 * <pre>
 *   {@link sse.doctor.Doctor} ─► Addresses, Handshake              one can connect
 *     ├─► {@link sse.doctor.Look} ─► Observation                     what came on a connection, and when
 *     ├─► Errands                               short questions
 *     ├─► Lag, and the Checks ─► Outcome        what that means, without any network
 *     └─► Diagnosis ◄─ {@link sse.doctor.Hops}       who does it, and the setting; DoctorReport prints
 * </pre>
 *
 * <p>Begin with Doctor. What is known of proxies, CDNs and frameworks stands in {@code hops.txt}, a row each. Each Look
 * has a virtual thread, so have the Errands, and each address while one connects to it.
 */
package sse.doctor;
