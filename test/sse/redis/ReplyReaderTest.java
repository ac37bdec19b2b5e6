package sse.redis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Redis answers, and what it never would. */
class ReplyReaderTest {
    private static final String ALL = "+OK\r\n:-7\r\n$5\r\nhe\r\no\r\n$0\r\n\r\n$-1\r\n*-1\r\n*0\r\n"
            + "*2\r\n:1\r\n*1\r\n$1\r\na\r\n_\r\n#t\r\n#f\r\n,1.5\r\n,inf\r\n,-inf\r\n(12345678901234567890\r\n"
            + "=6\r\ntxt:hi\r\n%1\r\n+k\r\n:2\r\n"
            + "~1\r\n+s\r\n|1\r\n+ttl\r\n:9\r\n:3\r\n>2\r\n+invalidate\r\n:1\r\n+END\r\n";

    private static ReplyReader reader(String bytes, long most) {
        return new ReplyReader(new ByteArrayInputStream(bytes.getBytes(StandardCharsets.ISO_8859_1)), null, most);
    }

    private static Object plain(Object answer) {
        if (answer instanceof byte[] bytes) return "'" + new String(bytes, StandardCharsets.ISO_8859_1) + "'";
        if (!(answer instanceof List<?> list)) return answer;
        List<Object> plain = new ArrayList<>();
        for (Object one : list) plain.add(plain(one));
        return plain;
    }

    private static List<Object> all(ReplyReader reader) throws IOException {
        List<Object> all = new ArrayList<>();
        do all.add(plain(reader.read())); while (!"END".equals(all.get(all.size() - 1)));
        return all;
    }

    @Test
    void everyKindOfAnswerInEveryCut() throws IOException {
        List<Object> all = all(reader(ALL, 10_000));
        assertEquals("[OK, -7, 'he\r\no', '', null, null, [], [1, ['a']], null, true, false, 1.5, Infinity, -Infinity, "
                + "12345678901234567890, 'hi', [k, 2], [s], 3, END]", all.toString());
        assertEquals(new BigInteger("12345678901234567890"), all.get(14));
        byte[] bytes = ALL.getBytes(StandardCharsets.ISO_8859_1);
        for (int n = 1; n < 40; n++) {
            assertEquals(all, all(new ReplyReader(portions(bytes, n), null, 10_000)), "by " + n);
        }
        for (int n = 0; n < bytes.length; n++) {
            String part = ALL.substring(0, n);
            assertThrows(EOFException.class, () -> all(reader(part, 10_000)), "cut at " + n);
        }
    }

    private static InputStream portions(byte[] bytes, int portion) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] to, int from, int length) {
                return super.read(to, from, Math.min(length, portion));
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 400 Bad Request\r\n", ":x\r\n", ":\r\n", "$5\r\nhello!\r\n", "$-2\r\n", "*-2\r\n",
            "#x\r\n", ",x\r\n", "(x\r\n", "_x\r\n", "=2\r\nhi\r\n", "=-1\r\n", "+a\nb\r\n", "+a\rb\r\n", "\r\n",
            ":99999999999999999999\r\n"})
    void whatRedisWouldNotSayIsOneSentence(String bytes) {
        IOException e = assertThrows(IOException.class, () -> reader(bytes, 1000).read());
        assertTrue(e.getMessage().startsWith("this does not speak as Redis does: "), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"$1001\r\n", "$9223372036854775807\r\n", "*1001\r\n", "*9223372036854775807\r\n",
            "%9223372036854775807\r\n", "*40\r\n*30\r\n", ">1001\r\n"})
    void whatIsTooLargeIsRefusedBeforeItHasCome(String bytes) {
        String filled = bytes + ":1\r\n".repeat(1000);
        assertThrows(ReplyReader.TooLarge.class, () -> reader(filled, 1000).read());
    }

    @Test
    void whatHasNoEndIsRefused() {
        assertThrows(IOException.class, () -> reader("*1\r\n".repeat(1000), 1 << 20).read());
        assertThrows(IOException.class, () -> reader("|0\r\n".repeat(1000), 1 << 20).read());
        assertThrows(IOException.class, () -> reader("+" + "x".repeat(1 << 20), 1 << 30).read());
    }

    @Test
    void aLongTextIsReadInParts() throws IOException {
        String text = "x".repeat(300_000);
        ReplyReader reader = reader("$300000\r\n" + text + "\r\n+OK\r\n", 1 << 20);
        assertArrayEquals(text.getBytes(StandardCharsets.US_ASCII), (byte[]) reader.read());
        assertEquals("OK", reader.read());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            LOADING Redis is loading the dataset in memory  | Redis is still loading its data
            READONLY You can't write against a read only replica. | this Redis is a replica
            MISCONF Redis is configured to save RDB snapshots | Redis cannot save to its disk
            NOAUTH Authentication required.                 | Redis asks for a password
            WRONGPASS invalid username-password pair        | Redis does not know this user and password
            ERR AUTH <password> called without any password | Redis has no password for this user
            ERR invalid password                            | Redis does not know this password
            ERR DB index is out of range                    | Redis has no database of this number
            DENIED Redis is running in protected mode       | Redis lets nobody in from another machine
            MOVED 3999 127.0.0.1:6381                       | this Redis is a part of a cluster
            ERR max number of clients reached               | Redis is full of clients
            ERR something else                              | Redis says: ERR something else
            """)
    void anErrorIsASentence(String answer, String sentence) throws IOException {
        for (String bytes : List.of("-" + answer + "\r\n", "!" + answer.length() + "\r\n" + answer + "\r\n")) {
            Object error = reader(bytes, 1000).read();
            assertTrue(((RedisError) error).getMessage().startsWith(sentence), error.toString());
        }
        Object none = reader("_\r\n", 100).read();
        assertNull(none);
    }
}
