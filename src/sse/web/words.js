// The words of the page. English stands in index.html, where a word does not change, and in words/en.js, where a
// script says it; another language is one more file with all of them.

import english from "./words/en.js";

const LANGUAGES = ["en", "vi"];

function choose() {
  const asked = new URLSearchParams(location.search).get("lang") ?? localStorage.getItem("lang");
  return [asked, ...(navigator.languages ?? [])].map(tag => (tag ?? "").slice(0, 2).toLowerCase())
    .find(tag => LANGUAGES.includes(tag)) ?? "en";
}

export const language = choose();

const words = language === "en" ? english : (await import(`./words/${language}.js`)).default;

/** The words for a key, with {name} replaced by values.name. */
export function t(key, values = {}) {
  return (words[key] ?? english[key] ?? key).replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

/** A number as it is written in the language. */
export const figure = number => number.toLocaleString(language);

/** Puts the language's words into what index.html says in English: data-t for the text, data-t-label for a label. */
export function translate(root = document) {
  document.documentElement.lang = language;
  if (language === "en") return;
  for (const element of root.querySelectorAll("[data-t]")) {
    if (words[element.dataset.t]) element.textContent = words[element.dataset.t];
  }
  for (const element of root.querySelectorAll("[data-t-alt]")) element.alt = words[element.dataset.tAlt] ?? element.alt;
  for (const element of root.querySelectorAll("[data-t-label]")) {
    if (words[element.dataset.tLabel]) element.setAttribute("aria-label", words[element.dataset.tLabel]);
  }
}
