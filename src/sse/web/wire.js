// The left column: what the server wrote, line by line, and what each line does.

import { bytes as bytesOfLast, own } from "./tap.js";
import { on } from "./bus.js";
import { characters } from "./bytes.js";
import { el, toClipboard } from "./dom.js";
import { marked, mark } from "./marks.js";
import { text } from "./parse.js";
import * as rows from "./rows.js";
import { printf } from "./snippets.js";
import { figure, t } from "./words.js";

const MOST_SHOWN = 2000; // bytes of a line
const $ = id => document.getElementById(id);
const show = {};         // the switches
let block = 1;           // number of the block in progress
const writes = new Map(); // conn -> writes whose bytes have not come to a line end yet: [{ off, length, t, n }]
const counts = new Map(); // conn -> writes so far
const refused = new Set(); // connections that were no stream

export function mount() {
  for (const name of ["marks", "hex", "writes", "heads"]) {
    const box = $("show-" + name);
    const apply = () => {
      show[name] = box.checked;
      $("rows").classList.toggle("with-" + name, box.checked);
      rows.redraw();
    };
    box.onchange = apply;
    show[name] = box.checked;
    $("rows").classList.toggle("with-" + name, box.checked);
  }
  $("freeze").onclick = () => {
    const frozen = $("freeze").getAttribute("aria-pressed") !== "true";
    $("freeze").setAttribute("aria-pressed", String(frozen));
    rows.freeze(frozen);
  };
  $("copy-as").onchange = copy;
  $("how").ontoggle = () => {
    if ($("how").open) $("how-bytes").replaceChildren(marked(own.bytes.subarray(0, MOST_SHOWN), 0, undefined, false));
  };
  on("req", request);
  on("head", head);
  on("out", write);
  on("line", line);
  on("block", pending);
  on("discard", discard);
  on("fin", end);
  on("ctl", e => rows.add({ kind: "ctl", left: () => el("span", {}, "▸ ", t("ctl", { what: e.what })) }));
  on("reset", () => {
    writes.clear();
    counts.clear();
    refused.clear();
    $("pending").hidden = true;
  });
}

/** The target without the page's own parameter, which is nobody's business. */
const shown = target => target.replace(/[?&]lab=[0-9a-f]+$/, "").replace(/([?&])lab=[0-9a-f]+&/, "$1");

const headerList = headers => el("dl", { class: "headers" }, ...headers.flatMap(([name, value]) =>
  [el("dt", {}, name), el("dd", {}, value)]));

function request({ conn, main, line, headers }) {
  const [method, target] = line.split(" ");
  const id = headers.find(([name]) => name.toLowerCase() === "last-event-id");
  rows.add({ kind: "req", conn, main, left: () => el("details", {}, el("summary", {}, el("b", {}, `#${conn} `),
    `${method} ${shown(target ?? "")} `, id ? el("span", { class: "name" }, `${id[0]}: ${id[1]}`) : null),
    headerList(headers)) });
}

/** Why a browser takes this head for no stream, or null. */
function wrong(status, type) {
  if (status === 204) return t("head.204");
  if (status !== 200) return t("head.status", { status });
  return /^text\/event-stream *(;|$)/i.test(type) ? null : type ? t("wrong.type", { type }) : t("no.type");
}

function head({ conn, main, status, headers }) {
  const type = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  const why = wrong(status, type);
  if (why) refused.add(conn);
  rows.add({ kind: why ? "head wrong" : "head", conn, main, opens: !why, left: () => el("details", {}, el("summary", {},
    `${status} ${type}`, why ? el("span", { class: "means finding" }, "■ ", why) : null), headerList(headers)) });
}

function write({ conn, off, bytes, t }) {
  counts.set(conn, (counts.get(conn) ?? 0) + 1);
  if (!writes.has(conn)) writes.set(conn, []);
  const all = writes.get(conn);
  all.push({ off, length: bytes.length, t, n: counts.get(conn) });
  if (all.length > MOST_SHOWN) all.shift();
}

