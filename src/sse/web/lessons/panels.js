// What only one lesson has: a text to send, a table that fills, sliders, lamps. A panel is made when its lesson is
// opened, from { lab, n, seen, rich, words, acts }:
//
//   element     what stands under "Do"; replaces: instead of the buttons; breaking: what stands under "Break it"
//   told        (name, where, what), at each mark of the lesson
//   ran         is given act(name, deed): does something as a button does, and tells what went wrong
//   stop        takes away what would be left when the lesson is left

import * as bus from "../bus.js";
import { el } from "../dom.js";
import { marked } from "../marks.js";
import { Reader } from "./client.js";
import { BLOCKS, ENDINGS, OWN } from "./twelve.js";

const utf8 = new TextEncoder();
const TAP_LATE = 200; // times 50 ms, at most, that the tap may be later than the browser
const quoted = data => JSON.stringify(data);

/** Listens on the bus until it is stopped. */
function listening(listeners) {
  for (const type in listeners) bus.on(type, listeners[type]);
  return () => { for (const type in listeners) bus.off(type, listeners[type]); };
}

function checkbox(label, isChecked = false) {
  const input = el("input", { type: "checkbox", checked: isChecked });
  return { input, label: el("label", {}, input, " ", ...[label].flat()) };
}

function table(heads, rows) {
  const row = (tag, cells) => el("tr", {}, ...cells.map(cell => el(tag, tag === "th" ? { scope: "col" } : {}, ...[cell].flat())));
  return el("table", {}, el("thead", {}, row("th", heads)), el("tbody", {}, ...rows.map(cells => row("td", cells))));
}

// 2: a text of many lines

function manyLines({ lab, rich, words }) {
  let act;
  const area = el("textarea", { id: "lesson-text", rows: 3 }, "a\nb");
  const naive = checkbox(rich(words("naive")), true);
  const result = el("p", { hidden: true });
  const send = () => {
    const lines = area.value.split("\n");
    const text = naive.input.checked ? "data: " + area.value + "\n\n" : lines.map(line => "data: " + line + "\n").join("") + "\n";
    act("send", () => lab.send(text));
  };
  const json = () => { area.value = '{\n  "n": 1\n}'; };
  const stop = listening({
    message({ data }) {
      if (!data.startsWith("{")) return;
      let what = words("parse.ok");
      try {
        JSON.parse(data);
      } catch (notJson) {
        what = String(notJson);
      }
      result.hidden = false;
      result.className = what === words("parse.ok") ? "ok" : "bad";
      result.replaceChildren(...rich(words("parse", { result: what })));
    },
  });
  return {
    replaces: true, stop, ran: given => { act = given; },
    element: el("div", {}, el("label", { for: "lesson-text" }, words("text")), area, naive.label,
      el("div", { class: "acts" },
        el("button", { type: "button", "data-act": "send", onclick: send }, words("send")),
        el("button", { type: "button", "data-act": "json", onclick: json }, words("json"))), result),
  };
}

// 3: who heard how many

function heard({ words }) {
  const counts = new Map();
  const place = el("div", { class: "counts" });
  const stop = listening({
    pair({ verdict, callback }) {
      const by = verdict === "nobody" ? words("nobody") : callback?.handler;
      if (!by) return;
      counts.set(by, (counts.get(by) ?? 0) + 1);
      place.replaceChildren(table([words("heard.by"), words("times")], [...counts].map(([who, n]) => [who, String(n)])));
    },
  });
  return { element: place, stop };
}

// 4: eight blocks, guessed and run

