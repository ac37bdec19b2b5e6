import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Puts a program in front of a zip, and moves the offsets in the zip along, so that no tool finds it odd:
 * {@code java Prefix.java PROGRAM ZIP RESULT}. {@code build.sh} runs it from this source.
 */
class Prefix {
    public static void main(String[] files) throws IOException {
        byte[] program = Files.readAllBytes(Path.of(files[0]));
        byte[] zip = Files.readAllBytes(Path.of(files[1]));
        ByteBuffer all = ByteBuffer.allocate(program.length + zip.length).put(program).put(zip);
        all.order(ByteOrder.LITTLE_ENDIAN);
        int end = all.capacity() - 22; // the end record is this long: jar writes no comment
        int entry = all.getInt(end + 16) + program.length;
        all.putInt(end + 16, entry);
        for (int left = all.getShort(end + 10) & 0xffff; left > 0; left--) {
            all.putInt(entry + 42, all.getInt(entry + 42) + program.length);
            entry += 46 + all.getShort(entry + 28) + all.getShort(entry + 30) + all.getShort(entry + 32);
        }
        if (entry != end) throw new IllegalStateException("the zip is not laid out as expected");
        Files.write(Path.of(files[2]), all.array());
    }
}
