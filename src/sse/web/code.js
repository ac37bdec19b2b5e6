// The Code tab: the way out of the lab. The stream that is looked at, and the event that was composed, as programs.

import { on } from "./bus.js";
import { copyButton, el } from "./dom.js";
import { printf, receive, send } from "./snippets.js";
import { state } from "./state.js";
import { t } from "./words.js";

const LANGUAGES = { curl: "curl", eventsource: "JavaScript EventSource", fetch: "JavaScript fetch", java: "Java",
  python: "Python" };
const MOST_TYPES = 8;
const OWN = ["/demo/", "/_/"]; // paths that are no topics

export function mount(root) {
  let way = "receive", language = "curl", types = new Set(), composed = null, looksAt = "", drawn = "";
  const code = el("pre", { class: "code", dir: "ltr", tabindex: 0 });
  const not = el("p", { class: "not" });
  const raw = el("pre", { class: "code", dir: "ltr", tabindex: 0 });
  const rawPart = el("div", {},
    el("div", { class: "caption" }, el("span", {}, t("code.raw")), copyButton(() => raw.textContent)), raw);
  const ways = choices("way", { receive: t("code.receive"), send: t("code.send") }, way, value => { way = value; });
  const languages = choices("language", LANGUAGES, language, value => { language = value; });

  root.append(el("div", { class: "code-tab" },
    ways, languages,
    el("div", { class: "caption" }, not, copyButton(() => code.textContent)), code, rawPart));
  on("state", draw);
  on("compose", ({ fields, bytes }) => {
    composed = { fields, bytes };
    if (way === "send") draw();
  });
  on("dispatch", ({ type }) => {
    if (types.size >= MOST_TYPES || types.has(type)) return;
    types.add(type);
    draw();
  });
  draw();

  function choices(name, labels, chosen, choose) {
    return el("fieldset", { class: "choice" }, el("legend", { class: "unseen" }, t("code." + name)),
      ...Object.entries(labels).map(([value, label]) => el("label", {},
        el("input", { type: "radio", name: "code-" + name, value, checked: value === chosen, onchange: () => {
          choose(value);
          draw();
        } }), " ", label)));
  }

  function draw() {
    if (state.url !== looksAt) types = new Set();
    looksAt = state.url;
    const sentence = t(`code.${way}.${language}`);
    const text = way === "receive" ? receive[language](stream(), sentence)
      : send[language] ? send[language](event(), sentence) : "";
    if (text + sentence === drawn) return; // what was selected in it stays so
    drawn = text + sentence;
    not.textContent = sentence;
    code.textContent = text;
    code.hidden = !text;
    rawPart.hidden = way === "receive" || language !== "curl";
    raw.textContent = printf(composed?.bytes ?? new TextEncoder().encode("data: hello\n\n"));
  }

  function absolute(url) {
    return new URL(url, location.origin).href;
  }

  function stream() {
    const listened = state.listeners.filter(name => name !== "message");
    return { url: absolute(state.url || "/demo/count"), lastId: state.lastEventId ?? "",
      types: [...new Set([...listened, ...types])] };
  }

  /** Published to the topic that is looked at, or to /hello: a demo takes nothing. */
  function event() {
    const at = new URL(state.own && state.url ? state.url : "/hello", location.origin);
    const topic = at.pathname !== "/" && !OWN.some(own => at.pathname.startsWith(own));
    const { event: type = null, id = null, retry = null, data = "hello" } = composed?.fields ?? {};
    return { url: location.origin + (topic ? at.pathname : "/hello"), type, id, retry, data: data ?? "" };
  }
}
