/** Server-Sent Events: the wire format, a hub and an HTTP server and client, without dependencies. */
module sse {
    requires transitive jdk.httpserver;
    requires java.management; // bench: the CPU time of its threads

    exports sse;
    exports sse.hub;
    exports sse.head;
    exports sse.server;
    exports sse.client;
    exports sse.explain;
}
