package sse.lint;

import static sse.lint.ReliabilityRules.*;

import sse.EventReader.Step;
import sse.LineReader;
import sse.text.Figures;

/** The checks that need arrival times. */
final class TimeChecks {
    private static final long SILENT = 30_000;
    private static final long LATE = 2_000;
    private static final long HELD = 2_000;     // silence in front of a burst
    private static final int BURST = 3;         // events in one read
    private static final int BURST_SAID = 5;    // and in the largest, to be sure
    private static final long SHORT = 5_000;

    /** Events that came together, with the milliseconds at which they did and those without a byte before. */
    private record Burst(int number, long millis, long silence, long line, long offset) {}

    private final Findings findings;
    private final Block block;
    private final Arrivals arrivals;
    private long head;              // when it came
    private boolean connection;     // this is the whole of a connection, not a pipe

    private Burst burst;            // whose events are counted
    private int inBurst;
    private boolean oneByOne;       // some read brought an event or two
    private Burst largest;          // behind a silence
    private int inLargest;

    private int reads;              // when the line before had come
    private long bytes;
    private int firstRead;          // that brought the block in progress, comments in front left out; 0 for not yet
    private boolean splitSaid;

    TimeChecks(Findings findings, Block block, Arrivals arrivals) {
        this.findings = findings;
        this.block = block;
        this.arrivals = arrivals;
    }

    void connected(long headMillis) {
        connection = true;
        head = headMillis;
        if (headMillis >= LATE) findings.addHead(LATE_HEAD, "the head came after " + Figures.seconds(headMillis)
                + ": onopen waits for it");
    }

    boolean stopped() {
        return arrivals.stopped();
    }

    void line(Step step, LineReader lines) {
        if (step == Step.END) return;
        if (firstRead == 0 && step != Step.COMMENT) firstRead = lines.offset() < bytes ? reads : reads + 1;
        reads = arrivals.reads();
        bytes = arrivals.bytes();
        if (step == Step.DISPATCH) dispatched();
        if (step == Step.DISPATCH || step == Step.BLANK) firstRead = 0;
    }

    private void dispatched() {
        if (connection && reads > firstRead && !splitSaid) {
            splitSaid = true;
            findings.add(SPLIT_READ, "this event came in " + (reads - firstRead + 1) + " reads");
        }
        if (burst == null || arrivals.burst() != burst.number) {
            endBurst();
            burst = new Burst(arrivals.burst(), arrivals.millis(), arrivals.silenceMillis(), block.line, block.offset);
        }
        inBurst++;
    }

    private void endBurst() {
        if (inBurst == 0) return;
        boolean backlog = burst.millis - head < HELD; // what a stream begins with may come at once
        boolean held = burst.silence >= HELD;
        if (!backlog && (inBurst < BURST || !held)) oneByOne = true;
        if (!backlog && held && inBurst > inLargest) {
            largest = burst;
            inLargest = inBurst;
        }
        inBurst = 0;
    }

    /**
     * The stream is over.
     *
     * @param byStream and it is the server that ended it
     * @param told whether the events themselves said so before
     */
    void end(boolean byStream, boolean told) {
        endBurst();
        if (!oneByOne && inLargest >= BURST_SAID) {
            findings.add(BURSTS, Finding.Place.LINE, largest.line, 1, largest.offset, 0, "",
                    inLargest + " events came in one read after " + Figures.seconds(largest.silence)
                            + ": something holds them (flush, gzip or proxy)");
        }
        if (arrivals.longestSilenceMillis() >= SILENT) {
            findings.addStream(NO_HEARTBEAT, "no bytes for " + Figures.seconds(arrivals.longestSilenceMillis())
                    + ": proxies cut quiet connections; send a comment each 15 s");
        }
        if (byStream && connection && arrivals.millis() < SHORT && !told) {
            findings.addStream(POLLING, "the stream ended after " + Figures.count(block.events, "event") + " in "
                    + Figures.seconds(arrivals.millis()) + ": a browser asks again each 3 s, which is polling");
        }
    }
}
