/** Server-Sent Events: the wire format, a hub and an HTTP server and client, without dependencies. */
module sse {
    requires transitive jdk.httpserver;
    requires static java.management; // bench: the CPU time of its threads, where there is this module

    exports sse;
    exports sse.hub;
    exports sse.head;
    exports sse.http;
    exports sse.server;
    exports sse.client;
    exports sse.explain;
    exports sse.lint;
}
