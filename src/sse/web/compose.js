// The Compose tab: an event field by field, its bytes, what they will do, and four ways to send them.

import { listen } from "./actions.js";
import { emit, on } from "./bus.js";
import { el, later } from "./dom.js";
import { findings } from "./findings.js";
import { explain } from "./judge.js";
import { lineStarts, marked } from "./marks.js";
import { put } from "./own.js";
import { state } from "./state.js";
import { figure, t } from "./words.js";

const BYTE_MILLIS = 120;
const LEAST_REPEAT = 100; // milliseconds
const FIELDS = ["comment", "event", "id", "retry"];
const ENDS = { lf: "\n", crlf: "\r\n", cr: "\r" };

const utf8 = new TextEncoder();

/**
 * The bytes of an event: { comment, event, id, retry, data }, each text or null for none; end "lf", "crlf" or "cr";
 * bom, space, blank; naive: the text's own line breaks are written as they are, which is the mistake of L2.
 */
export function compose({ comment, event, id, retry, data, end, bom, space, blank, naive }) {
  const ending = ENDS[end];
  const field = (name, value) => name + ":" + (space && value !== "" ? " " : "") + value + ending;
  let text = bom ? "\ufeff" : "";
  if (comment !== null) text += field("", comment);
  if (event !== null) text += field("event", event);
  if (id !== null) text += field("id", id);
  if (retry !== null) text += field("retry", retry);
  if (data !== null) text += naive ? field("data", data) : data.split("\n").map(line => field("data", line)).join("");
  return utf8.encode(text + (blank ? ending : ""));
}

const pause = millis => new Promise(done => setTimeout(done, millis));

