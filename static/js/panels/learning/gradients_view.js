// @ts-check
/** The gradient check: per group of weights how far differences are from the gradient, and how that depends on their size. */

import { checkDrawing } from "../../charts/learning/check_drawing.js";
import { createDrawing } from "../../charts/learning/drawing.js";
import { element } from "../../dom/element.js";
import { formatNumber } from "../../dom/format.js";
import { runSwatch } from "../../dom/swatch.js";
import { text } from "../../dom/text.js";
import { bestOf, METHODS } from "../../state/learning/gradient_check.js";
import { areEntriesEqual } from "../../state/store.js";

/** @typedef {import("../../types.js").State} State */
/** @typedef {import("../../state/learning/gradient_check.js").GradientCheck} GradientCheck */

/** Up to here a difference says that the gradient is right; a kink near by, or a gradient near zero, can make more of it. */
const RIGHT = 1e-5;
const DOUBTFUL = 1e-2;

/** @type {import("../../types.js").MountPanel} */
export function mount(root, store) {
  const name = element("span", { class: "region-title" });
  const when = element("span", { class: "hint", role: "status" });
  const result = element("div", { class: "check" });
  const lines = element("div", {});
  const drawing = createDrawing(lines);
  root.replaceChildren(element("p", { class: "stage-head" }, name, when), element("p", { class: "hint stage-idea" }, text("check.idea")), result);
  const show = (/** @type {State} */ { learning: { check }, runs, playback }) => {
    const run = check && runs[check.run];
    when.textContent = playback.isPlaying ? text("check.playing") : check ? text("table.at_step", { step: check.step }) : text("check.waiting");
    if (!check || !run) return;
    name.replaceChildren(runSwatch(run.appearance), run.label);
    result.replaceChildren(...parts(check, lines));
    drawing.show((width) => checkDrawing(check.h, worstOf(check), { x: text("check.size"), y: text("check.error") }, width));
  };
  const stop = store.subscribe(({ learning: { check }, playback }) => [check, playback.isPlaying], (_, state) => show(state), areEntriesEqual);
  return () => {
    stop();
    drawing.remove();
    root.replaceChildren();
  };
}

/** Of every method the largest error of all groups, at each size. @param {GradientCheck} check */
function worstOf({ h, groups }) {
  return METHODS.map((method) => ({ name: method, isOpen: method === "forward", errors: h.map((_, at) => Math.max(...groups.map(({ errors }) => errors[method]?.[at] ?? NaN))) }));
}

/** @param {GradientCheck} check @param {HTMLElement} lines   where they are drawn */
function parts(check, lines) {
  const best = bestOf(check, "central");
  const verdict = best.error <= RIGHT ? "right" : best.error <= DOUBTFUL ? "doubtful" : "wrong";
  const legend = element("ul", { class: "check-legend", role: "list" }, ...METHODS.map((method) => element("li", { class: method === "forward" ? "is-open" : null }, text(`check.${method}`))));
  return [
    element("p", { class: "check-verdict", "data-verdict": verdict }, text(`check.verdict.${verdict}`, { group: best.name, error: formatNumber(best.error, 2), h: formatNumber(best.h, 1) })),
    element("div", { class: "check-picture", role: "img", "aria-label": text("check.summary", { error: formatNumber(best.error, 2), h: formatNumber(best.h, 1) }) }, lines, legend),
    element("div", { class: "table-scroll", tabindex: 0, role: "region", "aria-label": text("check.table") }, table(check)),
    element("p", { class: "hint" }, text("check.cost", { evaluations: check.value_evaluations })),
  ];
}

/** @param {GradientCheck} check */
function table({ h, groups }) {
  const head = ["check.group", "check.checked", "check.central", "check.forward"].map((key, at) => element("th", { scope: "col", class: at > 0 ? "number" : null }, text(key)));
  const rows = groups.map(({ name, checked, errors }) => {
    const least = METHODS.map((method) => {
      const found = (errors[method] ?? []).map((error) => error ?? Infinity);
      const error = Math.min(...found);
      return element("td", { class: "number" }, formatNumber(error, 2), element("span", { class: "hint" }, ` ${text("check.at", { h: formatNumber(h[found.indexOf(error)], 1) })}`));
    });
    return element("tr", {}, element("th", { scope: "row" }, name), element("td", { class: "number" }, String(checked)), ...least);
  });
  return element("table", { class: "table" }, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows));
}
