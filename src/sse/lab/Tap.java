package sse.lab;

import java.io.IOException;
import sse.Encoder;
import sse.Event;
import sse.server.EventStream;
import sse.text.JsonWriter;

/**
 * One reader of a lab's log. It is sent what follows the id it comes with, or all that is kept, and is told how much in
 * front of that is forgotten. For the thread that holds its stream.
 */
final class Tap {
    private static final int UNKNOWN = -1; // how much is lost behind an id of another log

    private final Lab lab;
    private final EventStream stream;
    private long at;  // the number of the event it had last

    Tap(Lab lab, EventStream stream) {
        this.lab = lab;
        this.stream = stream;
    }

    /** Sends until the reader leaves. */
    void send(int rawPort) throws IOException {
        lab.enter(stream);
        try {
            long had = lab.log.number(stream.lastEventId());
            at = Math.max(0, had);
            tell("lab", lab.greeting(rawPort));
            if (had < 0) tellLost(UNKNOWN);
            while (true) {
                stream.await(() -> lab.log.last() > at);
                sendOn();
            }
        } finally {
            lab.leave(stream);
        }
    }

    private void sendOn() throws IOException {
        TapLog.Part part = lab.log.after(at);
        at = part.last() - part.events();
        if (part.lost() > 0) tellLost(part.lost());
        stream.send(part.bytes(), null);
        at = part.last();
    }

    private void tellLost(long events) throws IOException {
        tell("lost", JsonWriter.object().put("t", lab.time()).put("events", events).end().toString());
    }

    /** Sends what is not in the log, with the id of where it stands. */
    private void tell(String type, String json) throws IOException {
        Event event = new Event(lab.log.id(at), type, json);
        stream.send(Encoder.encode(event), event);
    }
}
