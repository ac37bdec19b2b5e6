package sse.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sse.kit.ScriptedServer.HEAD;
import static sse.kit.ScriptedServer.held;
import static sse.kit.ScriptedServer.stream;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sse.Event;
import sse.EventReader;
import sse.kit.ScriptedServer;

/** close() ends everything at once, wherever the reader is (R57). */
@Timeout(20)
class EventSourceCloseTest {
    private static void closesWithin(EventSource source, FutureTask<Event> reading) throws Exception {
        long start = System.nanoTime();
        source.close();
        assertNull(reading.get(1, TimeUnit.SECONDS));
        assertTrue(System.nanoTime() - start < 500_000_000L, "took too long");
        assertEquals(Closed.Reason.CALLED, source.closed().reason());
        assertEquals(EventSource.State.CLOSED, source.state());
    }

    private static FutureTask<Event> reading(EventSource source) {
        FutureTask<Event> task = new FutureTask<>(source::read);
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    @Test
    void whileItWaitsForBytes() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        StreamListener listener = new StreamListener() {
            @Override
            public void line(EventReader.Step step, EventReader reader) {
                read.countDown();
            }
        };
        try (ScriptedServer server = new ScriptedServer(held(": x\n"));
                EventSource source = new EventSource(StreamRequest.of(server.uri("/")), ClientOptions.DEFAULT,
                        listener)) {
            FutureTask<Event> reading = reading(source);
            assertTrue(read.await(5, TimeUnit.SECONDS));
            closesWithin(source, reading);
            assertEquals(1, server.requests().size());
        }
    }

    @Test
    void whileItWaitsForTheHead() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        ScriptedServer.Play mute = with -> {
            asked.countDown();
            with.awaitLeaving();
        };
        try (ScriptedServer server = new ScriptedServer(mute); EventSource source = new EventSource(server.uri("/"))) {
            FutureTask<Event> reading = reading(source);
            assertTrue(asked.await(5, TimeUnit.SECONDS));
            closesWithin(source, reading);
        }
    }

    @Test
    void whileItWaitsToComeBack() throws Exception {
        CountDownLatch cut = new CountDownLatch(1);
        StreamListener listener = new StreamListener() {
            @Override
            public void cut(Cut why) {
                cut.countDown();
            }
        };
        try (ScriptedServer server = new ScriptedServer(stream("retry: 60000\n\n"));
                EventSource source = new EventSource(StreamRequest.of(server.uri("/")), ClientOptions.DEFAULT,
                        listener)) {
            FutureTask<Event> reading = reading(source);
            assertTrue(cut.await(5, TimeUnit.SECONDS));
            closesWithin(source, reading);
        }
    }

    private static boolean connects(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getClassName().equals("java.net.Socket") && frame.getMethodName().equals("connect")) return true;
        }
        return false;
    }

    @Test
    void whileItConnects() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1,
                InetAddress.getLoopbackAddress())) { // a queue that is full: a connection that hangs
            List<Socket> queue = new ArrayList<>();
            try {
                while (queue.size() < 10) {
                    queue.add(new Socket());
                    queue.get(queue.size() - 1).connect(full.getLocalSocketAddress(), 200);
                }
            } catch (SocketTimeoutException e) {
                // it is full
            }
            EventSource source = new EventSource(URI.create("http://127.0.0.1:" + full.getLocalPort() + "/"));
            FutureTask<Event> task = new FutureTask<>(source::read);
            Thread thread = Thread.ofPlatform().daemon().start(task);
            long end = System.nanoTime() + 5_000_000_000L;
            while (!connects(thread)) assertTrue(System.nanoTime() - end < 0, "it never came to connecting");
            closesWithin(source, task);
            for (Socket waiting : queue) waiting.close();
        }
    }

    @Test
    void eventsOfTheSameReadAreNotDelivered() throws Exception {
        try (ScriptedServer server = new ScriptedServer(held("data: a\n\ndata: b\n\n"))) {
            EventSource source = new EventSource(server.uri("/"));
            assertEquals("a", source.read().data());
            source.close();
            assertNull(source.read());
        }
    }

    @Test
    void listenerThatClosesEndsItAtThatPlace() throws Exception {
        EventSource[] source = new EventSource[1];
        StreamListener closer = new StreamListener() {
            @Override
            public void line(EventReader.Step step, EventReader reader) {
                if (step == EventReader.Step.DISPATCH) source[0].close();
            }
        };
        try (ScriptedServer server = new ScriptedServer(held("data: a\n\n"))) {
            source[0] = new EventSource(StreamRequest.of(server.uri("/")), ClientOptions.DEFAULT, closer);
            assertNull(source[0].read());
        }
    }

    @Test
    void nothingIsToldOfBytesThatCameBehindTheClose() throws Exception {
        List<EventReader.Step> told = new ArrayList<>();
        EventSource[] source = new EventSource[1];
        StreamListener closer = new StreamListener() {
            @Override
            public InputStream body(InputStream body) {
                return new FilterInputStream(body) {
                    @Override
                    public int read(byte[] bytes, int from, int length) throws IOException {
                        int n = super.read(bytes, from, length);
                        source[0].close(); // as another thread may at this very moment
                        return n;
                    }
                };
            }

            @Override
            public void line(EventReader.Step step, EventReader reader) {
                told.add(step);
            }
        };
        try (ScriptedServer server = new ScriptedServer(held("data: a\n\n"))) {
            source[0] = new EventSource(StreamRequest.of(server.uri("/")), ClientOptions.DEFAULT, closer);
            assertNull(source[0].read());
            assertEquals(List.of(), told);
        }
    }

    @Test
    void interruptClosesForGood() throws Exception {
        try (ScriptedServer server = new ScriptedServer(with -> with.send(HEAD + "retry: 60000\n\n"));
                EventSource source = new EventSource(server.uri("/"))) {
            FutureTask<Boolean> task = new FutureTask<>(() -> source.read() == null && Thread.currentThread()
                    .isInterrupted());
            Thread thread = Thread.ofVirtual().start(task);
            while (server.requests().isEmpty()) Thread.onSpinWait();
            thread.interrupt();
            assertTrue(task.get(5, TimeUnit.SECONDS));
            assertEquals(EventSource.State.CLOSED, source.state());
        }
    }

    @Test
    void closedBeforeItBeganAsksNothing() throws Exception {
        try (ScriptedServer server = new ScriptedServer(stream("data: a\n\n"))) {
            EventSource source = new EventSource(server.uri("/"));
            source.close();
            source.close();
            assertNull(source.read());
            assertEquals(0, server.requests().size());
        }
    }
}
