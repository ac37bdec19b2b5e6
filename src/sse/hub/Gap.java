package sse.hub;

/**
 * What cannot be given any more: the reader asked to go on behind an event, and some of what came after
 * it is gone. It goes on with the oldest event that is kept.
 *
 * @param asked the id the reader came with
 * @param oldest the id of the oldest event that it is given, or empty where there is none yet
 * @param reason {@code restart}: the id is from before the server started; {@code evicted}: events
 *     behind it have left the log; {@code unknown}: nothing is known of it
 */
public record Gap(String asked, String oldest, String reason) {}
