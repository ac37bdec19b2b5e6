package sse.server;

import sse.Encoder;
import sse.head.MediaType;
import sse.text.Units;

/**
 * What a stream looks like from outside.
 *
 * @param contentType its type
 * @param beat what is sent after a long silence
 * @param heartbeatMillis how long; 0 for never
 */
record StreamFormat(String contentType, byte[] beat, long heartbeatMillis) {
    private static final byte[] COMMENT = Encoder.comment("");

    /** An event stream, kept alive by comments. */
    static StreamFormat events(long heartbeatMillis) {
        return new StreamFormat(MediaType.EVENT_STREAM, COMMENT, heartbeatMillis);
    }

    long heartbeatNanos() {
        return Units.nanos(heartbeatMillis);
    }
}
