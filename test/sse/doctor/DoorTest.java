package sse.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import sse.client.StreamRequest;
import sse.doctor.Hops.Seen;
import sse.head.Head;

/** What is asked at the door, and who is known by what answers there. */
class DoorTest {
    private static Seen shown(String head, String body) {
        return Door.shown(new Scene().head(0.01, head).at(0.02, body).stop(1));
    }

    @Test
    void theFirstKnockIsForACodingThatNobodyKnowsAndTheNextForTheFrontPage() {
        List<StreamRequest> knocks = Door.knocks(StreamRequest.of(URI.create("http://a.example/x/events?n=1"))
                .withMethod("POST").withBody(new byte[3]).withHeader("Authorization", "Bearer T"));
        assertEquals("GET http://a.example/x/events?n=1 unknown", said(knocks.get(0)));
        assertEquals("GET http://a.example/ null", said(knocks.get(1)));
        for (StreamRequest knock : knocks) assertNull(header(knock, "Authorization"));
    }

    private static String said(StreamRequest knock) {
        return knock.method() + " " + knock.uri() + " " + header(knock, "Transfer-Encoding");
    }

    private static String header(StreamRequest request, String name) {
        return new Head("HTTP/1.1", 200, "", request.headers()).header(name);
    }

    @Test
    void aHopIsKnownByTheHeadOrByThePageThatItAnswersWith() {
        String page = "<html><body><h1>400 Bad request</h1>\nYour browser sent an invalid request.\n</body></html>\n";
        assertEquals("HAProxy", shown("HTTP/1.1 400 Bad request\nContent-Type: text/html", page).hop().name());
        assertEquals("nginx", shown("HTTP/1.1 501 Not Implemented\nServer: nginx/1.22.1", "").hop().name());
        assertEquals("Varnish", shown("HTTP/1.1 200 OK\nX-Varnish: 2\nX-Powered-By: Express", "").hop().name());
        assertNull(shown("HTTP/1.1 400 Bad Request\nConnection: close", ""));
        assertNull(Door.shown(new Scene().stop(1)));
    }
}
