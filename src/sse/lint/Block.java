package sse.lint;

import sse.EventReader;
import sse.EventReader.Step;

/** What the block in progress has had so far, for those who judge it; a blank line starts the next one. */
final class Block {
    long events;            // of the stream, in front of this block
    private boolean started; // by a line of any kind
    long line;              // its first line
    long offset;
    int data;               // lines of data
    boolean event;
    boolean id;
    boolean eventThenData;
    boolean idThenData;
    boolean named;          // the event type is not empty
    String lastId;          // of the block; null for none
    boolean brokenText;     // a line that was no field, behind data
    boolean glued;          // said already

    /** Starts the block with this line, unless it has. */
    void line(long number, long at) {
        if (started) return;
        started = true;
        line = number;
        offset = at;
    }

    /** Whether it is an event, or was meant to be one. */
    boolean isEvent() {
        return data > 0 || named;
    }

    /** Adds what the line was. */
    void add(Step step, EventReader reader) {
        switch (step) {
            case DATA:
                data++;
                eventThenData = event;
                idThenData = id;
                break;
            case EVENT:
                event = true;
                named = !reader.pendingType().isEmpty();
                break;
            case ID:
                id = true;
                lastId = reader.pendingId();
                break;
            case BLANK:
            case DISPATCH:
                clear();
                break;
            default:
        }
    }

    private void clear() {
        started = false;
        data = 0;
        event = false;
        id = false;
        eventThenData = false;
        idThenData = false;
        named = false;
        lastId = null;
        brokenText = false;
        glued = false;
    }
}
