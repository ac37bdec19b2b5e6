// Plays to each lesson, over a bus that nobody else is on, what is told while a learner does it. Then plays it again
// without one of the things that must be seen (those with `need`): the lesson must not be done.
//
//   node lessons.mjs FOLDER        where twelve.js is, as .mjs

const { BLOCKS, ENDINGS, OWN, Seen, endsInside, lessons, piece, watch } = await import(process.argv[2] + "/twelve.mjs");
const { Reader } = await import(process.argv[2] + "/client.mjs");

const utf8 = new TextEncoder();
let failures = 0;
const check = (is, what) => { if (!is) failures++, console.log("not so: " + what); };

// What is told

const need = told => ({ ...told, needed: true });
const tell = (type, detail) => ({ type, detail });
const req = (conn, path, t = 0, headers = []) => tell("req", { conn, t, line: `GET ${path}${path.includes("?") ? "&" : "?"}lab=0a HTTP/1.1`, headers });
const out = (conn, t, bytes = "x") => tell("out", { conn, t, off: 0, bytes: utf8.encode(bytes) });
const line = (conn, text, kind, event) => tell("line", { conn, off: 0, bytes: utf8.encode(text), kind, event });
const event = (conn, n, data, { type = "message", id = "" } = {}) => tell("dispatch", { conn, n, type, data, id, off: 0 });
const pair = (conn, n, data, { type = "message", id = "", verdict = "agrees", handler = "onmessage" } = {}) =>
  tell("pair", { conn, n, verdict, predicted: { conn, n, type, data, id, off: 0 }, callback: verdict === "agrees" ? { handler } : undefined });
const error = readyState => tell("error", { readyState, t: 0 });
const closed = tell("state", { state: "closed" });
const wait = { wait: true }; // what the lesson waits for has passed
const back = (conn, id) => req(conn, "/demo/count", 0, [["last-event-id", id]]);

const ending = (name, ...then) => [tell("lesson", { ending: name }), ...then];
const seconds = (conn, from, to) => Array.from({ length: to - from + 1 }, (none, i) => out(conn, (from + i) * 1000));

const origin = ["Origin", "http://a"], cookie = ["Cookie", "lab=crumb"];
const cell = (outcome, credentials, ...headers) => tell("lesson", { cell: { outcome, credentials, request: { conn: 1, headers } } });
const llm = { conn: 4, errors: 0, finished: true, bugs: 0 };
const token = (conn, text) => event(conn, 1, JSON.stringify({ choices: [{ delta: { content: text } }] }));

const scenes = {
  1: [req(1, OWN), need(pair(1, 1, "hello")), need(tell("discard", { conn: 1, data: "lost" }))],
  2: [line(1, "data: a", "data"), need(line(1, "b", "unknown")), line(1, "", "dispatch"), event(1, 1, "a"), need(pair(1, 1, "a")),
    line(1, "data: a", "data"), line(1, "data: b", "data"), event(1, 2, "a\nb"), line(1, "", "dispatch"), need(pair(1, 2, "a\nb"))],
  3: [need(pair(1, 1, "a", { type: "tick", verdict: "nobody" })), pair(1, 2, "b"), need(pair(1, 3, "c", { type: "tick", handler: 'listener("tick")' }))],
  4: [req(1, OWN), ...BLOCKS.flatMap((block, i) => [need(line(1, block, "data")),
    need(line(1, "", [0, 1, 4, 7].includes(i) ? "dispatch" : "blank")), ...[0, 1, 4, 7].includes(i) ? [need(pair(1, i, "x"))] : []])],
  5: [need(tell("out", { conn: 1, t: 0, off: 0, bytes: utf8.encode("data: 🌏").subarray(0, 8) })),
    tell("out", { conn: 1, t: 1000, off: 8, bytes: utf8.encode("🌏\n\n").subarray(2) }), event(1, 1, "🌏"), need(pair(1, 1, "🌏"))],
  6: [req(1, "/demo/count"), event(1, 1, "seven", { type: "tick", id: "7" }), need(back(2, "7")),
    need(event(2, 2, "eight", { type: "tick", id: "8" })), back(3, "8"), need(event(3, 3, "{}", { type: "gap", id: "" }))],
  7: [need(req(1, "/demo/bad/loop", 0)), out(1, 0), req(2, "/demo/bad/loop", 3000), out(2, 3000), req(3, "/demo/bad/loop", 6000),
    need(req(4, "/demo/bad/loop", 9000)), need(out(4, 9010)), req(20, "/demo/clock"), ...seconds(20, 20, 29), need(out(20, 30_000))],
  8: [...ending("close", need(closed), wait), ...ending("last", tell("message", { type: "bye" }), need(closed), wait),
    ...["no", "fail", "type"].flatMap(name => ending(name, error(0), back(2, "1"), error(2), closed, need(wait))),
    ...ending("cut", error(0), need(back(3, "1")), need(tell("open", { readyState: 1 })))],
  9: [req(1, "/demo/quiet?idlecut=10s&hb=0"), tell("head", { conn: 1, t: 0 }), out(1, 10), need(tell("fin", { conn: 1, t: 10_020, by: "server", how: "end" })),
    req(2, "/demo/clock?fault=hold=10"), need(out(2, 20_000)),
    ...Array.from({ length: 5 }, (none, i) => need(event(2, i, `{"now":"2026-01-01T00:00:0${i}.000Z","n":${i}}`)))],
  10: [need(cell("error", true, origin, cookie)), need(cell("open", true, origin, cookie))],
  11: [need(req(4, "/demo/llm?tps=40")), need(token(4, "xin ")), token(4, "chào"), event(4, 3, "[DONE]"),
    need(tell("lesson", { run: { ...llm, text: "xin chào" } })), need(tell("lesson", { run: { ...llm, text: "xin", bugs: 1 } }))],
  12: [req(1, "/demo/clock?seed=1"), need(tell("lesson", { lamp: { waiting: true, path: "/demo/clock?seed=7" } })), need(req(7, "/demo/clock?seed=7"))],
};

