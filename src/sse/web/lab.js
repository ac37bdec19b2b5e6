// Puts the page together: which view it is, the top bar, and the parts, each in a module of its own.

import * as actions from "./actions.js";
import * as browser from "./browser.js";
import * as bus from "./bus.js";
import * as keys from "./keys.js";
import * as rows from "./rows.js";
import * as says from "./says.js";
import { state } from "./state.js";
import * as tap from "./tap.js";
import * as timeline from "./timeline.js";
import * as wire from "./wire.js";
import { figure, language, t, translate } from "./words.js";

const $ = id => document.getElementById(id);
const query = new URLSearchParams(location.search);
const FIRST = "/demo/count";

/** The types of the streams that are known: an EventSource has no listener for all names. */
const TYPES = {
  "/demo/count": ["tick", "gap"], "/demo/task": ["progress", "result", "failure"], "/demo/chat": ["say", "join", "leave"],
  "/demo/log": ["line"], "/demo/sys": ["cpu", "mem", "threads", "clients"], "/demo/ticker": ["trade"],
  "/demo/huge": ["sum"], "/demo/unicode": ["sum"], "/demo/types": ["tick"], "/demo/bad": ["tick", "gap"],
  "/demo/llm": ["message_start", "content_delta", "ping", "message_stop"], "/demo/polling": ["tick"],
};

/** For the console, the lessons and the tests: everything that can be done, and all that happens. */
window.lab = { actions, bus, state };

async function start() {
  const watched = query.get("watch") ?? ownPath();
  if (!window.EventSource) return notice(t("no.eventsource"));
  if (query.has("show")) {
    const { mount } = await import("./show.js");
    return mount($("show"), watched);
  }
  topBar();
  if (isTopic(watched) && !query.has("wire")) {
    const { mount } = await import("./topic.js");
    document.documentElement.classList.add("of-topic");
    return mount($("topic"), watched);
  }
  lab(watched);
}

/** The stream that this page was asked for as. */
function ownPath() {
  if (location.pathname === "/" || location.pathname.startsWith("/_/")) return FIRST;
  const rest = new URLSearchParams(query);
  for (const name of ["lang", "wire", "show", "teach"]) rest.delete(name);
  return location.pathname + (rest.size ? "?" + rest : "");
}

const isTopic = path => path.startsWith("/") && !/^\/(demo\/|_\/|$|\?)/.test(path);

function notice(text) {
  $("notice").hidden = !text;
  $("notice").textContent = text;
}

function lab(watched) {
  $("lab").hidden = false;
  document.documentElement.classList.add("wide");
  actions.prepare(typesOf(watched));
  for (const part of [rows, wire, browser, says, keys]) part.mount();
  timeline.mount($("timeline"));
  actions.connect(watched);
  tap.start();
  panels();
  for (const name of ["lessons", "faults", "compose", "code", "explain"]) {
    import(`./${name}.js`).then(module => module.mount($(name)));
  }
  actions.about().then(streams, () => {});
}

const typesOf = url => TYPES[/^\/demo\/\w+/.exec(new URL(url, location.origin).pathname)?.[0]] ?? [];

function topBar() {
  $("url").value = state.url;
  bus.on("state", () => {
    $("lamp").dataset.state = state.state;
    $("lamp-word").textContent = t("state." + state.state);
    $("conn").textContent = figure(state.conn);
    $("last-id").textContent = state.lastEventId || t("none");
    $("retry").textContent = state.retry === null ? t("retry.unknown") : figure(state.retry) + " ms";
    $("count").textContent = figure(state.events);
    $("close").disabled = state.state === "closed";
    if ($("url").dataset.of !== state.url) $("url").value = $("url").dataset.of = state.url;
    hint();
  });
  bus.on("tap", hint);
  actions.about().then(join, () => {});
  bus.on("armed", ({ spec, stay }) => {
    $("chip").hidden = !spec;
    $("chip").textContent = spec;
    $("chip").dataset.stay = String(stay);
  });
  bus.on("head", e => {
    if (e.main && $("chip").dataset.stay === "false") $("chip").hidden = true;
  });
  $("target").onsubmit = e => {
    e.preventDefault();
    watch($("url").value.trim());
  };
  $("close").onclick = () => {
    actions.close();
    bus.emit("stop");
  };
  $("reset").onclick = reset;
}

let tapAlive = null;

/** What the wire cannot show, and why. */
function hint(e) {
  if (e && "alive" in e) tapAlive = e.alive;
  notice(!state.own ? t("own.only") : tapAlive === false ? t("no.tap") : "");
}

