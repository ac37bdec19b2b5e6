// The hops of test/bench/hops.sh that are made of node: hops.cjs SERVER PORT..., in the order of their names there.
const http = require("node:http");
const path = require("node:path");
const express = require("express");
const compression = require("compression");
const httpProxy = require("http-proxy");
const webpack = require("webpack");
const WebpackDevServer = require("webpack-dev-server");

const [server, plain, zip, forced, filtered, bundled, bare, vite, work] = process.argv.slice(2);

function proxy() {
  const made = httpProxy.createProxyServer({ target: server });
  made.on("error", (error, request, response) => response.destroy());
  return made;
}

// As from a server that does not say so.
function withoutNoTransform(answer) {
  answer.headers["cache-control"] = "no-cache";
}

const through = proxy();
http.createServer((request, response) => through.web(request, response)).listen(plain, "127.0.0.1");

function filter(request, response) {
  return response.getHeader("content-type") !== "text/event-stream";
}

for (const [port, changed, options] of [[zip, () => {}], [forced, withoutNoTransform],
    [filtered, withoutNoTransform, { filter }]]) {
  const hop = proxy().on("proxyRes", changed);
  express().use(compression(options)).use((request, response) => hop.web(request, response)).listen(port, "127.0.0.1");
}

const nothing = path.join(work, "nothing.js");
require("node:fs").writeFileSync(nothing, "");
for (const [port, compress] of [[bundled, true], [bare, false]]) {
  const compiler = webpack({ mode: "development", entry: nothing, output: { path: work } });
  const development = new WebpackDevServer({
    host: "127.0.0.1", port, compress, client: false, hot: false, liveReload: false,
    proxy: [{ context: ["/demo"], target: server, onProxyRes: withoutNoTransform }],
  }, compiler);
  development.start();
}

const page = path.join(work, "page");
require("node:fs").mkdirSync(page);
require("node:fs").writeFileSync(path.join(page, "index.html"), "<!doctype html>\n<title>a page</title>\n");
import(require.resolve("vite").replace(/index\.cjs$/, "dist/node/index.js")).then(async ({ createServer }) => {
  const made = await createServer({
    root: page, cacheDir: path.join(work, "vite"), configFile: false, logLevel: "warn",
    server: { host: "127.0.0.1", port: Number(vite), strictPort: true, proxy: { "/demo/": server } },
  });
  await made.listen();
});
