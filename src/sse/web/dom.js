// The few things that every part of the page does with elements. Text gets in as text nodes only.

import { t } from "./words.js";

/** An element: attributes (true for a bare one, a function for onNAME), then text or other elements. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

/** A button that copies what the function gives, and says so. */
export function copyButton(text, label = t("copy.it")) {
  const button = el("button", { type: "button", class: "copy", onclick: copy }, label);

  async function copy() {
    const done = await toClipboard(text(), button);
    button.textContent = done ? t("copied") : t("copy.failed");
    setTimeout(() => { button.textContent = label; }, 2000);
  }

  return button;
}

/** The clipboard of the browser is for secure pages: one of this machine is, one of another is not. */
export async function toClipboard(text, beside) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (notAllowed) {
    const area = el("textarea", { class: "unseen" });
    area.value = text;
    beside.after(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    beside.focus();
    return done;
  }
}

/** Calls the function when nothing more has happened for so long. */
export function later(millis, fn) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(fn, millis);
  };
}
