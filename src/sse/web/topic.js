// The page of a topic: its newest events first, a box to publish from, and the same as commands.

import { ansi } from "./ansi.js";
import { on } from "./bus.js";
import { copyButton, el } from "./dom.js";
import { follow, latin1 } from "./reader.js";
import { shell } from "./snippets.js";
import { change, state } from "./state.js";
import { figure, t } from "./words.js";

const MOST = 200;       // events that are shown
const MOST_SHOWN = 4000; // characters of one
const LATE = 20;        // events that somebody sees who comes late

let root, token = "", current = null, types, fresh = [], painting = false;
const parts = {};

/** Builds the page and follows the path. */
export function mount(element, path) {
  root = element;
  const input = (name, label, attributes = {}) => {
    parts[name] = el("input", { id: "topic-" + name, ...attributes });
    return el("label", {}, label, parts[name]);
  };
  const command = name => {
    parts[name] = el("pre", { dir: "ltr" });
    return el("div", { class: "command" }, parts[name], copyButton(() => parts[name].textContent));
  };
  parts.why = el("p", { class: "why", role: "status" });
  parts.list = el("ol", { id: "events", tabindex: 0, "aria-label": t("topic.events") });
  parts.empty = el("p", { class: "empty", hidden: true }, t("topic.empty"));
  parts.text = el("textarea", { id: "topic-text", rows: 3 }, t("topic.hi"));
  parts.answer = el("p", { role: "status" });
  parts.other = el("button", { type: "button", hidden: true, onclick: () => watch(published()) });
  parts.auth = el("form", { class: "auth", hidden: true, onsubmit: authorize },
    input("token", t("topic.token"), { type: "password", autocomplete: "off", required: true }), el("button", {}, t("topic.use")));
  parts.publish = el("form", { oninput: commands, onsubmit: publish }, el("div", { class: "pair" },
    input("name", t("topic.name"), { required: true }), input("type", t("topic.type"))),
  el("label", {}, t("topic.text"), parts.text),
  el("div", { class: "acts" }, el("button", { class: "primary" }, t("topic.publish")), parts.other), parts.answer);
  parts.wire = el("a", {}, t("topic.wire"));
  parts.show = el("a", {}, t("topic.show"));
  root.append(
    el("section", {}, el("h2", {}, t("topic.events")), parts.why, parts.auth, parts.empty, parts.list),
    el("aside", {},
      el("section", {}, el("h2", {}, t("topic.publish.it")), parts.publish),
      el("section", {}, el("h2", {}, t("topic.elsewhere")), command("watching"), command("publishing"), command("script")),
      el("p", { class: "links" }, parts.wire, parts.show, el("a", { href: "/demo/" }, t("topic.demos")))));
  root.hidden = false;
  parts.name.value = decodeURIComponent(path.slice(1)).split(/[,/?]/)[0];
  on("stop", stop);
  watch(path);
}

/** The path as it is asked for: who comes late wants the newest events, too. */
const late = path => path.includes("?") ? path : `${path}?last=${LATE}`;

