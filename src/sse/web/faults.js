// The Faults tab: what can go wrong with the open stream now, and with the connections that come next.

import { about, close, next, now, withLab } from "./actions.js";
import { off, on } from "./bus.js";
import { copyButton, el } from "./dom.js";
import { state } from "./state.js";
import { t } from "./words.js";

const HOT = 100;       // milliseconds: a retry below this makes a hot loop
const MOST_RETURNS = 20; // of such a loop

/** What can be written into a stream that is not right: text, or bytes that are no text. */
const GARBAGE = {
  case: "Data: wrong case\n\n",
  indent: " data: a space in front\n\n",
  rawnl: "data: first line\nsecond line without data:\n\n",
  bom: "\ufeffdata: a byte order mark in front\n\n",
  latin1: [..."data: caf\xe9\n\n"].map(c => c.charCodeAt(0)),
  nulid: "id: 4\0\ndata: a NUL in the id\n\n",
  retry: "retry: 5s\n\n",
  error: "event: error\ndata: not a lost connection\n\n",
  glue: "event: one\ndata: {\"first\":event: two\ndata: {\"second\":true}\n\n",
};

/** The buttons for the next connection: what stands on it, or the key of the words for that, and the spec. */
const NEXT = [
  ["204", "status=204"], ["401", "status=401"], ["500", "status=500"], ["503", "status=503"],
  ["text/plain", "type=text/plain"], ["application/json", "type=application/json"],
  ["charset=utf8", "type=\"text/event-stream; charset=utf8\""],
  ["fault.redirect", () => `redirect="${path(withLab(state.url))}"`],
  ["fault.late", "delay=3s"], ["fault.refuse", "conn1-2:refuse"], ["fault.noreplay", "noreplay"],
  ["fault.gzip", "gzip"], ["fault.reset", "reset@events=2"], ["fault.hold", "hold=10"],
];

function path(url) {
  const at = new URL(url, location.origin);
  return at.pathname + at.search;
}

