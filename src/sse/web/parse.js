// Reads an event stream by the steps of the HTML Standard, 9.2.5 and 9.2.6, and says of each line what it did. The same
// rules, names and order as src/sse/LineReader.java and src/sse/EventReader.java; no DOM, so that it runs anywhere:
//
//   const reader = new EventReader();
//   for (const line of reader.read(bytes)) if (line.kind === "dispatch") console.log(line.event);
//   reader.end();

const CR = 13, LF = 10, COLON = 58, SPACE = 32, NUL = 0;
const BOM = [0xEF, 0xBB, 0xBF];
const LINE_LIMIT = 16 << 20; // bytes of a line
const DATA_LIMIT = 64 << 20; // characters of the data of one event
const MOST_MILLIS = 2n ** 63n - 1n;

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true }); // bytes that are not UTF-8 become U+FFFD

/** The bytes as text. */
export const text = bytes => utf8.decode(bytes);

/**
 * Cuts bytes into lines, which end at CR LF, LF or CR and at nothing else. A line that ends with CR is given at once;
 * if the LF of a CR LF follows in a later piece, that changes its ending afterwards and is given as no line.
 */
class LineReader {
  #parts = [];         // of the line that has no end yet
  #held = 0;           // bytes in them
  #at = 0;             // offset in the stream of the next line
  #first = true;       // the line may begin with a byte order mark
  #afterCr = null;     // the line before ended with CR, the last byte read

  /** The lines that end in these bytes. */
  *read(bytes) {
    let from = 0;
    if (this.#afterCr && bytes.length) {
      if (bytes[0] === LF) {
        this.#afterCr.ending = "CRLF";
        this.#at++;
        from = 1;
      }
      this.#afterCr = null;
    }
    for (let i = from; i < bytes.length; i++) {
      if (bytes[i] !== LF && bytes[i] !== CR) continue;
      const line = this.#line(bytes.subarray(from, i), bytes[i] === LF ? "LF" : "CR");
      if (bytes[i] === CR && i + 1 === bytes.length) this.#afterCr = line;
      if (bytes[i] === CR && bytes[i + 1] === LF) {
        line.ending = "CRLF";
        i++;
      }
      this.#at += line.ending === "CRLF" ? 2 : 1;
      from = i + 1;
      yield line;
    }
    if (from === bytes.length) return;
    this.#parts.push(bytes.subarray(from));
    this.#held += bytes.length - from;
    if (this.#held > LINE_LIMIT) throw new RangeError(`line longer than the limit of ${LINE_LIMIT} bytes`);
  }

  /** The last line, which nothing ended, or null. */
  end() {
    if (!this.#held) return null;
    const line = this.#line(new Uint8Array(0), "NONE");
    return line.bytes.length ? line : null; // a byte order mark and nothing else is no line
  }

  /** The bytes of the line that has no end yet. */
  begun() {
    const bytes = new Uint8Array(this.#held);
    let at = 0;
    for (const part of this.#parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }

  get offset() {
    return this.#at;
  }

  #line(last, ending) {
    let bytes = last, off = this.#at, bom = false;
    if (this.#held) {
      this.#parts.push(last);
      this.#held += last.length;
      bytes = this.begun();
      this.#parts = [];
      this.#held = 0;
    }
    this.#at += bytes.length;
    if (this.#first) {
      this.#first = false;
      bom = BOM.every((b, i) => bytes[i] === b);
      if (bom) bytes = bytes.subarray(3);
    }
    return { off, bytes, bom, ending };
  }
}

/**
 * Reads events. Every line that it gives says what it did:
 *
 *   off, bytes, bom, ending     offset, the bytes without line end and byte order mark, whether there was one, how the
 *                               line ended: "LF", "CR", "CRLF" or "NONE"
 *   kind                        "comment", "data", "event", "id", "id-ignored", "retry", "retry-ignored", "unknown",
 *                               "blank", "dispatch", "unfinished"
 *   nameEnd, valueStart         where in the bytes the name ends and the value starts
 *   field, value                both as text
 *   event                       of a dispatch: { type, data, id }
 */
export class EventReader {
  lastEventId;         // the last event ID string: what goes into Last-Event-ID on the next request
  retryMillis = -1;    // the reconnection time, until a stream asks for one
  #lines = new LineReader();
  #data = [];          // the data buffer, a value each
  #length = 0;
  #type = "";          // the event type buffer
  #id;                 // the last event ID buffer
  #open = false;       // whether the block in progress has a data, event or id field

  /** Reads a stream that goes on after another one, if there is a last event ID to remember. */
  constructor(lastEventId = "") {
    this.lastEventId = this.#id = lastEventId;
  }

  /** Processes the lines that end in these bytes, one as each is asked for. */
  *read(bytes) {
    for (const line of this.#lines.read(bytes)) yield this.#process(line);
  }

  /** The end of the stream: what is pending is discarded. The last line, if nothing ended it, or null. */
  end() {
    const line = this.#lines.end();
    this.#data = [];
    this.#length = 0;
    this.#type = "";
    this.#id = this.lastEventId;
    this.#open = false;
    return line && this.#split(line, "unfinished");
  }

  /** The buffers of the block in progress as they stand, and the bytes of the line that has no end yet. */
  pending() {
    return { data: this.#data, type: this.#type, id: this.#id, open: this.#open, line: this.#lines.begun(),
      off: this.#lines.offset };
  }

  #process(line) {
    const { bytes } = line;
    if (!bytes.length) return this.#dispatch(line);
    if (bytes[0] === COLON) return Object.assign(line, { kind: "comment", nameEnd: 0, valueStart: 1, field: "",
      value: text(bytes.subarray(1)) });
    this.#split(line, "unknown");
    const { field, value } = line;
    if (field === "data") {
      this.#length += value.length + 1;
      if (this.#length > DATA_LIMIT) throw new RangeError(`data longer than the limit of ${DATA_LIMIT} characters`);
      this.#data.push(value);
      this.#open = true;
      line.kind = "data";
    } else if (field === "id") {
      const nul = bytes.includes(NUL, line.valueStart);
      if (!nul) this.#id = value;
      this.#open ||= !nul;
      line.kind = nul ? "id-ignored" : "id";
    } else if (field === "event") {
      this.#type = value;
      this.#open = true;
      line.kind = "event";
    } else if (field === "retry") {
      const good = /^[0-9]+$/.test(value) && BigInt(value) <= MOST_MILLIS;
      if (good) this.retryMillis = Number(value);
      line.kind = good ? "retry" : "retry-ignored";
    }
    return line;
  }

  /** The name up to the first colon, and the value behind it and one space. */
  #split(line, kind) {
    const { bytes } = line, colon = bytes.indexOf(COLON);
    line.kind = kind;
    line.nameEnd = colon < 0 ? bytes.length : colon;
    line.valueStart = colon < 0 ? bytes.length : colon + (bytes[colon + 1] === SPACE ? 2 : 1);
    line.field = text(bytes.subarray(0, line.nameEnd));
    line.value = text(bytes.subarray(line.valueStart));
    return line;
  }

  #dispatch(line) {
    this.lastEventId = this.#id;
    Object.assign(line, { kind: "blank", nameEnd: 0, valueStart: 0, field: "", value: "" });
    if (this.#data.length) {
      line.kind = "dispatch";
      line.event = { type: this.#type || "message", data: this.#data.join("\n"), id: this.lastEventId };
    }
    this.#data = [];
    this.#length = 0;
    this.#type = "";
    this.#open = false;
    return line;
  }
}
