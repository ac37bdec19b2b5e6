// Puts the page together.

import * as actions from "./actions.js";
import * as bus from "./bus.js";
import { state } from "./state.js";
import { t, translate } from "./words.js";

const $ = id => document.getElementById(id);

document.documentElement.className = "js";
translate();

if (!window.EventSource) {
  $("notice").hidden = false;
  $("notice").textContent = t("no.eventsource");
} else {
  lab();
}

/** The commands that a console, a lesson or a test may use, too. */
window.lab = { actions, bus, state };

function lab() {
  $("lab").hidden = false;
  bus.on("state", () => {
    $("lamp").dataset.state = state.state;
    $("lamp-word").textContent = t("state." + state.state);
    $("last-id").textContent = state.lastEventId || t("none");
    $("retry").textContent = state.retry === null ? t("retry.unknown") : state.retry + " ms";
    $("count").textContent = state.events;
  });
  bus.on("message", e => {
    const li = document.createElement("li");
    li.textContent = `${e.handler} ${JSON.stringify(e.data)} id ${e.id}`;
    $("list").append(li);
    if ($("list").children.length > 500) $("list").firstChild.remove();
  });
  $("target").onsubmit = e => {
    e.preventDefault();
    actions.connect($("url").value);
  };
  $("close").onclick = actions.close;
  $("url").value = location.pathname === "/" || location.pathname.startsWith("/_/lab") ? "/demo/count"
    : location.pathname + location.search;
  for (const name of ["tick", "gap"]) actions.listen(name);
  actions.connect($("url").value);
  for (const button of $("tabs").children) {
    button.onclick = () => {
      const panel = $(button.getAttribute("aria-controls")), open = panel.hidden;
      for (const other of $("tabs").children) {
        const its = $(other.getAttribute("aria-controls"));
        its.hidden = !(open && its === panel);
        other.setAttribute("aria-expanded", String(!its.hidden));
      }
    };
  }
  for (const name of ["compose", "faults", "code", "explain", "lessons"]) {
    import(`./${name}.js`).then(module => module.mount($(name)));
  }
}
