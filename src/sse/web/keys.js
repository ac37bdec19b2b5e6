// The columns by keyboard: each is one stop of Tab, arrows go on from there; and the rules behind what is pointed at.

import * as actions from "./actions.js";
import * as rows from "./rows.js";
import { say } from "./says.js";
import { state } from "./state.js";
import { t } from "./words.js";

const $ = id => document.getElementById(id);
const SECTIONS = { bom: "9.2.5", end: "9.2.5", data: "9.2.6", event: "9.2.6", id: "9.2.6", retry: "9.2.6", unknown: "9.2.6",
  comment: "9.2.5", colon: "9.2.6", gap: "9.2.6", blank: "9.2.6" };
/** Which part of the callback comes from the value of which field. */
const PARTS = { data: "data", event: "event", id: "id" };

export function mount() {
  const list = $("list");
  list.addEventListener("focusin", e => {
    const cell = e.target.closest(".w, .b");
    if (!cell) return;
    const column = cell.classList.contains("w") ? ".w" : ".b";
    for (const other of list.querySelectorAll(column + '[tabindex="0"]')) if (other !== cell) other.tabIndex = -1;
    cell.tabIndex = 0;
    light(cell, null);
  });
  list.addEventListener("pointerover", e => light(e.target.closest(".w, .b"), e.target.closest("[data-rule]")));
  list.addEventListener("pointerleave", unlight);
  list.addEventListener("focusout", unlight);
  $("rows").addEventListener("keydown", key);
  $("rows").addEventListener("focus", () => enter(".w"));
  document.querySelector(".skip").onclick = e => {
    e.preventDefault();
    enter(".b");
  };
  new MutationObserver(stops).observe(list, { childList: true });
}

/** There is always a cell in each column that Tab comes to: where the keyboard was, or the last one. */
function stops() {
  for (const column of [".w", ".b"]) {
    if ($("list").querySelector(column + '[tabindex="0"]')) continue;
    const last = filled(column).at(-1);
    if (last) last.tabIndex = 0;
  }
}

const filled = column => [...$("list").querySelectorAll(column)].filter(cell => cell.hasChildNodes());

function enter(column) {
  const cells = filled(column);
  (cells.find(cell => cell.tabIndex === 0) ?? cells.at(-1))?.focus();
}

function go(cell) {
  cell?.focus({ preventScroll: true });
  cell?.scrollIntoView({ block: "nearest" });
}

function key(e) {
  if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input, select, textarea")) return;
  const cell = e.target.closest(".w, .b"), column = cell?.classList.contains("b") ? ".b" : ".w";
  const step = by => {
    const cells = filled(column);
    go(cells[Math.min(cells.length - 1, Math.max(0, cells.indexOf(cell) + by))]);
  };
  const event = by => {
    const cells = filled(column).filter(one => one.closest("li").classList.contains("dispatch"));
    const at = filled(column).indexOf(cell), all = filled(column);
    go(by > 0 ? cells.find(one => all.indexOf(one) > at) : cells.findLast(one => all.indexOf(one) < at));
  };
  const across = name => {
    const other = cell?.parentElement.querySelector(name);
    if (other?.hasChildNodes()) go(other);
  };
  const moves = { ArrowDown: () => step(1), ArrowUp: () => step(-1), Home: () => step(-Infinity), End: () => step(Infinity),
    ArrowLeft: () => across(".w"), ArrowRight: () => across(".b"), Enter: () => cell && tell(cell) };
  const shortcuts = { c: () => state.state === "closed" ? actions.connect(state.url) : actions.close(),
    x: () => actions.now("cut").catch(e => say(e.message)), ".": () => actions.send(new Uint8Array([10])).catch(e => say(e.message)),
    f: () => $("freeze").click(), j: () => event(1), k: () => event(-1), "?": () => say(t("keys.help")) };
  const does = moves[e.key] ?? ($("shortcuts").checked ? shortcuts[e.key] : null);
  if (!does || e.key === "Enter" && e.target !== cell) return;
  e.preventDefault();
  does();
}

/** The row in words: what it is, and the rule. */
function tell(cell) {
  const row = rows.rowOf(cell);
  const words = [];
  if (row.event) {
    words.push(t("pair.words", { n: row.event.n, off: row.line.off, verdict: t("verdict."
      + (["agrees", "nobody", "differs"].find(name => row.kind.includes(" " + name)) ?? "waiting")) }));
  }
  if (row.line) words.push(rule(row.line.kind === "dispatch" || row.line.kind === "blank" ? "blank"
    : row.line.kind === "comment" ? "comment" : ["data", "event", "id", "retry"].includes(row.line.field) ? row.line.field : "unknown"));
  const details = cell.querySelector("details");
  if (details) details.open = !details.open;
  if (!words.length && !details) words.push(cell.textContent);
  $("rule").textContent = words.join(" ");
  if (words.length) say(words.join(" "));
}

const rule = name => `${t("rule." + name)} (${SECTIONS[name]})`;

function unlight() {
  for (const lit of document.querySelectorAll("#list .lit")) lit.classList.remove("lit");
}

/** Lights what belongs together: the lines of an event and its callback; of a field's value its part of that. */
function light(cell, part) {
  unlight();
  if (!cell) return;
  const row = rows.rowOf(cell);
  if (part) $("rule").textContent = rule(part.dataset.rule);
  if (!row?.block) return;
  const block = rows.ofBlock(row.block), sends = block.find(one => one.event);
  if (!sends) return;
  if (part && PARTS[part.dataset.rule] && part.className === "value") {
    sends.element.querySelector(`[data-part="${PARTS[part.dataset.rule]}"]`)?.classList.add("lit");
    part.classList.add("lit");
  } else if (row === sends) {
    for (const one of block) one.element.classList.add("lit");
  } else {
    row.element.classList.add("lit");
    sends.element.classList.add("lit");
  }
}