export function mount(root) {
  const checks = {}, inputs = {}, judgeLater = later(150, judge);
  let bytes = new Uint8Array(), asked = 0, judged = null, heardBefore = "";
  let run = null; // the button of what is being sent now, one byte or one event after another

  const field = (name, input) => {
    inputs[name] = input;
    checks[name] = el("input", { type: "checkbox", id: "compose-with-" + name,
      "aria-label": t("compose.with", { name }) });
    input.id = "compose-" + name;
    input.addEventListener("input", () => { checks[name].checked = true; });
    return [checks[name], el("label", { for: input.id }, name), input];
  };
  const option = (name, checked) => {
    checks[name] = el("input", { type: "checkbox", checked });
    return el("label", {}, checks[name], " ", t("compose." + name));
  };

  const end = el("select", {}, ...Object.keys(ENDS).map(name => el("option", { value: name }, name.toUpperCase())));
  const cursor = el("input", { type: "range", min: 0, max: 0, value: 0 });
  const size = el("span", { class: "size" });
  const preview = el("pre", { class: "bytes", dir: "ltr", tabindex: 0, "aria-label": t("compose.preview"),
    onclick: place });
  const effect = el("p", { class: "effect" });
  const list = el("div", { class: "findings" });
  const answer = el("p", { class: "answer", role: "status" });
  const every = el("input", { type: "number", min: LEAST_REPEAT, value: 1000, step: 100 });
  const button = (key, fn, attributes) => el("button", { type: "button", onclick: fn, ...attributes }, t(key));
  const slowly = button("compose.slowly", () => start(slowly, byByte), { "aria-pressed": "false" });
  const repeat = button("compose.repeat", () => start(repeat, again), { "aria-pressed": "false" });

  const form = el("form", { class: "compose" },
    el("div", { class: "fields" },
      ...field("comment", el("input")), ...field("event", el("input")), ...field("id", el("input")),
      ...field("retry", el("input", { inputmode: "numeric" })),
      ...field("data", el("textarea", { rows: 2 }))),
    el("div", { class: "options" },
      el("label", {}, t("compose.end"), " ", end),
      option("bom"), option("space", true), option("blank", true), option("naive")),
    el("div", { class: "result" },
      el("div", { class: "caption" }, el("span", {}, t("compose.preview")), size),
      preview, effect, list,
      el("div", { class: "buttons" },
        el("button", { class: "primary" }, t("compose.send")), slowly, repeat,
        el("label", {}, t("compose.every"), " ", every, " ms")),
      el("div", { class: "buttons" },
        el("label", { class: "cursor-at" }, t("compose.cursor"), " ", cursor),
        button("compose.part", () => write(bytes.subarray(0, cursor.value))),
        button("compose.rest", () => write(bytes.subarray(cursor.value)))),
      answer));
  checks.data.checked = true;
  inputs.data.value = "hello";
  form.addEventListener("input", changed);
  form.addEventListener("submit", e => {
    e.preventDefault();
    write(bytes);
  });
  cursor.addEventListener("input", draw);
  on("state", listened);
  root.append(form);
  new IntersectionObserver(seen => seen.at(-1).isIntersecting && !judged && judge()).observe(form);
  changed();

  function fields() {
    const value = name => checks[name].checked ? inputs[name].value : null;
    const all = { end: end.value, data: value("data") };
    for (const name of FIELDS) all[name] = value(name);
    for (const name of ["bom", "space", "blank", "naive"]) all[name] = checks[name].checked;
    return all;
  }

  function changed(event) {
    if (event && (event.target === cursor || event.target === every)) return;
    const all = fields();
    const before = bytes.length, behind = Number(cursor.value) === before;
    bytes = compose(all);
    judged = null;
    cursor.max = bytes.length;
    if (behind) cursor.value = bytes.length;
    draw();
    emit("compose", { fields: all, bytes });
    judgeLater();
  }

  /** The lines with their markers, and where the cursor is; half a character is shown as the bytes it is. */
  function draw() {
    const at = Number(cursor.value), starts = lineStarts(bytes);
    preview.replaceChildren();
    for (let i = 0; i + 1 < starts.length; i++) {
      const from = starts[i], to = starts[i + 1], line = el("span", { class: "row", "data-from": from });
      if (at > from && at < to) line.append(marked(bytes, from, at), caret(), marked(bytes, at, to));
      else line.append(...at === from ? [caret()] : [], marked(bytes, from, to));
      if (at === to && to === bytes.length) line.append(caret());
      preview.append(line);
    }
    size.textContent = t("compose.size", { bytes: figure(bytes.length) });
    cursor.setAttribute("aria-valuetext", t("compose.at", { at: figure(at), of: figure(bytes.length) }));
  }

  function caret() {
    return el("span", { class: "caret", "aria-hidden": "true" });
  }

  /** A click in the preview puts the cursor behind the line. */
  function place(e) {
    const row = e.target.closest(".row");
    if (!row) return;
    const starts = lineStarts(bytes);
    cursor.value = starts[starts.indexOf(Number(row.dataset.from)) + 1];
    draw();
  }

  async function judge() {
    if (root.hidden) return; // until somebody looks
    const mine = ++asked;
    let result;
    try {
      result = await explain(bytes);
    } catch (gone) {
      result = null;
    }
    if (mine !== asked) return;
    const wrong = result?.findings.filter(one => one.severity !== "note" && one.place !== "stream") ?? [];
    const shown = await findings(wrong);
    if (mine !== asked) return;
    judged = result;
    list.replaceChildren(...shown);
    say(result);
  }

  /** One sentence: what fires, and where; or why nothing does. */
  function say(result) {
    effect.replaceChildren();
    if (!result) {
      effect.append(t("compose.no.server"));
      return;
    }
    const fired = result.lines.filter(line => line.step === "dispatch");
    for (const event of fired) {
      effect.append(t("compose.fires", { handler: handler(event.type), data: JSON.stringify(event.data) }),
        event.id ? t("compose.id", { id: event.id }) : "", ". ");
      if (!heard(event.type)) {
        effect.append(t("compose.nobody", { type: JSON.stringify(event.type) }), " ",
          button("compose.listen", () => listen(event.type), { class: "small" }), " ");
      }
    }
    if (fired.length === 0) effect.append(nothing(result.lines));
  }

  function heard(type) {
    return type === "error" || type === "open" || state.listeners.includes(type);
  }

  function handler(type) {
    return type === "message" ? "onmessage" : type === "error" || type === "open" ? "on" + type
      : `listener(${JSON.stringify(type)})`;
  }

  function nothing(lines) {
    const last = lines.at(-1);
    if (!last) return t("compose.nothing");
    if (last.step === "end") return t("compose.pending");
    if (last.step === "unfinished") return t("compose.unfinished");
    return t("compose.silent");
  }

  function listened() {
    if (state.listeners.join("\n") === heardBefore) return;
    heardBefore = state.listeners.join("\n");
    if (judged) say(judged);
  }

  async function write(piece) {
    try {
      answer.textContent = await put(piece);
      return true;
    } catch (refused) {
      answer.textContent = refused.message;
      return false;
    }
  }

  /** Begins to send bit by bit, or ends that. */
  async function start(its, how) {
    const own = run === its;
    run = own ? null : its;
    for (const each of [slowly, repeat]) {
      each.setAttribute("aria-pressed", String(run === each));
    }
    if (own) return;
    await how(() => run === its);
    if (run === its) start(its, how);
  }

  async function byByte(goesOn) {
    const all = bytes;
    for (let i = 0; i < all.length && goesOn(); i++) {
      if (i > 0) await pause(BYTE_MILLIS);
      if (!goesOn() || !await write(all.subarray(i, i + 1))) return;
      if (all === bytes) {
        cursor.value = i + 1;
        draw();
      }
    }
  }

  async function again(goesOn) {
    while (goesOn() && await write(bytes)) await pause(Math.max(LEAST_REPEAT, every.valueAsNumber || 1000));
  }
}
