// The twelve lessons: what each of them does, and what must have been seen until it is done. No text of theirs is here
// (en.js, vi.js), and no element of the page (panels.js). What is seen comes from the bus: buttons prove nothing.
//
//   stream   where the page connects when the lesson is opened; listen: the listeners that it has, besides onmessage
//   begin    what is done next, before anybody is asked anything
//   acts     what its buttons do, by name; run and breakIt say under which step they stand
//   needs    the names of what must be seen; reveal "all": there is nothing to say before all was seen
//   watch    (mark, seen) => listeners on the bus, which call mark(name, where) when they have seen it

/** The page's own stream: what is sent to it, it sends. */
export const OWN = "/_/lab/stream";

const utf8 = new TextEncoder();

/** The blocks of lesson 4, each without its last two line ends. */
export const BLOCKS = ["data:x", "data:  x", " data: x", "Data: x", "data", "event: ping", ": data: x", "data: data: x"];

/** What may end a stream, in lesson 8: how each is done to a stream that is open. */
export const ENDINGS = {
  close: lab => lab.close(),
  last: lab => lab.now("write", { bytes: "event: bye\ndata: that was all\n\n" }), // the page closes when it hears it
  no: lab => lab.next("status=204").then(() => lab.now("cut")),
  fail: lab => lab.next("status=500").then(() => lab.now("cut")),
  type: lab => lab.next("type=text/plain").then(() => lab.now("cut")),
  cut: lab => lab.now("cut"),
};

/**
 * Milliseconds: how long lesson 7 has each watched; without a request, with retry: 500, after which nobody comes back
 * any more. A test that has no time makes them shorter.
 */
export const times = { watched: 10_000, quiet: 2000 };

const splitEmoji = async lab => {
  const all = utf8.encode("data: Việt 🌏\n\n"), at = all.length - 4; // two bytes of the emoji are on either side
  await lab.send(all.subarray(0, at));
  await lab.wait(1000);
  await lab.send(all.subarray(at));
};

const one = {
  stream: OWN,
  begin: lab => lab.send("data: hello\n"),
  run: ["lf"], breakIt: ["lost", "cut"],
  acts: { lf: lab => lab.send("\n"), lost: lab => lab.send("data: lost\n"), cut: lab => lab.now("cut") },
  needs: ["sent", "lost"],
  watch: (mark, seen) => ({
    pair: pair => { if (pair.verdict === "agrees" && seen.path(pair.conn) === OWN) mark("sent", pair.predicted); },
    discard: block => { if (block.data && seen.path(block.conn) === OWN) mark("lost", block); },
  }),
};

const two = {
  stream: OWN,
  run: [], breakIt: ["forge"],
  acts: { forge: lab => lab.send("data: hi\nid: 999\n\n") },
  needs: ["part", "whole"],
  watch(mark) {
    let skipped = new Set(), cut = new Set(); // connections with an unknown field in the block; events cut by it
    return {
      line(line) {
        if (line.kind === "unknown") skipped.add(line.conn);
        if (line.kind === "blank") skipped.delete(line.conn);
      },
      dispatch(event) {
        if (skipped.delete(event.conn)) cut.add(event.conn + " " + event.n);
      },
      pair({ verdict, conn, predicted }) {
        if (verdict !== "agrees") return;
        if (predicted.data.includes("\n")) mark("whole", predicted);
        if (cut.has(conn + " " + predicted.n)) mark("part", predicted);
      },
    };
  },
};

const three = {
  stream: "/demo/types",
  run: ["tick", "untick"], breakIt: ["own", "hear"],
  acts: {
    tick: lab => lab.listen("tick"),
    untick: lab => lab.unlisten("tick"),
    own: lab => lab.send("event: mine\ndata: is anybody there?\n\n"),
    hear: lab => lab.listen("mine"),
  },
  needs: ["unheard", "heard"],
  watch: mark => ({
    pair(pair) {
      if (pair.verdict === "nobody") mark("unheard", pair.predicted);
      if (pair.verdict === "agrees" && pair.callback?.handler.startsWith("listener(")) mark("heard", pair.predicted);
    },
  }),
};

