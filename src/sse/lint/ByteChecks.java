package sse.lint;

import static sse.lint.ByteRules.*;
import static sse.lint.MeaningRules.*;
import static sse.lint.ReliabilityRules.RETRY_IGNORED;

import sse.EventReader;
import sse.EventReader.Step;
import sse.LineReader;
import sse.text.Characters;
import sse.text.Harmless;

/** The checks of 1xx: the bytes lose or change an event. */
final class ByteChecks {
    private final Findings findings;
    private final Block block;
    private final LineEnds ends;

    private boolean afterData;      // the last field of the block was data, or text that should have been
    private boolean lossSaid;       // of a last line that nothing ended

    private Finding spaces;         // that the line before is not blank, if a blank one would end a block
    private Finding typed;          // that the line before ended with a typed backslash and n, if it was not meant

    private boolean anything;       // a line that is not blank
    private boolean markup;         // the first of them begins like HTML or JSON
    private boolean onlyNames = true; // all of them had some field
    private char opening;

    ByteChecks(Findings findings, Block block) {
        this.findings = findings;
        this.block = block;
        this.ends = new LineEnds(findings);
    }

    boolean looksLikeUtf16(LineReader lines) {
        byte[] b = lines.buffer();
        int at = lines.start();
        int n = lines.end() - at;
        if (n < 2) return false;
        int mark = (b[at] & 0xFF) << 8 | b[at + 1] & 0xFF;
        boolean little = n >= 4 && b[at + 1] == 0 && b[at + 3] == 0 && b[at] > 0 && b[at + 2] > 0;
        boolean big = n >= 4 && b[at] == 0 && b[at + 2] == 0 && b[at + 1] > 0 && b[at + 3] > 0;
        if (mark != 0xFFFE && mark != 0xFEFF && !little && !big) return false;
        findings.isStream();
        findings.add(UTF16, "looks like UTF-16, " + (mark == 0xFFFE || little ? "low" : "high")
                + " byte first: nothing will ever fire");
        return true;
    }

    void line(Step step, EventReader reader, int kinds, boolean stopped) {
        LineReader lines = reader.lines();
        ends.line(step, lines);
        byte[] b = lines.buffer();
        if (typed != null) typedOrMeant(step);
        if (spaces != null) behindSpaces(step, lines);
        if (lines.bom() && lines.number() == 1 && step != Step.END) findings.add(BOM_FIRST, BOM_FIRST.says());
        switch (step) {
            case DATA, EVENT, ID -> {
                findings.isStream();
                if (kinds != 0) encoding(step, lines, kinds);
                if (endsWithTypedLineEnd(b, lines)) {
                    typed = findings.inHand(TYPED_BACKSLASH_N, 1,
                            "ends with a backslash and n, typed, instead of a line end");
                }
            }
            case ID_IGNORED -> {
                findings.isStream();
                findings.add(NUL_IN_ID, "id with NUL is ignored: the last event ID stays as it was");
            }
            case RETRY, RETRY_IGNORED -> findings.isStream();
            case COMMENT -> {
                if (!anything) findings.isStream();
            }
            case UNKNOWN -> unknown(lines, reader.nameEnd(), reader.pendingType(), reader.pendingId());
            case UNFINISHED -> unfinished(lines, stopped);
            case DISPATCH, BLANK, END -> { }
        }
        switch (step) {
            case DATA -> afterData = true;
            case EVENT, ID, ID_IGNORED, RETRY, RETRY_IGNORED, BLANK, DISPATCH -> afterData = false;
            default -> { }
        }
    }

