package sse.proxy;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import sse.explain.LiveRows;
import sse.explain.Show;
import sse.head.Head;
import sse.lint.Severity;
import sse.tape.Redacted;
import sse.tape.TapeEnd;
import sse.tape.TapeWriter;
import sse.term.Console;
import sse.text.Harmless;

/**
 * Those who look at streams. One that fails, since a disk is full, say, is let go with a word; the stream goes on.
 * Any thread.
 */
public final class Onlookers {
    private final OutputStream rows; // of lines as they come; null for none
    private final Set<Show> show;
    private final int window;
    private final boolean judges;
    private final Tapes tapes;       // null for none
    private final Redacted redacted;
    private final Notes notes;
    private final Runnable unread;

    /**
     * Those who look.
     *
     * @param rows where each line of a stream is shown, or null
     * @param show what rows show; with notes, findings that are no more than these are said, too
     * @param window columns of the terminal; 0 for no terminal
     * @param judges whether findings are said
     * @param tapes to record on, or null
     * @param unread run when nobody reads the rows any more
     */
    public Onlookers(OutputStream rows, Set<Show> show, int window, boolean judges, Tapes tapes, Redacted redacted,
            Notes notes, Runnable unread) {
        this.rows = rows;
        this.show = show;
        this.window = window;
        this.judges = judges;
        this.tapes = tapes;
        this.redacted = redacted;
        this.notes = notes;
        this.unread = unread;
    }

    /** Those who look at one stream; for the thread that reads it. */
    Few at(OnwardRequest asked, long askedNanos, Head head, long number) {
        Few few = new Few(number);
        boolean plain = head.codings().isEmpty();
        if (plain && rows != null) {
            few.onlookers.add(new WireOnlooker(new LiveRows(new Together(), show, window), number));
        }
        if (plain && judges) few.onlookers.add(judge(asked, askedNanos, head, number));
        if (!plain && (rows != null || judges)) {
            notes.say(number + " is compressed, and not looked at; without --keep-encoding it may not be");
        }
        if (tapes != null) {
            few.guarded(() -> {
                TapeWriter tape = tapes.next();
                if (tape != null) few.onlookers.add(new TapeOnlooker(tape, redacted, asked, askedNanos, head));
            });
        }
        return few;
    }

    private Onlooker judge(OnwardRequest asked, long askedNanos, Head head, long number) {
        Severity least = show.contains(Show.NOTES) ? Severity.NOTE : Severity.WARNING;
        return new LintOnlooker(head, asked.header("Origin"), askedNanos, number, least, notes);
    }

    /** Rows of several streams, each written whole. */
    private final class Together extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            synchronized (rows) {
                rows.write(bytes, from, length);
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    /** Those who look at one stream. */
    final class Few implements Onlooker {
        private final List<Onlooker> onlookers = new ArrayList<>();
        private final long number;

        private Few(long number) {
            this.number = number;
        }

        private boolean guarded(Work work) {
            try {
                work.run();
                return true;
            } catch (Console.OutputClosed e) {
                unread.run();
            } catch (IOException | RuntimeException e) {
                String why = Harmless.brief(String.valueOf(e.getMessage()), 200);
                notes.say(number + " is not looked at any more: " + why);
            }
            return false;
        }

        @Override
        public void piece(byte[] bytes, int from, int to, long nanos) {
            onlookers.removeIf(look -> !guarded(() -> look.piece(bytes, from, to, nanos)));
        }

        @Override
        public void mayWait() {
            onlookers.removeIf(look -> !guarded(look::mayWait));
        }

        @Override
        public void over(TapeEnd how, String why, long nanos) {
            onlookers.removeIf(look -> !guarded(() -> look.over(how, why, nanos)));
        }
    }
}
