package sse.hub;

/**
 * What keeps a reader that asked to go on behind an event from simply doing so: some of what came after it is gone,
 * or it is not known which event is meant. In each topic it goes on with the oldest event that is kept and that it
 * may not have seen.
 *
 * @param asked the id the reader came with
 * @param oldest the id of the oldest event that it is given, or empty where there is none yet
 * @param reason {@code restart}: the id is from before the server started; {@code evicted}: events
 *     behind it have left the log; {@code ambiguous}: several events of its topics have had this id, so that it
 *     goes on behind the oldest of them, and may be given again what it has seen; {@code unknown}: nothing is
 *     known of it
 */
public record Gap(String asked, String oldest, String reason) {}
