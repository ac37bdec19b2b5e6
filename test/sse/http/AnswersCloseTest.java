package sse.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AnswersCloseTest {
    private final Answers answers = new Answers();

    @Test
    void aLargeAnswerThatComesLaterIsNotBegun() throws IOException {
        answers.close();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThrows(IOException.class, () -> answers.write(out, new byte[1 << 20]));
        assertEquals(0, out.size());
        assertEquals(0, answers.open());
        answers.write(out, new byte[100]);
        assertEquals(100, out.size());
    }

    @Test
    void anAnswerThatMovesAtEveryLookIsEnded() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        OutputStream out = new OutputStream() {
            @Override
            public void write(int b) {}

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                begun.countDown();
                if (Thread.currentThread().isInterrupted()) throw new InterruptedIOException("as a channel is closed");
            }
        };
        FutureTask<Void> writing = new FutureTask<>(() -> {
            while (true) answers.write(out, new byte[1 << 20]);
        });
        Thread writer = Thread.ofVirtual().start(writing);
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        answers.close();
        ExecutionException end = assertThrows(ExecutionException.class, () -> writing.get(10, TimeUnit.SECONDS));
        assertTrue(end.getCause() instanceof IOException, end.toString());
        writer.join();
        assertEquals(0, answers.open());
    }
}
