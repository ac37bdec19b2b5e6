// The strip above the columns: a bar for each open connection, a tick for each write, a dot for each event, and the
// waiting times between two connections hatched, with their milliseconds.

import { on } from "./bus.js";
import { t } from "./words.js";

const SPAN = 20_000;   // milliseconds in view
const LANES = 4;
const MOST = 3000;     // of ticks and dots
const EVERY = 100;     // milliseconds between two drawings, at least

const conns = new Map(); // conn -> { from, to, lane, ticks, events, main }
let waits = [];          // { from, to, lane }
let ticks = [], dots = [];
let server = 0, here = 0; // the last time the server told, and when that was
let canvas, context, timer = 0;
const forced = matchMedia("(forced-colors: active)"), dark = matchMedia("(prefers-color-scheme: dark)");

export function mount(element) {
  canvas = element;
  context = canvas.getContext("2d");
  on("req", e => open(e));
  on("head", e => at(e.t));
  on("out", e => {
    at(e.t);
    const conn = conns.get(e.conn);
    if (conn) ticks.push({ t: e.t, lane: conn.lane });
    if (ticks.length > MOST) ticks = ticks.slice(-MOST / 2);
    draw();
  });
  on("dispatch", e => {
    const conn = conns.get(e.conn);
    if (conn) dots.push({ t: e.t, lane: conn.lane });
    if (dots.length > MOST) dots = dots.slice(-MOST / 2);
  });
  on("fin", e => {
    at(e.t);
    const conn = conns.get(e.conn);
    if (conn) conn.to = e.t;
    draw();
  });
  on("reset", () => {
    conns.clear();
    waits = [];
    ticks = [];
    dots = [];
    draw();
  });
  new ResizeObserver(draw).observe(canvas);
  dark.onchange = forced.onchange = draw;
}

function at(time) {
  server = Math.max(server, time);
  here = performance.now();
}

const now = () => server + Math.min(performance.now() - here, 3_600_000);

function open({ conn, t: from, main }) {
  at(from);
  const used = new Set([...conns.values()].filter(one => one.to === null).map(one => one.lane));
  let lane = 0;
  while (used.has(lane)) lane++;
  const before = [...conns.values()].findLast(one => one.lane === lane && one.to !== null);
  if (before && main && before.main) waits.push({ from: before.to, to: from, lane });
  conns.set(conn, { from, to: null, lane, main });
  for (const [key, one] of conns) if (one.to !== null && one.to < from - 4 * SPAN) conns.delete(key);
  waits = waits.slice(-200);
  draw();
}

/** Soon; and again as long as something is open, for time goes on. */
function draw() {
  if (timer) return;
  timer = setTimeout(() => {
    timer = 0;
    paint();
    const busy = !document.hidden && [...conns.values()].some(one => one.to === null || one.to > now() - SPAN);
    if (busy) setTimeout(draw, matchMedia("(prefers-reduced-motion: reduce)").matches ? 1000 : 150);
  }, EVERY);
}

function paint() {
  const ratio = devicePixelRatio || 1, width = canvas.clientWidth, height = canvas.clientHeight;
  if (!width) return;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const style = getComputedStyle(canvas), color = name => style.getPropertyValue(name).trim() || style.color;
  const c = context, to = now(), from = Math.max(0, to - SPAN), lanes = Math.min(LANES,
    1 + Math.max(0, ...[...conns.values()].filter(one => one.to === null || one.to > from).map(one => one.lane)));
  const x = time => (time - from) / SPAN * (width - 12) + 4, tall = (height - 16) / lanes;
  const y = lane => Math.min(lane, LANES - 1) * tall + 2;
  c.setTransform(ratio, 0, 0, ratio, 0, 0);
  c.clearRect(0, 0, width, height);
  c.font = "11px system-ui, sans-serif";
  c.textBaseline = "middle";
  c.fillStyle = color("--muted");
  for (let s = Math.ceil(from / 5000) * 5; s * 1000 <= to; s += 5) {
    c.fillRect(x(s * 1000), height - 14, 1, 4);
    c.fillText(`${s} s`, x(s * 1000) + 3, height - 7);
  }
  for (const wait of waits) hatch(c, x(wait.from), x(wait.to), y(wait.lane), tall, Math.round(wait.to - wait.from), color);
  for (const [n, one] of conns) {
    if (one.to !== null && one.to < from) continue;
    const left = Math.max(0, x(one.from)), right = x(one.to ?? to);
    c.fillStyle = color("--bar");
    c.fillRect(left, y(one.lane), Math.max(2, right - left), tall - 3);
    c.fillStyle = c.strokeStyle = color("--text");
    if (forced.matches) c.strokeRect(left, y(one.lane), Math.max(2, right - left), tall - 3);
    if (tall > 24 && right - left > 24) c.fillText("#" + n, left + 3, y(one.lane) + tall - 10);
  }
  c.fillStyle = color("--field");
  for (const tick of ticks) if (tick.t >= from) c.fillRect(x(tick.t), y(tick.lane), 1, tall - 3);
  c.fillStyle = color("--ok");
  for (const dot of dots) {
    if (dot.t < from) continue;
    c.beginPath();
    c.arc(x(dot.t), y(dot.lane) + tall / 2 - 1, Math.min(4, tall / 3), 0, 7);
    c.fill();
  }
  canvas.setAttribute("aria-label", t("timeline.label", { open: [...conns.values()].filter(one => one.to === null).length,
    writes: ticks.filter(tick => tick.t >= from).length, events: dots.filter(dot => dot.t >= from).length, s: SPAN / 1000 }));
}

function hatch(c, left, right, top, tall, millis, color) {
  if (right < 0) return;
  left = Math.max(0, left);
  c.save();
  c.beginPath();
  c.rect(left, top, right - left, tall - 3);
  c.clip();
  c.strokeStyle = color("--mark");
  c.beginPath();
  for (let at = left - tall; at < right; at += 7) {
    c.moveTo(at, top + tall);
    c.lineTo(at + tall, top);
  }
  c.stroke();
  c.restore();
  const label = `${millis} ms`, wide = c.measureText(label).width + 8;
  if (right - left < wide) return;
  c.fillStyle = color("--back");
  c.fillRect((left + right - wide) / 2, top + tall / 2 - 9, wide, 15);
  c.fillStyle = color("--text");
  c.fillText(label, (left + right - wide) / 2 + 4, top + tall / 2 - 1);
}
