// What can be done in the lab. Every one of these is a button somewhere; lessons and tests call them, too.

import { emit } from "./bus.js";
import { change, state } from "./state.js";

/** This page's number: the server shows the page what it writes to every connection that carries it. */
export const lab = Array.from(crypto.getRandomValues(new Uint8Array(16)), b => b.toString(16).padStart(2, "0")).join("");

const API = "/_/lab/";
const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];

/** Whether the URL is one of this server, by either of its names. */
export function isOwn(url) {
  const at = new URL(url, location.origin), here = location;
  return at.origin === here.origin || at.protocol === here.protocol && at.port === here.port
    && LOOPBACK.includes(at.hostname) && LOOPBACK.includes(here.hostname);
}

/** A stream's URL with the lab's number in it, if it is one of this server. */
export function withLab(url) {
  if (!isOwn(url)) return url;
  const at = new URL(url, location.origin);
  at.search += (at.search ? "&" : "?") + "lab=" + lab; // the rest stays as it was typed
  return at.href;
}

let source = null;
let attached = new Map(); // name of a listener -> function

/** Whether a request's target is that of the stream that is open. */
export function isMain(target) {
  const at = source && new URL(source.url);
  return at !== null && target === at.pathname + at.search;
}

/** Whether an event of this type has somebody to hear it. */
export const listening = type => source !== null && source.readyState !== 2
  && (state.listeners.includes(type) || type === "error" || type === "open");

/** Opens an EventSource, in the place of the one that is open. */
export function connect(url) {
  leave();
  const mine = source = new EventSource(withLab(url));
  change({ state: "connecting", url, own: isOwn(url), lastEventId: "", retry: null, events: 0 });
  attached = new Map();
  for (const name of state.listeners) attach(name);
  mine.onopen = e => e instanceof MessageEvent ? got(e, "onopen") : look(mine, "open");
  mine.onerror = e => e instanceof MessageEvent ? got(e, "onerror") : look(mine, "error");
}

/** The connection changed. A stream can have events called "open" and "error", too: those are messages. */
function look(at, type) {
  if (at !== source) return;
  change({ state: ["connecting", "open", "closed"][at.readyState] });
  emit(type, { readyState: at.readyState, t: performance.now() });
}

function got(e, handler) {
  if (e.target !== source) return;
  change({ events: state.events + 1 });
  emit("message", { type: e.type, data: e.data, id: e.lastEventId, handler, readyState: source.readyState,
    t: performance.now() });
}

function attach(name) {
  const fn = e => got(e, name === "message" ? "onmessage" : `listener("${name}")`);
  attached.set(name, fn);
  source.addEventListener(name, fn);
}

/** From here on nothing of the stream that is open is heard, though it may be on its way. */
function leave() {
  if (!source || source.readyState === 2) return false;
  source.close();
  emit("left", {});
  return true;
}

/** Closes the EventSource for good. */
export function close() {
  if (!leave()) return;
  change({ state: "closed" });
  emit("closed", { t: performance.now() });
}

/** The listeners that the next stream begins with, besides onmessage. */
export function prepare(names) {
  close();
  source = null;
  change({ listeners: ["message", ...names] });
}

/** Attaches a listener for this type of event. "error" and "open" have one always: onerror and onopen. */
export function listen(name) {
  if (state.listeners.includes(name) || name === "error" || name === "open") return;
  change({ listeners: [...state.listeners, name] });
  if (source) attach(name);
}

export function unlisten(name) {
  if (!state.listeners.includes(name)) return;
  change({ listeners: state.listeners.filter(one => one !== name) });
  source?.removeEventListener(name, attached.get(name));
  attached.delete(name);
}

async function ask(path, body, type) {
  const headers = type ? { "Content-Type": type } : {};
  const response = await fetch(API + path, body === undefined ? {} : { method: "POST", headers, body });
  const text = await response.text();
  if (!response.ok) throw new Error(text.trim() || `${response.status}`);
  return JSON.parse(text);
}

/** Writes exactly these bytes to the page's own stream, /_/lab/stream. */
export const send = bytes => ask("send?lab=" + lab, bytes, "application/octet-stream");

/** Does something to the open streams: cut, break, half, pause {ms}, resume, write {bytes}, forget. */
export function now(what, { bytes = "", ...options } = {}) {
  const form = new URLSearchParams({ do: what, ...options }).toString();
  const all = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes; // which need not be text
  const escaped = Array.from(all, byte => "%" + byte.toString(16).padStart(2, "0")).join("");
  return ask("now?lab=" + lab, escaped ? form + "&bytes=" + escaped : form, "application/x-www-form-urlencoded");
}

/** Lets the next connection, or with stay every one to come, go wrong as the spec says; "" disarms. */
export async function next(spec, stay = false) {
  const answer = await ask(`next?lab=${lab}${stay ? "&stay=1" : ""}`, spec, "text/plain");
  emit("armed", { spec: answer.armed ?? spec, stay });
  return answer;
}

/** Opens the second origin. */
export const raw = () => ask("raw", "", "text/plain");

/** What this server is and has; asked once. */
export const about = () => known ??= ask("about").catch(e => {
  known = undefined;
  throw e;
});
let known;
