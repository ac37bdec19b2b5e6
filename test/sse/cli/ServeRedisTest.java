package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code serve} says of a Redis that cannot be. */
class ServeRedisTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --redis localhost                           | 2 | --redis: it begins with redis:// or rediss://
            --redis redis://a:x                         | 2 | --redis: the port is a number up to 65535
            --redis-key k                               | 2 | --redis-key is for --redis URL
            --redis-wait 1s                             | 2 | --redis-wait is for --redis URL
            --redis redis://127.0.0.1 --redis-maxlen 0  | 2 | --redis-maxlen
            --redis redis://127.0.0.1:1                 | 1 | Redis is away (redis://127.0.0.1:1): nothing listens
            --redis redis://:secret@127.0.0.1:1         | 1 | Redis is away (redis://127.0.0.1:1): nothing listens
            --redis redis://127.0.0.1:1 --redis-wait 1s | 1 | Redis is away (redis://127.0.0.1:1): nothing listens
            """)
    void oneSentence(String words, int code, String sentence) {
        Typed typed = Typed.run(("serve -p 0 " + words).split(" +"));
        assertTrue(typed.err().startsWith("sse: " + sentence), typed.err());
        assertEquals(code, typed.code());
        assertEquals("", typed.out());
    }
}
