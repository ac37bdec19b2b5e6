package sse.tail;

import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import sse.head.Head;
import sse.text.Digits;

/**
 * When a server wants to be asked again, by its answer.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3">RFC 9110, 10.2.3 Retry-After</a>
 */
final class RetryAfter {
    private static final long MOST_SECONDS = Integer.MAX_VALUE;

    private RetryAfter() {}

    /** The milliseconds from now that {@code Retry-After} of an error tells, or -1 where it tells none. */
    static long millis(Head head, long nowMillis) {
        String value = head.status() < 400 ? null : head.header("Retry-After");
        if (value == null) return -1;
        long seconds = Digits.parse(value);
        if (seconds >= 0) return Math.min(seconds, MOST_SECONDS) * 1000;
        try {
            ZonedDateTime date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Math.max(0, date.toInstant().toEpochMilli() - nowMillis);
        } catch (DateTimeException e) {
            return -1;
        }
    }
}
