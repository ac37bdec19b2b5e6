// The list that both columns are: a row has a cell of the wire and a cell of the browser, at the same height. On a phone
// it is one list in time order. Only the last rows are kept; a row is drawn when the page has time for it.

import { el } from "./dom.js";
import { figure, t } from "./words.js";

const MOST = 500;
const NEAR = 40;     // pixels from the end that count as the end
const REST = 3;      // times the last drawing took, until the next: the page stays free for its user

const rows = [];
let older = 0, drawn = 0, took = 0, scheduled = false, frozen = false;
let following = true; // the last row stays in view until somebody scrolls away from it
let box, list, note, toLast;

export function mount() {
  box = document.getElementById("rows");
  list = document.getElementById("list");
  note = document.getElementById("older");
  toLast = document.getElementById("to-last");
  toLast.onclick = last;
  new ResizeObserver(() => { // the heads of the columns stand above them, scrollbar or not
    box.parentElement.style.setProperty("--scrollbar", box.offsetWidth - box.clientWidth + "px");
  }).observe(list);
  box.addEventListener("scroll", () => {
    following = atEnd();
    toLast.hidden = following;
  }, { passive: true });
}

/**
 * Adds a row: { kind, conn, n, block, left, right }. left and right are functions that give what stands in the cells,
 * or null; n is the event's number, block that of the lines it is made of.
 */
export function add(row) {
  rows.push(row);
  if (rows.length > 2 * MOST) trim();
  schedule();
  return row;
}

/** Draws a row again, whose left or right has changed. */
export function refresh(row) {
  if (row.element) row.stale = true;
  schedule();
}

/** Draws everything again, for a switch that changes how. */
export function redraw() {
  for (const row of rows) row.stale = true;
  schedule();
}

export const find = test => rows.findLast(test);

/** The rows of a block, which an event is made of. */
export const ofBlock = block => rows.filter(row => row.block === block && row.element);

/** The row that an element is in. */
export const rowOf = element => rows.find(row => row.element === element?.closest("li"));

export function clear() {
  rows.length = older = 0;
  list.replaceChildren();
  note.hidden = true;
}

/** Stops drawing, not recording. */
export function freeze(is) {
  frozen = is;
  schedule();
}

/** Goes to the last row. */
export function last() {
  following = true;
  box.scrollTop = box.scrollHeight;
  toLast.hidden = true;
}

const atEnd = () => box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;

function trim() {
  for (const row of rows.splice(0, rows.length - MOST)) {
    row.element?.remove();
    older++;
  }
}

function schedule() {
  if (scheduled || frozen) return;
  scheduled = true;
  const wait = drawn + REST * took - performance.now();
  setTimeout(() => requestAnimationFrame(draw), Math.max(0, wait));
}

function draw() {
  const start = performance.now();
  scheduled = false;
  if (frozen) return;
  if (rows.length > MOST) trim();
  const fresh = document.createDocumentFragment();
  for (const row of rows) {
    if (!row.element) fresh.append(row.element = build(row));
    else if (row.stale) {
      const now = build(row);
      keepFocus(row.element, now);
      row.element.replaceWith(now);
      row.element = now;
    }
    row.stale = false;
  }
  list.append(fresh);
  note.hidden = older === 0;
  note.textContent = t("older", { n: figure(older) });
  if (following) last();
  else toLast.hidden = false;
  took = performance.now() - start;
  drawn = start + took;
}

function build(row) {
  const cell = (name, content) => {
    const node = content?.();
    return node ? el("div", { class: name, tabindex: -1 }, node) : el("div", { class: name });
  };
  const element = el("li", { class: row.kind }, cell("w", row.left), cell("b", row.right));
  if (row.main === false) element.classList.add("aside");
  if (row.write) element.prepend(row.write());
  return element;
}

/** A cell that is drawn again while the keyboard is in it stays where the keyboard is. */
function keepFocus(old, now) {
  for (const name of ["w", "b"]) {
    const was = old.querySelector("." + name), is = now.querySelector("." + name);
    if (was?.tabIndex === 0) is.tabIndex = 0;
    if (was === document.activeElement) queueMicrotask(() => is.focus({ preventScroll: true }));
  }
}
