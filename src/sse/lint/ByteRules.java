package sse.lint;

import static sse.lint.Severity.ERROR;
import static sse.lint.Severity.NOTE;
import static sse.lint.Severity.WARNING;

import java.util.List;

/** 1xx: the bytes lose or change an event. */
final class ByteRules {
    static final Rule UNFINISHED_BLOCK = new Rule(101, "unfinished-block", ERROR,
            "stream ends inside a block; its event is dropped",
            "no blank line, no dispatch; the pending block is discarded at the end",
            "end every event with an empty line, the last one too", "9.2.6, measured",
            "data: last\n", "data: last\n\n");
    static final Rule LEADING_SPACE = new Rule(102, "leading-space", ERROR,
            "space or tab in front of \"data:\" makes an unknown field",
            "indented template strings, here-documents; a well-known tutorial as printed",
            "start fields in column 1", "9.2.6, measured",
            "  data: hello\n\n", "data: hello\n\n");
    static final Rule EDGE_SPACE = new Rule(103, "edge-space", WARNING, "event name or id has a space at its edge",
            "listener names must match exactly; ids are trimmed in the header",
            "trim on the server", "9.2.6, measured, Yaffle/EventSource#86",
            "event: success \ndata: done\n\n", "event: success\ndata: done\n\n");
    static final Rule RAW_LINE_BREAK = new Rule(104, "raw-line-break", ERROR,
            "line without any field: its text is lost",
            "payload printed with its line breaks",
            "one \"data:\" for each line, or compact JSON", "9.2.6, measured",
            "data: line one\nline two\n\n", "data: line one\ndata: line two\n\n");
    static final Rule FIELD_CASE = new Rule(105, "field-case", ERROR, "\"Data:\" is not \"data:\"",
            "names are compared letter for letter",
            "write field names in lower case", "9.2.6, measured",
            "Data: 50%\n\n", "data: 50%\n\n");
    static final Rule SPACE_BEFORE_COLON = new Rule(106, "space-before-colon", ERROR, "\"data :\" is an unknown field",
            "the name goes up to the colon",
            "no space in front of the colon", "9.2.6, measured",
            "data : hello\n\n", "data: hello\n\n");
    static final Rule BOM_INSIDE = new Rule(107, "bom-inside", ERROR,
            "byte order mark in the middle; that line is ignored",
            "joined files or strings that each carry a byte order mark",
            "strip it when joining", "9.2.5, measured",
            "data: one\n\n\uFEFFdata: two\n\n", "data: one\n\ndata: two\n\n");
    static final Rule NOT_UTF8 = new Rule(108, "not-utf8", ERROR, "bytes that are not UTF-8 become U+FFFD",
            "Latin-1 or Windows-125x output",
            "encode as UTF-8", "9.2.5, measured",
            "data: caf\\xE9\n\n", "data: caf\u00e9\n\n");
    static final Rule UTF16 = new Rule(109, "utf16", ERROR, "looks like UTF-16: nothing will ever fire",
            "PowerShell > and some editors",
            "write UTF-8 without a byte order mark", "9.2.5, measured",
            "\\xFF\\xFEd\0a\0t\0a\0:\0 \0h\0i\0\n\0\n\0", "data: hi\n\n");
    static final Rule NUL_IN_ID = new Rule(110, "nul-in-id", ERROR, "id with NUL is ignored",
            "binary ids; the id of an earlier event stays",
            "text ids", "9.2.6, measured",
            "id: 4\0\ndata: four\n\n", "id: 4\ndata: four\n\n");
    static final Rule TYPED_BACKSLASH_N = new Rule(111, "typed-backslash-n", ERROR,
            "ends with a backslash and n instead of a line end",
            "single quotes in PHP, shell, logs",
            "double quotes, printf", "9.2.5, measured",
            "data: hello\\n\\n", "data: hello\n\n");
    static final Rule LOOKALIKE = new Rule(112, "lookalike", ERROR,
            "full-width colon, zero-width or no-break space in the field name",
            "text from chat tools and word processors",
            "retype the line", "9.2.6, measured",
            "data\uFF1Ahello\n\n", "data: hello\n\n");
    static final Rule NOT_A_STREAM = new Rule(113, "not-a-stream", ERROR,
            "body is HTML, JSON or something else, no field found",
            "login page, error page, other format; a browser stays silent, then reconnects for ever",
            "right URL; wrap each JSON in \"data:\"", "9.2.6, measured",
            "<!doctype html>\n<title>Sign in</title>\n", "data: {\"user\":7}\n\n");
    static final Rule GLUED_EVENTS = new Rule(114, "glued-events", ERROR,
            "two events in one block: blank line missing?",
            "missing line end between events, or two writers on one response",
            "a blank line after each event; one writer", "9.2.6, Wei-Shaw/sub2api#1471",
            "id: 1\ndata: one\nid: 2\ndata: two\n\n", "id: 1\ndata: one\n\nid: 2\ndata: two\n\n");
    static final Rule MIXED_LINE_ENDS = new Rule(115, "mixed-line-ends", WARNING, "LF and CR LF (or CR) in one stream",
            "legal, but several clients lose events",
            "one kind, best LF", "9.2.5, measured, EventSource/eventsource#326",
            "data: one\n\r\ndata: two\n\r\n", "data: one\n\ndata: two\n\n");
    static final Rule BARE_CR = new Rule(116, "bare-cr", WARNING, "lines end with CR only",
            "legal in browsers; many parsers and Python loops see one endless line",
            "end lines with LF", "9.2.5, measured, a2aproject/a2a-js#714",
            "data: one\r\rdata: two\r\r", "data: one\n\ndata: two\n\n");
    static final Rule CRLF = new Rule(117, "crlf", NOTE, "lines end with CR LF",
            "legal; clients that split at LF LF hang",
            "prefer LF", "9.2.5, hey-api/hey-api#3054",
            "data: one\r\n\r\n", "data: one\n\n");
    static final Rule UNICODE_LINE_END = new Rule(118, "unicode-line-end", WARNING,
            "U+2028, U+2029, U+0085, VT or FF in a value",
            "not a line end here, but readers built on splitlines() cut there",
            "escape it, as \\u2028 in JSON", "9.2.5, measured",
            "data: {\"a\":\"one\u2028two\"}\n\n", "data: {\"a\":\"one\\u2028two\"}\n\n");
    static final Rule BOM_FIRST = new Rule(119, "bom-first", NOTE, "a byte order mark at the start is skipped",
            "hand-written clients see it in the first field name",
            "leave it out", "9.2.5, measured",
            "\uFEFFdata: hi\n\n", "data: hi\n\n");
    static final Rule NUL_IN_DATA = new Rule(120, "nul-in-data", WARNING, "NUL in data is delivered",
            "readers written in C cut there",
            "encode binary as text", "9.2.6, measured",
            "data: a\0b\n\n", "data: YQBi\n\n");

