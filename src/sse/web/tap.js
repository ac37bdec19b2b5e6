// What the server wrote, as it tells this page over a stream of its own; what the page's parser makes of it; and which
// prediction is which callback.

import { isMain, lab, listening } from "./actions.js";
import { emit, on } from "./bus.js";
import { EventReader } from "./parse.js";
import { follow } from "./reader.js";
import { change, state } from "./state.js";

const OTHER_NAME = { "127.0.0.1": "localhost", localhost: "127.0.0.1" };
const LATEST = 2000;        // milliseconds until the other name is given up
const MOST_KEPT = 64 << 10; // bytes of a connection that can be copied
const MOST_CONNS = 64;
const MOST_IDS = 5000;
const MOST_PENDING = 2000;  // characters of the data in progress that are shown

const conns = new Map();
const seen = new Map();     // ids of events of the stream that is shown -> the connection they came on
let dispatched = 0;         // events, over all connections; the number that stands on both sides
let predicted = [];         // without a callback yet
let called = [];            // callbacks without a prediction yet

/** How long a prediction waits for its callback, and the reverse. */
export const patience = { millis: 10_000 };

/** Whether the server shows its bytes: null while nobody knows. */
export let alive = null;

/** The first bytes of the tap's own stream: it is one, too. */
export const own = { bytes: new Uint8Array(0) };

/**
 * Begins. The tap is asked for under the other name of this machine, which is another pool of connections: the page
 * goes on when streams have taken all six of its own.
 */
export function start() {
  const url = host => `${host}/_/lab/tap?lab=${lab}`;
  const other = OTHER_NAME[location.hostname];
  const run = (host, fallback) => {
    const stop = new AbortController();
    let opened = false;
    const next = () => {
      if (opened || !fallback || stop.signal.aborted) return false;
      stop.abort();
      run("", false);
      return true;
    };
    follow(url(host), {
      open() {
        opened = true;
        tell(true);
      },
      bytes: keep,
      line(line) {
        if (line.event) hear(line.event.type, JSON.parse(line.event.data));
      },
      cut: () => next() || tell(false),
      closed: () => next() || tell(false),
    }, { signal: stop.signal, inQuery: true });
    setTimeout(next, LATEST);
  };
  if (other) run(`${location.protocol}//${other}${location.port && ":" + location.port}`, true);
  else run("", false);
  setInterval(expire, 500);
}

function tell(is) {
  if (alive === is) return;
  alive = is;
  emit("tap", { alive });
  expire();
}

function keep(piece) {
  if (own.bytes.length > 3000) return;
  const all = new Uint8Array(own.bytes.length + piece.length);
  all.set(own.bytes);
  all.set(piece, own.bytes.length);
  own.bytes = all;
}

const bytesOf = base64 => Uint8Array.from(atob(base64), c => c.charCodeAt(0));

function hear(type, e) {
  if (type === "req") begin(e);
  if (type === "out") {
    e.bytes = bytesOf(e.b);
    delete e.b;
  }
  if (type === "req" || type === "head" || type === "out" || type === "fin") {
    if (!conns.has(e.conn)) begin({ ...e, line: "", headers: [] }); // the tap lost its beginning
    e.main = conns.get(e.conn).main;
  }
  if (type === "fin") end(e); // what it leaves unfinished comes before it
  emit(type, e);
  if (type === "out") read(e);
}

const header = (headers, name) => headers.find(([is]) => is.toLowerCase() === name)?.[1] ?? "";

function begin({ conn, line, headers }) {
  const asked = header(headers, "last-event-id");
  const main = isMain(line.split(" ")[1] ?? "");
  conns.set(conn, { main, reader: new EventReader(decoded(asked)), bytes: [], length: 0 });
  if (conns.size > MOST_CONNS) conns.delete(conns.keys().next().value);
  if (main) change({ conn });
}

/** The server hands the bytes of a header on as Latin-1. */
function decoded(value) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(value, c => c.charCodeAt(0)));
  } catch (notUtf8) {
    return value;
  }
}

