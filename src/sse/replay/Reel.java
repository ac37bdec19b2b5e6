package sse.replay;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import sse.EventReader;
import sse.EventReader.Step;
import sse.tape.Decoded;
import sse.tape.Tape;

/** One connection of a tape as it is played: its content coding undone, and where its blocks end. Immutable. */
final class Reel {
    final Tape.Connection taped;
    private int[] blocks = {};  // where each ends
    private int count;
    private int[] changes = {}; // blocks that change the last event ID, each with the hash of the new one behind it
    private int changed;
    private String lastId = "";

    Reel(Tape.Connection connection) {
        taped = Decoded.of(connection);
        EventReader reader = new EventReader(new ByteArrayInputStream(taped.body(), 0, taped.length()));
        try {
            for (Step step; (step = reader.step()) != Step.END; ) {
                if (step == Step.DISPATCH || step == Step.BLANK) block(reader);
            }
        } catch (IOException e) {
            // an event over every limit: nobody can come back from behind it
        }
    }

    private void block(EventReader reader) {
        int end = (int) Math.min(reader.lines().nextOffset(), taped.length());
        if (count == blocks.length) blocks = Arrays.copyOf(blocks, Math.max(16, 2 * count));
        blocks[count++] = end;
        String id = reader.lastEventId();
        if (id.equals(lastId)) return;
        if (changed == changes.length) changes = Arrays.copyOf(changes, Math.max(16, 2 * changed));
        changes[changed++] = count - 1;
        changes[changed++] = id.hashCode();
        lastId = id;
    }

    /** {@return the offset behind the block with that id, or -1 if it does not stand here; the last one of it} */
    int behind(String id) {
        for (int i = changed - 2, hash = id.hashCode(); i >= 0; i -= 2) {
            if (changes[i + 1] == hash && idOf(changes[i]).equals(id)) return blocks[changes[i]];
        }
        return -1;
    }

    /** The id that a block gives. */
    private String idOf(int block) {
        int from = block == 0 ? 0 : blocks[block - 1];
        EventReader reader = new EventReader(new ByteArrayInputStream(taped.body(), from, blocks[block] - from));
        try {
            while (reader.step() != Step.END) { }
        } catch (IOException e) {
            // it was read before
        }
        return reader.lastEventId();
    }

    /** {@return the last event ID of who has read all of it, but for what was sent when it was asked for} */
    String lastId() {
        return lastId;
    }

    /** {@return the offset behind the last block that is whole} */
    int whole() {
        return count == 0 ? 0 : blocks[count - 1];
    }

    /** {@return the end of the block that begins there, or of the rest where none is whole} */
    int blockEnd(int from) {
        int at = Arrays.binarySearch(blocks, 0, count, from + 1);
        if (at < 0) at = -at - 1;
        return at < count ? blocks[at] : taped.length();
    }

    /** {@return the piece that has the byte at that offset; the number of pieces behind the last} */
    int piece(int offset) {
        int low = 0;
        int high = taped.pieces();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (taped.to(middle) > offset) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
