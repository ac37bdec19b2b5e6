package sse.fault;

import static sse.fault.Kind.Reach.EVENT;
import static sse.fault.Kind.Reach.FROM_THERE;
import static sse.fault.Kind.Reach.HEAD;
import static sse.fault.Kind.Reach.POINT;
import static sse.fault.Kind.Takes.COUNT;
import static sse.fault.Kind.Takes.NOTHING;
import static sse.fault.Kind.Takes.PERHAPS_TEXT;
import static sse.fault.Kind.Takes.PERHAPS_TIME;
import static sse.fault.Kind.Takes.TEXT;
import static sse.fault.Kind.Takes.WORD;

import java.util.Locale;

/** What can be made wrong, with the value it takes and the places it may stand at: the vocabulary of a {@link Spec}. */
public enum Kind {
    STATUS(HEAD, COUNT, "status=503", "that status, and no stream"),
    TYPE(HEAD, TEXT, "type=text/plain", "another Content-Type; in quotes where it has a comma or semicolon"),
    DELAY(HEAD, PERHAPS_TIME, "delay=3s", "a late head; without a time none ever"),
    REDIRECT(HEAD, TEXT, "redirect=/other", "307 to that place"),
    REFUSE(HEAD, NOTHING, "conn1-2:refuse", "closes before the head"),
    NOREPLAY(HEAD, NOTHING, "noreplay", "forgets Last-Event-ID on its way"),
    LENGTH(HEAD, COUNT, "length=100", "a Content-Length, behind which the answer ends"),
    HTML(HEAD, NOTHING, "html", "a login page under the right type"),
    UTF16(HEAD, NOTHING, "utf16", "in UTF-16"),
    GZIP(HEAD, NOTHING, "gzip", "compressed, and flushed only at the end"),

    CUT(POINT, NOTHING, "cut@events=3", "ends the answer as one that is over"),
    RESET(POINT, NOTHING, "reset@after=5s", "resets the connection"),
    SHORT(POINT, NOTHING, "short@bytes=100", "closes without the last chunk"),
    STALL(POINT, PERHAPS_TIME, "stall=10s@events=2", "sends nothing for so long; without a time for ever"),

    HOLD(FROM_THERE, COUNT, "hold=10", "ten events in one write, as a buffering proxy does"),
    SLOW(FROM_THERE, COUNT, "slow=200", "so many bytes a second"),
    SPLIT(FROM_THERE, WORD, "split=utf8", "writes of one byte (1), cut inside characters (utf8) or CR LF (crlf)"),
    NOHB(FROM_THERE, NOTHING, "nohb", "comments are dropped"),

    DROP(EVENT, NOTHING, "drop@p=0.1", "the event is lost"),
    DUP(EVENT, NOTHING, "dup@every=3", "it comes twice"),
    SWAP(EVENT, NOTHING, "swap@events=2", "it comes behind the next"),
    WEAVE(EVENT, NOTHING, "weave@every=2", "the next comes in the middle of it, as from two writers"),
    HALF(EVENT, NOTHING, "half@events=2", "half of it, then the end"),
    NOBLANK(EVENT, NOTHING, "noblank@every=2", "without its blank line"),
    NODATA(EVENT, NOTHING, "nodata", "without its data"),
    RAWNL(EVENT, NOTHING, "rawnl", "a line break inside its data"),
    FORGE(EVENT, NOTHING, "forge", "a CR in its data, and behind it an id"),
    INDENT(EVENT, NOTHING, "indent", "a space in front of its lines"),
    CASE(EVENT, NOTHING, "case", "field names in capitals"),
    SPACE(EVENT, NOTHING, "space", "a space behind the type; without a type, in front of the colon of data"),
    NAME(EVENT, TEXT, "name=error", "that type"),
    BOM(EVENT, NOTHING, "bom@events=2", "a byte order mark in front; bytes=1: in front of all"),
    LATIN1(EVENT, NOTHING, "latin1", "the byte E9 in its data"),
    CUTCHAR(EVENT, NOTHING, "cutchar", "half a character at the end of its data"),
    NULID(EVENT, NOTHING, "nulid", "a NUL in its id"),
    NOID(EVENT, NOTHING, "noid", "without an id"),
    SAMEID(EVENT, NOTHING, "sameid", "the id of the first for all"),
    BADRETRY(EVENT, PERHAPS_TEXT, "badretry=5s", "a retry that is no number, or the one given"),
    CR(EVENT, NOTHING, "cr", "its lines end with CR"),
    CRLF(EVENT, NOTHING, "crlf", "with CR LF"),
    MIXED(EVENT, NOTHING, "mixed", "with LF, CR and CR LF in turn");

    /** What a fault acts on. */
    enum Reach {
        /** The head of the answer; it has no place. */
        HEAD,
        /** One point of the body, at its start unless told otherwise: behind that event, byte or time. */
        POINT,
        /** The body from a point on. */
        FROM_THERE,
        /** Single events, all of them unless told otherwise: that one, each n-th, some by chance. */
        EVENT
    }

    /** The value of a fault. */
    enum Takes { NOTHING, COUNT, TEXT, PERHAPS_TEXT, PERHAPS_TIME, WORD }

    final Reach reach;
    final Takes takes;
    private final String example;
    private final String effect;

    Kind(Reach reach, Takes takes, String example, String effect) {
        this.reach = reach;
        this.takes = takes;
        this.example = example;
        this.effect = effect;
    }

    /** {@return its name in a spec} */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return a spec that has it} */
    public String example() {
        return example;
    }

    /** {@return what it acts on, in a word: head, point, from_there or event} */
    public String actsOn() {
        return reach.name().toLowerCase(Locale.ROOT);
    }

    /** {@return what it does, in a line} */
    public String effect() {
        return effect;
    }

    static Kind of(String word) {
        for (Kind kind : values()) {
            if (kind.word().equals(word)) return kind;
        }
        return null;
    }
}
