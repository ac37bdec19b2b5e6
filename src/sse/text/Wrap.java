package sse.text;

/** Lays words out in a window: goes to a new line at a space where they would pass its edge. */
public final class Wrap {
    private Wrap() {}

    /**
     * Copies words to where a row has come to.
     *
     * @param window columns of the row; lines of the words start where the first one does
     */
    public static void words(Text row, Text words, int window) {
        int indent = row.column();
        byte[] b = words.bytes();
        for (int from = 0; from < words.length(); ) {
            int to = end(b, from, words.length());
            if (row.column() + columns(b, from, to) > window && row.column() > indent) {
                row.newline().pad(indent, 0);
                while (from < to && b[from] == ' ') from++;
            }
            int column = row.column() + columns(b, from, to);
            row.words(b, from, to);
            row.backTo(row.length(), column);
            from = to;
        }
    }

    /**
     * {@return the words, in lines that fit into so many columns where their words do}
     *
     * @param start harmless; what follows is indented to behind it
     */
    public static String words(String start, String words, int window) {
        Text row = new Text().text(start);
        words(row, new Text().text(words), window);
        return row.toString();
    }

    /** The end of the word that comes next, spaces in front of it included. */
    private static int end(byte[] b, int from, int to) {
        int i = from;
        while (i < to && b[i] == ' ') i++;
        while (i < to && b[i] != ' ') i++;
        return i;
    }

    private static int columns(byte[] b, int from, int to) {
        int columns = 0;
        for (int i = from; i < to; i++) {
            if (b[i] == 0x1B) { // a colour of ours takes none
                while (b[i] != 'm') i++;
            } else if ((b[i] & 0xC0) != 0x80) {
                columns += b[i] >= 0 ? 1 : Characters.width(Characters.at(b, i));
            }
        }
        return columns;
    }
}
