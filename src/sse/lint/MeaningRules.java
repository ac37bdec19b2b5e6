package sse.lint;

import static sse.lint.Severity.ERROR;
import static sse.lint.Severity.NOTE;
import static sse.lint.Severity.WARNING;

import java.util.List;

/** 2xx: it does not do what it seems to do. */
final class MeaningRules {
    static final Rule UNKNOWN_FIELD = new Rule(201, "unknown-field", WARNING, "field is unknown and ignored",
            "typing error, \"comment:\" as a heartbeat, \"message:\"",
            "fields are data, event, id and retry; a comment starts with \":\"",
                    "9.2.6, measured, LabsCrypt/flowfi#225",
            "comment: keep-alive\ndata: hi\n\n", ": keep-alive\ndata: hi\n\n");
    static final Rule NAMED_ONLY = new Rule(202, "named-only", NOTE, "all events are named: onmessage gets none",
            "there is no catch-all listener",
            "addEventListener for each name", "9.2.6, measured",
            "event: tick\ndata: 1\n\n", "data: 1\n\n");
    static final Rule NAME_ERROR = new Rule(203, "name-error", WARNING, "\"event: error\" calls the page's onerror",
            "same name as the connection error; the page may close a healthy stream",
            "another name, such as failure or app-error", "9.2.3, measured, stellar/go-stellar-sdk#883",
            "event: error\ndata: no such job\n\n", "event: failure\ndata: no such job\n\n");
    static final Rule NO_DATA = new Rule(204, "no-data", ERROR, "event without \"data:\" is never delivered",
            "an empty data buffer means no dispatch",
            "add \"data:\" (it may be empty)", "9.2.6, measured",
            "event: ping\n\n", "event: ping\ndata:\n\n");
    static final Rule NAME_OPEN = new Rule(205, "name-open", WARNING, "\"event: open\" calls onopen",
            "same name as the event of the connection",
            "another name", "9.2.3, measured",
            "event: open\ndata: door\n\n", "event: opened\ndata: door\n\n");
    static final Rule NAME_MESSAGE = new Rule(206, "name-message", NOTE, "\"event: message\" is the default",
            "harmless, bytes wasted",
            "leave it out", "9.2.6",
            "event: message\ndata: hi\n\n", "data: hi\n\n");
    static final Rule FIELD_TWICE = new Rule(207, "field-twice", WARNING,
            "\"event:\" or \"id:\" twice in a block; the last wins",
            "often a missing blank line",
            "a blank line after each event (see SSE114)", "9.2.6, measured",
            "event: a\nevent: b\ndata: hi\n\n", "event: b\ndata: hi\n\n");
    static final Rule DOUBLE_PREFIX = new Rule(208, "double-prefix", WARNING, "data starts with \"data:\"",
            "a proxy or library wrapped an event twice",
            "send the payload only", "measured",
            "data: data: hi\n\n", "data: hi\n\n");
    static final Rule TWO_SPACES = new Rule(209, "two-spaces", NOTE, "value keeps one leading space",
            "only one space is removed; clients that trim differ",
            "one space, or mean it", "9.2.6, measured",
            "data:  hi\n\n", "data: hi\n\n");
    static final Rule EMPTY_DATA = new Rule(210, "empty-data", NOTE, "\"data:\" alone fires with an empty string",
            "often meant as \"nothing\"",
            "a comment if nobody should hear it", "9.2.6, measured",
            "data:\n\n", ":\n\n");
    static final Rule OBJECT_OBJECT = new Rule(211, "object-object", WARNING,
            "data is [object Object], undefined or None",
            "an object was printed, not serialised",
            "JSON.stringify, a JSON library", "measured",
            "data: [object Object]\n\n", "data: {\"a\":1}\n\n");
    static final Rule BAD_JSON = new Rule(212, "bad-json", WARNING, "data begins like JSON but is not",
            "cut by a line break, two texts, a comma at the end",
            "a JSON library; one \"data:\" for each line (see SSE104, SSE114)", "FlowiseAI/Flowise#4862",
            "data: {\"a\":1,}\n\n", "data: {\"a\":1}\n\n");
    static final Rule DONE_MARK = new Rule(213, "done-mark", NOTE, "[DONE] is not JSON and not part of SSE",
            "readers must test for it before parsing",
            "test for it first", "practice of some interfaces",
            "data: [DONE]\n\n", "event: done\ndata: {}\n\n");
    static final Rule NO_END_MARK = new Rule(214, "no-end-mark", WARNING,
            "looks like tokens of a language model, ended without [DONE] or a final event",
            "cannot be told from a cut",
            "send the mark; treat its lack as a failure", "practice of some interfaces",
            "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"},\"finish_reason\":null}]}\n\n",
            "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"},\"finish_reason\":null}]}\n\ndata: [DONE]\n\n");
    static final Rule FORGED_FIELD = new Rule(215, "forged-field", WARNING, "field behind a raw line break in the data",
            "user text can change id or type of an event",
            "split data into lines; refuse CR and LF in names and ids", "9.2.6, http-rs/async-sse#19",
            "data: my comment\rid: 999\n\n", "data: my comment\ndata: id: 999\n\n");
    static final Rule CLOSE_NAME = new Rule(216, "close-name", NOTE, "\"event: close\" has no effect of its own",
            "the page must call close(), or it comes back",
            "a listener that closes, or answer 204", "9.2.3",
            "event: close\ndata: bye\n\n", "event: result\ndata: 42\n\n");

    static final List<Rule> TABLE = List.of(
            UNKNOWN_FIELD, NAMED_ONLY, NAME_ERROR, NO_DATA, NAME_OPEN, NAME_MESSAGE, FIELD_TWICE,
            DOUBLE_PREFIX, TWO_SPACES, EMPTY_DATA, OBJECT_OBJECT, BAD_JSON, DONE_MARK, NO_END_MARK,
            FORGED_FIELD, CLOSE_NAME);

    private MeaningRules() {}
}
