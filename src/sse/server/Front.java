package sse.server;

import java.io.IOException;
import sse.http.Request;

/** Who is asked before all that a server answers by itself, but for its machinery. Any thread. */
public interface Front {
    /** {@return whether the request has been answered} If not, it goes on as if nobody had been asked. */
    boolean answers(Request request) throws IOException;
}