    private void unknown(LineReader lines, int colon, String type, String id) {
        byte[] b = lines.buffer();
        int start = lines.start();
        int end = lines.end();
        String meant = NearMiss.meant(b, start, colon, end);
        if (meant == null) start = NearMiss.behindBoms(b, start, end);
        NearMiss miss = NearMiss.of(b, start, colon, end);
        if (start < end && b[start] == ':') {
            if (!anything) findings.isStream();
            findings.add(UNKNOWN_FIELD, "byte order mark in front of a comment: an unknown field, ignored as well");
            return;
        }
        if (!markup && meant != null) findings.isStream();
        else if (miss != NearMiss.BLANK) notYet(b, start, miss);
        if (meant != null) afterData = meant.equals("data");
        Rule loss = rule(miss);
        if ("retry".equals(meant)) loss = RETRY_IGNORED;
        else if ("event".equals(meant) && type.isEmpty() || "id".equals(meant) && id.isEmpty()) {
            if (hasNoValue(b, start, colon, end)) loss = UNKNOWN_FIELD; // it is empty as it is
        }
        switch (miss) {
            case LEADING_SPACE -> findings.add(loss, (b[start] == ' ' ? "space" : "tab") + " in front of \"" + meant
                    + ":\" makes an unknown field");
            case CASE -> findings.add(loss, "\"" + lines.text(start, colon) + ":\" is not \"" + meant
                    + ":\": names are letter for letter");
            case SPACE_BEFORE_COLON -> findings.add(loss, "space between \"" + meant
                    + "\" and its colon makes an unknown field");
            case BOM -> findings.add(loss, "byte order mark inside the stream: this line is ignored");
            case LOOKALIKE -> findings.add(loss, NearMiss.culprit(lines.text(start, colon)) + " in what should be \""
                    + meant + ":\" makes an unknown field");
            case MISSPELT -> findings.add(loss, "this is not \"" + meant
                    + ":\", and an unknown field: its line is ignored");
            case NOT_UTF8 -> findings.add(NOT_UTF8, "the name of this field is not UTF-8: its line is ignored");
            case BLANK -> spaces(block.isEvent());
            case TEXT -> text(b, start, colon, end);
            case NAME -> {
                afterData = false;
                named(lines.text(start, colon));
            }
        }
    }

    /** What such a line breaks if something of an event is lost by it; null where no known field was meant. */
    private static Rule rule(NearMiss miss) {
        return switch (miss) {
            case LEADING_SPACE -> LEADING_SPACE;
            case SPACE_BEFORE_COLON -> SPACE_BEFORE_COLON;
            case CASE -> FIELD_CASE;
            case BOM -> BOM_INSIDE;
            case LOOKALIKE -> LOOKALIKE;
            case MISSPELT -> MISSPELT_FIELD;
            default -> null;
        };
    }

    private void text(byte[] b, int start, int colon, int end) {
        if (afterData) block.brokenText = true;
        if (afterData || findings.isKnown() && !NearMiss.isToken(b, start, colon, end)) {
            afterData = true;
            findings.add(RAW_LINE_BREAK, "no field: this text is lost");
        } else {
            findings.add(UNKNOWN_FIELD, "no field that anybody knows: ignored");
        }
    }

    private void spaces(boolean insideEvent) {
        Rule rule = insideEvent ? GLUED_EVENTS : UNKNOWN_FIELD;
        Finding found = findings.inHand(rule, 1, insideEvent
                ? "this line has spaces, so it is not blank: what is behind it joins the event in front"
                : "this line has spaces, so it is not blank: ignored");
        if (insideEvent) spaces = found;
        else findings.add(found);
    }

    /** Only a field behind it tells that a blank line was meant; in front of text, this is text as well. */
    private void behindSpaces(Step step, LineReader lines) {
        switch (step) {
            case DATA, EVENT, ID -> findings.add(spaces);
            case COMMENT, RETRY, RETRY_IGNORED -> {
                return;
            }
            default -> { }
        }
        spaces = null;
    }

    private void named(String name) {
        boolean comment = name.equals("comment") || name.equals("ping") || name.equals("heartbeat");
        findings.add(UNKNOWN_FIELD, "field \"" + name + "\" is unknown and ignored"
                + (comment ? "; a comment starts with \":\"" : ""));
    }

    static int nameEnd(byte[] b, int from, int end) {
        while (from < end && b[from] != ':') from++;
        return from;
    }

    private void notYet(byte[] b, int start, NearMiss miss) {
        if (!anything) {
            opening = (char) (b[start] & 0xFF);
            markup = isMarkup(b[start]);
        }
        anything = true;
        onlyNames &= miss == NearMiss.NAME;
    }

    static boolean isMarkup(byte first) {
        return first == '<' || first == '{' || first == '[';
    }

    /** {@return whether all of it was something else, in no way near a stream} */
    boolean isForeign() {
        return anything && (markup || !onlyNames);
    }

