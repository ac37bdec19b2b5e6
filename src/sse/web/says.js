// The one line that a screen reader speaks: at most once in five seconds, what is urgent first, events merged.

import { on } from "./bus.js";
import { state } from "./state.js";
import { t } from "./words.js";

const PAUSE = 5000; // milliseconds
const MOST = 120;   // characters of an event

let urgent = [], events = 0, last = null, timer = 0, each = false;

/** Says it soon; what is urgent comes first. */
export function say(text, isUrgent = true) {
  if (isUrgent) urgent = [...urgent.slice(-2), text];
  else last = text;
  wake();
}

export function mount() {
  document.getElementById("announce").onchange = e => { each = e.target.checked; };
  on("message", e => {
    events++;
    const data = e.data.slice(0, MOST);
    last = e.id ? t("says.event.id", { type: e.type, data, id: e.id }) : t("says.event", { type: e.type, data });
    wake(each);
  });
  let before = "";
  on("state", () => {
    if (state.state !== before && state.state !== "connecting") say(t("says." + state.state, { url: state.url }));
    before = state.state;
  });
  on("error", e => say(t(e.readyState === 2 ? "says.lost.good" : "says.lost")));
}

function wake(now = false) {
  if (now) {
    clearTimeout(timer);
    timer = 0;
  }
  if (timer) return;
  tell();
  timer = setTimeout(() => {
    timer = 0;
    if (urgent.length || last !== null) wake();
  }, PAUSE);
}

function tell() {
  const words = [...urgent];
  if (last !== null) words.push(events > 1 ? t("says.events", { n: events, last }) : last);
  urgent = [];
  last = null;
  events = 0;
  document.getElementById("says").textContent = words.join(" ");
}