const four = {
  stream: OWN,
  run: ["all"], breakIt: [], reveal: "all",
  acts: { all: async lab => { for (const block of BLOCKS) await lab.send(block + "\n\n"); } },
  needs: BLOCKS.map((none, i) => "b" + i),
  watch(mark, seen) {
    let block = "";     // its lines
    let waiting = [];   // the blocks that were dispatched, and what of; JavaScript has not told of them yet
    return {
      line(line) {
        if (seen.path(line.conn) !== OWN) return;
        if (line.kind !== "blank" && line.kind !== "dispatch") {
          block += new TextDecoder().decode(line.bytes);
          return;
        }
        const i = BLOCKS.indexOf(block);
        block = "";
        if (line.kind === "dispatch") waiting.push(i);
        else if (i >= 0) mark("b" + i, line, null);
      },
      pair(pair) {
        if (seen.path(pair.conn) !== OWN || !waiting.length) return;
        const i = waiting.shift();
        if (i >= 0 && pair.verdict === "agrees") mark("b" + i, pair.predicted, pair.predicted.data);
      },
    };
  },
};

const five = {
  stream: OWN, listen: ["tick"],
  run: ["split", "lf", "crlf", "cr", "bom", "mid", "latin"], breakIt: ["separator"],
  acts: {
    split: splitEmoji,
    lf: lab => lab.send("data: one\ndata: two\n\n"),
    crlf: lab => lab.send("data: one\r\ndata: two\r\n\r\n"),
    cr: lab => lab.send("data: one\rdata: two\r\r"),
    bom: lab => lab.connect("/demo/bad/bom?at=start"),
    mid: lab => lab.send("\uFEFFdata: behind a byte order mark\n\n"),
    latin: lab => lab.send(Uint8Array.of(...utf8.encode("data: caf"), 0xe9, 10, 10)),
    separator: lab => lab.send('data: {"text":"one\u2028two"}\n\n'),
  },
  needs: ["split"],
  watch(mark) {
    const cut = new Set(); // connections with a write that ended inside a character
    return {
      out(out) { if (endsInside(out.bytes)) cut.add(out.conn); },
      pair({ verdict, conn, predicted }) {
        if (verdict !== "agrees" || !cut.has(conn) || !/[^\0-\x7f]/.test(predicted.data)) return;
        if (!predicted.data.includes("\uFFFD")) mark("split", predicted);
        cut.delete(conn);
      },
    };
  },
};

/** Whether the last character of these bytes is not all there. */
export function endsInside(bytes) {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back];
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2);
    if (byte < 0x80) return false;
  }
  return false;
}

const six = {
  stream: "/demo/count?retry=1000", listen: ["tick", "gap"],
  run: ["cut", "ignore", "forget"], breakIt: ["empty"],
  acts: {
    cut: lab => lab.now("cut"),
    ignore: lab => lab.next("noreplay").then(() => lab.now("cut")),
    forget: lab => lab.now("forget").then(() => lab.now("cut")),
    empty: lab => lab.now("write", { bytes: "id\n\n" }).then(() => lab.now("cut")),
  },
  needs: ["resume", "gap"],
  watch(mark, seen) {
    const first = new Set(); // connections whose first event is still to come
    return {
      req(req) { if (lastEventId(req)) first.add(req.conn); },
      dispatch(event) {
        const asked = lastEventId(seen.request(event.conn));
        if (event.type === "gap") mark("gap", event);
        else if (first.has(event.conn) && Number(event.id) === Number(asked) + 1) mark("resume", event);
        first.delete(event.conn);
      },
    };
  },
};

const header = (message, name) =>
  message?.headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? "";

const lastEventId = request => header(request, "last-event-id");

