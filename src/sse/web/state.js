// What the top bar shows, in one object; whoever changes it tells everybody.

import { emit } from "./bus.js";

export const state = {
  state: "closed",   // "connecting", "open", "closed": readyState of the real EventSource
  url: "",           // as it was asked for, without the lab's own parameter
  own: true,         // whether it is a stream of this server, so that its bytes can be seen
  conn: 0,           // number of the last connection, as the server counts them
  lastEventId: "",   // as the wire set it
  retry: null,       // milliseconds, once a stream has said so
  events: 0,         // callbacks with data
  listeners: ["message"],
};

export function change(part) {
  for (const key in part) {
    if (state[key] !== part[key]) {
      Object.assign(state, part);
      emit("state", { ...state });
      return;
    }
  }
}
