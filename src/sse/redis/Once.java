package sse.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import sse.hub.Draft;

/**
 * Events with ids of their own, which may be sent again where it is not known whether they were published. With them a
 * mark is left in Redis, which whoever adds them takes away when it knows that it has added them. The same events that
 * find a mark are not added:
 *
 * <pre>
 *   no mark ──► added and marked ──► known: the mark is taken away, and the same may be published again, on purpose
 *                                └─► lost answer, lost server: the mark stays, and what is sent again is known by it
 * </pre>
 *
 * A young mark may be of somebody who is about to take it away, so that it tells nothing yet.
 */
final class Once {
    /** So long what was added by somebody who does not know it is known when it is sent again. */
    private static final long LIFE_MILLIS = 3_600_000;

    /** Gives the ids of what it has added; or, of what was there, how long the mark lives, the first and last id. */
    private static final String SCRIPT = """
            local was = redis.call('GET', KEYS[2])
            if was then
              local first, last = string.match(was, '(%S+) (%S+)')
              return {redis.call('PTTL', KEYS[2]), first, last}
            end
            local ids = {}
            local at = 3
            while ARGV[at] do
              local words = tonumber(ARGV[at])
              local id = redis.pcall(unpack(ARGV, at + 1, at + words))
              if type(id) ~= 'string' then return id end
              ids[#ids + 1] = id
              at = at + words + 1
            end
            redis.call('SET', KEYS[2], ids[1] .. ' ' .. ids[#ids - ARGV[2]], 'PX', ARGV[1])
            return ids""";

    private final String mark;

    private Once(String mark) {
        this.mark = mark;
    }

    /** Null if none of the events has an id of its own. */
    static Once of(String key, String topic, List<Draft> drafts) {
        boolean own = false;
        for (Draft draft : drafts) own |= draft.id() != null;
        if (!own) return null;
        try {
            MessageDigest all = MessageDigest.getInstance("SHA-256");
            all.update(topic.getBytes(StandardCharsets.US_ASCII));
            for (Draft draft : drafts) {
                all.update((byte) '\n'); // with which no block begins
                all.update(draft.block());
            }
            return new Once(key + ":sent:" + HexFormat.of().formatHex(Arrays.copyOf(all.digest(), 16)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }

    /** The command that adds, unless they are there, all of these entries; behind the last event are so many others. */
    Command add(String key, List<Object[]> entries, int behind) {
        List<Object> words = new ArrayList<>(List.of("EVAL", SCRIPT, 2, key, mark, LIFE_MILLIS, behind));
        for (Object[] entry : entries) {
            words.add(entry.length);
            words.addAll(List.of(entry));
        }
        return new Command().add(words.toArray());
    }

    /** The command for whoever knows that they are there. */
    Command known() {
        return new Command().add("DEL", mark);
    }

    /** How long they have been there, as a mark that has so long to live says. */
    static long ageMillis(long left) {
        return LIFE_MILLIS - left;
    }
}
