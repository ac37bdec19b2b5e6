// Bytes as text that can be looked at: what would not be seen is a marker, as in the terminal. Markers are for the eye;
// beside each stands a word for whoever listens.

import { characters } from "./bytes.js";
import { el } from "./dom.js";
import { t } from "./words.js";

const HIDDEN = /[\p{C}\p{Zl}\p{Zp}]|(?![ \u3000])\p{Zs}/u;

const CONTROLS = ("NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB "
  + "ESC FS GS RS US").split(" ");
const WORDS = { 0x0a: "mark.lf", 0x0d: "mark.cr", 0x09: "mark.tab" };

/** The marks of sse explain, but that controls are letters in a box: many machines have no font with their pictures. */
export function mark(text, byte) {
  if (text === null) return marker(`⟨${hex(byte, 2)}⟩`, t("mark.byte", { byte: hex(byte, 2) }));
  const code = text.codePointAt(0), name = code === 0x7f ? "DEL" : CONTROLS[code];
  if (code === 0x09) return marker("⇥", t("mark.tab"));
  if (name) return marker(name, WORDS[code] ? t(WORDS[code]) : name, "mark control");
  if (code === 0xfeff) return marker("⟨BOM⟩", t("mark.bom"));
  return marker(`⟨U+${hex(code, 4)}⟩`, "U+" + hex(code, 4));
}

const hex = (number, digits) => number.toString(16).toUpperCase().padStart(digits, "0");

const marker = (sign, words, name = "mark") => el("span", { class: name },
  el("span", { "aria-hidden": "true" }, sign), el("span", { class: "unseen" }, ` ${words} `));

/** The bytes with markers, as nodes to put into the page; spaces at the edges are dots where this is a whole line. */
export function marked(bytes, from = 0, to = bytes.length, edges = true) {
  const out = document.createDocumentFragment();
  let end = to; // of the text, in front of what ended the line
  while (end > from && (bytes[end - 1] === 0x0a || bytes[end - 1] === 0x0d)) end--;
  let first = from, last = end, plain = "";
  if (edges) {
    while (first < end && bytes[first] === 0x20) first++;
    while (last > first && bytes[last - 1] === 0x20) last--;
  }
  for (const { text, at } of characters(bytes, from, to)) {
    const dot = at < first || at >= last && at < end;
    if (text !== null && !dot && !HIDDEN.test(text)) {
      plain += text;
      continue;
    }
    if (plain) out.append(plain);
    plain = "";
    out.append(dot ? marker("·", t("mark.space")) : mark(text, bytes[at]));
  }
  if (plain) out.append(plain);
  return out;
}

/** Where each line begins: LF, CR and CR LF end one. Behind the last is the end. */
export function lineStarts(bytes) {
  const starts = [0];
  for (let i = 0; i < bytes.length; i++) {
    const ends = bytes[i] === 0x0a || bytes[i] === 0x0d && bytes[i + 1] !== 0x0a;
    if (ends) starts.push(i + 1);
  }
  if (starts.at(-1) !== bytes.length) starts.push(bytes.length);
  return starts;
}