function eightBlocks({ lab, words }) {
  let act;
  const rows = BLOCKS.map((block, i) => ({
    guess: el("select", { "aria-label": `${words("guess")}: ${block}`, "data-block": i }, el("option", { value: "" }, "–"),
      el("option", { value: "fires" }, words("fires")), el("option", { value: "silent" }, words("silent"))),
    did: el("span", { "data-did": i }),
  }));
  const line = el("input", { id: "lesson-line", value: "data: " });
  const gave = el("p", { role: "status" });
  let own = null, block = ""; // the line that was sent, and the lines of the block in progress
  const send = () => act("own", () => {
    own = line.value;
    gave.textContent = "";
    return lab.send(own + "\n\n");
  });
  const stop = listening({
    line({ bytes, kind, event }) {
      if (kind !== "dispatch" && kind !== "blank") {
        block += new TextDecoder().decode(bytes);
        return;
      }
      if (block === own) gave.textContent = !event ? words("gives.none")
        : words("gives", { data: quoted(event.data) }) + (event.data === " x " ? " ✓" : "");
      block = "";
    },
  });
  return {
    stop, ran: given => { act = given; },
    element: table([words("block"), words("guess"), words("did")],
      BLOCKS.map((block, i) => [el("code", {}, marked(utf8.encode(block))), rows[i].guess, rows[i].did])),
    breaking: el("div", {}, el("label", { for: "lesson-line" }, words("line")), line,
      el("button", { type: "button", "data-act": "own", onclick: send }, words("send")), gave),
    told(name, where, data) {
      const row = rows[Number(name?.slice(1))];
      if (!row) return;
      const fired = data !== null && data !== undefined;
      row.did.textContent = fired ? quoted(data) : words("silent");
      row.did.className = row.guess.value && (row.guess.value === "fires") !== fired ? "other" : "same";
    },
  };
}

// 5: each write decoded alone

const PYTHON_LINES = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/; // where str.splitlines() cuts

function writes({ seen, words }) {
  const alone = checkbox(words("alone"));
  const list = el("ol", { class: "writes", hidden: true });
  const split = el("p", { hidden: true });
  alone.input.addEventListener("change", () => { list.hidden = !alone.input.checked; });
  const stop = listening({
    out({ conn, bytes }) {
      if (seen.path(conn) !== OWN) return;
      list.append(el("li", {}, el("code", {}, quoted(new TextDecoder().decode(bytes)))));
      if (list.children.length > 6) list.firstChild.remove();
    },
    dispatch({ data }) {
      if (!/[\x85\u2028\u2029]/.test(data)) return;
      split.hidden = false;
      split.textContent = words("separator.seen", { parts: ("data: " + data).split(PYTHON_LINES).map(quoted).join("  ") });
    },
  });
  return { stop, element: el("div", {}, alone.label, list), breaking: split };
}

// 7: what asking again and again costs

const KINDS = [
  ["loop", path => path.startsWith("/demo/bad/loop") || path.startsWith("/demo/bad/retry")],
  ["poll", path => path.startsWith("/demo/polling?since=") || path.startsWith("/demo/polling?n=1")],
  ["same", path => path.startsWith("/demo/polling")],
  ["held", path => path.startsWith("/demo/")],
];

function costs({ lab, seen, words }) {
  const rows = new Map(), begun = new Set();
  const place = el("div", {});
  const row = conn => {
    const name = KINDS.find(([, isOne]) => isOne(seen.path(conn)))?.[0];
    if (!name) return null;
    if (!rows.has(name)) rows.set(name, { requests: 0, events: 0, heads: 0, delay: 0, delays: 0 });
    return rows.get(name);
  };
  const lineBytes = headers => headers.reduce((sum, [name, value]) => sum + utf8.encode(name + value).length + 4, 2);
  const late = (it, id) => { // the event of polling that is numbered n happens n seconds after 1970
    if (Number(id) < 1e9) return;
    it.delay += Math.max(0, Date.now() - Number(id) * 1000);
    it.delays++;
  };
  const show = () => place.replaceChildren(table(
    [words("what"), words("requests"), words("events"), words("heads"), words("delay")],
    KINDS.filter(([name]) => rows.has(name)).map(([name]) => {
      const it = rows.get(name);
      return [words("row." + name), String(it.requests), String(it.events), String(it.heads),
        it.delays ? Math.round(it.delay / it.delays) + " ms" : ""];
    })));
  const stop = listening({
    req(request) {
      const it = row(request.conn);
      if (!it) return;
      it.requests++;
      it.heads += request.line.length + 2 + lineBytes(request.headers);
      show();
    },
    head({ conn, headers }) {
      const it = row(conn);
      if (it) it.heads += 17 + lineBytes(headers);
    },
    dispatch({ conn, id }) {
      const it = row(conn);
      if (!it) return;
      it.events++;
      if (begun.has(conn)) late(it, id); // the first had happened before anybody asked
      begun.add(conn);
      show();
    },
  });
  let stopped = false;
  lab.poll = async (url, times) => {
    for (let i = 0, since = ""; i < times && !stopped; i++) {
      const response = await fetch(lab.withLab(url + (since ? "?since=" + since : "?n=1")), { headers: { Accept: "application/json" } });
      const answer = await response.json();
      if (!rows.has("poll")) rows.set("poll", { requests: 0, events: 0, heads: 0, delay: 0, delays: 0 });
      for (const event of answer.events) {
        rows.get("poll").events++;
        late(rows.get("poll"), event.id);
      }
      show();
      since = answer.since;
      await lab.wait(1000);
    }
  };
  return { element: place, stop: () => { stopped = true; stop(); } };
}

