package sse.hub;

import java.util.ArrayList;
import java.util.List;

/** A journal in this process: two hubs on one of these stand for two servers. A hub that is held up is behind. */
final class MemoryJournal {
    private final List<Journal.Line> lines = new ArrayList<>();
    private final List<Mirror> mirrors = new ArrayList<>();
    private long next;
    private long floor; // the place in front of the oldest line
    private boolean away;

    MemoryJournal(long millis) {
        floor = Journal.place(millis + "-0");
        next = floor + 1;
    }

    /** One hub's end of it. */
    final class Mirror implements Journal {
        private Feed feed;
        private int given;
        private boolean heldUp;

        @Override
        public void feed(Feed feed) {
            this.feed = feed;
            synchronized (MemoryJournal.this) {
                mirrors.add(this);
                feed.begin(floor, false);
                given = 0;
                go();
            }
        }

        void holdUp(boolean heldUp) {
            this.heldUp = heldUp;
            go();
        }

        void go() {
            if (heldUp) return;
            feed.take(List.copyOf(lines.subList(given, lines.size())));
            given = lines.size();
        }

        @Override
        public Written append(String topic, List<Draft> drafts, boolean closes) {
            synchronized (MemoryJournal.this) {
                if (away) throw new Unwritten("it is away", false);
                long first = next;
                long last = 0;
                for (Draft draft : drafts) {
                    boolean end = closes || Journal.closes(draft);
                    lines.add(new Line(last = next, topic, draft, end));
                    next += end ? 2 : 1;
                }
                for (Mirror mirror : mirrors) mirror.go();
                return new Written(first, last);
            }
        }

        @Override
        public void catchUp() {
            synchronized (MemoryJournal.this) {
                holdUp(false);
            }
        }

        @Override
        public int readersElsewhere(String topic) {
            return 0;
        }

        @Override
        public String trouble() {
            return away ? "it is away" : null;
        }

        @Override
        public long behindMillis() {
            return 0;
        }
    }

    Mirror mirror() {
        return new Mirror();
    }

    /** From here on nothing can be published. */
    void goAway() {
        away = true;
    }

    /** Lets go of the oldest lines; who follows has them already. */
    void trim(int count) {
        floor = lines.get(count - 1).place();
        lines.subList(0, count).clear();
        for (Mirror mirror : mirrors) mirror.given -= count;
    }

    /** Loses all, and begins anew. */
    void flush() {
        lines.clear();
        floor = next + 1000;
        next = floor + 1;
        for (Mirror mirror : mirrors) {
            mirror.given = 0;
            mirror.feed.begin(floor, true);
        }
    }
}
