package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static sse.kit.ScriptedServer.HEAD;
import static sse.kit.ScriptedServer.held;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sse.Event;
import sse.kit.ScriptedServer;
import sse.tail.Condition;

/** Which events tail shows, which parts of them, and the programs that it runs for them. */
@Timeout(20)
class TailEventsTest {
    @Test
    void partsOfJsonAreTakenAndJoined() throws Exception {
        String body = "data: {\"choices\":[{\"delta\":{\"role\":\"a\"}}]}\n\n"
                + "data: {\"choices\":[{\"delta\":{\"content\":\"Xin\"}}]}\n\n"
                + "data: {\"choices\":[{\"delta\":{\"content\":\" ch\\u00e0o\\n\"}}]}\n\n"
                        + "data: {\"choices\":[{\"delta\":{\"content\":\"!\"}}]}\n\ndata: [DONE]\n\n";
        try (ScriptedServer server = new ScriptedServer(held(body))) {
            Typed joined = Typed.run("tail", server.url(), "--get", ".choices[0].delta.content", "--join", "--until",
                    "data=[DONE]");
            assertEquals("Xin ch\u00E0o\n!\n", joined.out());
            assertEquals("Xin\n ch\u00E0o\n\n!\n", Typed.run("tail", server.url(), "--get", ".choices[0].delta.content",
                    "--until",
                    "data=[DONE]").out());
            assertEquals("{\"role\":\"a\"}\n", Typed.run("tail", server.url(), "--get", ".choices[0].delta", "-c", "1")
                    .out());
        }
    }

    @Test
    void whereAndUntilChooseWhatIsShownAndWhereItEnds() throws Exception {
        try (ScriptedServer server =
                new ScriptedServer(held("data: {\"p\":9}\n\ndata: {\"p\":10}\n\ndata: {\"p\":11}\n\n"
                + "event: done\ndata\n\ndata: behind\n\n"))) {
            Typed typed = Typed.run("tail", server.url(), "--where", ".p>=10", "--until", "event=done", "--data");
            assertEquals("{\"p\":10}\n{\"p\":11}\n", typed.out());
            assertTrue(Condition.of("id=1234567890123456789").holds(new Event("1234567890123456789", "message", "")));
            assertFalse(Condition.of("id=1234567890123456789").holds(new Event("1234567890123456788", "message", "")),
                    "not as doubles");
            assertTrue(Condition.of(".p=1e1").holds(Event.of("{\"p\":10.0}")));
            assertEquals(0, typed.code());
            assertTrue(typed.err().contains("# 2 of 4 events in "), typed.err());
        }
    }

    @Test
    void thenRunsOnceTheStreamIsOpen(@TempDir Path folder) throws Exception {
        Path mark = folder.resolve("mark");
        ScriptedServer.Play play = with -> {
            with.send(HEAD);
            while (!Files.exists(mark)) Thread.onSpinWait();
            with.send("data: after\n\n");
            with.awaitLeaving();
        };
        try (ScriptedServer server = new ScriptedServer(play)) {
            Typed typed = Typed.run("tail", server.url(), "-c", "1", "--data", "--then", "touch '" + mark + "'");
            assertEquals("after\n", typed.out());
            assertEquals(0, typed.code());
        }
    }

    @Test
    void execGetsDataOnItsInputAndFieldsInItsEnvironment() throws Exception {
        try (ScriptedServer server = new ScriptedServer(held("event: $(x)\nid: 7\ndata: a;b\n\ndata: c\n\n"))) {
            Typed typed = Typed.run("tail", server.url(), "-c", "2", "--exec",
                    "sh -c 'cat; echo \" $SSE_EVENT $SSE_ID $SSE_NUMBER\"'");
            assertEquals("a;b $(x) 7 1\nc message 7 2\n", typed.out());
            Typed failing = Typed.run("tail", server.url(), "-c", "2", "--exec", "false");
            assertEquals(1, failing.code());
            assertTrue(failing.err().contains("# false failed with 1 on event 1\n"), failing.err());
            assertEquals(1, Typed.run("tail", server.url(), "-c", "1", "--exec", "/no/such/command").code());
        }
    }

    @Test
    void eventThatNoEnvironmentCanCarryIsOneThatFailed() throws Exception {
        String tooLong = "x".repeat(200_000); // of one variable Linux takes 131,071 bytes
        try (ScriptedServer server = new ScriptedServer(held("id: " + tooLong + "\ndata: a\n\nid: 7\ndata: b\n\n"))) {
            Typed typed = Typed.run("tail", server.url(), "-c", "2", "--exec", "sh -c 'cat; echo \" $SSE_ID\"'");
            assumeTrue(!typed.out().contains(tooLong), "this system can carry it");
            assertEquals("b 7\n", typed.out());
            assertEquals(1, typed.code());
            assertTrue(typed.err().contains("; event 1 has a type and an id of 200,007 characters\n"), typed.err());
            assertTrue(typed.err().endsWith("sse: sh failed for 1 event\n"), typed.err());
        }
    }
}
