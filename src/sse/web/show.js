// For an audience: one stream, large, the newest event first; nothing to click but the way back.

import { ansi } from "./ansi.js";
import { el } from "./dom.js";
import { follow } from "./reader.js";
import { t } from "./words.js";

const MOST = 30;         // events that are shown
const MOST_SHOWN = 1000; // characters of one

const lamp = el("span", { id: "show-lamp" }), why = el("span", { class: "why" });
const list = el("ol", { id: "shown", "aria-live": "polite" });
const bar = el("progress", { max: 100, "aria-label": t("show.progress") }), step = el("span", { dir: "auto" });
const progress = el("div", { class: "progress", hidden: true }, bar, step);
const empty = el("p", { class: "empty", hidden: true }, t("topic.empty"));
let fresh = [], events = 0;

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
  const topic = path.startsWith("/") && !/^\/(demo\/|_\/|$|\?)/.test(path);
  follow(topic && !path.includes("?") ? path + "?last=20" : path, {
    asking: () => state("connecting"),
    open() {
      state("open");
      empty.hidden = events > 0;
    },
    line: ({ event }) => event && show(event),
    cut: (says, millis) => state("connecting", t("cut.again", { why: says, ms: millis })),
    closed: says => state("closed", says),
  }, { signal: new AbortController().signal, inQuery: !path.startsWith("/") });
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
  if (!fresh.length) requestAnimationFrame(paint);
  fresh = [...fresh.slice(1 - MOST), event];
}

/** Moves the bar: a number, or JSON with pct, percent, or done and total. Whether it was one of these. */
function advance(data) {
  let value;
  try {
    value = JSON.parse(data);
  } catch (notJson) {
    return false;
  }
  const of = value !== null && typeof value === "object" ? value : { pct: value };
  const percent = of.pct ?? of.percent ?? (of.total > 0 ? 100 * of.done / of.total : undefined);
  if (typeof percent !== "number" || !(percent >= 0)) return false;
  progress.hidden = false;
  empty.hidden = true;
  bar.value = Math.min(100, percent);
  step.textContent = `${Math.round(percent)} %  ${of.step ?? of.text ?? ""}`;
  return true;
}

function paint() {
  empty.hidden = true;
  for (const { type, data } of fresh.splice(0)) {
    list.prepend(el("li", {}, type === "message" ? null : el("b", { class: "type", dir: "auto" }, type),
      el("div", { class: "data", dir: "auto" }, ansi(data.slice(0, MOST_SHOWN)), data.length > MOST_SHOWN ? " …" : "")));
  }
  while (list.children.length > MOST) list.lastChild.remove();
}
