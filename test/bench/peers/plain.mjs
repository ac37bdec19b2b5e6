// node:http and nothing else: GET /stream follows, POST /publish writes the event to all, encoded once.
import http from "node:http";

const readers = new Set();
let id = 0;

const server = http.createServer((request, response) => {
  if (request.method === "GET") {
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-cache" });
    response.write(": hello\n\n");
    readers.add(response);
    response.on("close", () => readers.delete(response));
    return;
  }
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const event = Buffer.concat([Buffer.from(`id: ${++id}\ndata: `), ...chunks, Buffer.from("\n\n")]);
    for (const reader of readers) reader.write(event);
    response.writeHead(202, { "Content-Length": 0 }).end();
  });
});
setInterval(() => { for (const reader of readers) reader.write(":\n\n"); }, 15_000);
server.keepAliveTimeout = 300_000;
server.listen({ port: Number(process.argv[2]), host: "127.0.0.1", backlog: 4096 });
