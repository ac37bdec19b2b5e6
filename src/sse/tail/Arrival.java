package sse.tail;

import sse.Event;
import sse.text.EventJson;

/**
 * An event, and how it came.
 *
 * @param event the event
 * @param json it as JSON has it: with an id and a reconnection time only if these stand in its own block
 * @param topic which topic it is of, if the stream is one of sse.jar: the path of the URL
 * @param source which of several streams it is of; empty if there is one
 * @param connection the connection of that stream, from 1
 * @param number which event of the stream it is, from 1
 * @param millis when it was read, in milliseconds of the epoch
 * @param offset where its first field begins in the body of the connection
 * @param bytes how long it is, up to behind its blank line
 */
record Arrival(Event event, EventJson json, String topic, String source, int connection, long number, long millis,
        long offset, long bytes) {}
