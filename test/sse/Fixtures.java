package sse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Streams and what a reader has to make of them. The wire is UTF-8 text, with raw bytes as hex in angle
 * brackets: {@code "data: <F0 9F>\n\n"}. A name begins with what the case is about.
 */
public final class Fixtures {

    /** One stream, the events it dispatches, and what is remembered at its end. */
    public record Fixture(String name, String wire, List<Event> events, String lastEventId, long retryMillis) {

        public byte[] bytes() {
            return Fixtures.bytes(wire);
        }

        Fixture id(String lastEventId) {
            return new Fixture(name, wire, events, lastEventId, retryMillis);
        }

        Fixture retry(long retryMillis) {
            return new Fixture(name, wire, events, lastEventId, retryMillis);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final String LONG = "x".repeat(2000);

    public static final List<Fixture> ALL = List.of(
            // Decoding
            of("UTF-8, of one to four bytes", "data: aé…😀\n\n", "aé…😀"),
            of("bytes that would be Windows-1252", "data: <E9> <80>\n\n", "� �"),
            of("byte order mark removed", "<EF BB BF>data: 1\n\n", "1"),
            of("byte order mark before a comment", "<EF BB BF>: c\ndata: 1\n\n", "1"),
            of("byte order mark before a blank line", "<EF BB BF>\ndata: 1\n\n", "1"),
            of("byte order mark before CR LF", "<EF BB BF>\r\ndata: 1\r\n\r\n", "1"),
            of("byte order mark before a field without colon", "<EF BB BF>data\n\n", ""),
            of("byte order mark and nothing else", "<EF BB BF>"),
            of("byte order mark cut off", "<EF BB>data: 1\n\ndata: 2\n\n", "2"),
            of("byte order mark not complete at the end", "<EF BB>"),
            of("second byte order mark is text", "<EF BB BF EF BB BF>data: 1\n\ndata: 2\n\n", "2"),
            of("byte order mark later is part of a name", "<EF BB BF>data: 1\n\n<EF BB BF>data: 2\n\ndata: 3\n\n", "1",
                    "3"),
            of("byte order mark in a value is kept", "data: <EF BB BF>1<EF BB BF>\n\n", "\uFEFF1\uFEFF"),
            of("byte order mark after one blank line is text", "\n<EF BB BF>data: 1\n\ndata: 2\n\n", "2"),
            of("Latin-1 letters that look like a byte order mark", "ï»¿data: 1\n\ndata: 2\n\n", "2"),
            of("UTF-16 byte order mark is no such thing", "<FF FE>data: 1\n\ndata: 2\n\n", "2"),
            of("encoded surrogate: three errors", "data: <ED A0 80>|<ED BF BF>\n\n", "���|���"),
            of("character cut short before ASCII: one error", "data: <F0 9F 98>a\n\n", "�a"),
            of("character cut short before a line end", "data: <F0 9F 98>\n\n", "�"),
            of("overlong forms", "data: <C0 80>|<E0 80 80>|<F0 80 80 80>\n\n", "��|���|����"),
            of("above U+10FFFF", "data: <F4 90 80 80>|<F5 80>|<FF>\n\n", "����|��|�"),
            of("continuation bytes alone", "data: <80 BF>\n\n", "��"),
            of("malformed bytes in name, comment, type and id", "<FF>: 1\n:<FF>\nevent: <FF>\nid: <C3>\ndata: 1\n\n",
                    new Event("�", "�", "1")).id("�"),
            of("a cut character is not joined over a line end", "data: <E2 80>\ndata: <A6>\n\n", "�\n�"),
            // Lines
            of("LF", "data: 1\n\ndata: 2\n\n", "1", "2"),
            of("CR LF", "data: 1\r\n\r\ndata: 2\r\n\r\n", "1", "2"),
            of("CR", "data: 1\r\rdata: 2\r\r", "1", "2"),
            of("CR LF then CR, the last byte", "data: 1\r\n\r", "1"),
            of("LF CR is two ends", "data: 1\n\rdata: 2\n\r", "1", "2"),
            of("CR CR LF is two ends", "data: 1\r\r\ndata: 2\n\n", "1", "2"),
            of("CR LF CR LF LF", "data: 1\r\n\r\n\ndata: 2\n\n", "1", "2"),
            of("CR LF inside a block is one end", "data: 1\r\ndata: 2\r\n\r\n", "1\n2"),
            of("all endings in one stream", "data: 1\rdata: 2\r\ndata: 3\n\r\ndata: 4\n\rdata: 5\r\n\n", "1\n2\n3", "4",
                    "5"),
            of("other separators end no line", "data: <0B 0C 1C 1D 1E C2 85 E2 80 A8 E2 80 A9>1\n\n",
                    "\u000B\f\u001C\u001D\u001E\u0085\u2028\u20291"),
            of("other separators begin no line", "data: 1\u2028data: 2\u0085data: 3\n\n",
                    "1\u2028data: 2\u0085data: 3"),
            of("bytes next to CR and LF end no line", "data: <09 0B 0C 0E 8A 8D>1\n\n", "\t\u000B\f\u000E��1"),
            of("long lines", "data: " + LONG + "\r\n:" + LONG + "\r\ndata:" + LONG + "\r\n\r\n", LONG + "\n" + LONG),
            of("blank lines only", "\n\r\n\r\r\n\n"),
            of("nothing at all", ""),
            // Names and values
            of("a line of one space is not blank", "data: 1\n \ndata: 2\n\n", "1\n2"),
            of("comments are ignored inside a block", "data: 1\n: data: 2\n:\n::\ndata: 3\n\n", "1\n3"),
            of("comment with NUL, tab and high bytes", ": <00 09 FF>\ndata: 1\n\n", "1"),
            of("a comment alone dispatches nothing", ": ping\n\n: ping\n\ndata: 1\n\n", "1"),
            of("a comment after an id dispatches nothing", "id: 7\ndata: 1\n\n: ping\n\n", message("7", "1")).id("7"),
            of("later colons are the value's", "data: a: b:c\n\ndata::d\n\n", "a: b:c", ":d"),
            of("no space behind the colon", "data:1\n\nevent:t\nid:7\ndata:2\n\n",
                    message("", "1"), new Event("7", "t", "2")).id("7"),
            of("one space is removed and no more", "data:  1 \n\ndata: \t2\n\ndata:\t3\n\n", " 1 ", "\t2", "\t3"),
            of("no other space is removed", "data:\u00A0" + "1\u3000\n\n", "\u00A01\u3000"),
            of("one space is removed from type and id", "event:  t \nid:  7 \ndata: 1\n\n",
                    new Event(" 7 ", " t ", "1")).id(" 7 "),
            of("a value of one space is empty", "data: \n\n", ""),
            of("a field without colon", "data\n\ndata\ndata\n\n", "", "\n"),
            of("unknown fields", "foo: 1\nfoo\ndata: 1\nDATA\ndatas: 2\n\n", "1"),
            of("names are of one case", "Data: 1\nDATA: 2\nEvent: t\nID: 7\nRetry: 9\ndata: 3\n\n", "3"),
            of("names are not trimmed",
                    " data: 1\ndata : 2\n\tdata: 3\ndata\t: 4\nid : 7\nevent : t\nretry : 9\ndata: 5\n\n", "5"),
            of("names are not normalised", "ｄata: 1\ndat\u0430: 2\ndata\u0301: 3\nda-ta: 4\ndata: 5\n\n", "5"),
            of("NUL in a name", "<00>data: 1\ndata<00>: 2\ndata: 3\n\n", "3"),
            of("names that begin like known ones",
                    "d: 1\ni: 1\nida: 1\neven: 1\nevents: 1\nretr: 1\nretryy: 1\ndat\ndata: 2\n\n", "2"),
            // The data buffer
            of("data lines are joined", "data: 1\ndata: 2\ndata: 3\n\n", "1\n2\n3"),
            of("empty data is an event", "data:\n\ndata: \n\ndata\n\n", "", "", ""),
            of("empty lines of data are kept", "data:\ndata: 1\ndata:\ndata:\n\n", "\n1\n\n"),
            of("two empty data lines are one LF", "data:\ndata:\n\n", "\n"),
            of("NUL and other controls in data", "data: <00>\n\ndata: <01 07 1B>[31m<7F>\n\n",
                    "\0", "\u0001\u0007\u001B[31m\u007F"),
            of("data of one block does not reach the next", "data: 1\ndata: 2\n\ndata: 3\n\n", "1\n2", "3"),
            // The event type
            of("type", "event: add\ndata: 1\n\n", new Event("", "add", "1")),
            of("type behind the data", "data: 1\nevent: add\n\n", new Event("", "add", "1")),
            of("the last type of a block wins", "event: a\nevent: b\ndata: 1\n\n", new Event("", "b", "1")),
            of("an empty type takes an earlier one back", "event: a\nevent:\ndata: 1\n\nevent: a\nevent\ndata: 2\n\n",
                    "1", "2"),
            of("a type of one space is empty", "event: \ndata: 1\n\n", "1"),
            of("a type does not reach the next event", "event: a\ndata: 1\n\ndata: 2\n\n",
                    new Event("", "a", "1"), message("", "2")),
            of("a type without data is forgotten", "event: a\n\ndata: 1\n\n", "1"),
            of("a type may be called message, error or open",
                    "event: message\ndata: 1\n\nevent: error\ndata: 2\n\nevent: open\ndata: 3\n\n",
                    message("", "1"), new Event("", "error", "2"), new Event("", "open", "3")),
            of("NUL and controls in a type", "event: <00 1B>\ndata: 1\n\n", new Event("", "\0\u001B", "1")),
            // The last event ID
            of("id", "id: 7\ndata: 1\n\n", message("7", "1")).id("7"),
            of("an id stays until changed", "id: 7\ndata: 1\n\ndata: 2\n\nid: 8\ndata: 3\n\ndata: 4\n\n",
                    message("7", "1"),
                    message("7", "2"), message("8", "3"), message("8", "4")).id("8"),
            of("an empty id resets", "id: 7\ndata: 1\n\nid:\ndata: 2\n\nid: 8\ndata: 3\n\nid\ndata: 4\n\n",
                    message("7", "1"),
                    message("", "2"), message("8", "3"), message("", "4")),
            of("the last id of a block wins", "id: 1\nid: 2\ndata: 1\nid: 3\n\n", message("3", "1")).id("3"),
            of("any text is an id", "id: a b…\u2028:😀<01>\ndata: 1\n\n",
                    message("a b…\u2028:😀\u0001", "1")).id("a b…\u2028:😀\u0001"),
            of("an id with NUL is ignored", "id: 7\nid: <00>\nid: 8<00>\nid: <00>8\nid: 8<00>8\nid:<00>\ndata: 1\n\n",
                    message("7", "1")).id("7"),
            of("an id with NUL leaves the earlier event's", "id: 7\ndata: 1\n\nid: <00>\ndata: 2\n\n",
                    message("7", "1"), message("7", "2")).id("7"),
            of("an id without data counts", "id: 7\n\ndata: 1\n\n", message("7", "1")).id("7"),
            of("an id without data at the end counts", "data: 1\n\nid: 7\n\n", "1").id("7"),
            of("an empty id without data resets", "id: 7\n\nid\n\n"),
            of("an id does not reach back", "data: 1\n\nid: 7\ndata: 2\n\n", message("", "1"), message("7", "2"))
                    .id("7"),
            // The reconnection time
            of("retry", "retry: 1500\n\n").retry(1500),
            of("retry needs no blank line", "data: 1\n\nretry: 1500\ndata: 2", "1").retry(1500),
            of("retry disturbs no block", "data: 1\nretry: 5\ndata: 2\n\n", "1\n2").retry(5),
            of("retry is of base ten", "retry: 03000\n").retry(3000),
            of("retry of zero, without a space", "retry:0\n").retry(0),
            of("the last good retry wins", "retry: 1\nretry: 2\nretry: x\n").retry(2),
            of("retry with anything else is ignored",
                    "retry: 7\nretry: +5\nretry: -5\nretry: 1.5\nretry: 1e3\nretry: 0x10\nretry: 10ms\n"
                    + "retry: 1 \nretry:  1\nretry: 1 0\nretry: 1_000\nretry: 1<00>\nretry: <00>\n").retry(7),
            of("empty retry is ignored", "retry: 7\nretry\nretry:\nretry: \ndata: 1\n\n", "1").retry(7),
            of("digits of other scripts are no digits", "retry: 7\nretry: ٣\nretry: １２\nretry: 1²\n").retry(7),
            of("neighbours of the digits are no digits", "retry: 7\nretry: 1/\nretry: 1:\nretry: 1;\n").retry(7),
            of("the largest retry", "retry: 9223372036854775807\n").retry(Long.MAX_VALUE),
            of("retry too large for a long is ignored",
                    "retry: 7\nretry: 9223372036854775808\nretry: 99999999999999999999999999\n").retry(7),
            of("retry with many zeros", "retry: 00000000000000000000000000000012\n").retry(12),
            // Dispatch and the end
            of("a block without data is no event", "event: a\nid: 7\nretry: 9\n\n").id("7").retry(9),
            of("more blank lines than needed", "\n\ndata: 1\n\n\n\ndata: 2\n\n\n", "1", "2"),
            of("no blank line at the end, no event", "data: 1\n\ndata: 2\n", "1"),
            of("no line end at the end, no line", "data: 1\n\ndata: 2\ndata: 3", "1"),
            of("an id of an unfinished block does not count", "id: 1\ndata: 1\n\nid: 2\ndata: 2\n", message("1", "1"))
                    .id("1"),
            of("a last line without an end is not processed", "retry: 1\nretry: 2").retry(1),
            of("the last CR ends its line", "data: 1\n\r", "1"),
            // The shapes of the web-platform-tests
            of("WPT event-data",
                    "data:msg\ndata: msg\n\n:\nunknown:msg\n\nunknown:msg\nData:x\n\ndata\n\ndata:end\n\n",
                    "msg\nmsg", "", "end"),
            of("WPT format-comments",
                    "data:1\r:<00>\n:\r\ndata:2\n:" + LONG + "\rdata:3\n:data:no\r:" + LONG + "\ndata:4\n\n",
                            "1\n2\n3\n4"),
            of("WPT format-data-before-final-empty-line", "retry:1000\ndata:one\n\nid:two\ndata:two", "one")
                    .retry(1000),
            of("WPT format-field-parsing",
                    "data:<00>\ndata:  2\rData:1\ndata<00>:2\ndata:1\r<00>data:4\n"
                    + "da-ta:3\rdata_5\ndata:3\rdata:\r\n data:32\ndata:4\n\n",
                    "\0\n 2\n1\n3\n\n4"),
            of("WPT format-field-unknown", "data:a\n data\ndata\nwhatever:x\nplain words\n:a comment\ndata:b\n\n",
                    "a\n\nb"),
            of("WPT format-leading-space", "data:\ta\rdata: \ndata:b\n\n", "\ta\n\nb"),
            of("WPT format-newlines", "data:a\r\ndata\ndata:b\r\n\r", "a\n\nb"),
            of("WPT format-null-character", "data:<00>\n\n\n\n", "\0"));

    private Fixtures() {}

    /** A stream of events that have neither type nor id. */
    private static Fixture of(String name, String wire, String... data) {
        Event[] events = new Event[data.length];
        for (int i = 0; i < data.length; i++) events[i] = new Event("", "message", data[i]);
        return of(name, wire, events);
    }

    private static Event message(String id, String data) {
        return new Event(id, "message", data);
    }

    private static Fixture of(String name, String wire, Event first, Event... more) {
        Event[] events = new Event[more.length + 1];
        events[0] = first;
        System.arraycopy(more, 0, events, 1, more.length);
        return of(name, wire, events);
    }

    private static Fixture of(String name, String wire, Event[] events) {
        return new Fixture(name, wire, List.of(events), "", -1);
    }

    /** {@return the text in UTF-8, with raw bytes where it has hex in angle brackets} */
    static byte[] bytes(String wire) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int from = 0;
        for (int open; (open = wire.indexOf('<', from)) >= 0; ) {
            int close = wire.indexOf('>', open);
            out.writeBytes(wire.substring(from, open).getBytes(StandardCharsets.UTF_8));
            for (String hex : wire.substring(open + 1, close).split(" ")) out.write(Integer.parseInt(hex, 16));
            from = close + 1;
        }
        out.writeBytes(wire.substring(from).getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }
}