    static final Rule MISSPELT_FIELD = new Rule(121, "misspelt-field", ERROR,
            "\"dta:\" and \"data;\" are not \"data:\"",
            "typing errors: nobody knows such a field, and its line is ignored",
            "spell it data, event, id or retry, with a colon behind", "9.2.6",
            "dta: hello\n\n", "data: hello\n\n");
    static final Rule UNFINISHED_ID = new Rule(122, "unfinished-id", WARNING,
            "stream ends inside a block that has only an id",
            "no blank line: the id is forgotten, and a reader comes back with the one before",
            "end every block with an empty line", "9.2.6",
            "data: a\n\nid: 7\n", "data: a\n\nid: 7\n\n");

    static final List<Rule> TABLE = List.of(
            UNFINISHED_BLOCK, LEADING_SPACE, EDGE_SPACE, RAW_LINE_BREAK, FIELD_CASE, SPACE_BEFORE_COLON,
            BOM_INSIDE, NOT_UTF8, UTF16, NUL_IN_ID, TYPED_BACKSLASH_N, LOOKALIKE, NOT_A_STREAM, GLUED_EVENTS,
            MIXED_LINE_ENDS, BARE_CR, CRLF, UNICODE_LINE_END, BOM_FIRST, NUL_IN_DATA, MISSPELT_FIELD,
            UNFINISHED_ID);

    private ByteRules() {}
}
