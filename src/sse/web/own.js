// The page's own stream: it carries what is sent to it from here, byte for byte.

import { connect, send } from "./actions.js";
import { off, on } from "./bus.js";
import { state } from "./state.js";
import { figure, t } from "./words.js";

const STREAM = "/_/lab/stream";
const MOST_BYTES = 64 << 10;  // that the server takes at once
const PATIENCE = 10_000;      // milliseconds

/** Sends bytes, in one write; the stream is opened first if it is not the one that is open. Says what came of it. */
export async function put(bytes) {
  if (bytes.length === 0) throw new Error(t("own.empty"));
  if (bytes.length > MOST_BYTES) throw new Error(t("own.large", { bytes: figure(MOST_BYTES) }));
  if (state.url !== STREAM || state.state !== "open") await open();
  const { readers } = await send(bytes);
  if (readers === 0) throw new Error(t("own.unheard"));
  return t("own.sent", { bytes: figure(bytes.length) });
}

function open() {
  return new Promise((done, failed) => {
    const finish = fn => () => {
      off("open", opened);
      off("error", broken);
      clearTimeout(timer);
      fn();
    };
    const opened = finish(done), broken = finish(() => failed(new Error(t("own.closed"))));
    const timer = setTimeout(broken, PATIENCE);
    on("open", opened);
    on("error", broken);
    if (state.url !== STREAM || state.state === "closed") connect(STREAM);
  });
}