// 8: six endings, guessed and run

function endings({ lab, rich, words, acts }) {
  let act, closedAt = 0;
  const rows = Object.keys(ENDINGS).map(name => ({
    name,
    guess: el("select", { "aria-label": `${words("guess")}: ${acts[name].replaceAll("`", "")}`, "data-ending": name }, el("option", { value: "" }, "–"),
      el("option", { value: "back" }, words("back")), el("option", { value: "over" }, words("over"))),
    run: el("button", { type: "button", "data-act": name, "aria-label": `${words("run")}: ${acts[name].replaceAll("`", "")}`, onclick: () => run(name) }, words("run")),
    did: el("p", { "data-did": name }),
  }));
  async function run(name) {
    for (const row of rows) row.run.disabled = true;
    rows.find(row => row.name === name).did.textContent = "…";
    await act(name);
    if (name === "close") closedAt = performance.now();
    for (const row of rows) row.run.disabled = false;
  }
  return {
    replaces: true, ran: given => { act = given; },
    element: el("ul", { class: "endings" }, ...rows.map(row =>
      el("li", {}, el("span", {}, ...rich(acts[row.name])), row.guess, row.run, row.did))),
    told(name, where, what) {
      if (name === null && closedAt) { // the page left, and the server found out
        const row = rows[0], ms = Math.round(performance.now() - closedAt);
        closedAt = 0;
        row.noticed = words("noticed", { ms });
        if (row.result) row.did.textContent = `${row.result}; ${row.noticed}`;
        return;
      }
      const row = rows.find(one => "e" + one.name === name);
      if (!row || !what) return;
      row.result = [...what.callbacks, words(what.back ? "eight.back" : "eight.over", { state: what.readyState, requests: what.requests })].join(", ");
      row.did.textContent = row.noticed ? `${row.result}; ${row.noticed}` : row.result;
      row.did.className = row.guess.value && (row.guess.value === "back") !== what.back ? "other" : "same";
    },
  };
}

// 10: streams of other origins

let tries = 0; // a number in the URL says which request was whose

function origins({ lab, seen, rich, words }) {
  let act, port = 0;
  const choice = (name, label, options) => {
    const select = el("select", { id: "try-" + name }, ...options.map(([value, text]) => el("option", { value }, text)));
    return { select, label: el("label", {}, label, " ", select) };
  };
  const places = [["port", words("other.origin")], ["name", `${lab.places.name} ${words("other.site")}`], ["here", `${lab.places.here} ${words("same.origin")}`]];
  const place = choice("place", words("place"), places);
  const cors = choice("cors", words("cors"), ["*", "no", "echo"].map(mode => [mode, words("cors." + mode)]));
  const cookies = checkbox(words("cookies"), true);
  cookies.input.id = "try-cookies";
  const list = el("ol", { class: "tries" });
  const answer = el("p", { hidden: true });
  const origin = () => {
    const here = new URL(location.href);
    if (place.select.value === "port") here.port = port;
    if (place.select.value === "name") here.host = lab.places.name;
    return here.origin;
  };
  const request = number => [...Array(seen.conn + 1).keys()].reverse().map(conn => seen.request(conn))
    .find(one => one?.line.includes(`seed=${number}&`) && one.line.startsWith("GET "));

  async function one() {
    const number = ++tries + 1000, credentials = cookies.input.checked, mode = cors.select.value;
    const at = origin(), url = `${at}/demo/count?cors=${mode}&seed=${number}&lab=${lab.lab}`;
    const source = new EventSource(url, { withCredentials: credentials });
    addEventListener("pagehide", () => source.close());
    const outcome = await Promise.race([
      new Promise(resolve => { source.onopen = () => resolve("open"); source.onerror = () => resolve("error"); }),
      lab.wait(8000).then(() => "error"),
    ]);
    for (let i = 0; i < TAP_LATE && !request(number); i++) await lab.wait(50);
    source.close();
    const by = request(number), header = name => by?.headers.find(([key]) => key.toLowerCase() === name)?.[1];
    lab.tell({ cell: { place: place.select.value, mode, credentials, outcome, request: by } });
    const item = el("li", { "data-outcome": outcome, class: outcome === "open" ? "ok" : "bad" },
      el("b", {}, words(outcome === "open" ? "opened" : "refused")), " ",
      `${new URL(at).host}, ${words("cors." + mode)}${credentials ? ", " + words("cookies") : ""}: `,
      words("saw", { origin: header("origin") ?? "–", cookie: words(header("cookie") ? "cookie.some" : "cookie.none") }));
    list.prepend(item);
    if (list.children.length > 12) list.lastChild.remove();
  }

  async function ownHeader() {
    const url = `${origin()}/demo/count?n=1&lab=${lab.lab}`;
    answer.textContent = await fetch(url, { headers: { "X-Mine": "1" } })
      .then(({ status }) => words("header.ok", { status }), why => words("header.no", { why }));
    answer.hidden = false;
  }

  return {
    ran: given => {
      act = given;
      document.cookie = "lab=crumb; path=/demo; SameSite=Lax";
      act("open", async () => {
        ({ rawPort: port } = await lab.raw());
        place.select.options[0].text = `${location.hostname}:${port} ${words("other.origin")}`;
      });
    },
    stop: () => { document.cookie = "lab=; path=/demo; max-age=0; SameSite=Lax"; },
    element: el("div", {}, place.label, cors.label, cookies.label,
      el("div", { class: "acts" },
        el("button", { type: "button", "data-act": "try", onclick: () => act("try", one) }, words("try")),
        el("button", { type: "button", "data-act": "header", onclick: () => act("header", ownHeader) }, ...rich(words("try.header")))),
      answer, list),
  };
}

// 11: a client of one's own, with mistakes to switch on

const PIECES = 20; // a second, of a stream that is slow

function tokens({ lab, seen, rich, words }) {
  let act, abort = new AbortController();
  const slider = (id, value, most) => {
    const input = el("input", { type: "range", id, min: 1, max: most, value });
    const output = el("output", { for: id }, String(value));
    input.addEventListener("input", () => { output.textContent = input.value; });
    return { input, label: el("label", {}, words(id.slice(4)), " ", input, " ", output) };
  };
  const tps = slider("llm-tps", 40, 200), chunk = slider("llm-chunk", 100, 400);
  const bugs = ["read", "decoder", "json"].map(bug => ({ bug, ...checkbox(rich(words("bug." + bug))) }));
  for (const { bug, input } of bugs) input.id = "bug-" + bug;
  const breaks = checkbox(words("breaks"));
  const output = el("p", { class: "said", dir: "auto" });
  const figures = el("p", {});
  let truth = "";
  const ended = new Set();
  const stop = listening({
    dispatch({ conn, data }) { if (seen.path(conn).startsWith("/demo/llm")) truth += Reader.piece(data); },
    fin({ conn }) { ended.add(conn); },
  });

  async function ask() {
    abort.abort();
    abort = new AbortController();
    truth = "";
    const reader = new Reader(Object.fromEntries(bugs.map(({ bug, input }) => [bug, input.checked])));
    // with time between the pieces, or the network would put them together again
    const url = `/demo/llm?tps=${tps.input.value}&fault=slow=${chunk.input.value * PIECES}${breaks.input.checked ? "&break=middle" : ""}`;
    const before = seen.conn;
    const response = await fetch(lab.withLab(url), { method: "POST", headers: { Accept: "text/event-stream" }, body: "{}", signal: abort.signal });
    for (const body = response.body.getReader(); ;) {
      const { done, value } = await body.read();
      if (done) break;
      reader.read(value);
      output.textContent = reader.text;
      figures.textContent = words("reads", reader);
    }
    let conn = before;
    for (let i = 0; i < TAP_LATE && !ended.has(conn); i++) {
      await lab.wait(50);
      conn = seen.conn;
      while (conn > before && !seen.path(conn).startsWith("/demo/llm")) conn--;
    }
    const lost = Math.max(0, [...truth].length - [...reader.text].filter(c => c !== "\uFFFD").length);
    figures.textContent = [words("reads", reader), words("lost", { lost, all: [...truth].length }),
      words(reader.finished ? "complete" : "incomplete")].join("; ");
    lab.tell({ run: { conn, text: reader.text, errors: reader.errors, finished: reader.finished,
      bugs: bugs.filter(({ input }) => input.checked).length } });
  }

  return {
    ran: given => { act = given; },
    stop: () => { abort.abort(); stop(); },
    element: el("div", {}, tps.label, chunk.label, ...bugs.map(({ label }) => label),
      el("div", { class: "acts" }, el("button", { type: "button", "data-act": "ask", onclick: () => act("ask", ask) }, words("ask"))),
      el("h4", {}, words("answer")), output, figures),
    breaking: breaks.label,
  };
}

// 12: lamps

const MOST_LAMPS = 8;
const FEWEST = 5; // streams that are open when another one waits; six, where the tap takes none of their connections

function lamps({ lab, seen, words }) {
  let act;
  const streams = [];
  const list = el("ol", { class: "lamps" });
  const other = el("p", { role: "status" });
  const isSeen = path => { for (let conn = 1; conn <= seen.conn; conn++) if (seen.path(conn) === path) return true; return false; };

  const shutAll = () => { for (const source of streams) source.close(); };
  addEventListener("pagehide", shutAll); // a page that is kept for "back" would keep them, too

  async function open() {
    if (streams.length >= MOST_LAMPS) return;
    const number = ++tries + 1000, path = `/demo/clock?seed=${number}`;
    const source = new EventSource(lab.withLab(path));
    const word = el("b", {}), close = el("button", { type: "button", onclick: shut }, words("lamp.close"));
    const item = el("li", {}, words("lamp", { n: streams.length + 1 }), " ", word, " ", close);
    const look = () => {
      item.dataset.state = ["connecting", "open", "closed"][source.readyState];
      word.textContent = words("lamp." + item.dataset.state);
      close.disabled = source.readyState === 2;
    };
    function shut() {
      source.close();
      look();
    }
    source.onopen = source.onerror = look;
    streams.push(source);
    list.append(item);
    look();
    for (let waited = 0; waited < 20_000 && source.readyState === 0 && !isSeen(path); waited += 250) {
      const others = streams.filter(one => one.readyState === 1).length;
      if (waited >= 1500 && others >= FEWEST) return lab.tell({ lamp: { waiting: true, path } });
      await lab.wait(250);
    }
  }

  async function ask() {
    const began = performance.now();
    other.textContent = words("else.waits");
    await fetch("/_/health?" + ++tries, { cache: "no-store" });
    other.textContent = words("else.came", { ms: Math.round(performance.now() - began) });
  }

  return {
    ran(given) {
      act = given;
      addEventListener("beforeunload", shutAll); // or the next page would wait for a connection, too
    },
    stop() {
      removeEventListener("beforeunload", shutAll);
      shutAll();
    },
    element: el("div", {},
      el("div", { class: "acts" },
        el("button", { type: "button", "data-act": "open", onclick: () => act("open", open) }, words("open")),
        el("button", { type: "button", "data-act": "else", onclick: () => act("else", ask) }, words("else"))),
      other, list),
  };
}

/** By the number of the lesson. */
export const panels = { 2: manyLines, 3: heard, 4: eightBlocks, 5: writes, 7: costs, 8: endings, 10: origins, 11: tokens, 12: lamps };

// "Now yours"

/** The corpus' first cases, from the server; where it has none, the link alone. */
export function lastStep(words, rich) {
  const list = el("ol", {}), corpus = location.origin + "/_/corpus/";
  fetch("/_/corpus/", { headers: { Accept: "application/json" } }).then(response => response.ok ? response.json() : [])
    .then(cases => {
      const all = Array.isArray(cases) ? cases : cases.cases ?? [];
      list.append(...all.slice(0, 10).map(one => el("li", {}, el("a", { href: "/_/corpus/" + one.name }, one.name), " ", one.about ?? "")));
    }, () => {});
  return el("section", { class: "beat" },
    el("pre", {}, `curl -N ${corpus}lf\ncurl ${corpus}lf/expect\ncurl --data-binary @seen.jsonl ${corpus}lf/result`),
    el("p", {}, el("a", { href: "/_/corpus/" }, words.list)),
    el("p", {}, ...rich(words.first)), list);
}
