package sse.term;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The words of a command line, from the bytes that the system has of it. */
class CommandLineTest {
    private static final String BAD = "\uFFFD";

    private static String[] last(String line, String... words) {
        return CommandLine.last(line.getBytes(StandardCharsets.UTF_8), words);
    }

    @Test
    void lastWordsAreThoseOfMain() {
        assertArrayEquals(new String[] {"pub", "", "ch\u00E0o", ""},
                last("java\0-jar\0x.jar\0pub\0\0ch\u00E0o\0\0", "pub", "", "ch" + BAD + BAD + "o", ""));
        assertArrayEquals(new String[] {BAD}, last("java\0A\0" + BAD + "\0", BAD));
    }

    @Test
    void whatIsNotKnownIsRefused() {
        Exit no = assertThrows(Exit.class,
                () -> CommandLine.last(new byte[] {'a', 0, (byte) 0xE9, 0}, new String[] {"a", BAD}));
        assertEquals(2, no.code);
        assertThrows(Exit.class, () -> last("java\0other\0\u00E0\0", "pub", BAD + BAD));
        assertThrows(Exit.class, () -> last("", "pub", BAD));
    }

    @Test
    void wordsThatWereReadAreTakenAsTheyAre() {
        String[] words = {"pub", "ch\u00E0o"};
        assertSame(words, CommandLine.typed(words));
    }
}