const published = () => "/" + encodeURIComponent(parts.name.value.trim().replace(/^\//, ""));

const authorization = () => token ? { Authorization: "Bearer " + latin1(token) } : {};

function stop() {
  current?.abort();
  change({ state: "closed" });
  parts.why.textContent = "";
}

/** Follows a topic, in the place of the one before. */
export function watch(path) {
  current?.abort();
  const { signal } = current = new AbortController();
  types = new Set();
  fresh = [];
  parts.list.replaceChildren();
  parts.empty.hidden = parts.other.hidden = true;
  const query = new URLSearchParams(location.search);
  for (const key of ["show", "wire"]) query.delete(key);
  if (location.pathname + location.search !== path) {
    query.set("watch", path);
    history.replaceState(null, "", "/?" + query);
  }
  parts.wire.href = "/?wire&watch=" + encodeURIComponent(path);
  parts.show.href = "/?show&watch=" + encodeURIComponent(path);
  document.title = path.slice(1);
  change({ state: "connecting", url: path, conn: 0, lastEventId: "", retry: null, events: 0 });
  commands();
  const mine = fn => (...given) => signal.aborted || fn(...given);
  follow(late(path), {
    asking: mine(() => change({ state: "connecting" })),
    open: mine(() => {
      parts.auth.hidden = true;
      parts.why.textContent = "";
      change({ state: "open", conn: state.conn + 1 });
      parts.empty.hidden = state.events > 0;
    }),
    line: mine(line),
    cut: mine((why, millis) => {
      parts.why.textContent = t("cut.again", { why, ms: figure(millis) });
      change({ state: "connecting" });
    }),
    closed: mine((why, response) => {
      parts.why.textContent = why;
      parts.auth.hidden = response.status !== 401;
      change({ state: "closed" });
    }),
  }, { signal, headers: authorization() });
}

function line({ kind, value, event }) {
  if (kind === "retry") change({ retry: Number(value) });
  if (!event) return;
  change({ events: state.events + 1, lastEventId: event.id });
  fresh = [...fresh.slice(1 - MOST), { ...event, time: new Date() }];
  if (types.size < 5 && !types.has(event.type)) {
    types.add(event.type);
    commands();
  }
  if (painting) return;
  painting = true;
  requestAnimationFrame(paint); // once a frame, however fast events come
}

function paint() {
  painting = false;
  parts.empty.hidden = true;
  for (const event of fresh.splice(0)) parts.list.prepend(row(event));
  while (parts.list.children.length > MOST) parts.list.lastChild.remove();
}

function row({ type, id, data, time }) {
  const cut = data.length > MOST_SHOWN;
  return el("li", {}, el("time", {}, time.toLocaleTimeString("en-GB")), el("b", { class: "type", dir: "auto" }, type),
    el("span", { class: "id" }, id ? "id " + id : ""),
    el("div", { class: "data", dir: "auto" }, ansi(cut ? data.slice(0, MOST_SHOWN) : data),
      cut ? ` … ${t("characters", { n: figure(data.length) })}` : ""));
}

/** The same as commands, which follow what is typed. */
function commands() {
  const curl = "curl " + (token ? '-H "Authorization: Bearer $SSE_TOKEN" ' : "");
  const type = parts.type.value, text = parts.text.value, path = state.url;
  const form = /(^|&)data=/.test(text) ? "-H Content-Type:text/plain " : "";
  parts.watching.textContent = `${curl}-N ${shell(location.origin + path)}`;
  parts.publishing.textContent = `${curl}${type && `-H ${shell("X-Event: " + type)} `}${form}`
    + `--data-raw ${shell(text)} ${shell(location.origin + published())}`;
  const url = path + (token ? (path.includes("?") ? "&" : "?") + "token=..." : "");
  parts.script.textContent = [`const source = new EventSource(${JSON.stringify(url)});`,
    ...[...types.size ? types : ["message"]].map(name =>
      `source.addEventListener(${JSON.stringify(name)}, e => console.log(e.data));`)].join("\n");
}

function authorize(e) {
  e.preventDefault();
  token = parts.token.value;
  watch(state.url);
}

async function publish(e) {
  e.preventDefault();
  const type = parts.type.value;
  try {
    const response = await fetch(published(), { method: "POST", body: parts.text.value,
      headers: { ...type && { "X-Event": latin1(type) }, ...authorization() } });
    const answer = await response.text();
    if (response.status === 401) parts.auth.hidden = false;
    if (!response.ok) {
      parts.answer.textContent = t("topic.refused", { status: response.status, answer });
      return;
    }
    const { id, subscribers } = JSON.parse(answer);
    parts.answer.textContent = t("topic.published", { id, n: figure(subscribers) });
    parts.other.hidden = state.url.split("?")[0].split(/[,/]/).includes(published().slice(1));
    parts.other.textContent = t("topic.watch", { path: published() });
  } catch (broken) {
    parts.answer.textContent = t("no.connection");
  }
}
