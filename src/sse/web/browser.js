// The right column: what the real EventSource called, beside the bytes that made it.

import { listen, unlisten } from "./actions.js";
import { on } from "./bus.js";
import { el, toClipboard } from "./dom.js";
import { refusal } from "./reader.js";
import * as rows from "./rows.js";
import { change, state } from "./state.js";
import * as tap from "./tap.js";
import { t } from "./words.js";

const MOST_NAMES = 12;
const MOST_SHOWN = 2000; // characters of data
const PATIENCE = 3000;   // milliseconds that a callback waits for the row it belongs to
const $ = id => document.getElementById(id);

const names = new Set(["message"]); // those that have a check box

export function mount() {
  $("listeners").onsubmit = e => {
    e.preventDefault();
    const name = $("listener").value;
    $("listener").value = "";
    if (name) {
      names.add(name);
      listen(name);
      drawNames();
    }
  };
  on("state", drawNames);
  on("dispatch", e => {
    if (names.size < MOST_NAMES && !names.has(e.type) && e.main) {
      names.add(e.type);
      drawNames();
    }
    numbered(e);
  });
  on("pair", paired);
  on("open", e => place({ kind: "open", view: () => callback("onopen", e), fits: row => row.opens && row.main }));
  on("error", e => {
    if (!state.own && e.readyState === 2) {
      e.why = el("small", {});
      why(state.url).then(says => { e.why.textContent = t("why.asked", { says }); });
    }
    place({ kind: "error", view: row => failure(e, row),
      fits: row => row.main && (row.ends || row.opens === false) });
  });
  on("closed", e => rows.add({ kind: "callback", right: () => el("span", {}, "close() ", state_(2)) }));
  on("reset", () => {
    waiting.length = 0;
    names.clear();
    names.add("message");
    drawNames();
  });
  drawNames();
}

let drawnNames = "";

function drawNames() {
  for (const name of state.listeners) names.add(name);
  const now = JSON.stringify([[...names], state.listeners]);
  if (now === drawnNames) return;
  drawnNames = now;
  $("names").replaceChildren(...[...names].map(name => el("label", {}, el("input", { type: "checkbox",
    checked: state.listeners.includes(name), disabled: name === "error" || name === "open",
    onchange: e => e.target.checked ? listen(name) : unlisten(name) }), " ",
    name === "message" ? "onmessage" : el("code", {}, visible(name)))));
}

/** A name whose edges can be seen. */
const visible = name => name.replace(/^ +| +$/g, spaces => "·".repeat(spaces.length));

/** The row of the event's blank line is the last one that has no number. */
function numbered(event) {
  const row = rows.find(row => row.n === "next" && row.conn === event.conn && row.line.off === event.off);
  if (!row) return;
  row.n = event.n;
  row.event = event;
  if (event.main) row.right = () => el("span", { class: "muted" }, "…");
}

function paired({ n, verdict, predicted, callback }) {
  const row = n && rows.find(row => row.n === n);
  const view = () => predicted && !callback ? unheard(n, verdict, predicted) : message(n ?? "", verdict, callback);
  if (!row) {
    rows.add({ kind: "callback " + verdict, right: view });
    return;
  }
  row.kind += " " + verdict;
  row.right = view;
  row.callback = callback;
  rows.refresh(row);
}

const clock = at => new Date(performance.timeOrigin + at).toLocaleTimeString("en-GB") + "."
  + Math.floor((performance.timeOrigin + at) % 1000 / 100);

const state_ = n => el("span", { class: "ready" }, `readyState ${n}`);

const time = at => el("time", {}, clock(at));

const VERDICTS = { agrees: "✓", nobody: "○", differs: "✗", unseen: "" };

const verdictView = verdict => el("span", { class: "verdict" }, VERDICTS[verdict], " ",
  el("span", {}, verdict === "unseen" ? "" : t("verdict." + verdict)));

function message(n, verdict, { type, data, id, handler, t: at }) {
  return el("div", { class: "call" }, n ? el("b", { class: "n" }, String(n)) : null, time(at),
    el("span", { class: "handler", "data-part": "event" }, handler), dataView(data),
    id ? el("span", { class: "id", "data-part": "id" }, "id ", el("span", { dir: "auto" }, id)) : null,
    verdict === "differs" ? reportButton({ callback: { type, data, id, handler } }) : null, verdictView(verdict));
}

function unheard(n, verdict, event) {
  return el("div", { class: "call" }, el("b", { class: "n" }, String(n)),
    el("span", { class: "handler", "data-part": "event" }, JSON.stringify(event.type)), dataView(event.data),
    verdict === "differs" ? reportButton({ predicted: event }) : null, verdictView(verdict));
}

const reportButton = what => el("button", { type: "button", onclick: e =>
  toClipboard(JSON.stringify({ ...what, browser: navigator.userAgent }, null, 1), e.target) }, t("report"));

/** The data as JavaScript would write it; JSON also spread out, if somebody wants that. */
function dataView(data) {
  const cut = data.length > MOST_SHOWN;
  const short = el("span", { class: "data", dir: "auto", "data-part": "data" },
    JSON.stringify(cut ? data.slice(0, MOST_SHOWN) : data), cut ? ` … ${t("characters", { n: data.length })}` : "");
  if (!/^\s*[[{]/.test(data) || cut) return short;
  let value;
  try {
    value = JSON.parse(data);
  } catch (notJson) {
    return short;
  }
  return el("details", { class: "json" }, el("summary", {}, short), el("pre", {}, JSON.stringify(value, null, 2)));
}

function callback(handler, { readyState, t: at }) {
  return el("div", { class: "call" }, time(at), el("span", { class: "handler" }, handler), state_(readyState));
}

function failure(e, row) {
  const next = e.readyState === 2 ? t("closed.good")
    : state.retry === null ? t("comes.back") : t("comes.back.in", { ms: state.retry });
  return el("div", { class: "call" }, time(e.t), el("span", { class: "handler" }, "onerror"), state_(e.readyState),
    el("b", {}, next), row?.says ? el("small", {}, t("servers.view", { says: row.says })) : e.why ?? null);
}

/** Of a stream of another server the page is told nothing but that it is over; it asks once more to know why. */
async function why(url) {
  const stop = new AbortController();
  try {
    return await refusal(await fetch(url, { headers: { Accept: "text/event-stream" }, signal: stop.signal })) ?? t("why.unknown");
  } catch (notAllowed) {
    return t("why.none");
  } finally {
    stop.abort();
  }
}

// onopen stands beside the head, onerror beside the end; whichever comes first waits for the other.

const waiting = [];

function place(callback) {
  if (tap.alive === false || !state.own) return beside(null, callback);
  waiting.push(callback);
  arrived();
  setTimeout(() => {
    const at = waiting.indexOf(callback);
    if (at >= 0) beside(null, waiting.splice(at, 1)[0]);
  }, PATIENCE);
}

function beside(row, { kind, view }) {
  if (!row) {
    rows.add({ kind: "callback " + kind, right: () => view(null) });
    return;
  }
  row.kind += " " + kind;
  row.right = () => view(row);
  rows.refresh(row);
}

function arrived() {
  for (let i = 0; i < waiting.length; i++) {
    const row = rows.find(row => waiting[i].fits(row) && !row.right);
    if (row) beside(row, waiting.splice(i--, 1)[0]);
  }
}

on("head", () => queueMicrotask(arrived));
on("fin", () => queueMicrotask(arrived));

/** For a stream whose bytes cannot be seen, connections are counted by what the browser says. */
on("open", () => {
  if (tap.alive !== true || !state.own) change({ conn: state.conn + 1 });
});