export function mount(root) {
  const chip = document.getElementById("chip"); // on Connect
  const answer = el("p", { class: "answer", role: "status" });
  const spec = el("input", { id: "spec", size: 30, placeholder: "cut@events=3", autocomplete: "off" });
  const stay = el("input", { type: "checkbox" });
  const url = el("code", { class: "url", dir: "ltr" });
  const pressed = new Map(); // spec -> its button
  let armed = "", left = 0; // connections that it is still for; Infinity if it stays

  const button = (label, fn, attributes) => el("button", { type: "button", onclick: fn, ...attributes }, label);
  const doing = what => button(t("faults." + what), () => act(() => now(what)), { title: t(`faults.${what}.is`) });

  const millis = el("input", { type: "number", min: 0, value: 3000, step: 100, "aria-label": t("faults.retry.ms") });
  const pauseFor = el("input", { type: "number", min: 1, max: 20, value: 5, "aria-label": t("faults.pause.s") });
  const garbage = el("select", { "aria-label": t("faults.garbage") },
    el("option", { value: "" }, t("faults.garbage")),
    ...Object.keys(GARBAGE).map(key => el("option", { value: key }, t("garbage." + key))));
  garbage.addEventListener("change", () => {
    const bytes = GARBAGE[garbage.value];
    garbage.value = "";
    if (bytes) write(bytes);
  });
  const question = el("p", { class: "question", hidden: true });

  root.append(
    el("div", { class: "faults" },
      el("h3", {}, t("faults.now")),
      el("div", { class: "buttons" },
        doing("cut"), doing("break"), doing("half"),
        el("span", { class: "joined" },
          button(t("faults.pause"), pause, { title: t("faults.pause.is") }), pauseFor, " s"),
        doing("resume"), garbage,
        button(t("faults.comment"), () => write(": hb\n"), { title: t("faults.comment.is") }),
        el("span", { class: "joined" },
          button("retry:", setRetry, { title: t("faults.retry.is") }), millis, " ms"),
        doing("forget")),
      question,
      el("h3", {}, t("faults.next")),
      el("div", { class: "buttons" }, ...NEXT.map(armButton)),
      el("form", { class: "buttons spec", onsubmit: e => {
        e.preventDefault();
        arm(spec.value.trim());
      } },
        el("label", { for: "spec" }, t("faults.spec")), spec,
        el("button", {}, t("faults.arm")), button(t("faults.disarm"), () => arm("")),
        el("label", {}, stay, " ", t("faults.stay"))),
      answer,
      el("p", { class: "as-url" }, t("faults.url"), " ", url, " ", copyButton(address))),
    list("faults.all", ({ faults = [] }) => faults.map(({ word, example, effect }) => [
      button(example, () => choose(example), { class: "small", "data-word": word }),
      el("span", { lang: "en" }, effect)])),
    list("faults.bad", ({ bad = [] }) => bad.map(({ name, spec: its, about: says }) => [
      el("a", { href: "/demo/bad/" + name }, "/demo/bad/" + name),
      el("span", { lang: "en" }, says, its ? ` (${its})` : ""),
      copyButton(() => location.origin + "/demo/bad/" + name)])));

  spec.addEventListener("input", showUrl);
  on("state", showUrl);
  on("req", used);
  on("ctl", told);
  on("reset", () => show("", 0));
  showUrl();

  function armButton([label, its]) {
    const one = button(t(label), () => {
      const now = typeof its === "string" ? its : its();
      pressed.set(now, one);
      arm(armed === now ? "" : now);
    }, { "aria-pressed": "false", "data-fault": label });
    if (typeof its === "string") {
      pressed.set(its, one);
      one.title = its;
    }
    return one;
  }

  function choose(example) {
    spec.value = example;
    showUrl();
    spec.focus();
  }

  /** A list that is filled, from what the server has, when somebody opens it. */
  function list(key, rows) {
    const body = el("ul", { class: "choices" });
    return el("details", { ontoggle: async () => {
      if (body.hasChildNodes()) return;
      try {
        body.append(...rows(await about()).map(row => el("li", {}, ...row.flatMap(part => [part, " "]))));
      } catch (gone) {
        answer.textContent = gone.message;
      }
    } }, el("summary", {}, t(key)), body);
  }

  /** Does something to the open streams; says whether there were any. */
  async function act(what) {
    try {
      const { streams } = await what();
      answer.textContent = t(streams ? "faults.done" : "faults.no.stream");
      return streams > 0;
    } catch (refused) {
      answer.textContent = refused.message;
      return false;
    }
  }

  function write(bytes) {
    return act(() => now("write", { bytes: typeof bytes === "string" ? bytes : Uint8Array.from(bytes) }));
  }

  function pause() {
    return act(() => now("pause", { ms: 1000 * Math.min(20, Math.max(1, pauseFor.valueAsNumber || 5)) }));
  }

  /** A retry that makes a hot loop is asked about first, in place. */
  function setRetry() {
    const value = millis.valueAsNumber;
    if (!(value >= 0)) return millis.focus();
    if (value >= HOT) {
      question.hidden = true;
      return write(`retry: ${value}\n`);
    }
    const answerWith = (key, fn) => button(t(key), () => {
      question.hidden = true;
      millis.focus();
      fn?.();
    });
    question.replaceChildren(t("faults.hot", { ms: value, n: MOST_RETURNS }), " ",
      answerWith("faults.hot.limit", async () => {
        if (await write(`retry: ${value}\n`)) closeAfter(MOST_RETURNS);
      }), answerWith("faults.hot.no"));
    question.hidden = false;
    question.querySelector("button").focus();
  }

  /** Closes the EventSource when it has come back so often. */
  function closeAfter(returns) {
    const url = state.url;
    let n = 0;
    const count = () => {
      if (state.url === url && ++n <= returns) return;
      off("error", count);
      if (state.url !== url) return;
      close();
      answer.textContent = t("faults.hot.closed", { n: returns });
    };
    on("error", count);
  }

  async function arm(its) {
    spec.removeAttribute("aria-invalid");
    try {
      await next(its, stay.checked);
      show(its, stay.checked ? Infinity : connections(its));
      answer.textContent = saysArmed();
    } catch (wrong) {
      if (its === spec.value.trim()) spec.setAttribute("aria-invalid", "true");
      answer.textContent = wrong.message;
    }
  }

  /** How many connections a spec is for: those it numbers, or one. */
  function connections(its) {
    let most = 1;
    for (const [, first, dash, last] of its.matchAll(/(?:^|;)conn(\d+)(-(\d*))?:/g)) {
      most = Math.max(most, Number(dash ? last || Infinity : first));
    }
    return most;
  }

  /** What is armed was told by the server, whoever did it. */
  function told({ what, spec: its, stays }) {
    if (what === "next") show(its, stays ? Infinity : connections(its));
  }

  function used() {
    if (--left <= 0) show("", 0);
  }

  function show(its, connections) {
    armed = its;
    left = its ? connections : 0;
    for (const one of pressed.values()) one.setAttribute("aria-pressed", String(one === pressed.get(its)));
    if (chip) {
      chip.hidden = !its;
      chip.textContent = pressed.get(its)?.textContent ?? its;
      chip.title = saysArmed();
    }
    if (its) spec.value = its;
    showUrl();
  }

  function saysArmed() {
    if (!armed) return t("faults.disarmed");
    return t(left === Infinity ? "faults.armed.stays" : "faults.armed", { spec: armed });
  }

  /** The stream that is looked at, with the fault in its URL: for a phone, curl or a client of one's own. */
  function address() {
    const of = new URL(state.own && state.url ? state.url : "/demo/count", location.origin);
    const its = spec.value.trim();
    of.searchParams.delete("fault");
    const value = encodeURIComponent(its).replace(/%(3D|40|2C|3B|3A|2F)/g, decodeURIComponent); // which are no harm in a query
    return location.origin + of.pathname + of.search + (its ? (of.search ? "&" : "?") + "fault=" + value : "");
  }

  function showUrl() {
    url.textContent = address();
  }
}
