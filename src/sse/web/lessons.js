// The lessons: predict, do, see, the rule, break it. A lesson is done when what it needs was seen on the bus; its text is
// in lessons/en.js and vi.js, what it does and needs in lessons/twelve.js, and what only one of them has in panels.js.
//
// #l6 in the address opens lesson 6. With ?teach, one step after the other is shown, with larger letters: → and ←.

import * as actions from "./actions.js";
import * as bus from "./bus.js";
import { el } from "./dom.js";
import { mark, marked } from "./marks.js";
import * as rows from "./rows.js";
import { say } from "./says.js";
import { state } from "./state.js";
import { language } from "./words.js";
import { lessons, OWN, Seen, watch } from "./lessons/twelve.js";
import { lastStep, panels } from "./lessons/panels.js";

const LAST = lessons.length + 1; // "Now yours"
const STEPS = ["predict", "do", "see", "rule", "break"];
const PATIENCE = 20_000; // milliseconds until a stream that does not open is given up

const teaching = new URLSearchParams(location.search).has("teach");
const utf8 = new TextEncoder();
const seen = new Seen();
const done = new Set(stored());

let text = null;     // of the language
let nav = null;      // where all of it stands
let leave = null;    // what the lesson that is open leaves behind is taken away by this

export async function mount(element) {
  nav = element;
  text = (await import(`./lessons/${language}.js`)).default;
  bus.on("req", request => seen.add(request));
  document.documentElement.classList.toggle("teach", teaching);
  nav.replaceChildren(contents(), el("article", { id: "lesson", hidden: true }));
  addEventListener("hashchange", () => openAsked(true));
  if (teaching) {
    addEventListener("keydown", stepByKey);
    document.getElementById("list").addEventListener("click", event => point(rows.rowOf(event.target)));
  }
  openAsked(false);
}

function stored() {
  try {
    return JSON.parse(localStorage.getItem("lessons") ?? "[]").filter(n => n >= 1 && n <= lessons.length);
  } catch (noStorage) {
    return [];
  }
}

function store() {
  try {
    localStorage.setItem("lessons", JSON.stringify([...done]));
  } catch (noStorage) {
    // then they are done until the page is left
  }
}

const word = (key, values) => put(text.words[key], values);

const put = (words, values = {}) => words.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

/** The nodes of a text in which `code` stands between its marks; there ␊ is a line feed, and ␠ a space. */
function rich(words) {
  const code = part => el("code", {}, marked(utf8.encode(part.replaceAll("␊", "\n").replaceAll("␠", " "))));
  return words.split("`").flatMap((part, i) => i % 2 ? code(part)
    : part.split("␊").flatMap((piece, j) => j ? [mark("\n"), piece] : piece));
}

// The list

function contents() {
  const titles = [...text.lessons, text.last];
  const item = ({ title }, i) => el("li", {}, el("a", { href: `#l${i + 1}`, "data-lesson": i + 1 }, title,
    el("span", { class: "tick", hidden: !done.has(i + 1) }, " ✓", el("span", { class: "unseen" }, word("done")))));
  const other = new URL(location.href);
  if (teaching) other.searchParams.delete("teach");
  else other.search += (other.search ? "&" : "?") + "teach";
  return el("details", { id: "lesson-list", open: true },
    el("summary", {}, word("all"), " ", el("span", { id: "lessons-done" }, word("of", { n: done.size }))),
    el("ol", {}, ...titles.map(item)),
    el("p", {},
      el("a", { href: other.pathname + other.search }, word(teaching ? "learn" : "teach")), " ",
      el("button", { type: "button", id: "lessons-forget", onclick: forget }, word("forget"))));
}

function forget() {
  done.clear();
  store();
  showDone();
}

function showDone() {
  for (const link of nav.querySelectorAll("#lesson-list a[data-lesson]")) {
    link.querySelector(".tick").hidden = !done.has(Number(link.dataset.lesson));
  }
  nav.querySelector("#lessons-done").textContent = word("of", { n: done.size });
}

