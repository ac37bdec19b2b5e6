// What happens in the lab, told to whoever listens: on("dispatch", detail => ...).
// The types and their details are in the table at the end of this file.

const listeners = new Map();

/** The last things that were told, oldest first: { type, detail, at }. Bounded by their weight. */
export const record = [];

const MOST_WEIGHT = 4 << 20; // of the record, in bytes, roughly
let weight = 0;

/** Calls the function with the detail of everything of this type; of every type for "*" (detail, type). */
export function on(type, fn) {
  if (!listeners.has(type)) listeners.set(type, new Set());
  listeners.get(type).add(fn);
}

export function off(type, fn) {
  listeners.get(type)?.delete(fn);
}

export function emit(type, detail = {}) {
  keep({ type, detail, at: performance.now() });
  for (const name of [type, "*"]) {
    for (const fn of listeners.get(name) ?? []) {
      try {
        fn(detail, type);
      } catch (mistake) { // one listener's mistake is not the others'
        console.error(mistake);
      }
    }
  }
}

/** Forgets the record, not the listeners. */
export function forget() {
  record.length = weight = 0;
}

const weigh = ({ detail }) => 200 + (detail.bytes?.length ?? 0) + 2 * (detail.data?.length ?? 0);

function keep(entry) {
  record.push(entry);
  weight += weigh(entry);
  if (weight <= MOST_WEIGHT) return;
  let n = 0;
  while (weight > MOST_WEIGHT / 2 && n < record.length) weight -= weigh(record[n++]);
  record.splice(0, n);
}

// From the tap, as the server acted; t in milliseconds since the lab began, conn counts from 1:
//   req       { conn, t, line, headers: [[name, value]] }
//   head      { conn, t, status, headers }
//   out       { conn, t, off, bytes: Uint8Array }         one write
//   fin       { conn, t, by: "server"|"client", how }
//   ctl       { t, what, ... }                            a button
// Those with a conn have main, too: whether it is one of the stream in the top bar.
// What the page's own parser makes of the bytes:
//   line      { conn, t, off, bytes, kind, field, value, ending, ... }
//   block     { conn, data, values, type, id, lastEventId, open, line, off } the buffers as they stand
//   dispatch  { conn, n, t, type, data, id, off }         predicted
//   discard   { conn, data, type, id }                    by the end of the stream
// From the real EventSource; t = performance.now():
//   open      { readyState, t }
//   message   { type, data, id, handler, readyState, t }
//   error     { readyState, t }
// Both together:
//   pair      { conn, n, verdict: "agrees"|"nobody"|"differs"|"unseen", predicted, callback }
//   state     { state, url, conn, lastEventId, retry, events, listeners }
//   tap       { alive }                                   whether the server shows its bytes
//   closed    { t }                                       close() was called
//   armed     { spec, stay }                              for the next connection; "" for nothing
//   lesson    of the lessons
//   reset     {}