function read({ conn, bytes, t }) {
  const of = conns.get(conn), { reader } = of;
  of.bytes.push(bytes);
  of.length += bytes.length;
  while (of.length > MOST_KEPT && of.bytes.length > 1) of.length -= of.bytes.shift().length;
  for (const line of reader.read(bytes)) {
    Object.assign(line, { conn, t, main: of.main });
    emit("line", line);
    if (of.main && line.kind === "retry") change({ retry: reader.retryMillis });
    if (of.main && (line.kind === "dispatch" || line.kind === "blank")) change({ lastEventId: reader.lastEventId });
    if (line.kind === "id") of.hasId = true;
    if (line.event) {
      predict({ conn, n: ++dispatched, t, off: line.off, main: of.main, again: again(of, conn, line.event), ...line.event });
    }
    if (line.kind === "dispatch" || line.kind === "blank") of.hasId = false;
  }
  emit("block", pending(conn, of));
}

/** Whether an event's own id has come over an earlier connection: a server that does not look at Last-Event-ID. */
function again({ main, hasId }, conn, { id }) {
  if (!main || !hasId || !id) return false;
  const before = seen.get(id);
  seen.set(id, conn);
  if (seen.size > MOST_IDS) seen.delete(seen.keys().next().value);
  return before < conn;
}

function pending(conn, { reader, main }) {
  const { data, ...rest } = reader.pending();
  return { conn, main, ...rest, values: data.length, data: data.slice(0, 50).join("\n").slice(0, MOST_PENDING),
    lastEventId: reader.lastEventId };
}

function end({ conn, t }) {
  const of = conns.get(conn), before = pending(conn, of), line = of.reader.end();
  if (line) emit("line", { ...line, conn, t, main: of.main });
  if (before.open) emit("discard", before);
  emit("block", pending(conn, of));
}

/** The bytes of the last connection of the stream that is shown, as far as they are kept. */
export function bytes() {
  return new Blob(conns.get(state.conn)?.bytes ?? []).arrayBuffer().then(buffer => new Uint8Array(buffer));
}

// Pairs. The two come over different connections, either first.

const same = (one, other) => one.type === other.type && one.data === other.data && one.id === other.id;

function predict(event) {
  emit("dispatch", event);
  if (!event.main) return;
  const early = called.findIndex(callback => same(callback, event));
  if (early >= 0) pair(event, called.splice(early, 1)[0]);
  else if (conns.get(event.conn).left) return;
  else if (!listening(event.type)) emit("pair", { conn: event.conn, n: event.n, verdict: "nobody", predicted: event });
  else predicted.push({ ...event, since: performance.now() });
}

on("message", callback => {
  const at = predicted.findIndex(event => same(event, callback));
  if (!state.own || alive === false) emit("pair", { verdict: "unseen", callback });
  else if (at >= 0) pair(predicted.splice(at, 1)[0], callback);
  else called.push({ ...callback, since: performance.now() });
});

function pair(event, callback) {
  emit("pair", { conn: event.conn, n: event.n, verdict: "agrees", predicted: event, callback });
}

/** What waited too long has no other half: a mistake of this page's or the browser's, unless nobody saw the bytes. */
function expire() {
  const then = performance.now() - patience.millis;
  while (predicted[0]?.since < then) {
    const event = predicted.shift();
    const verdict = listening(event.type) ? "differs" : "nobody";
    emit("pair", { conn: event.conn, n: event.n, verdict, predicted: event });
  }
  while (called[0]?.since < then || called.length && alive === false) {
    emit("pair", { verdict: alive ? "differs" : "unseen", callback: called.shift() });
  }
}

/** What is on its way on a connection that the page has closed has no callback, and that is no mistake of anybody's. */
on("left", () => {
  for (const of of conns.values()) of.left ||= of.main;
  predicted = [];
});

let shown = "";
on("state", ({ url }) => {
  if (url !== shown) seen.clear();
  shown = url;
});

on("reset", () => {
  conns.clear();
  seen.clear();
  predicted = [];
  called = [];
  dispatched = 0;
});
