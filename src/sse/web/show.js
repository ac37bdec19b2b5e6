// For an audience: one stream, large, the newest event first; nothing to click but the way back.

import { ansi } from "./ansi.js";
import { el } from "./dom.js";
import { follow } from "./reader.js";
import { figure, t } from "./words.js";

const MOST = 30;         // events that are shown
const MOST_SHOWN = 1000; // characters of one
const HISTORY = 500;     // milliseconds in which what was there before comes
const GONE = 3000;       // milliseconds behind the end of a program, whose server has ended with it
const SURE = 2000;       // milliseconds of progress that tell how fast it is

const lamp = el("span", { id: "show-lamp" }), why = el("span", { class: "why" });
const list = el("ol", { id: "shown", "aria-live": "polite" });
const bar = el("progress", { max: 100, "aria-label": t("show.progress") }), step = el("span", { dir: "auto" });
const left = el("span", { class: "left" }), said = el("div", { class: "data", dir: "auto" });
const progress = el("div", { class: "progress", hidden: true }, bar, el("div", {}, step, left), said);
const empty = el("p", { class: "empty", hidden: true }, t("topic.empty"));
let fresh = [], events = 0, opened = 0, began = null, over = false, unfinished = null;

export function mount(root, path) {
  const whole = el("button", { type: "button", onclick: full }, t("show.full"));
  const back = el("a", { href: "/?watch=" + encodeURIComponent(path) }, t("show.back"));
  root.append(el("header", {}, lamp, el("b", { dir: "ltr" }, path), why, whole, back), progress, empty, list);
  root.hidden = false;
  document.documentElement.classList.add("showing");
  document.title = path;
  document.addEventListener("keydown", e => {
    if (e.key === "f" && !e.ctrlKey && !e.metaKey && !e.altKey) full();
  });
  const stop = new AbortController();
  const topic = path.startsWith("/") && !/^\/(demo\/|_\/|$|\?)/.test(path);
  follow(topic && !path.includes("?") ? path + "?last=20" : path, {
    asking: () => state("connecting"),
    open() {
      opened = performance.now();
      state("open");
      empty.hidden = events > 0;
    },
    line: ({ event }) => event && show(event),
    cut(says, millis) {
      if (over && performance.now() - over > GONE) return stop.abort(), state("closed");
      state("connecting", over ? "" : t("cut.again", { why: says, ms: millis }));
    },
    closed: says => state("closed", over ? "" : says),
  }, { signal: stop.signal, inQuery: !path.startsWith("/") });
}

function state(name, says = "") {
  lamp.dataset.state = name;
  lamp.textContent = t("state." + name);
  why.textContent = says;
}

function full() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {});
}

function show(event) {
  events++;
  if (event.type === "progress" && advance(event.data)) return;
  if (event.type === "exit" && event.id === "close") over = performance.now();
  if (!fresh.length) requestAnimationFrame(paint);
  fresh = [...fresh.slice(1 - MOST), event];
}

function json(text) {
  try {
    return JSON.parse(text);
  } catch (notJson) {
    return undefined;
  }
}

/** Moves the bar: a number, or JSON with pct, percent, or done and total. Whether it was one of these. */
function advance(data) {
  const value = json(data);
  const of = value !== null && typeof value === "object" ? value : { pct: value };
  const percent = of.pct ?? of.percent ?? (of.total > 0 ? 100 * of.done / of.total : undefined);
  if (typeof percent !== "number" || !(percent >= 0)) return false;
  progress.hidden = false;
  empty.hidden = true;
  bar.value = Math.min(100, percent);
  step.textContent = `${Math.round(percent)} %  ${of.step ?? of.text ?? ""}`;
  left.textContent = timeLeft(percent, performance.now());
  const line = String(of.line ?? "");
  said.replaceChildren(ansi(line.startsWith("{") ? "" : line.slice(0, MOST_SHOWN)));
  return true;
}

/** How long the rest takes, if it goes on like this; empty where that cannot be known. */
function timeLeft(percent, now) {
  if (!began || percent < began.percent || now - opened < HISTORY) began = { percent, now };
  const took = now - began.now, done = percent - began.percent;
  if (took < SURE || done <= 0 || percent >= 100) return "";
  const seconds = (100 - percent) * took / done / 1000;
  const time = seconds < 100 ? `${Math.ceil(seconds)} s` : seconds < 6000 ? `${Math.ceil(seconds / 60)} min`
    : `${figure(Math.ceil(seconds / 3600))} h`;
  return t("show.left", { time });
}

/** What an event says, in words for the end of a program. */
function words({ type, id, data }) {
  const { code, ms } = type === "exit" && id === "close" && json(data) || {};
  return typeof code === "number" && typeof ms === "number"
    ? t("show.exit", { code, time: figure(Math.round(ms / 100) / 10) }) : data;
}

/** Whether it is shown only until the next one is: a line without its end, or one that is written over. */
const isUnfinished = ({ type }) => type === "partial" || type === "progress";

function paint() {
  empty.hidden = true;
  for (const event of fresh.splice(0)) {
    unfinished?.remove();
    const data = words(event), plain = event.type === "message" || event.type === "partial";
    const row = el("li", {}, plain ? null : el("b", { class: "type", dir: "auto" }, event.type),
      el("div", { class: "data", dir: "auto" }, ansi(data.slice(0, MOST_SHOWN)), data.length > MOST_SHOWN ? " …" : ""));
    list.prepend(row);
    unfinished = isUnfinished(event) ? row : null;
  }
  while (list.children.length > MOST) list.lastChild.remove();
}