    String foreign() {
        String what = opening == '<' ? "looks like HTML" : opening == '{' || opening == '[' ? "looks like JSON"
                : "not an event stream";
        return what + ": no field found, nothing will ever fire";
    }

    private void encoding(Step step, LineReader lines, int kinds) {
        byte[] b = lines.buffer();
        int start = lines.start();
        int end = lines.end();
        if ((kinds & Characters.HIGH) != 0) {
            int bad = Characters.firstBad(b, start, end);
            if (bad >= 0) findings.add(NOT_UTF8, bad - start + 1, "byte " + Harmless.hex(b[bad] & 0xFF, 2)
                    + " is not UTF-8: it is read as U+FFFD");
        }
        int nul = -1;
        for (int i = start; i < end; i++) {
            if (b[i] >= 0x20) continue;
            String name = lineEndElsewhere(b, i, end);
            if (name != null) {
                findings.add(UNICODE_LINE_END, i - start + 1, name
                        + " in a value is no line end here, but other readers cut there");
                break;
            }
            if (b[i] == 0 && nul < 0) nul = i;
        }
        if (nul >= 0 && step == Step.DATA) findings.add(NUL_IN_DATA, nul - start + 1,
                "NUL in data is delivered, and cuts the text in readers written in C");
    }

    private static String lineEndElsewhere(byte[] b, int i, int end) {
        int c = b[i] & 0xFF;
        if (c == 0x0B) return "VT";
        if (c == 0x0C) return "FF";
        if (c == 0xC2 && i + 1 < end && b[i + 1] == (byte) 0x85) return "U+0085";
        if (c != 0xE2 || i + 2 >= end || b[i + 1] != (byte) 0x80) return null;
        return b[i + 2] == (byte) 0xA8 ? "U+2028" : b[i + 2] == (byte) 0xA9 ? "U+2029" : null;
    }

    private static boolean endsWithTypedLineEnd(byte[] b, LineReader lines) {
        int end = lines.end();
        int start = lines.start();
        return end - start >= 3 && b[end - 1] == 'n' && b[end - 2] == '\\' && b[end - 3] != '\\';
    }

    /** Behind a blank line the event was sent: then writer and reader may have agreed on such escapes. */
    private void typedOrMeant(Step step) {
        Finding found = typed;
        typed = null;
        if (step == Step.BLANK || step == Step.DISPATCH) return;
        findings.add(found);
    }

    private void unfinished(LineReader lines, boolean stopped) {
        byte[] b = lines.buffer();
        int start = lines.start();
        int end = lines.end();
        if (start == end) return; // nothing but a byte order mark
        if (b[start] == ':') {
            findings.isStream();
            return;
        }
        int colon = nameEnd(b, start, end);
        String meant = NearMiss.meant(b, start, colon, end);
        if (meant != null) findings.isStream();
        else notYet(b, start, NearMiss.TEXT);
        boolean event = block.isEvent() || "data".equals(meant)
                || "event".equals(meant) && !hasNoValue(b, start, colon, end);
        if (event && meant != null && endsWithTypedLineEnd(b, lines)) findings.add(TYPED_BACKSLASH_N,
                "ends with a backslash and n, typed, instead of a line end: nothing is sent");
        else if (event || block.id || "id".equals(meant)) blockLost(stopped, event);
    }

    private static boolean hasNoValue(byte[] b, int start, int colon, int end) {
        return NearMiss.isEmpty(b, NearMiss.value(b, start, colon, end), end);
    }

    private void blockLost(boolean stopped, boolean event) {
        lossSaid = true;
        if (stopped) return;
        if (event) findings.add(UNFINISHED_BLOCK,
                "the stream ends without a line end and a blank line: this block is thrown away");
        else findings.add(UNFINISHED_ID, "the stream ends without a line end and a blank line: the id is forgotten");
    }

    /**
     * The stream is over.
     *
     * @param lost whether a block is lost by that
     * @param size bytes of the stream
     */
    void end(boolean lost, long size) {
        ends.end();
        if (!lost || lossSaid) return;
        boolean event = block.isEvent();
        findings.add(event ? UNFINISHED_BLOCK : UNFINISHED_ID, Finding.Place.LINE, block.line, 1, block.offset,
                size - block.offset, "", "the stream ends inside this block, without a blank line: "
                        + (event ? "its event is thrown away" : "the id is forgotten"));
    }
}