function openAsked(byPerson) {
  const n = Number(/^#l(\d+)$/.exec(location.hash)?.[1]);
  if (n >= 1 && n <= LAST) open(n, byPerson);
}

// One lesson

function open(n, byPerson) {
  leave?.();
  leave = null;
  nav.querySelector("#lesson-list").open = false;
  for (const link of nav.querySelectorAll("#lesson-list a[data-lesson]")) {
    if (Number(link.dataset.lesson) === n) link.setAttribute("aria-current", "step");
    else link.removeAttribute("aria-current");
  }
  const article = nav.querySelector("#lesson");
  article.hidden = false;
  if (n === LAST) article.replaceChildren(...lastPage());
  else article.replaceChildren(...page(n, article));
  article.dataset.n = n;
  showSheet();
  if (byPerson) article.querySelector("h2").focus();
}

/** On a small screen the lessons are in a sheet that is closed at first. */
function showSheet() {
  const buttons = [...document.querySelectorAll('[aria-controls="lessons"][aria-expanded="false"]')];
  buttons.find(button => button.offsetParent && !nav.offsetParent)?.click();
}

/** What the lessons can do: the page's actions, and what takes more than one. */
function labOf(n) {
  return {
    ...actions,
    places: { here: location.host, name: otherName() },
    wait: millis => new Promise(resolve => setTimeout(resolve, millis)),
    tell: detail => bus.emit("lesson", { n, ...detail }),
    /** Connects, and waits until both sides have told of it. */
    async fresh(url) {
      const before = seen.conn;
      const opened = told("open", () => true);
      const asked = told("req", request => request.conn > before);
      actions.connect(url);
      await Promise.all([opened, asked]);
    },
    /** Sends to the page's own stream, which is opened if it is not. */
    async send(what) {
      if (state.url !== OWN || state.state !== "open") await this.fresh(OWN);
      return actions.send(typeof what === "string" ? utf8.encode(what) : what);
    },
  };
}

/** This machine's other name, which is another site to a browser; the same where it has no other. */
function otherName() {
  const name = { "127.0.0.1": "localhost", localhost: "127.0.0.1" }[location.hostname] ?? location.hostname;
  return name + (location.port ? ":" + location.port : "");
}

/** The next detail of this type that is the one. */
function told(type, isOne) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => over(reject, new Error(type + "?")), PATIENCE);
    const hear = detail => { if (isOne(detail)) over(resolve, detail); };
    const over = (end, value) => {
      clearTimeout(timer);
      bus.off(type, hear);
      end(value);
    };
    bus.on(type, hear);
  });
}

function page(n, article) {
  const lesson = lessons[n - 1], words = text.lessons[n - 1], lab = labOf(n), beats = {};
  let acted = false, marked = false, guess = null, step = 0;
  const panel = panels[n]?.({ lab, n, seen, rich, acts: words.acts, words: (key, values) => put(text.panels[key], values) });

  // a button for each thing to do
  const problem = el("p", { class: "problem", role: "alert", hidden: true });
  const button = name => el("button", { type: "button", "data-act": name, onclick: () => act(name) }, ...rich(words.acts[name]));
  let before = Promise.resolve(); // what was asked for first is done first
  async function act(name, deed) {
    acted = true;
    problem.hidden = true;
    try {
      await (deed ? deed() : before = before.catch(() => {}).then(() => lesson.acts[name](lab)));
    } catch (mistake) {
      problem.textContent = word("failed", { why: mistake.message });
      problem.hidden = false;
    }
    reveal();
  }

  // the steps
  const beat = (name, ...content) => beats[name] = el("section", { class: "beat " + name }, el("h3", {}, word(name)), ...content);
  const radio = (choice, i) => el("label", {},
    el("input", { type: "radio", name: "guess", value: i, onchange: () => { guess = i; reveal(); } }), el("span", {}, ...rich(choice)));
  beat("predict", words.choices
    ? el("fieldset", {}, el("legend", {}, ...rich(put(words.ask, lab.places))), ...words.choices.map(radio))
    : el("p", {}, ...rich(words.ask)));
  const buttons = names => el("div", { class: "acts" }, ...names.filter(name => words.acts[name]).map(button));
  beat("do", panel?.replaces ? "" : buttons(lesson.run), panel?.element ?? "", problem);
  const guessed = el("p", { class: "guessed", hidden: true });
  beat("see", guessed, el("p", {}, ...rich(words.see)));
  beat("rule", el("p", {}, ...rich(words.rule)), el("p", { class: "source" }, word("standard", { section: words.section })));
  beat("break", el("p", {}, ...rich(words.breakIt)), buttons(lesson.breakIt), panel?.breaking ?? "");

  // what must be seen: several needs may share one line, whose key they begin with
  const needs = Object.entries(words.needs).map(([key, what]) => {
    const mine = lesson.needs.filter(need => need === key || !(lesson.needs.includes(key)) && need.startsWith(key));
    return { key, mine: new Set(mine), all: mine.length, item: el("li", { "data-need": key }, box(false), ...rich(what)) };
  });
  const list = el("ul", { class: "needs" }, ...needs.map(need => need.item));

  function told(name, where, what, { isNew, done: isDone }) {
    panel?.told?.(name, where, what);
    if (name === null) return;
    if (isNew) {
      for (const need of needs) {
        if (!need.mine.delete(name) || need.mine.size) continue;
        need.item.firstChild.replaceWith(box(true));
      }
      if (teaching && where?.conn) point(rowOf(where));
      marked = lesson.reveal !== "all" || needs.every(need => !need.mine.size);
      reveal();
    }
    if (isDone) finish();
  }

  function finish() {
    done.add(n);
    store();
    showDone();
    tick.hidden = false;
    say(word("finished", { n }));
    lab.tell({ done: n });
  }

  /** What there is to see comes after the effect, and after a guess or a deed. */
  function reveal() {
    if (teaching) return;
    const open = marked && (acted || guess !== null);
    for (const name of ["see", "rule", "break"]) beats[name].hidden = !open && beats[name].hidden;
    wait.hidden = !beats.see.hidden;
    showGuess();
  }

  function showGuess() {
    guessed.hidden = guess === null || !words.choices;
    if (!guessed.hidden) guessed.replaceChildren(...rich(word("guessed", { guess: words.choices[guess] })));
  }

  // the teacher's steps
  function show(to) {
    step = Math.max(0, Math.min(STEPS.length - 1, to));
    STEPS.forEach((name, i) => {
      beats[name].hidden = i > step;
      beats[name].classList.toggle("now", i === step);
    });
    showGuess();
    next.textContent = word(step === 1 ? "reveal" : "step");
    beats[STEPS[step]].scrollIntoView({ block: "nearest" });
    if (STEPS[step] === "see") pointed?.element?.scrollIntoView({ block: "center" });
  }

  const next = el("button", { type: "button", class: "step", onclick: () => article.step(1) }, word("step"));
  article.step = by => {
    if (step + by >= STEPS.length) return n < LAST && go(n + 1);
    if (step + by < 0) return n > 1 && go(n - 1);
    show(step + by);
  };

  const wait = el("p", { class: "wait" }, word("first"));
  const tick = el("span", { class: "tick", hidden: !done.has(n) }, " ✓ " + word("done"));
  for (const name of ["see", "rule", "break"]) beats[name].hidden = true;
  if (teaching) {
    wait.hidden = true;
    show(0);
  }

  const stop = watch(lesson, bus, seen, lab, told);
  panel?.ran?.(act);
  leave = () => {
    stop();
    panel?.stop?.();
    article.step = null;
  };
  before = begin(lesson, lab);
  before.catch(mistake => {
    problem.textContent = word("failed", { why: mistake.message });
    problem.hidden = false;
  });
  return [
    el("p", { class: "which" }, word("lesson", { n }), tick),
    el("h2", { tabindex: -1 }, words.title),
    el("p", { class: "say" }, ...rich(put(words.say, lab.places))),
    beats.predict, beats.do, wait, beats.see, beats.rule, beats.break,
    el("section", { class: "beat done" }, el("h3", {}, word("done.when")), list),
    teaching ? el("p", { class: "steps" }, next, " ", freezeButton()) : "",
    around(n),
  ];
}