/** Connects to what was typed, and puts it into the address; a foreign server's page has a policy of its own. */
function watch(typed) {
  const url = /^[a-z]+:\/\//i.test(typed) ? typed : "/" + typed.replace(/^\/+/, "");
  const address = new URL(location.href), at = new URL(url, location.origin);
  address.pathname = "/";
  address.searchParams.set("watch", url);
  const free = actions.isOwn(url) || at.protocol === location.protocol && ["localhost", "127.0.0.1"].includes(at.hostname);
  const named = query.get("watch");
  const same = named && new URL(named, location.origin).origin === at.origin;
  const here = isTopic(url) && !query.has("wire") ? $("topic") : $("lab");
  if (here.hidden || !free && !same) {
    location.assign(address);
    return;
  }
  if (here === $("topic")) {
    import("./topic.js").then(topic => topic.watch(url));
    return;
  }
  history.replaceState(null, "", address);
  actions.prepare(typesOf(url));
  actions.connect(url);
}

/** As it was when the page was opened. */
function reset() {
  actions.close();
  $("chip").hidden = true;
  actions.next("").catch(() => {});
  bus.forget();
  rows.clear();
  bus.emit("reset");
  history.replaceState(null, "", "/" + (query.has("lang") ? "?lang=" + language : ""));
  actions.prepare(typesOf(FIRST));
  actions.connect(FIRST);
}

/** The drawer: on a desktop one of its panels is open, on a phone it is a sheet that a button opens and Escape closes. */
function panels() {
  const buttons = [...document.querySelectorAll("[aria-controls]")];
  const sheet = matchMedia("(max-width: 640px)"), rail = matchMedia("(min-width: 1024px)");
  let current = sheet.matches ? null : "faults", opener = null;
  const apply = () => {
    for (const name of ["lessons", "faults", "compose", "code", "explain"]) {
      $(name).classList.toggle("shown", name === current);
      $(name).hidden = name !== current && !(name === "lessons" && rail.matches);
    }
    for (const button of buttons) {
      button.setAttribute("aria-expanded", String(button.getAttribute("aria-controls") === current));
    }
  };
  for (const button of buttons) {
    button.onclick = () => {
      const name = button.getAttribute("aria-controls"), drawer = name !== "lessons";
      current = current !== name ? name : drawer && !sheet.matches ? name : null;
      opener = button;
      apply();
    };
  }
  document.addEventListener("keydown", e => {
    if (e.key !== "Escape" || !current || !sheet.matches && current !== "lessons") return;
    current = sheet.matches ? null : "faults";
    apply();
    opener?.focus();
  });
  rail.onchange = apply;
  sheet.onchange = () => {
    current = sheet.matches ? null : "faults";
    apply();
  };
  apply();
  bus.on("panel", ({ name }) => {
    current = name;
    apply();
  });
}

/** Where phones find this server, if it is open to them. */
function join({ open, addresses = [] }) {
  if (!open || !addresses.length) return;
  $("join").hidden = false;
  $("join-list").replaceChildren(...addresses.map(address => {
    const item = document.createElement("li");
    item.textContent = address;
    return item;
  }));
  $("join").ontoggle = () => { $("join-code").src = "/_/join.svg"; };
}

/** Fills the list of streams. */
function streams({ demos = [] }) {
  $("streams").replaceChildren(...demos.map(({ path, about }) => {
    const option = document.createElement("option");
    option.value = path;
    option.label = about;
    return option;
  }));
}

function settings() {
  const theme = localStorage.getItem("theme") ?? "";
  document.documentElement.dataset.theme = theme;
  $("theme").value = theme;
  $("theme").onchange = () => {
    document.documentElement.dataset.theme = $("theme").value;
    localStorage.setItem("theme", $("theme").value);
  };
  $("language").value = language;
  $("language").onchange = () => {
    localStorage.setItem("lang", $("language").value);
    const address = new URL(location.href);
    address.searchParams.delete("lang");
    location.assign(address);
  };
  $("shortcuts").checked = localStorage.getItem("shortcuts") !== "off";
  $("shortcuts").onchange = () => localStorage.setItem("shortcuts", $("shortcuts").checked ? "on" : "off");
}

addEventListener("pagehide", actions.close); // as in reader.js
addEventListener("pageshow", e => e.persisted && location.reload());
document.documentElement.classList.add("js");
translate();
settings();
start();
