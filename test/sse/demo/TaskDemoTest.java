package sse.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import sse.Event;

class TaskDemoTest {
    @AutoClose
    private static final DemoServer server = new DemoServer();

    private static Event last(DemoServer.Answer answer) throws IOException {
        return answer.events().get(answer.events().size() - 1);
    }

    /** Starts a task. {@return the path of its stream} */
    private static String post(String query) throws IOException {
        DemoServer.Answer answer = server.ask("POST", "/demo/task" + query);
        assertEquals(202, answer.status());
        return answer.header("Location");
    }

    @Test
    void getStartsATaskAndShowsItsProgress() throws IOException {
        DemoServer.Answer answer = server.get("/demo/task?ms=100&steps=4");
        List<Event> events = answer.events();
        assertEquals(List.of("progress", "progress", "progress", "progress", "progress", "result"), events.stream()
                .map(Event::type).toList());
        assertEquals("{\"pct\":0,\"step\":\"start\",\"eta\":100}", events.get(0).data());
        assertTrue(events.get(1).data().startsWith("{\"pct\":25,\"step\":\"block 1 of 4\",\"eta\":"), events.get(1)
                .data());
        assertEquals("{\"pct\":100,\"step\":\"block 4 of 4\",\"eta\":0}", events.get(4).data());
        assertTrue(answer.header("Content-Location").startsWith("/demo/task/"));
    }

