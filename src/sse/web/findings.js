// Findings of lint in the page: number, sentence, why and fix in the words of the server's table.

import { el } from "./dom.js";
import { rules } from "./judge.js";
import { t } from "./words.js";

/** One element for each finding; with a function, a button goes to its line. */
export async function findings(all, goTo = null) {
  if (all.length === 0) return [];
  const table = await rules().catch(() => new Map());
  return all.map(finding => {
    const rule = table.get(finding.code);
    const place = finding.line ? t("finding.line", { line: finding.line }) : t("finding." + finding.place);
    return el("details", { class: "judged " + finding.severity, "data-code": finding.code },
      el("summary", {}, el("b", {}, t("severity." + finding.severity)), " ", el("code", {}, finding.code), " ",
        el("span", { class: "place" }, place),
        " ", el("span", { lang: "en" }, finding.says)),
      el("dl", { lang: "en" }, ...rule ? [el("dt", {}, t("finding.why")), el("dd", {}, rule.why)] : [],
        el("dt", {}, t("finding.fix")), el("dd", {}, finding.fix),
        ...rule ? [el("dt", {}, t("finding.basis")), el("dd", {}, rule.basis)] : []),
      finding.line && goTo
        ? el("button", { type: "button", onclick: () => goTo(finding.line) }, t("finding.show")) : null);
  });
}