// What is not enough, besides what is left out

const lacking = {
  1: [req(1, "/demo/count"), pair(1, 1, "hello"), tell("discard", { conn: 1, data: "lost" })],
  2: [line(1, "b", "unknown"), line(1, "", "blank"), event(1, 1, "a"), pair(1, 1, "a"), pair(1, 2, "a\nb")],
  3: [pair(1, 1, "a", { type: "x", verdict: "nobody" }), pair(1, 2, "b", { type: "error", handler: "onerror" })],
  5: [tell("out", { conn: 1, bytes: utf8.encode("🌏").subarray(0, 2) }), pair(1, 1, "\uFFFD\uFFFD")],
  6: [back(2, "7"), event(2, 1, "one", { type: "tick", id: "1" }), event(2, 2, "eight", { type: "tick", id: "8" }), event(2, 3, "{}", { type: "gap" })],
  7: [req(1, "/demo/bad/loop", 0), req(2, "/demo/bad/loop", 100), req(3, "/demo/bad/loop", 200), out(3, 300), req(20, "/demo/clock"), ...seconds(20, 0, 12)],
  8: scenes[8].filter(told => !told.wait),
  9: [req(1, "/demo/quiet?idlecut=10s&hb=5s"), out(1, 5000), tell("fin", { conn: 1, t: 9000 }), ...scenes[9].slice(4)],
  10: [cell("error", true, origin), cell("open", false, origin), cell("open", true, origin), cell("open", true, cookie)],
  11: [...scenes[11].slice(0, 4), tell("lesson", { run: { ...llm, text: "xin", bugs: 0 } }), tell("lesson", { run: { ...llm, text: "xin chào", bugs: 1 } })],
  12: [tell("lesson", { lamp: { waiting: true, path: "/demo/clock?seed=7" } }), req(7, "/demo/clock?seed=6")],
};

/** Whether the lesson is done when this has been told. */
async function play(n, scene) {
  const listeners = new Map(), seen = new Seen();
  const bus = {
    on: (type, fn) => listeners.set(type, [...listeners.get(type) ?? [], fn]),
    off: (type, fn) => listeners.set(type, listeners.get(type).filter(one => one !== fn)),
  };
  let waiting = [], isDone = false;
  const lab = { wait: () => new Promise(resolve => waiting.push(resolve)), close() {} };
  const stop = watch(lessons[n - 1], bus, seen, lab, (name, where, what, { done }) => { isDone ||= done; });
  for (const { type, detail, wait } of scene) {
    if (wait) {
      waiting.forEach(resolve => resolve());
      waiting = [];
      await new Promise(resolve => setTimeout(resolve));
    } else {
      if (type === "req") seen.add(detail);
      for (const fn of listeners.get(type) ?? []) fn(detail);
    }
  }
  await new Promise(resolve => setTimeout(resolve));
  stop();
  check([...listeners.values()].every(fns => fns.length === 0), `lesson ${n} leaves no listener behind`);
  return isDone;
}