    @Test
    void resultIsTheHashOfTheData() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Random random = new Random(42);
        byte[] block = new byte[64 << 10];
        for (int i = 0; i < 3; i++) {
            random.nextBytes(block);
            digest.update(block);
        }
        String result = last(server.get("/demo/task?ms=0&steps=3&seed=42")).data();
        String expected = "{\"bytes\":196608,\"sha256\":\"" + HexFormat.of().formatHex(digest.digest()) + "\",\"ms\":";
        assertTrue(result.startsWith(expected), result);
        assertNotEquals(expected, last(server.get("/demo/task?ms=0&steps=3&seed=43")).data()
                .substring(0, expected.length()));
    }

    @Test
    void failureIsNotCalledError() throws IOException {
        for (String percent : new String[] {"70", "70%25"}) {
            DemoServer.Answer answer = server.get("/demo/task?ms=0&steps=10&fail=" + percent);
            assertEquals("failure", last(answer).type());
            assertEquals("{\"pct\":70,\"step\":\"block 7 of 10\",\"why\":\"it was asked to fail at 70%\"}", last(answer)
                    .data());
            assertEquals(9, answer.events().size());
        }
    }

    @Test
    void everyIsThePaceOfTheSteps() throws IOException {
        DemoServer.Answer answer = server.get("/demo/task?every=20ms&steps=3");
        assertEquals("{\"pct\":0,\"step\":\"start\",\"eta\":60}", answer.events().get(0).data());
    }

    @Test
    void postStartsATaskThatManyCanWatch() throws IOException {
        DemoServer.Answer answer = server.ask("POST", "/demo/task?ms=100&steps=2", "Content-Length: 0");
        assertEquals(202, answer.status());
        String path = answer.header("Location");
        assertEquals("{\"task\":\"" + path.substring("/demo/task/".length()) + "\",\"stream\":\"" + path + "\"}\n",
                answer.text());
        Event result = last(server.get(path));
        assertEquals("result", result.type());
        assertEquals(result, last(server.get(path + "?eol=cr&end=loop")));
    }

    @Test
    void whoComesLateIsSentTheLastStateFirst() throws IOException {
        String path = post("?ms=400&steps=4");
        try (Socket early = server.open("GET", path)) {
            while (!DemoServer.line(early.getInputStream()).contains("\"pct\":50")) { }
            List<Integer> late = new ArrayList<>();
            for (Event event : server.get(path).events()) late.add(Integer.parseInt(event.id().substring(event.id()
                    .indexOf('-') + 1)));
            assertTrue(late.get(0) >= 3, late.toString());
            assertEquals(6, late.get(late.size() - 1));
            assertEquals(7 - late.get(0), late.size());
        }
        assertEquals(List.of("result"), server.get(path).events().stream().map(Event::type).toList());
    }

    @Test
    void taskGoesOnWhenItsViewersLeave() throws IOException {
        String path = post("?ms=200&steps=4");
        try (Socket viewer = server.open("GET", path)) {
            while (!DemoServer.line(viewer.getInputStream()).contains("\"pct\":25")) { }
        }
        assertEquals("result", last(server.get(path)).type());
    }

    @Test
    void viewersAreSentEachEventWhenItHappens() throws IOException {
        try (Socket viewer = server.open("GET", "/demo/task?ms=60000&steps=1000")) {
            InputStream in = viewer.getInputStream();
            long start = System.nanoTime();
            // 240 ms; a viewer that looks once a heartbeat would see none
            while (!DemoServer.line(in).endsWith("-5")) { }
            assertTrue(System.nanoTime() - start < 5_000_000_000L);
        }
    }

    @Test
    void cutViewerMissesNothing() throws IOException {
        DemoServer.Answer answer = server.get("/demo/task?ms=60&steps=3&cut=2");
        String task = answer.header("Content-Location").substring("/demo/task/".length());
        List<String> ids = new ArrayList<>();
        while (answer.status() == 200) {
            assertTrue(answer.events().size() <= 2);
            for (Event event : answer.events()) ids.add(event.id());
            answer = server.resume(ids.size() < 4 ? "/demo/task?ms=60&steps=3&cut=2" : "/demo/task/" + task + "?cut=2",
                    answer.lastId());
        }
        assertEquals(204, answer.status());
        assertEquals(List.of(task + "-1", task + "-2", task + "-3", task + "-4", task + "-5"), ids);
    }

    @Test
    void endOfATaskCanBeToldByAnEvent() throws IOException {
        assertEquals("end", last(server.get("/demo/task?ms=0&steps=1&end=event")).type());
        assertEquals(new Event("close", "message", "over"), last(server.get("/demo/task?ms=0&steps=1&end=close")));
    }

    @Test
    void viewerMayHaveEnoughAfterSomeEvents() throws IOException {
        DemoServer.Answer answer = server.get("/demo/task?ms=0&steps=5&n=2");
        assertEquals(2, answer.events().size());
        assertEquals(204, server.resume("/demo/task?ms=0&steps=5&n=2", answer.lastId()).status());
    }

    @Test
    void unknownTaskIsNotThere() throws IOException {
        for (DemoServer.Answer answer : List.of(server.get("/demo/task/nobody"), server.resume("/demo/task",
                "nobody-3"))) {
            assertEquals(404, answer.status());
            assertEquals("there is no task \"nobody\" (any more)\n", answer.text());
        }
    }

    @Test
    void planIsForTheStartOnly() throws IOException {
        assertEquals(400, server.get(post("?ms=0") + "?ms=100").status());
        assertEquals("ms and every say the same in two ways; give one of them\n",
                server.get("/demo/task?ms=100&every=1s").text());
        assertEquals("steps times every is more than 600000 milliseconds\n",
                server.get("/demo/task?steps=1000&every=1s").text());
        assertEquals("fail is a percentage from 0 to 100, not \"101\"\n", server.get("/demo/task?fail=101").text());
        assertEquals(405, server.ask("POST", "/demo/task/some").status());
    }

    @Test
    void headStartsNothing() throws IOException {
        try (DemoServer busy = new DemoServer()) {
            for (int i = 0; i < 40; i++) assertEquals("text/event-stream", busy.ask("HEAD", "/demo/task?ms=5000")
                    .header("Content-Type"));
            assertEquals(202, busy.ask("POST", "/demo/task?ms=0").status());
        }
    }

    @Test
    void soManyRunAtOnceAndNoMore() throws IOException {
        try (DemoServer busy = new DemoServer()) {
            List<Socket> viewers = new ArrayList<>();
            try {
                for (int i = 0; i < 32; i++) {
                    viewers.add(busy.open("GET", "/demo/task?ms=60000&steps=1"));
                    while (!DemoServer.line(viewers.get(i).getInputStream()).contains("\"pct\":0")) { }
                }
                for (String method : new String[] {"GET", "POST"}) {
                    DemoServer.Answer answer = busy.ask(method, "/demo/task?ms=0");
                    assertEquals(503, answer.status());
                    assertEquals("5", answer.header("Retry-After"));
                    assertEquals("there are 32 tasks running that are watched, and no more are started\n",
                            answer.text());
                }
            } finally {
                for (Socket viewer : viewers) viewer.close();
            }
        }
    }

    @Test
    void oneThatNobodyWatchesMakesRoom() throws IOException {
        try (DemoServer busy = new DemoServer()) {
            List<String> paths = new ArrayList<>();
            for (int i = 0; i < 33; i++) {
                DemoServer.Answer answer = busy.ask("POST", "/demo/task?ms=600000&steps=1");
                assertEquals(202, answer.status());
                paths.add(answer.header("Location"));
            }
            assertEquals("{\"why\":\"nobody watched it, and another one took its place\"}",
                    last(busy.get(paths.get(0))).data());
            assertEquals("progress", last(busy.get(paths.get(1) + "?n=1")).type()); // that one goes on
        }
    }

    @Test
    void onlyAPageOfThisMachineStartsATaskForOthers() throws IOException {
        assertEquals(403, server.ask("POST", "/demo/task?ms=0", "Origin: http://evil.example").status());
        assertEquals(403, server.ask("POST", "/demo/task?ms=0", "Origin: null").status());
        String other = "Origin: http://other.example";
        assertEquals(200, server.ask("POST", "/demo/llm?tps=1000&text=x", other, "Content-Length: 0").status());
        DemoServer.Answer answer = server.ask("POST", "/demo/task?ms=0", "Origin: http://localhost:3000");
        assertEquals(202, answer.status());
        assertEquals("*", answer.header("Access-Control-Allow-Origin"));
        assertEquals(null, answer.header("Access-Control-Allow-Credentials"));
    }

    @Test
    void finishedTasksAreKeptForFiveMinutes() throws IOException {
        try (DemoServer patient = new DemoServer()) {
            String path = patient.get("/demo/task?ms=0&steps=1").header("Content-Location");
            patient.time.addAndGet(5 * 60_000);
            assertEquals(200, patient.get(path).status());
            patient.time.addAndGet(1);
            assertEquals(404, patient.get(path).status());
        }
    }

    @Test
    void onlyTheLastFinishedTasksAreKept() throws IOException {
        try (DemoServer small = new DemoServer()) {
            List<String> paths = new ArrayList<>();
            for (int i = 0; i < 65; i++) paths.add(small.get("/demo/task?ms=0&steps=1").header("Content-Location"));
            assertEquals(404, small.get(paths.get(0)).status());
            assertEquals(200, small.get(paths.get(1)).status());
            assertEquals(200, small.get(paths.get(64)).status());
        }
    }
}
