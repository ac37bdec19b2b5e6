// The client of lesson 11, which reads a language model's stream with fetch; and three mistakes that it can be given:
//
//   read      parses each read alone, as if it were whole events
//   decoder   makes a new decoder for each read
//   json      takes every event for JSON, the end mark [DONE], too

import { piece } from "./twelve.js";

export class Reader {
  static piece = piece;
  text = "";
  reads = 0;
  events = 0;
  errors = 0;       // exceptions that the mistakes bring about
  finished = false; // the end mark was seen
  #bugs;
  #decoder = new TextDecoder();
  #rest = "";       // what has come of the next event

  constructor(bugs = {}) {
    this.#bugs = bugs;
  }

  /** Reads what one read of the network brought. */
  read(bytes) {
    this.reads++;
    const text = this.#bugs.decoder ? new TextDecoder().decode(bytes) : this.#decoder.decode(bytes, { stream: true });
    if (this.#bugs.read) {
      for (const block of text.split("\n\n")) if (block) this.#block(block);
      return;
    }
    const blocks = (this.#rest + text).split("\n\n"); // enough for this server, which ends lines with LF
    this.#rest = blocks.pop();
    for (const block of blocks) this.#block(block);
  }

  #block(block) {
    const data = block.split("\n").filter(line => line.startsWith("data: ")).map(line => line.slice(6)).join("\n");
    if (!data) return;
    this.events++;
    if (data === "[DONE]") this.finished = true;
    if (data === "[DONE]" && !this.#bugs.json) return;
    try {
      this.text += JSON.parse(data).choices?.[0]?.delta?.content ?? "";
    } catch (notJson) {
      this.errors++;
    }
  }
}