for (let n = 1; n <= 12; n++) {
  const scene = scenes[n];
  check(await play(n, scene), `lesson ${n} is done when all was seen`);
  for (let i = 0; i < scene.length; i++) {
    if (scene[i].needed) check(!await play(n, scene.toSpliced(i, 1)), `lesson ${n} is not done without ${JSON.stringify(scene[i])}`);
  }
  if (lacking[n]) check(!await play(n, lacking[n]), `lesson ${n} is not done with less`);
}

// The text has what the lessons have, in every language

const keys = value => value === null || typeof value !== "object" ? "" : Array.isArray(value) ? value.map(keys)
  : Object.fromEntries(Object.entries(value).map(([key, of]) => [key, keys(of)]));
const english = (await import(process.argv[2] + "/en.mjs")).default;
const marks = text => (text.match(/`[^`]*`|\{\w+\}/g) ?? []).filter(mark => !/[a-z] [a-z]|onmessage`$/.test(mark)).sort().join(" ");
for (const language of process.argv.slice(3)) {
  const other = (await import(`${process.argv[2]}/${language}.mjs`)).default;
  check(JSON.stringify(keys(other)) === JSON.stringify(keys(english)), language + ".js has the keys of en.js, in their order");
  for (let n = 1; n <= 12; n++) {
    const [one, two] = [english.lessons[n - 1], other.lessons[n - 1]];
    check(one.right === two.right && one.section === two.section, `${language}: lesson ${n} has another answer or section`);
    for (const key of ["say", "ask", "rule", "breakIt"]) check(marks(one[key]) === marks(two[key]), `${language}: lesson ${n}, ${key}: ${marks(one[key])} and ${marks(two[key])}`);
  }
  for (const key in english.panels) check(marks(english.panels[key]) === marks(other.panels[key]), `${language}: panels, ${key}`);
}
lessons.forEach((lesson, i) => {
  const text = english.lessons[i];
  for (const name of [...lesson.run, ...lesson.breakIt, ...Object.keys(lesson.acts)]) {
    if (i !== 9) check(name in text.acts, `lesson ${i + 1} has a word for ${name}`);
  }
  for (const need of lesson.needs) check(Object.keys(text.needs).some(key => need.startsWith(key)), `lesson ${i + 1} says what ${need} is`);
});
check(Object.keys(ENDINGS).length === 6, "there are six endings");

// The client of lesson 11, whole and with each mistake, however the network cuts what it reads

const stream = utf8.encode(": hi\n\n" + ["Xin ", "chào 🌏", "!"].map(text => `data: {"choices":[{"delta":{"content":"${text}"}}]}\n\n`).join("") + "data: [DONE]\n\n");
for (let size = 1; size <= stream.length; size++) {
  const run = bugs => {
    const reader = new Reader(bugs);
    for (let i = 0; i < stream.length; i += size) reader.read(stream.subarray(i, i + size));
    return reader;
  };
  const good = run({});
  check(good.text === "Xin chào 🌏!" && good.errors === 0 && good.finished, `the client reads all in reads of ${size}`);
  check(run({ json: true }).errors === 1, `and fails at the end mark in reads of ${size}`);
  const alone = run({ read: true });
  check(size === stream.length || alone.text !== good.text || alone.errors > 0 || size > 50, `and loses something in reads of ${size}`);
  if (size < 4) check(run({ decoder: true }).text.includes("\uFFFD"), `and breaks a character in reads of ${size}`);
}
check(piece("[DONE]") === "" && piece("{}") === "", "no text in what has none");
for (const [text, cut, is] of [["a", 0, false], ["é", 1, true], ["é", 0, false], ["ế", 1, true], ["ế", 2, true], ["🌏", 1, true], ["🌏", 2, true], ["🌏", 3, true], ["🌏", 0, false]]) {
  const bytes = utf8.encode(text);
  check(endsInside(bytes.subarray(0, bytes.length - cut)) === is, `${text} without ${cut}`);
}

console.log(failures ? `${failures} wrong` : "all as it should be");
process.exit(failures ? 1 : 0);
