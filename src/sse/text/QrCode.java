package sse.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text as a QR code (ISO/IEC 18004): its bytes, in the smallest of versions 1 to 6 that they fit into, with error
 * correction level M. That is enough for any address of this machine.
 *
 * <pre>{@code
 * bytes ─► bits, filled up ─► codewords with their correction, blocks interleaved ─► modules, in pairs of columns
 *                                                              ─► the mask of eight that scores least ─► format
 * }</pre>
 */
public final class QrCode {
    /** By version: codewords of data, those that correct each block, and blocks, which are of one length. */
    private static final int[][] VERSIONS = {{16, 10, 1}, {28, 16, 1}, {44, 26, 1}, {64, 18, 2}, {86, 24, 2},
        {108, 16, 4}};
    /** The longest text, in bytes. */
    static final int MAX = 106;
    private static final int QUIET = 4; // light modules on each side, as the standard asks for
    private static final int QUIET_IN_TERMINAL = 2; // there are light lines enough, and few lines

    /** Modules of a side. */
    final int size;
    private final boolean[][] dark; // [y][x]
    private final boolean[][] fixed; // not of the data

    private QrCode(int version) {
        size = 17 + 4 * version;
        dark = new boolean[size][size];
        fixed = new boolean[size][size];
        patterns(version);
    }

