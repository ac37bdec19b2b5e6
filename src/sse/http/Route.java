package sse.http;

import java.io.IOException;

/** Answers the requests below a path of its own. */
public interface Route {
    /** Answers a request, or throws; what it throws as {@link Refusal} is answered as one. */
    void handle(Request request) throws IOException;
}
