package sse.explain;

import sse.EventReader.Step;
import sse.text.Figures;

/** The checks that need arrival times. */
final class TimeChecks {
    private static final long SILENT = 30_000;
    private static final long LATE_HEAD = 2_000;
    private static final long HELD = 2_000;     // silence in front of a burst
    private static final int BURST = 3;         // events in one read
    private static final int BURST_SAID = 5;    // and in the largest, to be sure
    private static final long POLLING = 5_000;

    private final Lint lint;
    private final Arrivals arrivals;
    private long head;              // when it came
    private boolean connection;     // this is the whole of a connection, not a pipe

    private int burst = -1;         // the burst whose events are counted
    private int inBurst;
    private long silence;
    private long burstAt;
    private long firstLine;
    private long firstOffset;

    private boolean oneByOne;       // some read brought an event or two
    private int largest;
    private long largestSilence;
    private long largestLine;
    private long largestOffset;

    private int reads;              // when the line before had come
    private long bytes;
    private int firstRead;          // the one that brought the first byte of the block in progress
    private boolean splitSaid;

    TimeChecks(Lint lint, Arrivals arrivals) {
        this.lint = lint;
        this.arrivals = arrivals;
    }

    void connected(long headMillis) {
        connection = true;
        head = headMillis;
        if (headMillis >= LATE_HEAD) lint.addHead(314, "the head came after " + Figures.seconds(headMillis) + ": onopen waits for it");
    }

    boolean stopped() {
        return arrivals.stopped();
    }

    void line(Step step) {
        Block block = lint.block;
        if (step == Step.END) return;
        if (block.isFirst()) firstRead = block.offset < bytes ? reads : reads + 1;
        reads = arrivals.reads();
        bytes = arrivals.bytes();
        if (step != Step.DISPATCH) return;
        if (connection && reads > firstRead && !splitSaid) {
            splitSaid = true;
            lint.add(316, "this event came in " + (reads - firstRead + 1) + " reads");
        }
        if (arrivals.burst() != burst) {
            endBurst();
            burst = arrivals.burst();
            silence = arrivals.silenceMillis();
            burstAt = arrivals.millis();
            firstLine = block.line;
            firstOffset = block.offset;
        }
        inBurst++;
    }

    private void endBurst() {
        if (inBurst == 0) return;
        boolean backlog = burstAt - head < HELD; // what a stream begins with may come at once
        if (!backlog && (inBurst < BURST || silence < HELD)) oneByOne = true;
        if (!backlog && silence >= HELD && inBurst > largest) {
            largest = inBurst;
            largestSilence = silence;
            largestLine = firstLine;
            largestOffset = firstOffset;
        }
        inBurst = 0;
    }

    void end(boolean byStream) {
        endBurst();
        if (!oneByOne && largest >= BURST_SAID) {
            lint.add(313, Finding.Place.LINE, largestLine, 1, largestOffset, 0, "",
                    largest + " events came in one read after " + Figures.seconds(largestSilence) + ": something holds them (flush, gzip or proxy)");
        }
        if (arrivals.longestSilenceMillis() >= SILENT) {
            lint.addStream(301, "no bytes for " + Figures.seconds(arrivals.longestSilenceMillis()) + ": proxies cut quiet connections; send a comment each 15 s");
        }
        if (byStream && connection && arrivals.millis() < POLLING && !lint.isOver()) {
            lint.addStream(311, "the stream ended after " + Figures.count(lint.events(), "event") + " in " + Figures.seconds(arrivals.millis()) + ": a browser asks again each 3 s, which is polling");
        }
    }
}