const seven = {
  stream: "/demo/bad/loop", listen: ["tick"],
  run: ["slow", "fast", "frantic", "zero", "held"], breakIt: ["poll", "same"],
  acts: {
    slow: lab => lab.connect("/demo/bad/loop"),
    fast: lab => lab.connect("/demo/bad/loop?retry=500"),
    frantic: lab => lab.connect("/demo/bad/loop?retry=100"),
    zero: lab => lab.connect("/demo/bad/retry?v=0"),
    held: lab => lab.connect("/demo/clock"),
    poll: lab => lab.poll("/demo/polling", 10),
    same: lab => lab.connect("/demo/polling"),
  },
  needs: ["loop", "held"],
  watch(mark, seen) {
    let began = null, last = 0, requests = 0; // of the loop
    const held = new Map();                   // the first write of each held connection
    return {
      req(req) {
        if (!seen.path(req.conn).startsWith("/demo/bad/loop")) return;
        if (began === null || req.t - last > times.watched) began = req.t, requests = 0;
        last = req.t;
        requests++;
      },
      out(out) {
        const path = seen.path(out.conn);
        if (path.startsWith("/demo/bad/loop")) {
          if (requests > 2 && out.t - began >= 0.9 * times.watched) mark("loop", out); // less than one bar may be missing
        } else if (path) {
          if (!held.has(out.conn)) held.set(out.conn, out.t);
          if (out.t - held.get(out.conn) >= times.watched) mark("held", out);
        }
      },
    };
  },
};

const eight = {
  stream: null, listen: ["tick", "bye"], // every row connects anew
  run: Object.keys(ENDINGS), breakIt: ["deploy"], reveal: "all",
  acts: {
    ...Object.fromEntries(Object.keys(ENDINGS).map(name => [name, async lab => {
      await lab.fresh("/demo/count?retry=500");
      lab.tell({ ending: name });
      await ENDINGS[name](lab);
    }])),
    deploy: async lab => {
      await lab.fresh("/demo/count?retry=500");
      await lab.next("status=503");
      await lab.now("cut");
    },
  },
  needs: Object.keys(ENDINGS).map(name => "e" + name),
  watch(mark, seen, lab) {
    let row = null; // the one that is being watched
    return {
      lesson(told) {
        if (told.ending) row = { name: told.ending, requests: 0, callbacks: [], readyState: 1, closed: 0, opened: false, conn: seen.conn };
      },
      message(message) { if (row?.name === "last" && message.type === "bye") lab.close(); },
      error(error) {
        if (!row) return;
        row.callbacks.push("onerror");
        if (error.readyState === 2) gone();
        else row.readyState = error.readyState;
      },
      req(req) {
        if (!row) return;
        row.requests++; // the tap may tell of it before the browser tells what came of it, or behind
        if (row.waiting) settle();
        if (row.opened) over(true);
      },
      open() {
        if (!row || row.readyState !== 0) return;
        row.opened = true;
        if (row.requests) over(true);
      },
      state({ state }) {
        if (row && state === "closed") gone();
      },
      fin(fin) { if (fin.by === "client") mark(null, fin, { noticed: fin.conn }); },
    };

    function gone() {
      if (row.waiting) return;
      row.readyState = 2;
      settle();
    }

    /** It is over when it has been silent for a while, from now on. */
    function settle() {
      const mine = row, waiting = mine.waiting = {};
      lab.wait(times.quiet).then(() => { if (row === mine && mine.waiting === waiting) over(false); });
    }

    function over(back) {
      const done = row;
      row = null;
      mark("e" + done.name, { conn: seen.conn }, { ...done, back });
    }
  },
};

const nine = {
  stream: "/demo/quiet?idlecut=5s&hb=0", listen: ["tick"],
  run: ["idle", "beat", "held"], breakIt: ["heldbeat"],
  acts: {
    idle: lab => lab.connect("/demo/quiet?idlecut=5s&hb=0"),
    beat: lab => lab.connect("/demo/quiet?idlecut=5s&hb=2s"),
    held: lab => lab.connect("/demo/clock?every=500ms&fault=hold=10"),
    heldbeat: lab => lab.connect("/demo/quiet?idlecut=5s&hb=8s"),
  },
  needs: ["idle", "burst"],
  watch(mark, seen) {
    const last = new Map(); // the time of each connection's last bytes
    let together = [];      // the times in the events of the last write
    let write = null;
    const bytes = out => last.set(out.conn, out.t);
    return {
      head: bytes,
      out(out) { bytes(out), together = [], write = out; },
      fin(fin) {
        if (seen.path(fin.conn).includes("idlecut=") && fin.t - last.get(fin.conn) > 4000) mark("idle", fin);
      },
      dispatch(event) {
        if (event.conn !== write?.conn) return;
        const now = Date.parse(/"now":"([^"]+)"/.exec(event.data)?.[1]);
        if (now) together.push(now);
        if (together.length > 4 && Math.max(...together) - Math.min(...together) > 2000) mark("burst", event);
      },
    };
  },
};

