// How fast better-sse writes the format, and eventsource-parser reads it: node wire.mjs FILE...
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const require = createRequire(process.env.NODE_PATH + "/");
const { createEventBuffer } = require("better-sse");
const { createParser } = require("eventsource-parser");
const TIMES = 9;
const FIRST = 3; // not counted
const CHUNK = 64 << 10;

function measure(scenario, peer, job) {
  const rates = [];
  for (let i = -FIRST; i < TIMES; i++) {
    const start = process.hrtime.bigint();
    const bytes = job();
    if (i >= 0) rates.push(bytes * 1e3 / Number(process.hrtime.bigint() - start));
  }
  rates.sort((a, b) => a - b);
  console.log(scenario, peer, Math.round(rates[TIMES >> 1]));
}

function read(bytes, onEvent) {
  const parser = createParser({ onEvent });
  const decoder = new TextDecoder();
  for (let at = 0; at < bytes.length; at += CHUNK) {
    parser.feed(decoder.decode(bytes.subarray(at, at + CHUNK), { stream: true }));
  }
  return bytes.length;
}

for (const file of process.argv.slice(2)) {
  const name = path.basename(file, ".sse");
  const bytes = fs.readFileSync(file);
  measure("read-" + name, "eventsource-parser", () => read(bytes, () => {}));
  const events = [];
  read(bytes, (event) => events.push(event));
  measure("write-" + name, "better-sse", () => {
    let written = 0;
    for (const event of events) {
      const buffer = createEventBuffer({ serializer: (data) => data });
      if (event.id) buffer.push(event.data, event.event ?? "message", event.id);
      else buffer.data(event.data).dispatch();
      written += Buffer.byteLength(buffer.read());
    }
    return written;
  });
}
