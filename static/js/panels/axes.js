// @ts-check
/** The axes of the curves: what the horizontal one counts and how, and how much the lines are smoothed; behind one button. */

import { element } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { attachPopover } from "../dom/popover.js";
import { text } from "../dom/text.js";
import { STRONGEST } from "../state/smoothing.js";
import { segmented } from "./segmented.js";

/** @typedef {import("../types.js").View} View */

const PERCENT = 100;

/** @param {{onChange: (patch: Partial<View>) => void}} options */
export function createAxes({ onChange }) {
  const axis = segmented({
    label: text("axes.horizontal"),
    choices: [["steps", text("axes.steps")], ["epochs", text("axes.epochs")], ["examples", text("axes.examples")], ["evaluations", text("axes.evaluations")]],
    onChoose: (value) => onChange({ xAxis: value }),
  });
  const scale = segmented({
    label: text("axes.scale"),
    choices: [["linear", text("scale.linear")], ["log", text("scale.log")]],
    onChoose: (value) => onChange({ xScale: value }),
  });
  const slider = element("input", {
    class: "slider",
    type: "range",
    min: 0,
    max: STRONGEST * PERCENT,
    step: 1,
    "aria-label": text("axes.smoothing"),
    "aria-describedby": "smoothing-meaning",
    oninput: () => onChange({ smoothing: Number(slider.value) / PERCENT }),
  });
  const strength = element("output", { class: "axes-strength" });
  const panel = element(
    "div",
    { class: "popover axes", role: "dialog", "aria-label": text("axes.open") },
    row(text("axes.horizontal"), axis.root),
    element("p", { class: "hint" }, text("axes.meaning")),
    row(text("axes.scale"), scale.root),
    row(text("axes.smoothing"), slider, strength),
    element("p", { class: "hint", id: "smoothing-meaning" }, text("axes.smoothing_meaning")),
  );
  const button = element("button", { type: "button", class: "icon-button axes-open", "aria-label": text("axes.open"), title: text("axes.open") }, icon("sliders"));
  attachPopover(button, panel);

  let shown = "";
  return {
    button,
    panel,
    /** @param {View} view @param {boolean} hasExamples */
    update({ xAxis, xScale, smoothing }, hasExamples) {
      const now = [xAxis, xScale, smoothing, hasExamples].join();
      if (now === shown) return;
      shown = now;
      axis.choose(xAxis);
      axis.offer("epochs", hasExamples);
      axis.offer("examples", hasExamples);
      scale.choose(xScale);
      slider.value = String(Math.round(smoothing * PERCENT));
      slider.style.setProperty("--progress", String(smoothing / STRONGEST));
      strength.textContent = smoothing > 0 ? smoothing.toFixed(2) : text("axes.none");
      slider.setAttribute("aria-valuetext", strength.textContent);
      button.classList.toggle("is-chosen", xAxis !== "steps" || xScale !== "linear" || smoothing > 0);
    },
  };
}

/** @param {string} label @param {...HTMLElement} controls */
function row(label, ...controls) {
  return element("div", { class: "axes-row" }, element("span", { class: "field-label", "aria-hidden": "true" }, label), ...controls);
}
