package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
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
            --redis redis://a:1,b:2                     | 2 | --redis: behind it is no HOST or HOST:PORT
            --redis redis://a/x                         | 2 | --redis: the database behind / is a number
            --cacert f                                  | 2 | --cacert is for --redis rediss://HOST
            --redis redis://127.0.0.1 --cacert f        | 2 | --cacert is for rediss://, which is over TLS
            --redis rediss://127.0.0.1 --cacert none    | 2 | there is no file 'none'
            --redis redis://127.0.0.1 --redis-maxlen 0  | 2 | --redis-maxlen
            --redis redis://127.0.0.1:1                 | 1 | Redis is away (redis://127.0.0.1:1): nothing listens
            --redis redis://:secret@127.0.0.1:1         | 1 | Redis is away (redis://127.0.0.1:1): nothing listens
            """)
    void oneSentence(String words, int code, String sentence) {
        Typed typed = Typed.run(("serve -p 0 " + words).split(" +"));
        assertTrue(typed.err().startsWith("sse: " + sentence), typed.err());
        assertEquals(code, typed.code());
        assertEquals("", typed.out());
    }

    @Test
    void theUrlMayBeInTheEnvironment() {
        Map<String, String> env = Map.of("SSE_REDIS", "redis://:secret@127.0.0.1:1");
        Typed typed = Typed.run(env, "", false, "serve", "-p", "0");
        assertEquals(1, typed.code());
        assertTrue(typed.err().startsWith("sse: Redis is away (redis://127.0.0.1:1): nothing listens"), typed.err());
        typed = Typed.run(env, "", false, "serve", "-p", "0", "--redis", "redis://127.0.0.1:2");
        assertTrue(typed.err().startsWith("sse: Redis is away (redis://127.0.0.1:2): nothing listens"), typed.err());
        typed = Typed.run(Map.of("SSE_REDIS", "secret"), "", false, "serve", "-p", "0");
        assertEquals("2 sse: $SSE_REDIS: it begins with redis:// or rediss://\n", typed.code() + " " + typed.err());
        assertEquals(0, Typed.run(env, "", false, "exec", "-p", "0", "true").code(), "it is for serve");
    }

    @Test
    void whileItWaitsItSaysWhy() {
        Typed typed = Typed.run("serve", "-p", "0", "--redis", "redis://127.0.0.1:1", "--redis-wait", "1s");
        assertEquals("""
                # Redis is away (redis://127.0.0.1:1): nothing listens there; waiting for it
                sse: Redis is away (redis://127.0.0.1:1): nothing listens there
                """, typed.err());
    }
}
