// Asks /demo/llm of a server with two client libraries, as their users do: node llm.mjs URL, in a folder that has both.
import assert from "node:assert";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const url = process.argv[2];
const here = createRequire(pathToFileURL(process.cwd() + "/"));
const load = async name => (await import(pathToFileURL(here.resolve(name)))).default;
const question = { model: "demo", messages: [{ role: "user", content: "hi" }] };

const OpenAI = await load("openai");
const openai = new OpenAI({ baseURL: url + "/demo/llm/v1", apiKey: "none" });
let text = "", reason;
for await (const chunk of await openai.chat.completions.create({ ...question, stream: true })) {
  text += chunk.choices[0]?.delta?.content ?? "";
  reason = chunk.choices[0]?.finish_reason ?? reason;
}
const whole = await openai.chat.completions.create(question);
assert.ok(text.length > 0);
assert.equal(text, whole.choices[0].message.content);
assert.equal(reason, "stop");
console.log("openai: " + text.length + " characters, streamed and whole");

const Anthropic = await load("@anthropic-ai/sdk");
const anthropic = new Anthropic({ baseURL: url + "/demo/llm", apiKey: "none" });
const stream = anthropic.messages.stream({ ...question, max_tokens: 1000 });
let typed = "";
stream.on("text", part => typed += part);
const message = await stream.finalMessage();
assert.equal(typed, message.content[0].text);
assert.equal(message.stop_reason, "end_turn");
console.log("@anthropic-ai/sdk: " + typed.length + " characters");
