// The colours of a terminal in text for people: of the escape sequences only those for looks (SGR) mean something, all
// others are left out. The text goes into the page as text.

import { el } from "./dom.js";

const ESCAPE = /\x1b(?:\[([0-?]*)[ -\/]*([@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[PX^_][^\x1b]*(?:\x1b\\)?|[ -\/]*[0-~])?/g;
const NAMES = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];
const ON = { 1: "bold", 2: "faint", 3: "italic", 4: "underline", 7: "inverse", 9: "struck" };
const OFF = { 22: ["bold", "faint"], 23: ["italic"], 24: ["underline"], 27: ["inverse"], 29: ["struck"] };

/** The text with its colours, as nodes. */
export function ansi(text) {
  const out = document.createDocumentFragment();
  if (!text.includes("\x1b")) {
    out.append(text);
    return out;
  }
  let at = 0, looks = { classes: new Set(), color: "", back: "" };
  const put = part => {
    if (!part) return;
    const names = [...looks.classes].map(name => "sgr-" + name).join(" ");
    if (!names && !looks.color && !looks.back) return out.append(part);
    const span = el("span", { class: names }, part);
    span.style.color = looks.color;
    span.style.backgroundColor = looks.back;
    out.append(span);
  };
  for (const found of text.matchAll(ESCAPE)) {
    put(text.slice(at, found.index));
    at = found.index + found[0].length;
    if (found[2] === "m") looks = change(looks, found[1]);
  }
  put(text.slice(at));
  return out;
}

function change({ classes, color, back }, parameters) {
  const next = { classes: new Set(classes), color, back };
  const numbers = parameters.split(/[;:]/).map(Number);
  const named = prefix => next.classes.forEach(name => name.startsWith(prefix) && next.classes.delete(name));
  while (numbers.length) {
    const n = numbers.shift();
    if (n === 0) Object.assign(next, { classes: new Set(), color: "", back: "" });
    else if (ON[n]) next.classes.add(ON[n]);
    else if (OFF[n]) OFF[n].forEach(name => next.classes.delete(name));
    else if (n === 38 || n === 48 || n === 39 || n === 49 || n >= 30 && n < 38 || n >= 40 && n < 48 || n >= 90 && n < 108) {
      const fore = n < 40 || n >= 90 && n < 98, bright = n >= 90 ? "bright-" : "";
      named(fore ? "fore-" : "back-");
      next[fore ? "color" : "back"] = n === 38 || n === 48 ? exact(numbers) : "";
      if (n % 10 < 8) next.classes.add(`${fore ? "fore" : "back"}-${bright}${NAMES[n % 10]}`);
    }
  }
  return next;
}

/** A colour of the table of 256, or of red, green and blue; takes its numbers off the list. */
function exact(numbers) {
  const kind = numbers.shift();
  if (kind === 2) {
    const [red = 0, green = 0, blue = 0] = numbers.splice(0, 3);
    return `rgb(${red} ${green} ${blue})`;
  }
  const n = numbers.shift() ?? 0;
  if (n >= 232) return `rgb(${Array(3).fill(8 + 10 * (n - 232)).join(" ")})`;
  const cube = i => i === 0 ? 0 : 55 + 40 * i;
  if (n >= 16) return `rgb(${[36, 6, 1].map(by => cube(Math.floor((n - 16) / by) % 6)).join(" ")})`;
  return "";
}
