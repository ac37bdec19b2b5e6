export default {
  // top bar
  "state.connecting": "CONNECTING",
  "state.open": "OPEN",
  "state.closed": "CLOSED",
  "none": "none",
  "retry.unknown": "the browser's own",
  "no.eventsource": "This browser has no EventSource: it cannot receive server-sent events. Any current browser can.",
  "own.only": "Bytes are only visible for this server; use sse proxy URL to look inside another.",
  "no.tap": "This server does not show its bytes.",
};
