package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.kit.ScriptedServer;
import sse.kit.ScriptedServer.Conversation;
import sse.kit.ScriptedServer.Play;

/** Who shows no name on the stream's head is asked for it, but only where somebody is to be named. */
@Timeout(60)
class DoctorAtTheDoorTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
    private static final String REFUSAL = "HTTP/1.1 400 Bad request\r\nConnection: close\r\n\r\n"
            + "<html><body><h1>400 Bad request</h1>\nYour browser sent an invalid request.\n</body></html>\n";

    private static Typed doctor(ScriptedServer server, String... more) {
        String[] words = new String[more.length + 2];
        words[0] = "doctor";
        words[1] = server.url();
        System.arraycopy(more, 0, words, 2, more.length);
        return Typed.run(words);
    }

    private static boolean knocked(ScriptedServer server) {
        return server.requests().stream().anyMatch(request -> request.contains("\r\nTransfer-Encoding: unknown\r\n"));
    }

    private static Play events() {
        return with -> {
            with.send(HEAD);
            for (int i = 1;; i++) {
                with.send("id: " + i + "\ndata: event " + i + "\n\n");
                TimeUnit.MILLISECONDS.sleep(20);
            }
        };
    }

    @Test
    void whoHoldsTheHeadAndHasNoNameIsKnownByHisRefusal() throws Exception {
        Play holds = with -> {
            if (with.header("Transfer-Encoding") == null) with.awaitLeaving();
            else with.send(REFUSAL);
        };
        try (ScriptedServer server = new ScriptedServer(holds); ScriptedServer direct = new ScriptedServer(events())) {
            Typed typed = doctor(server, "--for", "900ms", "--direct", direct.url());
            assertEquals(1, typed.code(), typed.out());
            assertTrue(typed.out().contains("\nIt is HAProxy (Your browser sent an invalid request.), between "),
                    typed.out());
            assertTrue(typed.out().contains("    HAProxy: option http-no-delay"), typed.out());
        }
    }

    @Test
    void whereNobodyAnswersItMayBeWhoIsAtTheDoorOrTheServer() throws Exception {
        Play waits = with -> {
            if (with.request().startsWith("GET / ")) {
                with.send("HTTP/1.1 200 OK\r\nX-Varnish: 2\r\nContent-Length: 0\r\n\r\n");
            } else if (with.header("Transfer-Encoding") != null) {
                with.send("HTTP/1.1 400 Bad Request\r\n\r\n");
            } else {
                with.awaitLeaving();
            }
        };
        try (ScriptedServer server = new ScriptedServer(waits)) {
            Typed typed = Typed.run("doctor", server.uri("/events").toString(), "--for", "400ms");
            assertEquals(28, typed.code(), typed.out());
            assertTrue(typed.out().contains("\nEither the server does not answer, which --direct URL would show, or"
                    + " Varnish (X-Varnish: 2) in front of it waits for more.\n"), typed.out());
            assertTrue(typed.out().contains("    Varnish: set beresp.do_stream = true;"), typed.out());
        }
    }

    @Test
    void aDevelopmentServerThatAnswersInPlaceOfTheServerIsNamed() throws Exception {
        Play page = with -> with.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"
                + "<!doctype html>\n<script type=\"module\" src=\"/@vite/client\"></script>\n");
        try (ScriptedServer server = new ScriptedServer(page)) {
            Typed typed = doctor(server);
            assertEquals(22, typed.code(), typed.out());
            assertTrue(typed.out().contains("Vite (/@vite/client): it answers "), typed.out());
            assertTrue(typed.out().contains("    Vite: server: { proxy: "), typed.out());
            assertFalse(knocked(server));
        }
    }

    @Test
    void nobodyKnocksWhereNothingIsFoundOrOneRequestIsAllThereMayBe() throws Exception {
        try (ScriptedServer server = new ScriptedServer(events())) {
            assertEquals(0, doctor(server, "--for", "500ms").code());
            assertFalse(knocked(server));
        }
        try (ScriptedServer server = new ScriptedServer(Conversation::awaitLeaving)) {
            assertEquals(28, doctor(server, "--for", "300ms", "-d", "{}").code());
            assertFalse(knocked(server));
        }
    }
}
