package sse.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import sse.Event;

/** How a stream of n events is over. */
class EndTest {
    private static final String THREE = "/demo/count?from=5&n=3&every=20ms";

    @AutoClose
    private static final DemoServer server = new DemoServer();

    private static DemoServer.Answer stayedAway(String target, String lastEventId) throws IOException {
        DemoServer.Answer answer = server.resume(target, lastEventId);
        assertEquals(204, answer.status());
        assertEquals("", answer.text());
        assertEquals("*", answer.header("Access-Control-Allow-Origin"));
        return answer;
    }

    @Test
    void whoComesBackWithTheLastIdIsAnswered204() throws IOException {
        assertEquals(List.of("five", "six", "seven"), server.get(THREE).data());
        stayedAway(THREE, "7");
        stayedAway(THREE, "8");
        stayedAway("/demo/clock?n=3", "3");
    }

    @Test
    void whoComesBackEarlierIsSentTheRest() throws IOException {
        assertEquals(List.of("seven"), server.resume(THREE, "6").data());
        assertEquals(List.of("five", "six", "seven"), server.get(THREE + "&cut=3").data());
        stayedAway(THREE + "&cut=3", "7");
    }

    @Test
    void headOfAStreamThatIsOverIs204Too() throws IOException {
        assertEquals(204, server.ask("HEAD", THREE, "Last-Event-ID: 7").status());
        assertEquals(200, server.ask("HEAD", THREE, "Last-Event-ID: 6").status());
    }

    @Test
    void endEventComesBehindTheLast() throws IOException {
        List<Event> events = server.get(THREE + "&end=event").events();
        assertEquals(4, events.size());
        // with the id of the seventh: it has none of its own
        assertEquals(new Event("7", "end", "over"), events.get(3));
        stayedAway(THREE + "&end=event", "7");
        assertEquals(2, server.resume(THREE + "&end=event", "6").events().size());
    }

    @Test
    void endEventComesWithACutAsWell() throws IOException {
        assertEquals("end", server.get(THREE + "&end=event&cut=3").events().get(3).type());
        assertEquals(2, server.get(THREE + "&end=event&cut=2").events().size());
    }

    @Test
    void closingEventCarriesTheIdOfTheTutorials() throws IOException {
        DemoServer.Answer answer = server.get(THREE + "&end=close");
        List<Event> events = answer.events();
        assertEquals(new Event("close", "message", "over"), events.get(3));
        assertEquals("close", answer.lastId());
        stayedAway(THREE + "&end=close", "close");
        stayedAway("/demo/clock", "close");
        stayedAway("/demo/task", "close");
    }

    @Test
    void loopJustEndsAndGoesOnEnding() throws IOException {
        DemoServer.Answer answer = server.get(THREE + "&end=loop");
        assertEquals(3, answer.events().size());
        DemoServer.Answer again = server.resume(THREE + "&end=loop", "7");
        assertEquals(200, again.status());
        assertEquals(List.of(), again.events());
        assertFalse(again.text().isEmpty());
    }

    @Test
    void withoutIdsALoopBeginsAgain() throws IOException {
        assertEquals(List.of("five", "six", "seven"), server.get(THREE + "&end=loop&id=0").data());
    }
}
