package sse.broken;

import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import sse.fault.Faults;
import sse.http.Refusal;
import sse.http.Request;

/** Looks at the connections of some requests, and lets more go wrong with them. Any thread. */
public interface Lookout extends AutoCloseable {
    /** {@return who looks at the connection of this request, or null} */
    Watch at(Request request) throws Refusal;

    /** The server is closed. */
    @Override
    void close();

    /** Looks at one connection, and sees its answer. */
    interface Watch extends Mirror {
        /** {@return what else is to go wrong with it} For who has to know whether this server can do that. */
        Faults next();

        /**
         * {@return the exchange through which it is answered} It begins here.
         *
         * @param inner the exchange as it is
         * @param target path and query for the handler
         * @param faults what goes wrong anyway
         * @param seed of what happens by chance
         * @param connection its number, which is part of the seed
         * @throws Refusal if one more is too many
         */
        BrokenExchange begin(HttpExchange inner, URI target, Faults faults, long seed, long connection) throws Refusal;

        /** The request has been handled, whatever came of it. */
        void over();
    }
}