const box = isSeen => el("span", { class: "box" }, isSeen ? "✓ " : "○ ", el("span", { class: "unseen" }, isSeen ? word("done") : ""));

async function begin(lesson, lab) {
  lab.prepare(lesson.listen ?? []);
  bus.forget();
  rows.clear();
  pointed = null;
  bus.emit("reset");
  if (lesson.stream) await lab.fresh(lesson.stream);
  await lesson.begin?.(lab);
}

function around(n) {
  const link = (to, key) => to >= 1 && to <= LAST ? el("a", { href: "#l" + to, class: key }, word(key)) : "";
  return el("p", { class: "around" }, link(n - 1, "previous"), " ", link(n + 1, "next"));
}

function lastPage() {
  return [el("h2", { tabindex: -1 }, text.last.title), el("p", { class: "say" }, ...rich(text.last.say)),
    lastStep(text.last, rich), around(LAST)];
}

const go = n => { location.hash = "#l" + n; };

// In front of a class

let pointed = null;

/** The row that is spoken of; another one is it no more. */
function point(row) {
  if (!row || row === pointed) return;
  if (pointed) pointed.kind = pointed.kind.replace(" pointed", "");
  row.kind += " pointed";
  for (const one of [pointed, row]) if (one) rows.refresh(one);
  pointed = row;
}

/** The row of an event, of a line, or the last one of a connection. */
const rowOf = ({ conn, off, n }) => n !== undefined && rows.find(row => row.n === n)
  || rows.find(row => row.conn === conn && (off === undefined || row.line?.off === off));

function freezeButton() {
  const freeze = document.getElementById("freeze");
  return freeze ? el("button", { type: "button", onclick: () => freeze.click() }, word("freeze")) : "";
}

function stepByKey(event) {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!by || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, select, textarea, [contenteditable]")) return;
  const article = nav.querySelector("#lesson");
  if (!article.step) return;
  event.preventDefault();
  article.step(by);
}
