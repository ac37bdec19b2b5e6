package sse.demo;

import java.io.IOException;

/** Sends back the bytes it was sent, as a stream: for trying exact bytes on any client. */
final class Echo extends Demo {
    private static final int LARGEST = 1 << 20;

    Echo() {
        super("echo", "the body that is posted, byte for byte, as a stream (at most 1 MiB)", "",
                "printf 'data: hi\\n\\n' | curl --data-binary @- $");
    }

    @Override
    String methods(String rest) {
        return "POST, OPTIONS";
    }

    @Override
    void answer(Visit visit) throws IOException {
        visit.refuseBelow(name);
        visit.query().refuseUnknown();
        byte[] body = visit.server().body(visit.request(), LARGEST);
        visit.server().stream(visit.request(), 0, body, stream -> { });
    }
}
