package sse.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where Redis is. */
class RedisUrlTest {
    @Test
    void allOfItsParts() {
        assertEquals(new RedisUrl(false, null, null, "localhost", 6379, 0, null), RedisUrl.of("redis://localhost"));
        assertEquals(new RedisUrl(true, "me", "p@ss/w", "r.test", 7000, 3, null),
                RedisUrl.of("rediss://me:p%40ss/w@r.test:7000/3"));
        assertEquals(new RedisUrl(false, null, "a:b+", "::1", 6379, 0, null), RedisUrl.of("redis://:a:b+@[::1]/"));
        assertEquals("r.test", RedisUrl.of("redis://R.Test").host());
    }

    @Test
    void itIsNamedWithoutWhoAsks() {
        assertEquals("rediss://r.test:6379/3", RedisUrl.of("rediss://me:secret@r.test/3").toString());
        assertEquals("redis://[::1]:6379", RedisUrl.of("redis://[::1]").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "http://localhost", "redis://", "redis://:1", "redis://a:99999",
            "redis://a:0", "redis://a:b", "redis://a/x", "redis://a/-1", "redis://secret@a", "redis://:secret%zz@a",
            "redis://[::1", "redis://a b", "redis://[\u001b[31m]", "redis://[a b]:1", "redis://[]", "redis://::1",
            "redis://a?password=secret", "redis://a/0/x"})
    void anythingElseIsOneSentenceWithoutThePassword(String text) {
        String sentence = assertThrows(IllegalArgumentException.class, () -> RedisUrl.of(text)).getMessage();
        assertFalse(sentence.contains("secret"), sentence);
        assertTrue(sentence.length() > 10 && sentence.indexOf('\n') < 0, sentence);
    }
}
