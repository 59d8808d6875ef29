// @ts-check
/** What the colours of a slice mean, and on which scale. */

import { element } from "../../dom/element.js";
import { formatNumber, formatPercent } from "../../dom/format.js";
import { text } from "../../dom/text.js";
import { segmented } from "../segmented.js";
import { figureWords } from "./slice_words.js";

/** @param {import("../../types.js").Commands} commands */
export function createSliceLegend(commands) {
  const figure = element("span", { class: "region-title" });
  const [low, high] = ["low", "high"].map((end) => element("span", { class: `slice-${end}` }));
  const scale = segmented({
    label: text("landscape.scale"),
    choices: [["log", text("scale.log")], ["linear", text("scale.linear")]],
    onChoose: (value) => commands.setView({ landscapeScale: value }),
  });
  const node = element("div", { class: "slice-legend", hidden: true }, element("p", { class: "slice-key" }, figure, low, element("span", { class: "slice-ramp" }), high), scale.root);
  return {
    node,
    /** @param {import("../../state/slice/choices.js").SliceChoices} choices @param {{low: number, high: number}} range @param {string} scaleNow */
    show(choices, range, scaleNow) {
      const isAccuracy = choices.figure === "accuracy";
      const ends = isAccuracy ? [range.high, range.low] : [range.low, range.high];
      [low.textContent, high.textContent] = ends.map((value) => (isAccuracy ? formatPercent(value) : formatNumber(value)));
      figure.textContent = figureWords(choices);
      scale.root.hidden = isAccuracy;
      scale.choose(scaleNow);
    },
  };
}
