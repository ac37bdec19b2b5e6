package sse.tail;

import sse.Event;
import sse.EventReader;
import sse.client.Answer;
import sse.client.Closed;
import sse.client.Cut;
import sse.term.Exit;
import sse.term.Sink;

/** What {@code tail} puts on standard output: one form of it for each subclass. Calls come one at a time. */
abstract class Output {
    final Sink sink;

    Output(Sink sink) {
        this.sink = sink;
    }

    /** An event to be shown. */
    abstract void event(Arrival arrival);

    /** An event that is not wanted. */
    void passedOver(Event event) {}

    /** A stream is open; the answer names what the request sent. */
    void opened(String source, int connection, Answer answer) {}

    /** Bytes of a body, as they were read. */
    void bytes(byte[] bytes, int from, int length) {}

    /** A line of any kind was processed. */
    void line(String source, int connection, EventReader.Step step, EventReader reader) {}

    /** A connection is over; pending is what it leaves unfinished. */
    void cut(String source, int connection, Cut cut, String pending) {}

    /** A stream is closed for good. */
    void closed(String source, int connection, Closed why) {}

    /** Whether bodies of other types than that of event streams are taken, too. */
    boolean takesAnyType() {
        return false;
    }

    /** Whether all that was asked for is there, whatever becomes of the connection. */
    boolean isComplete() {
        return false;
    }

    /** Whether what came was a stream of events, of which there is something to say. */
    boolean isOfEvents() {
        return true;
    }

    /** Nothing must be held back any more: the next thing is to wait. */
    void flush() {
        sink.flush();
    }

    /** Why it was not all done that should be, known at the end; or null. */
    Exit failure() {
        return null;
    }

    /** There is nothing more to come. */
    void end() {
        flush();
    }
}
