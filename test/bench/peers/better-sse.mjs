// better-sse on node:http: GET /stream follows its channel, POST /publish broadcasts on it.
import http from "node:http";
import { createRequire } from "node:module";

const { createSession, createChannel } = createRequire(process.env.NODE_PATH + "/")("better-sse");
const channel = createChannel();
let id = 0;

const server = http.createServer(async (request, response) => {
  if (request.method === "GET") {
    channel.register(await createSession(request, response, { keepAlive: 15_000, serializer: (data) => data }));
    return;
  }
  let body = "";
  request.setEncoding("utf8");
  request.on("data", (chunk) => { body += chunk; });
  request.on("end", () => {
    channel.broadcast(body, "message", { eventId: String(++id) });
    response.writeHead(202, { "Content-Length": 0 }).end();
  });
});
server.keepAliveTimeout = 300_000;
server.listen({ port: Number(process.argv[2]), host: "127.0.0.1", backlog: 4096 });