const ten = {
  stream: null,
  run: ["grid", "header"], breakIt: [],
  acts: {}, // of its panel, because each needs an EventSource of its own
  needs: ["refused", "cookie"],
  watch: mark => ({
    lesson({ cell }) {
      if (!cell?.request || !header(cell.request, "origin")) return;
      if (cell.outcome === "error") mark("refused", cell.request);
      if (cell.outcome === "open" && cell.credentials && header(cell.request, "cookie")) mark("cookie", cell.request);
    },
  }),
};

const eleven = {
  stream: null,
  run: [], breakIt: [],
  acts: {}, // of its panel
  needs: ["clean", "damaged"],
  watch(mark, seen) {
    const sent = new Map(); // what each connection was sent, by the page's own reader
    return {
      dispatch(event) {
        if (seen.path(event.conn).startsWith("/demo/llm")) sent.set(event.conn, (sent.get(event.conn) ?? "") + piece(event.data));
      },
      lesson({ run }) {
        if (!run || !sent.has(run.conn)) return;
        const same = run.text === sent.get(run.conn) && run.errors === 0;
        if (same && run.finished) mark("clean", run);
        if (!same && run.bugs > 0) mark("damaged", run);
      },
    };
  },
};

/** The text in one event of a language model; "" where there is none, as in [DONE]. */
export function piece(data) {
  try {
    return JSON.parse(data).choices?.[0]?.delta?.content ?? "";
  } catch (notJson) {
    return "";
  }
}

const twelve = {
  stream: null,
  run: [], breakIt: [],
  acts: {}, // of its panel
  needs: ["waited", "released"],
  watch(mark, seen) {
    const waiting = new Set(); // paths of streams that are asked for, and of which the server knows nothing
    return {
      lesson({ lamp }) {
        if (lamp?.waiting) waiting.add(lamp.path), mark("waited", {});
      },
      req(req) { if (waiting.delete(seen.path(req.conn))) mark("released", req); },
    };
  },
};

export const lessons = [one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve];

/**
 * What a lesson's listeners may ask about: the request of each connection. Bounded: the oldest are forgotten.
 */
export class Seen {
  #requests = new Map();
  /** The number of the last one. */
  conn = 0;

  add(request) {
    this.#requests.set(request.conn, request);
    this.conn = request.conn;
    if (this.#requests.size > 500) this.#requests.delete(this.#requests.keys().next().value);
  }

  request(conn) {
    return this.#requests.get(conn);
  }

  /** Path and query, without the lab's number; "" for a connection that nobody saw. */
  path(conn) {
    const target = this.#requests.get(conn)?.line.split(" ")[1] ?? "";
    return target.replace(/[?&]lab=[0-9a-f]+/, "").replace(/^([^?]*)&/, "$1?");
  }
}

/**
 * Watches for one lesson: marks are made once each, told to the function, and when all are made it is done.
 *
 * @param told (name, where, what) => ..., at each mark; name is null for what is only told
 * @returns a function that stops watching
 */
export function watch(lesson, bus, seen, lab, told) {
  const marks = new Set();
  const listeners = lesson.watch((name, where, what) => {
    const isNew = name !== null && !marks.has(name);
    if (isNew) marks.add(name);
    told(name, where, what, { isNew, done: isNew && lesson.needs.every(need => marks.has(need)) });
  }, seen, lab);
  for (const type in listeners) bus.on(type, listeners[type]);
  return () => { for (const type in listeners) bus.off(type, listeners[type]); };
}