    /**
     * {@return the code of a text}
     *
     * @throws IllegalArgumentException if it has more than 106 bytes
     */
    public static QrCode of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int version = 1;
        while (version <= VERSIONS.length && bytes.length + 2 > VERSIONS[version - 1][0]) version++;
        if (version > VERSIONS.length) throw new IllegalArgumentException("more than " + MAX + " bytes");
        QrCode code = new QrCode(version);
        code.place(codewords(bytes, VERSIONS[version - 1]));
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int mask = 0; mask < 8; mask++) {
            code.mask(mask);
            int penalty = code.penalty();
            if (penalty < least) {
                least = penalty;
                best = mask;
            }
            code.flip(mask);
        }
        code.mask(best);
        return code;
    }

    /** {@return whether a module is dark} Those around the code are light. */
    boolean dark(int x, int y) {
        return x >= 0 && y >= 0 && x < size && y < size && dark[y][x];
    }

    // The codewords

    /** Mode (4 bits: bytes), length (8 bits), the bytes, four zeros; then filled up, corrected and interleaved. */
    private static byte[] codewords(byte[] bytes, int[] version) {
        int all = version[0];
        int correcting = version[1];
        int blocks = version[2];
        byte[] data = new byte[all];
        data[0] = (byte) (0x40 | bytes.length >> 4);
        data[1] = (byte) (bytes.length << 4);
        for (int i = 0; i < bytes.length; i++) {
            data[i + 1] |= (byte) ((bytes[i] & 0xFF) >> 4);
            data[i + 2] = (byte) (bytes[i] << 4);
        }
        for (int i = bytes.length + 2, fill = 0xEC; i < all; i++, fill ^= 0xEC ^ 0x11) data[i] = (byte) fill;
        int length = all / blocks;
        byte[] codewords = new byte[all + blocks * correcting];
        for (int block = 0; block < blocks; block++) {
            byte[] of = Arrays.copyOfRange(data, block * length, (block + 1) * length);
            byte[] correction = remainder(of, correcting);
            for (int i = 0; i < length; i++) codewords[i * blocks + block] = of[i];
            for (int i = 0; i < correcting; i++) codewords[all + i * blocks + block] = correction[i];
        }
        return codewords;
    }

    /** Reed-Solomon: what is left of the data, a polynomial, divided by (x - 1)(x - 2)(x - 4)... of this degree. */
    private static byte[] remainder(byte[] data, int degree) {
        int[] divisor = new int[degree]; // from the highest power below the first, which is 1
        divisor[degree - 1] = 1;
        for (int i = 0, root = 1; i < degree; i++, root = product(root, 2)) {
            for (int j = 0; j < degree; j++) {
                divisor[j] = product(divisor[j], root) ^ (j + 1 < degree ? divisor[j + 1] : 0);
            }
        }
        byte[] rest = new byte[degree];
        for (byte of : data) {
            int factor = (of ^ rest[0]) & 0xFF;
            System.arraycopy(rest, 1, rest, 0, degree - 1);
            rest[degree - 1] = 0;
            for (int i = 0; i < degree; i++) rest[i] ^= (byte) product(divisor[i], factor);
        }
        return rest;
    }

    /** In the field of 256 elements, modulo x^8 + x^4 + x^3 + x^2 + 1. */
    private static int product(int a, int b) {
        int product = 0;
        for (int i = 7; i >= 0; i--) {
            product = product << 1 ^ (product >> 7) * 0x11D;
            product ^= (b >> i & 1) * a;
        }
        return product;
    }

    // The modules

    private void set(int x, int y, boolean value) {
        dark[y][x] = value;
        fixed[y][x] = true;
    }

    private void patterns(int version) {
        for (int i = 0; i < size; i++) { // timing; the finders' corners lie on it
            set(6, i, i % 2 == 0);
            set(i, 6, i % 2 == 0);
        }
        square(3, 3, 4);
        square(size - 4, 3, 4);
        square(3, size - 4, 4);
        if (version > 1) square(size - 7, size - 7, 2);
        format(0); // its place
    }

    /** Squares in one another around a point, cut at the edges: a finder with its separator, or an alignment. */
    private void square(int x, int y, int radius) {
        for (int dy = -radius; dy <= radius; dy++) {
            for (int dx = -radius; dx <= radius; dx++) {
                if (x + dx < 0 || x + dx >= size || y + dy < 0 || y + dy >= size) continue;
                int ring = Math.max(Math.abs(dx), Math.abs(dy));
                set(x + dx, y + dy, radius == 2 ? ring != 1 : ring != 2 && ring != 4);
            }
        }
    }

    /** Level (00 is M) and mask, with ten bits that correct them (BCH), twice; and the module that is always dark. */
    private void format(int mask) {
        int rest = mask << 10;
        for (int i = 14; i >= 10; i--) if ((rest >> i & 1) == 1) rest ^= 0x537 << i - 10;
        int bits = (mask << 10 | rest) ^ 0x5412;
        for (int i = 0; i < 15; i++) {
            boolean bit = (bits >> i & 1) == 1;
            if (i < 8) set(8, i < 6 ? i : i + 1, bit);
            else set(i == 8 ? 7 : 14 - i, 8, bit);
            if (i < 8) set(size - 1 - i, 8, bit);
            else set(8, size - 15 + i, bit);
        }
        set(8, size - 8, true);
    }

    /** Two columns at a time, from the right, upwards and downwards in turn; the column of the timing is left out. */
    private void place(byte[] codewords) {
        int bit = 0;
        for (int right = size - 1; right > 0; right -= right == 8 ? 3 : 2) {
            boolean up = (right + 1 & 2) == 0;
            for (int step = 0; step < size; step++) {
                int y = up ? size - 1 - step : step;
                for (int x = right; x > right - 2; x--) {
                    if (fixed[y][x] || bit == codewords.length * 8) continue;
                    dark[y][x] = (codewords[bit / 8] >> 7 - bit % 8 & 1) == 1;
                    bit++;
                }
            }
        }
    }

    private void mask(int mask) {
        format(mask);
        flip(mask);
    }

    private void flip(int mask) {
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                dark[y][x] ^= !fixed[y][x] && switch (mask) {
                    case 0 -> (y + x) % 2;
                    case 1 -> y % 2;
                    case 2 -> x % 3;
                    case 3 -> (y + x) % 3;
                    case 4 -> (y / 2 + x / 3) % 2;
                    case 5 -> y * x % 2 + y * x % 3;
                    case 6 -> (y * x % 2 + y * x % 3) % 2;
                    default -> ((y + x) % 2 + y * x % 3) % 2;
                } == 0;
            }
        }
    }

    /** How hard it is to read (7.8.3): long runs, squares of one colour, what looks like a finder, too much of one. */
    private int penalty() {
        int penalty = 0;
        int darks = 0;
        for (int y = 0; y < size; y++) {
            penalty += line(y, true) + line(y, false);
            for (int x = 0; x < size; x++) {
                if (dark[y][x]) darks++;
                if (x > 0 && y > 0 && dark[y][x] == dark[y - 1][x] && dark[y][x] == dark[y][x - 1]
                        && dark[y][x] == dark[y - 1][x - 1]) penalty += 3;
            }
        }
        int all = size * size;
        return penalty + 10 * Math.max(0, (Math.abs(darks * 20 - all * 10) + all - 1) / all - 1);
    }

    /** A row's or a column's: its runs, the light ones outside included. */
    private int line(int at, boolean row) {
        int[] runs = new int[size + 3];
        int last = 0; // even ones are light
        runs[0] = QUIET;
        int penalty = 0;
        for (int i = 0; i <= size; i++) {
            boolean now = i < size && (row ? dark[at][i] : dark[i][at]);
            if (now != (last % 2 == 1)) last++;
            runs[last]++;
            if (i < size && runs[last] - (last == 0 ? QUIET : 0) == 5) penalty += 3;
            else if (i < size && runs[last] - (last == 0 ? QUIET : 0) > 5) penalty++;
        }
        runs[last] += QUIET - 1;
        for (int i = 3; i + 3 <= last; i += 2) {
            int one = runs[i - 1];
            if (runs[i] != 3 * one || runs[i - 2] != one || runs[i + 1] != one || runs[i + 2] != one) continue;
            if (runs[i - 3] >= 4 * one) penalty += 40;
            if (runs[i + 3] >= 4 * one) penalty += 40;
        }
        return penalty;
    }

    // As a picture

    /** {@return an image for a page, dark on light whatever the page's colours} */
    public String svg() {
        int side = size + 2 * QUIET;
        StringBuilder text = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ").append(side)
                .append(' ').append(side).append("\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h")
                .append(side).append('v').append(side).append("H0z\"/><path d=\"");
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int from = x;
                while (dark(x, y)) x++;
                if (x > from) {
                    text.append('M').append(from + QUIET).append(' ').append(y + QUIET).append('h').append(x - from)
                            .append("v1h-").append(x - from).append('z');
                }
            }
        }
        return text.append("\"/></svg>\n").toString();
    }

    /**
     * {@return lines for a terminal, each of two rows} The light modules are drawn, because most terminals are dark;
     * with colours it is dark on light in every one.
     */
    public String halfBlocks(boolean colours) {
        StringBuilder text = new StringBuilder();
        for (int y = -QUIET_IN_TERMINAL; y < size + QUIET_IN_TERMINAL; y += 2) {
            text.append(colours ? "  \33[40;97m" : "  ");
            for (int x = -QUIET_IN_TERMINAL; x < size + QUIET_IN_TERMINAL; x++) {
                text.append(dark(x, y) ? dark(x, y + 1) ? ' ' : '▄' : dark(x, y + 1) ? '▀' : '█');
            }
            text.append(colours ? "\33[0m\n" : "\n");
        }
        return text.toString();
    }
}
