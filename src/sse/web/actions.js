// What can be done in the lab. Every one of these is a button somewhere; lessons and tests call them, too.

import { emit } from "./bus.js";
import { change, state } from "./state.js";

/** This page's number: the server shows the page what it writes to every connection that carries it. */
export const lab = Array.from(crypto.getRandomValues(new Uint8Array(16)), b => b.toString(16).padStart(2, "0")).join("");

const API = "/_/lab/";
const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];

let source = null;
let attached = new Map(); // name of a listener -> function

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

/** Opens an EventSource, in the place of the one that is open. */
export function connect(url) {
  source?.close();
  const address = withLab(url);
  change({ state: "connecting", url, own: isOwn(url), lastEventId: "", events: 0 });
  source = new EventSource(address);
  const mine = source, t = () => performance.now();
  const got = (e, handler) => {
    if (mine !== source) return;
    change({ events: state.events + 1 });
    emit("message", { type: e.type, data: e.data, id: e.lastEventId, handler, readyState: mine.readyState, t: t() });
  };
  const look = () => change({ state: ["connecting", "open", "closed"][mine.readyState] });
  source.onopen = e => {
    if (e instanceof MessageEvent) return got(e, "onopen"); // the stream has an event that is called so
    look();
    emit("open", { readyState: mine.readyState, t: t() });
  };
  source.onerror = e => {
    if (e instanceof MessageEvent) return got(e, "onerror");
    look();
    emit("error", { readyState: mine.readyState, t: t() });
  };
  attached = new Map();
  for (const name of state.listeners) attach(name);

  function attach(name) {
    const fn = e => got(e, name === "message" ? "onmessage" : `listener("${name}")`);
    attached.set(name, fn);
    mine.addEventListener(name, fn);
  }
  connect.attach = attach;
}

/** Closes the EventSource for good. */
export function close() {
  source?.close();
  change({ state: "closed" });
}

/** Attaches a listener for this type of event. "error" and "open" are heard by onerror and onopen. */
export function listen(name) {
  if (state.listeners.includes(name) || name === "error" || name === "open") return;
  change({ listeners: [...state.listeners, name] });
  if (source) connect.attach(name);
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
export const now = (what, options = {}) => ask("now?lab=" + lab, new URLSearchParams({ do: what, ...options }));

/** Lets the next connection, or with stay every one to come, go wrong as the spec says; "" disarms. */
export const next = (spec, stay = false) => ask(`next?lab=${lab}${stay ? "&stay=1" : ""}`, spec, "text/plain");

/** Opens the second origin. */
export const raw = () => ask("raw", "", "text/plain");

/** What this server is and has. */
export const about = () => ask("about");
