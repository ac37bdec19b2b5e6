package sse.lint;

import static sse.lint.ByteRules.*;
import static sse.lint.MeaningRules.*;

import sse.EventReader;
import sse.EventReader.Step;
import sse.LineReader;
import sse.text.Harmless;
import sse.text.Json;
import sse.text.Text;

/** The checks of 2xx: it does not do what it seems to do. */
final class MeaningChecks {
    private static final int LONGEST_MARK = "[object Object]".length();
    private static final int LOOKED_AT = 10; // events that tell whether it is a language model

    private final Findings findings;
    private final Block block;
    private long messages;
    private boolean model;      // looks like tokens of a language model
    private boolean over;       // and said that it is over

    MeaningChecks(Findings findings, Block block) {
        this.findings = findings;
        this.block = block;
    }

    void line(Step step, LineReader lines, EventReader reader) {
        switch (step) {
            case DATA -> data(lines, reader.valueStart());
            case EVENT -> {
                name(reader.pendingType());
                twice("event", block.event, block.eventThenData && !reader.pendingType().isEmpty());
            }
            case ID -> twice("id", block.id, block.idThenData && !reader.pendingId().isEmpty()
                    && !reader.pendingId().equals(block.lastId));
            case BLANK -> {
                if (block.named) findings.add(NO_DATA,
                        "this block has an event type but no \"data:\": it is never delivered");
            }
            case DISPATCH -> dispatched(reader.event().type(), reader.event().data());
            default -> { }
        }
        if (block.brokenText && (step == Step.EVENT || step == Step.ID || step == Step.RETRY)) {
            findings.add(FORGED_FIELD, "text with a line break put this field here: it is obeyed");
        }
    }

    private void data(LineReader lines, int from) {
        byte[] b = lines.buffer();
        int end = lines.end();
        if (from == end) return;
        if (b[from] == ' ') findings.add(TWO_SPACES, from - lines.start() + 1,
                "only one space is removed: the value starts with a space");
        else if (b[from] == 'd' && doubled(b, from, end)) findings.add(DOUBLE_PREFIX, from - lines.start() + 1,
                "the data itself starts with \"data:\": wrapped twice");
    }

    /** But not the URL of that scheme, {@code data:text/plain,}. */
    private static boolean doubled(byte[] b, int from, int end) {
        if (end - from < 5 || b[from + 1] != 'a' || b[from + 2] != 't' || b[from + 3] != 'a'
                || b[from + 4] != ':') return false;
        int i = from + 5;
        while (i < end && (b[i] >= 'a' && b[i] <= 'z')) i++;
        return i == end || b[i] != '/' && b[i] != ';' && b[i] != ',';
    }

    private void name(String type) {
        switch (type) {
            case "error" -> findings.add(NAME_ERROR, "\"event: error\" calls onerror, as a lost connection does");
            case "open" -> findings.add(NAME_OPEN, "\"event: open\" calls onopen, as a new connection does");
            case "message" -> findings.add(NAME_MESSAGE, "\"event: message\" is the default: leave it out");
            case "close" -> findings.add(CLOSE_NAME, "\"event: close\" closes nothing by itself");
            default -> edges(findings, type, "event type");
        }
    }

    static void edges(Findings findings, String value, String what) {
        if (value.isEmpty() || value.charAt(0) != ' ' && value.charAt(value.length() - 1) != ' ') return;
        Text text = new Text();
        Harmless.quoted(text, value, 60, -1);
        findings.add(EDGE_SPACE, what + " " + text + " has a space at its edge");
    }

    private void twice(String field, boolean before, boolean anotherEvent) {
        if (!before) return;
        if (!anotherEvent) {
            findings.add(FIELD_TWICE, "a second \"" + field + ":\" in this block: the last one wins");
        } else if (!block.glued) {
            block.glued = true;
            findings.add(GLUED_EVENTS, "a second \"" + field
                    + ":\" behind data: the blank line between two events is missing");
        }
    }

    private void dispatched(String type, String data) {
        if (type.equals("message")) messages++;
        if (data.isEmpty()) {
            findings.add(EMPTY_DATA, "\"data:\" alone: fires with an empty string");
            return;
        }
        if (data.length() > LONGEST_MARK) json(data);
        else switch (data) {
            case "[DONE]" -> findings.add(DONE_MARK, "[DONE] is not JSON: readers must test for it before parsing");
            case "[object Object]", "undefined", "None" -> findings.add(OBJECT_OBJECT, "data is " + data
                    + ": printed, not serialised");
            default -> json(data);
        }
        language(type, data);
    }

    private void json(String data) {
        if (!Json.isMeant(data)) return;
        Json.Malformed wrong = Json.check(data);
        if (wrong == null) return;
        if (isSeveral(data)) findings.add(BAD_JSON,
                "several whole JSON texts in one event: is a blank line between events missing?");
        else findings.add(BAD_JSON, "data begins like JSON but is not, from character " + (wrong.at() + 1) + " on");
    }

    /** {@return whether each line is a whole JSON object or array} */
    private static boolean isSeveral(String data) {
        if (data.indexOf('\n') < 0) return false;
        for (int from = 0; from <= data.length(); ) {
            int to = data.indexOf('\n', from);
            if (to < 0) to = data.length();
            String line = data.substring(from, to);
            if (!line.isEmpty() && (!Json.isMeant(line) || Json.check(line) != null)) return false;
            from = to + 1;
        }
        return true;
    }

    private void language(String type, String data) {
        if (!model) {
            if (block.events >= LOOKED_AT) return;
            model = type.startsWith("content_block_") || type.equals("message_start") || type.startsWith("response.")
                    || data.startsWith("{") && data.contains("\"choices\"") && (data.contains("\"delta\"")
                            || data.contains("\"text\""))
                    || data.startsWith("{") && data.contains("\"candidates\"") && data.contains("\"parts\"");
            if (!model) return;
        }
        if (over) return;
        switch (type) {
            case "message_stop", "response.completed", "response.failed", "response.incomplete", "error", "done", "end",
                    "close" -> over = true;
            default -> over = data.equals("[DONE]") || finished(data, "\"finish_reason\":")
                    || finished(data, "\"finishReason\":");
        }
    }

    private static boolean finished(String data, String member) {
        int at = data.indexOf(member);
        if (at < 0) return false;
        at += member.length();
        while (at < data.length() && data.charAt(at) == ' ') at++;
        return at < data.length() && data.charAt(at) == '"';
    }

    /** {@return whether a reader knows from the events themselves that no more will come} */
    boolean isOver() {
        return over;
    }

    void end(boolean byStream) {
        if (block.events > 0 && messages == 0) {
            findings.addStream(NAMED_ONLY, block.events == 1 ? "the only event is named: onmessage gets none" : "all "
                    + block.events + " events are named: onmessage gets none");
        }
        if (byStream && model && !over) findings.addStream(NO_END_MARK,
                "tokens of a language model, and no [DONE] or final event at the end");
    }
}
