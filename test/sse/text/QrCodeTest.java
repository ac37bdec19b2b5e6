package sse.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A QR code is what another encoder (Project Nayuki's) draws, module by module, and what a reader, ours and a real one,
 * gets out of it.
 */
class QrCodeTest {
    private static String drawn(QrCode code) {
        StringBuilder text = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) text.append(code.dark(x, y) ? '#' : '.');
            text.append('\n');
        }
        return text.toString();
    }

    @Test
    void smallestCodeIsDrawnAsAnotherEncoderDoes() {
        assertEquals("""
                #######..#....#######
                #.....#..####.#.....#
                #.###.#.###.#.#.###.#
                #.###.#.###...#.###.#
                #.###.#.###.#.#.###.#
                #.....#.##.#..#.....#
                #######.#.#.#.#######
                ........##...........
                #.#####..###..#####..
                ..###..#..#.#.#..####
                ....#.#..#..###...##.
                .#.......###....###..
                ###.###....#.##.##..#
                ........###...#####.#
                #######..##.#.##..##.
                #.....#.#####...####.
                #.###.#.####.##.##.##
                #.###.#.#..##.###.#..
                #.###.#.#.###.##..#..
                #.....#....##..##.#..
                #######.#.#.######.#.
                """, drawn(QrCode.of("http://[::1]/")));
    }

    @Test
    void everyVersionAndEveryMaskIsAsAnotherEncoderHasIt() {
        assertEquals("1 4 9f15c529", summary("h:1"));
        assertEquals("2 3 c88b46ed", summary("http://10.0.1.1:80/"));
        assertEquals("3 3 2fbcd6fc", summary("http://[2001:db8::1]:80/demo/count"));
        assertEquals("3 5 12d78bb7", summary("http://[2001:db8::6]:80/demo/count"));
        assertEquals("3 7 1c226bab", summary("http://[2001:db8::7]:8080/demo/count"));
        assertEquals("4 6 d43ba4c", summary("http://pc-1.local:80/hello?watch=/demo/clock&show&lang=vi"));
        assertEquals("4 2 73b347aa", summary("http://192.168.1.1:80/?" + "ế".repeat(11)));
        assertEquals("4 1 dcf504d", summary("http://192.168.5.1:8080/?" + "ế".repeat(12)));
        assertEquals("5 4 66c7d463", summary("http://192.168.101.1:8080/?" + "ế".repeat(12)));
        assertEquals("6 0 7fd36e26", summary("http://192.168.1.1:80/?" + "x".repeat(70)));
    }

    /** The version, the mask, and the sum of what is drawn. */
    private static String summary(String text) {
        QrCode code = QrCode.of(text);
        CRC32 sum = new CRC32();
        sum.update(drawn(code).getBytes(UTF_8));
        return (code.size - 17) / 4 + " " + Reading.mask(code) + " " + Long.toHexString(sum.getValue());
    }

    @Test
    void everyLengthIsReadBack() {
        TreeSet<Integer> sizes = new TreeSet<>();
        for (int length = 0; length <= QrCode.MAX; length++) {
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) bytes[i] = (byte) ('!' + (i * 31 + length * 7) % 90);
            QrCode code = QrCode.of(new String(bytes, UTF_8));
            assertArrayEquals(bytes, Reading.bytes(code), () -> drawn(code));
            sizes.add(code.size);
        }
        assertEquals("[21, 25, 29, 33, 37, 41]", sizes.toString());
        assertThrows(IllegalArgumentException.class, () -> QrCode.of("x".repeat(QrCode.MAX + 1)));
    }

    @Test
    void linesForATerminalFitAndAreItsModules() {
        QrCode code = QrCode.of("x".repeat(QrCode.MAX));
        String[] lines = code.halfBlocks(false).split("\n");
        assertEquals((code.size + 4 + 1) / 2, lines.length);
        for (int i = 0; i < lines.length; i++) {
            assertTrue(lines[i].length() <= 80);
            for (int x = -2; x < code.size + 2; x++) {
                char drawn = lines[i].charAt(x + 4);
                assertEquals(code.dark(x, 2 * i - 2), drawn == ' ' || drawn == '▄');
                assertEquals(code.dark(x, 2 * i - 1), drawn == ' ' || drawn == '▀');
            }
        }
        assertTrue(code.halfBlocks(true).startsWith("  \33[40;97m██"));
    }

    @Test
    void realReaderReadsIt(@TempDir Path folder) throws Exception {
        for (String text : new String[] {"h:1", "http://192.168.1.7:8080/", "http://h/?" + "ế".repeat(32)}) {
            Path file = folder.resolve("code.pgm");
            Files.write(file, picture(QrCode.of(text)));
            Process process;
            try {
                process = new ProcessBuilder("zbarimg", "-q", "--raw", "-Sbinary", file.toString()).start();
            } catch (IOException e) {
                assumeTrue(false, "no zbarimg on the PATH");
                return;
            }
            String read = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            assertEquals(text, read); // its bytes: some readers take them for another charset than UTF-8
        }
    }

    /** A grey picture (PGM), four pixels a module. */
    private static byte[] picture(QrCode code) throws IOException {
        int side = (code.size + 8) * 4;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(("P5 " + side + " " + side + " 255\n").getBytes(UTF_8));
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) out.write(code.dark(x / 4 - 4, y / 4 - 4) ? 0 : 255);
        }
        return out.toByteArray();
    }

    /** The way back, by the standard's text: nothing of the encoder's is used, and no module is mended. */
    private static final class Reading {
        private static final int[] CORRECTING = {10, 16, 26, 18, 24, 16};
        private static final int[] BLOCKS = {1, 1, 1, 2, 2, 4};

        /** The mask that both copies of the format name; level M. */
        static int mask(QrCode code) {
            int end = code.size - 1;
            StringBuilder one = new StringBuilder(); // the bits, the highest first
            StringBuilder two = new StringBuilder();
            for (int x : new int[] {0, 1, 2, 3, 4, 5, 7, 8}) one.append(code.dark(x, 8) ? 1 : 0);
            for (int y : new int[] {7, 5, 4, 3, 2, 1, 0}) one.append(code.dark(8, y) ? 1 : 0);
            for (int i = 0; i < 7; i++) two.append(code.dark(8, end - i) ? 1 : 0);
            for (int i = 7; i >= 0; i--) two.append(code.dark(end - i, 8) ? 1 : 0);
            assertEquals(one.toString(), two.toString());
            int format = Integer.parseInt(one.toString(), 2) ^ 0b101010000010010;
            int rest = format;
            for (int i = 14; i >= 10; i--) rest ^= (rest >> i & 1) * (0b10100110111 << i - 10);
            assertEquals(0, rest, "the format's correction");
            assertEquals(0, format >> 13, "level M");
            assertTrue(code.dark(8, end - 7), "the dark module");
            return format >> 10;
        }

        static byte[] bytes(QrCode code) {
            int mask = mask(code);
            int version = (code.size - 17) / 4;
            StringBuilder bits = new StringBuilder();
            boolean up = true;
            for (int column = code.size - 1; column > 0; column -= 2, up = !up) {
                if (column == 6) column--;
                for (int i = 0; i < code.size; i++) {
                    int y = up ? code.size - 1 - i : i;
                    for (int x = column; x >= column - 1; x--) {
                        if (isPattern(x, y, code.size)) continue;
                        bits.append(code.dark(x, y) != masked(mask, y, x) ? 1 : 0);
                    }
                }
            }
            int blocks = BLOCKS[version - 1];
            int correcting = CORRECTING[version - 1];
            int each = bits.length() / 8 / blocks;
            StringBuilder data = new StringBuilder();
            for (int block = 0; block < blocks; block++) {
                int[] codewords = new int[each];
                for (int i = 0; i < each; i++) {
                    int at = (i * blocks + block) * 8;
                    codewords[i] = Integer.parseInt(bits.substring(at, at + 8), 2);
                    if (i < each - correcting) data.append(bits, at, at + 8);
                }
                for (int i = 0, root = 1; i < correcting; i++, root = times(root, 2)) {
                    int value = 0;
                    for (int codeword : codewords) value = times(value, root) ^ codeword;
                    assertEquals(0, value, "block " + block + " at root " + i);
                }
            }
            assertEquals("0100", data.substring(0, 4));
            byte[] bytes = new byte[Integer.parseInt(data.substring(4, 12), 2)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) Integer.parseInt(data.substring(12 + 8 * i, 20 + 8 * i), 2);
            }
            return bytes;
        }

        private static boolean isPattern(int x, int y, int size) {
            boolean finder = x < 9 && y < 9 || x < 9 && y >= size - 8 || x >= size - 8 && y < 9;
            boolean alignment = size > 21 && Math.abs(x - size + 7) < 3 && Math.abs(y - size + 7) < 3;
            return finder || alignment || x == 6 || y == 6;
        }

        private static boolean masked(int mask, int i, int j) {
            return switch (mask) {
                case 0b000 -> (i + j) % 2 == 0;
                case 0b001 -> i % 2 == 0;
                case 0b010 -> j % 3 == 0;
                case 0b011 -> (i + j) % 3 == 0;
                case 0b100 -> (i / 2 + j / 3) % 2 == 0;
                case 0b101 -> i * j % 2 + i * j % 3 == 0;
                case 0b110 -> (i * j % 2 + i * j % 3) % 2 == 0;
                default -> (i * j % 3 + (i + j) % 2) % 2 == 0;
            };
        }

        private static int times(int a, int b) {
            int product = 0;
            for (; b > 0; b >>= 1, a = a << 1 ^ (a > 127 ? 0x11D : 0)) if ((b & 1) == 1) product ^= a;
            return product;
        }
    }
}
