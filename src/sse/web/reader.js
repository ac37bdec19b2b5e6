// Follows a stream with fetch and the page's own parser, and comes back as an EventSource does. For what that one cannot
// do: hear every type without a listener for it, see the bytes, send a token, say why.

import { EventReader } from "./parse.js";
import { t } from "./words.js";

const FIRST_RETRY = 3000, LEAST_RETRY = 100, MOST_RETRY = 2 ** 31 - 1; // milliseconds
const MOST_SAID = 300; // characters of an answer that refuses

/** Why an answer is no stream, in the words of sse tail --as browser; null if it is one. */
export async function refusal(response) {
  const type = response.headers.get("Content-Type") ?? "";
  if (response.status !== 200) {
    const says = response.status === 204 ? "" : (await response.text().catch(() => "")).trim().slice(0, MOST_SAID);
    const status = t("status", { status: `${response.status} ${response.statusText}`.trim() });
    return says ? `${status}: ${says}` : status;
  }
  if (/^text\/event-stream *(;|$)/i.test(type)) return null;
  return type ? t("wrong.type", { type }) : t("no.type");
}

/**
 * Follows until the signal says stop, or an answer that is no stream does. Tells: asking(lastEventId),
 * open(response), bytes(piece), line(line) as the parser gives it, cut(why, millis) before each wait, closed(why,
 * response) once.
 *
 * @param inQuery whether the last event ID travels in the query: a header of it would ask another origin first
 */
export async function follow(url, told, { signal: asked, headers = {}, inQuery = false }) {
  const stop = new AbortController(), { signal } = stop;
  asked.addEventListener("abort", () => stop.abort());
  addEventListener("pagehide", () => stop.abort()); // a page that is kept for "back" would keep its connection, too
  let lastEventId = "", retry = FIRST_RETRY;
  while (!signal.aborted) {
    const reader = new EventReader(lastEventId);
    let why = t("no.connection");
    told.asking?.(lastEventId);
    try {
      const response = await fetch(inQuery ? withId(url, lastEventId) : url, { cache: "no-store", signal, headers: {
        Accept: "text/event-stream", ...!inQuery && lastEventId && { "Last-Event-ID": latin1(lastEventId) }, ...headers } });
      const refused = await refusal(response);
      if (refused) return void told.closed?.(refused, response);
      told.open?.(response);
      why = t("connection.broke");
      const body = response.body.getReader();
      for (let part; !(part = await body.read()).done;) {
        told.bytes?.(part.value);
        for (const line of reader.read(part.value)) told.line(line);
        lastEventId = reader.lastEventId;
        if (reader.retryMillis >= 0) retry = Math.min(reader.retryMillis, MOST_RETRY);
      }
      why = t("server.ended");
    } catch (e) {
      if (signal.aborted) return;
    }
    told.cut?.(why, retry);
    await new Promise(done => {
      setTimeout(done, Math.max(retry, LEAST_RETRY));
      signal.addEventListener("abort", done, { once: true });
    });
  }
}

/** Header values are bytes; text travels as UTF-8. */
export const latin1 = text => String.fromCharCode(...new TextEncoder().encode(text));

function withId(url, id) {
  return id ? `${url}${url.includes("?") ? "&" : "?"}lastEventId=${encodeURIComponent(id)}` : url;
}
