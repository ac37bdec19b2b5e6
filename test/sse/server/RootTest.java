package sse.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import sse.Event;

/** What {@code /} answers to whom. */
class RootTest {
    @AutoClose
    private static final TestServer server = new TestServer();

    @Test
    void saysOkToWhoeverWantsNothingSpecial() throws IOException {
        for (String accept : new String[] {"Accept: */*", "X: y", "Accept: application/json",
                "Accept: text/event-stream;q=0",
                "Accept: text/html; q=0.0"}) {
            RawClient.Answer answer = server.get("/", accept);
            assertEquals(200, answer.status());
            assertEquals("ok\n", answer.body());
            assertEquals("text/plain; charset=utf-8", answer.header("Content-Type"));
            assertEquals("Accept", answer.header("Vary"));
        }
    }

    @Test
    void saysHelloEveryTwoSecondsToReadersOfStreams() throws IOException {
        try (RawClient client = server.follow("/", "Accept: text/event-stream")) {
            assertEquals("text/event-stream", client.header("content-type"));
            assertEquals("*", client.header("access-control-allow-origin"));
            assertEquals(new Event("1", "message", "hello"), client.event());
            long first = System.nanoTime();
            assertEquals(new Event("2", "message", "hello"), client.event());
            long apart = (System.nanoTime() - first) / 1_000_000;
            assertTrue(apart > 1500 && apart < 5000, apart + " ms");
        }
    }

    @Test
    void helloGrowsFromTheLastEventId() throws IOException {
        try (RawClient client = server.follow("/", "Accept: text/event-stream", "Last-Event-ID: 41")) {
            assertEquals(new Event("42", "message", "hello"), client.event());
        }
        for (String id : new String[] {"nonsense", "-7", "99999999999999999999"}) {
            try (RawClient client = server.follow("/", "Accept: text/event-stream", "Last-Event-ID: " + id)) {
                assertEquals("1", client.event().id());
            }
        }
    }

    @Test
    void browserGetsThePage() throws IOException {
        RawClient.Answer answer = server.get("/",
                "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        assertEquals(200, answer.status());
        assertEquals("text/html; charset=utf-8", answer.header("Content-Type"));
        assertTrue(answer.body().contains("<!doctype html>") || answer.body().contains("<!DOCTYPE html>"));
        assertTrue(answer.header("Content-Security-Policy").contains("default-src 'none'"));
    }

    @Test
    void streamWinsOverThePage() throws IOException {
        try (RawClient client = server.follow("/", "Accept: text/html, Text/Event-Stream;q=0.5")) {
            assertEquals("hello", client.event().data());
        }
    }

    @Test
    void headIsTheHeadOfWhatGetWouldSay() throws IOException {
        String opened = opened();
        try (RawClient client = server.client()) {
            RawClient.Answer ok = client.send("HEAD / HTTP/1.1\nHost: localhost\n\n").headOnly();
            assertEquals(200, ok.status());
            assertEquals("3", ok.header("Content-Length"));
            RawClient.Answer stream = client.send("HEAD / HTTP/1.1\nHost: localhost\nAccept: text/event-stream\n\n")
                    .headOnly();
            assertEquals(200, stream.status());
            assertEquals("text/event-stream", stream.header("Content-Type"));
            assertEquals("no-cache, no-transform", stream.header("Cache-Control"));
            // on the same connection
            assertEquals("ok\n", client.send("GET / HTTP/1.1\nHost: localhost\n\n").answer().body());
        }
        assertEquals(opened, opened());
    }

    private static String opened() throws IOException {
        String metrics = server.get("/_/metrics").body();
        int from = metrics.indexOf("\nsse_streams_total");
        return metrics.substring(from, metrics.indexOf('\n', from + 1));
    }

    @Test
    void otherMethodsAreRefusedAndNamed() throws IOException {
        RawClient.Answer answer = server.post("/", "hi");
        assertEquals(405, answer.status());
        assertEquals("GET, HEAD, OPTIONS", answer.header("Allow"));
        assertTrue(answer.body().contains("topic"), answer.body());
        RawClient.Answer options = server.ask("OPTIONS / HTTP/1.1\nHost: localhost\n\n");
        assertEquals(204, options.status());
        assertEquals("GET, HEAD, OPTIONS", options.header("Allow"));
    }

    @Test
    void faviconIsNothingAndNoTopic() throws IOException {
        assertEquals(204, server.get("/favicon.ico").status());
        assertFalse(server.get("/_/topics").body().contains("favicon"));
    }
}
