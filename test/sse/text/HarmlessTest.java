package sse.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is not to be printed is one thing, however it is shown. */
class HarmlessTest {
    @Test
    void whateverIsHiddenIsHiddenByAll() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c == 0x30000) c = 0xE0000; // nothing but ideographs and nothing at all
            String text = Character.toString(c);
            boolean hidden = Characters.hidden(c);
            assertEquals(hidden, !JsonWriter.quoted(text).equals('"' + text + '"') && c != '"' && c != '\\', text);
            assertEquals(hidden, !Harmless.harmless(text).equals(text), text);
            assertEquals(hidden ? "?" : text, Harmless.brief(text, 2));
            if (Characters.steers(c)) assertTrue(hidden, text);
        }
    }

    @Test
    void sentenceIsAllThereAroundWhatIsHidden() {
        assertEquals("the id \\u001b[1m x, and \\u202e more", Harmless.harmless("the id \u001B[1m x, and \u202E more"));
    }

    @Test
    void whatIsHiddenIsWhatUnicodeSays() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            boolean hidden = switch (Character.getType(c)) {
                case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> true;
                case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
                case Character.SPACE_SEPARATOR -> c != ' ' && c != 0x3000;
                default -> false;
            };
            assertEquals(hidden, Characters.hidden(c), Integer.toHexString(c));
        }
    }

    @Test
    void quotedTextIsJson() throws Json.Malformed {
        String text = "a\"\\\n\t\r\0\u001B\u007F\u00A0\u00AD\u200B\u202E\u2028\uFEFF "
                + "\u00E9\u4EF7\uD83D\uDE00\uDB40\uDC01";
        Text out = new Text();
        Harmless.quoted(out, text);
        assertEquals(text, Json.parse(out.toString()));
        Text ascii = new Text(true, false);
        Harmless.quoted(ascii, text);
        assertEquals(text, Json.parse(ascii.toString()));
        assertTrue(ascii.toString().chars().allMatch(c -> c >= ' ' && c < 0x7F));
    }

    @Test
    void wordsOfPeopleStayWholeInATerminal() {
        Markers markers = new Markers(false, false);
        String people = "1\u00A0000\u202F\u20AC \uD83D\uDC69\u200D\uD83D\uDCBB co\u00ADop";
        assertEquals(people, markers.show(people));
        assertEquals("\u27E8U+202E\u27E9\u27E8BOM\u27E9\u241B[2J\u21E5\u240A\u2421"
                + "\u27E8U+E0001\u27E9\u27E8U+D800\u27E9",
                markers.show("\u202E\uFEFF\u001B[2J\t\n\u007F\uDB40\uDC01\uD800"));
        assertEquals("\\e\\x07\\x7F\\0<U+00E9><BOM>",
                new Markers(true, false).show("\u001B\u0007\u007F\0\u00E9\uFEFF"));
    }

    @Test
    void anEllipsisFitsIntoTheColumns() {
        for (int columns = 1; columns < 12; columns++) {
            for (String text : new String[] {"abcdefghij", "\u4EF7\u683C\u4E0A\u6DA8\u4E86", "a\u0301b\u0301c\u0301d",
                    " a b ", "\u001B\u001B\u001B\u001B"}) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                Text whole = new Text();
                Harmless.bytes(whole, bytes, 0, bytes.length, Harmless.ALL);
                Text cut = new Text();
                Harmless.bytes(cut, bytes, 0, bytes.length, columns);
                assertTrue(cut.column() <= columns, cut + " in " + columns);
                if (whole.column() <= columns) assertEquals(whole.toString(), cut.toString());
                else assertTrue(cut.toString().endsWith("\u2026"), cut.toString());
            }
        }
    }

    @Test
    void briefIsOneLineOfSoManyCharacters() {
        assertEquals("ab?c", Harmless.brief("ab\nc", 4));
        assertEquals("abc...", Harmless.brief("abcd", 3));
        assertFalse(Harmless.brief("\uD83D\uDE00\uD83D\uDE00", 1).contains("?"));
    }
}
