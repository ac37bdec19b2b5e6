// The Explain tab: paste or drop a stream, and see what each line of it did.

import { emit } from "./bus.js";
import { linked, shown, typed } from "./bytes.js";
import { copyButton, el, later } from "./dom.js";
import { findings } from "./findings.js";
import { explain, mend } from "./judge.js";
import { marked } from "./marks.js";
import { put } from "./own.js";
import { printf } from "./snippets.js";
import { figure, t } from "./words.js";

const MODES = ["text", "escaped", "hex", "base64", "file"];
const MOST_BYTES = 256 << 10;  // that the server explains
const MOST_LINK = 4 << 10;     // that go into a link
const MOST_EVENTS = 200;       // that are listed
const ENDS = { LF: "\n", CR: "\r", CRLF: "\r\n", NONE: "" };
const EXAMPLE = "id: 7\nevent: tick\ndata: line one\nline two\n\ndata: last\n";

const utf8 = new TextEncoder();

export function mount(root) {
  let mode = "text", bytes = new Uint8Array(), body = null, asked = 0;
  const judgeLater = later(150, judge);

  const area = el("textarea", { rows: 6, spellcheck: "false", dir: "ltr", "aria-label": t("explain.input"),
    oninput: read });
  const file = el("input", { type: "file", "aria-label": t("explain.file"), onchange: () => take(file.files[0]) });
  const modes = el("fieldset", { class: "choice" }, el("legend", { class: "unseen" }, t("explain.mode")),
    ...MODES.map(name => el("label", {}, el("input", { type: "radio", name: "explain-mode", value: name,
      checked: name === mode, onchange: () => choose(name) }), " ", t("explain." + name))));
  const hint = el("p", { class: "hint" });
  const wrong = el("p", { class: "answer", role: "status" });
  const rows = el("ol", { class: "explained", "aria-label": t("explain.rows") });
  const list = el("div", { class: "findings" });
  const events = el("ol", { class: "events" });
  const parts = {
    rows: el("section", {}, el("h3", {}, t("explain.rows")), rows),
    findings: el("section", { class: "wrong" }, el("h3", {}, t("explain.findings")), list),
    events: el("section", {}, el("h3", {}, t("explain.events")), events),
  };
  const summary = el("p", { class: "summary" });
  const fix = el("button", { type: "button", class: "primary", hidden: true }, t("explain.fix"));
  const toStream = el("button", { type: "button", onclick: sent }, t("explain.send"));
  const buttons = el("div", { class: "buttons" }, fix, toStream, copyButton(link, t("explain.link")),
    copyButton(() => printf(bytes), t("explain.printf")));

  root.append(el("div", { class: "explain" },
    el("div", { class: "input" }, modes, area, file, hint,
      el("div", { class: "buttons" },
        el("button", { type: "button", onclick: () => set(utf8.encode(EXAMPLE)) }, t("explain.example")))),
    el("div", { class: "output" }, wrong, summary, buttons, parts.findings, parts.rows, parts.events)));
  root.addEventListener("dragover", e => e.preventDefault());
  root.addEventListener("drop", e => {
    e.preventDefault();
    if (e.dataTransfer.files[0]) take(e.dataTransfer.files[0]);
    else set(utf8.encode(e.dataTransfer.getData("text")));
  });
  addEventListener("hashchange", fromLink);
  choose(mode);
  fromLink();

  /** Shows other bytes, in the way that is chosen if it can show them. */
  function set(to) {
    bytes = to;
    const ways = [...mode === "file" ? [] : [mode], "text", "escaped"];
    pick(ways.find(way => shown[way](bytes) !== null));
    area.value = shown[mode](bytes);
    judge();
  }

  function pick(name) {
    mode = name;
    modes.querySelector(`[value=${name}]`).checked = true;
    area.hidden = mode === "file";
    file.hidden = mode !== "file";
    hint.textContent = t(`explain.${mode}.is`);
  }

  /** The same bytes typed in another way; text that this way cannot show is left as it is, to be read anew. */
  function choose(name) {
    const text = name === "file" ? null : shown[name](bytes);
    pick(name);
    if (name === "file") return file.focus();
    if (text !== null) area.value = text;
    else if (bytes.length) {
      hint.textContent = t("explain.not.so");
      return;
    }
    read();
  }

  function read() {
    wrong.textContent = "";
    try {
      bytes = typed[mode](area.value);
    } catch ({ key, at, what }) {
      wrong.textContent = t(key, { at: figure(at), what });
      return;
    }
    judgeLater();
  }

  async function take(chosen) {
    if (!chosen) return;
    if (chosen.size > MOST_BYTES) {
      wrong.textContent = t("explain.large", { bytes: figure(MOST_BYTES) });
      return;
    }
    const content = new Uint8Array(await chosen.arrayBuffer());
    if (shown[mode]?.(content) !== undefined) return set(content);
    pick("file");
    bytes = content;
    judge();
  }

  async function judge() {
    const mine = ++asked;
    if (bytes.length > MOST_BYTES) {
      wrong.textContent = t("explain.large", { bytes: figure(MOST_BYTES) });
      return;
    }
    let result = null;
    if (bytes.length > 0) {
      try {
        result = await explain(bytes);
      } catch (refused) {
        if (mine === asked) wrong.textContent = refused instanceof TypeError ? t("explain.no.server") : refused.message;
        return;
      }
    }
    const found = await findings(result?.findings ?? [], show);
    if (mine !== asked) return;
    wrong.textContent = "";
    draw(result, found);
    const better = found.length > 0 ? await mended().catch(() => null) : null;
    if (mine !== asked) return;
    fix.hidden = !better;
    fix.onclick = () => {
      set(better);
      area.focus();
    };
  }

  /** What a machine can mend, mended, behind the head as it is; null where that is nothing but line ends. */
  async function mended() {
    if (!body) return null;
    const lines = text => text.replace(/\r\n?/g, "\n");
    const better = await mend(body), latin1 = new TextDecoder("latin1");
    if (lines(latin1.decode(better)) === lines(latin1.decode(body))) return null;
    const all = new Uint8Array(bytes.length - body.length + better.length);
    all.set(bytes.subarray(0, bytes.length - body.length));
    all.set(better, bytes.length - body.length);
    return all;
  }

  function draw(result, found) {
    summary.hidden = buttons.hidden = !result;
    fix.hidden = true;
    for (const part of Object.values(parts)) part.hidden = !result;
    if (!result) return;
    body = bodyOf(result);
    rows.replaceChildren(...result.heads.flatMap(headRows), ...result.lines.map(line => row(line, result.findings)));
    const last = result.lines.at(-1);
    if (last && last.off + last.len < result.summary.bytes) rows.append(el("li", { class: "more" }, t("explain.more")));
    list.replaceChildren(...found);
    parts.findings.hidden = found.length === 0;
    const fired = result.lines.filter(line => line.step === "dispatch");
    events.replaceChildren(...fired.slice(0, MOST_EVENTS).map(event => el("li", {},
      el("b", {}, event.type), event.id ? el("span", { class: "id" }, ` id ${event.id}`) : "",
      el("pre", { dir: "auto" }, event.data))));
    parts.events.hidden = fired.length === 0;
    const { errors, warnings } = result.summary;
    summary.textContent = t("explain.summary", { bytes: figure(result.summary.bytes),
      events: figure(result.summary.events), errors: figure(errors), warnings: figure(warnings) });
    summary.className = "summary " + (errors ? "error" : warnings ? "warning" : "ok");
  }

  /** The bytes behind the head; null where curl's remarks stand among them, so that nobody knows which those are. */
  function bodyOf({ heads, summary: { bytes: length } }) {
    if (heads.length === 0) return bytes;
    return bytes[0] === 0x48 /* H */ ? bytes.subarray(bytes.length - length) : null;
  }

  const headRows = ({ lines }) => lines.map(line => el("li", { class: "head" },
    el("span", { class: "from" }, t("explain.head")), el("code", { class: "text", dir: "ltr" }, line)));

  function row(line, all) {
    const text = el("code", { class: "text", dir: "ltr" });
    if (line.len > 0 && body) text.append(marked(body, line.off, line.off + line.len));
    else if (line.len > 0) text.append(marked(utf8.encode((line.bom ? "\ufeff" : "") + line.text + ENDS[line.eol])));
    const about = all.filter(finding => finding.line && finding.line === line.line);
    return el("li", { class: "step " + line.step, tabindex: -1, "data-line": line.line },
      el("span", { class: "from" }, figure(line.off)), text,
      el("span", { class: "effect", lang: "en" }, line.effect),
      ...about.map(({ severity, code }) => el("span", { class: "badge " + severity },
        `${t("severity." + severity)} ${code}`)));
  }

  function show(line) {
    const its = rows.querySelector(`[data-line="${line}"]`);
    its?.scrollIntoView({ block: "center" });
    its?.focus();
  }

  /** To the page's own stream, to see whether the browser agrees. */
  async function sent() {
    try {
      wrong.textContent = await put(body ?? bytes);
    } catch (refused) {
      wrong.textContent = refused.message;
    }
  }

  function link() {
    if (bytes.length > MOST_LINK) {
      wrong.textContent = t("explain.link.large", { bytes: figure(MOST_LINK) });
      return location.href;
    }
    return `${location.origin}${location.pathname}${location.search}#explain=${linked(bytes)}`;
  }

  /** A link of this kind opens the tab. */
  function fromLink() {
    const found = /^#explain=([\w-]*)$/.exec(location.hash);
    if (!found) return;
    emit("panel", { name: "explain" });
    try {
      set(typed.base64(found[1]));
    } catch ({ key, at, what }) {
      wrong.textContent = t(key, { at: figure(at), what });
    }
  }
}