function line(e) {
  const all = writes.get(e.conn) ?? [], end = e.off + e.bytes.length + 1;
  const mine = all.filter(write => write.off < end && write.off >= e.off);
  writes.set(e.conn, all.filter(write => write.off >= end));
  const ends = e.kind === "dispatch" || e.kind === "blank" || e.kind === "unfinished";
  const row = rows.add({ kind: "line " + e.kind, conn: e.conn, main: e.main, n: e.kind === "dispatch" ? "next" : null, block,
    line: e, left: () => view(e, mine, row.event?.again), write: mine.length ? () => rule(mine) : null,
    right: e.kind === "comment" ? () => el("span", { class: "muted" }, t("comments.never")) : null });
  if (ends) block++;
}

const rule = mine => el("p", { class: "write" }, mine.length > 1
  ? t("write.many", { from: mine[0].n, to: mine.at(-1).n, n: mine.length, ms: figure(mine.at(-1).t) })
  : t("write.one", { n: mine[0].n, bytes: figure(mine[0].length), ms: figure(mine[0].t) }));

const IGNORED = ["unknown", "id-ignored", "retry-ignored", "unfinished"];

function view(e, mine, again) {
  const code = el("code", { class: "octets", dir: "ltr" });
  if (show.hex) code.append(hex(e));
  else spans(code, e, mine);
  if (IGNORED.includes(e.kind)) code.classList.add("ignored");
  return el("div", { class: "line" }, el("span", { class: "off" }, String(e.off)), code,
    el("span", { class: "means" }, ...meaning(e), again ? el("b", { class: "again" }, " ⟲ ", t("means.again")) : null));
}

/** Name, colon, space, value and line end, each with the rule that is about it. */
function spans(code, e, mine) {
  const { bytes, nameEnd, valueStart } = e;
  const cuts = mine.map(write => write.off - e.off - (e.bom ? 3 : 0)).filter(cut => cut > 0 && cut < bytes.length);
  const span = (name, from, to, of = name) => {
    if (to > from) code.append(el("span", { class: name, "data-rule": of }, piece(bytes, from, Math.min(to, MOST_SHOWN), cuts)));
  };
  if (e.bom) code.append(el("span", { class: "bom", "data-rule": "bom" }, mark("\ufeff")));
  if (e.kind === "comment") {
    span("comment", 0, bytes.length);
  } else if (bytes.length) {
    const colon = nameEnd < bytes.length ? nameEnd + 1 : nameEnd;
    span("name", 0, nameEnd, known(e));
    span("colon", nameEnd, colon);
    span("gap", colon, valueStart);
    span("value", valueStart, bytes.length, known(e));
  }
  if (bytes.length > MOST_SHOWN) code.append(t("more.bytes", { n: figure(bytes.length - MOST_SHOWN) }));
  if (e.ending === "NONE" || !show.marks) return;
  const ending = el("span", { class: "end", "data-rule": bytes.length ? "end" : "blank" });
  if (e.ending !== "LF") ending.append(mark("\r"));
  if (e.ending !== "CR") ending.append(mark("\n"));
  code.append(ending);
}

const known = e => ["data", "event", "id", "retry"].includes(e.field) ? e.field : "unknown";

const isPlain = (bytes, from, to) => {
  for (let i = from; i < to; i++) if (bytes[i] < 0x20 || bytes[i] > 0x7e) return false;
  return bytes[from] !== 0x20 && bytes[to - 1] !== 0x20;
};

/** A part of a line, with a sign where one write ended and the next began. */
function piece(bytes, from, to, cuts) {
  const inside = cuts.filter(cut => cut > from && cut < to);
  if (!inside.length) return plain(bytes, from, to);
  const out = document.createDocumentFragment();
  let at = from, part = from;
  for (const { at: here } of characters(bytes, from, to)) {
    if (here < (inside[0] ?? to)) continue;
    inside.shift();
    while (inside[0] <= here) inside.shift();
    out.append(plain(bytes, part, here), el("span", { class: "cut", "aria-hidden": "true" }, "¦"));
    part = here;
    if (!inside.length) break;
  }
  out.append(plain(bytes, part, to));
  return out;
}

function plain(bytes, from, to) {
  if (!show.marks || to <= from || isPlain(bytes, from, to)) return document.createTextNode(text(bytes.subarray(from, to)));
  return marked(bytes, from, to);
}

function hex(e) {
  const pairs = [...e.bom ? [0xef, 0xbb, 0xbf] : [], ...e.bytes.subarray(0, MOST_SHOWN),
    ...{ LF: [10], CR: [13], CRLF: [13, 10], NONE: [] }[e.ending]].map(b => b.toString(16).padStart(2, "0"));
  return pairs.join(" ");
}

/** What a line does, in a few words. */
function meaning(e) {
  switch (e.kind) {
    case "dispatch": return [el("b", {}, "⇒ ", t("means.dispatch", { type: JSON.stringify(e.event.type) }))];
    case "comment": return [t("means.comment")];
    case "blank": return [t("means.blank")];
    case "unknown": return ["▲ ", t("means.unknown", { field: JSON.stringify(e.field.slice(0, 40)) })];
    case "id-ignored": return ["▲ ", t("means.id-ignored")];
    case "retry-ignored": return ["▲ ", t("means.retry-ignored")];
    case "retry": return [t("means.retry", { ms: e.value })];
    case "unfinished": return ["▲ ", t("means.unfinished")];
    default: return e.bom ? [t("means.bom")] : [];
  }
}

/** The block in progress: what the next blank line would send. */
function pending(e) {
  if (!e.main) return;
  const box = $("pending"), is = e.open || e.line.length > 0;
  box.hidden = !is;
  if (!is) return;
  const item = (name, value) => [el("dt", {}, name), el("dd", { dir: "auto" }, value)];
  box.replaceChildren(
    el("div", { class: "w" }, el("b", {}, t("pending")), el("dl", {},
      ...item("data", e.values ? JSON.stringify(e.data) : "–"), ...item("event type", e.type || "–"),
      ...item("id", e.id || "–"), ...e.line.length ? item(t("pending.line"), text(e.line.subarray(0, 200))) : [])),
    el("div", { class: "b muted" }, t(e.line.length ? "waiting.line" : "waiting.blank")));
}

function discard(e) {
  const what = [e.values ? `data ${JSON.stringify(e.data)}` : "", e.type ? `event ${JSON.stringify(e.type)}` : "",
    e.id !== e.lastEventId ? `id ${JSON.stringify(e.id)}` : ""].filter(Boolean).join(", ");
  rows.add({ kind: "discard", conn: e.conn, main: e.main,
    left: () => el("span", {}, t("discarded"), " ", el("s", { dir: "auto" }, what)),
    right: () => el("span", { class: "muted" }, t("discarded.browser")) });
}

let closedAt = null;
on("closed", e => { closedAt = e.t; });

function end({ conn, main, by, how }) {
  const late = by === "client" && closedAt !== null ? (performance.now() - closedAt) / 1000 : null;
  closedAt = null;
  const who = by === "server" ? t("fin.server." + how) : late === null ? t("fin.client")
    : t("fin.noticed", { s: late.toFixed(1) });
  writes.delete(conn);
  rows.add({ kind: "fin", conn, main, ends: by === "server" && !refused.has(conn), says: who, left: () => el("span", {}, `— #${conn} ${who} —`) });
}

/** Copies the bytes of the last connection, or gives them as a file. */
async function copy() {
  const how = $("copy-as").value, bytes = await bytesOfLast();
  $("copy-as").value = "";
  if (how === "file") {
    const link = el("a", { download: "stream.txt", href: URL.createObjectURL(new Blob([bytes])) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    return;
  }
  await toClipboard(how === "hex" ? hexDump(bytes) : printf(bytes), $("copy-as"));
}

const hexDump = bytes => Array.from(bytes, (b, i) => b.toString(16).padStart(2, "0") + (i % 16 === 15 ? "\n" : " ")).join("");
