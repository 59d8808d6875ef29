// @ts-check
/** What the colours of a slice mean, and on which scale. */

import { strengthOf } from "../../charts/slice/strip.js";
import { element, svg } from "../../dom/element.js";
import { formatNumber, formatPercent } from "../../dom/format.js";
import { text } from "../../dom/text.js";
import { isLine } from "../../state/slice/choices.js";
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
  const ramp = element("span", { class: "slice-ramp" });
  const place = element("span", {});
  const [ring, dashes] = [svg("circle", { cx: 7, cy: 7, r: 5.5 }), svg("path", { d: "M7 0v14", "stroke-dasharray": "3 2" })];
  const key = element("p", { class: "slice-through" }, svg("svg", { viewBox: "0 0 14 14", width: 14, height: 14, "aria-hidden": "true", class: "slice-place", fill: "none", stroke: "var(--ink)", "stroke-width": 1.5 }, ring, dashes), place);
  const node = element("div", { class: "slice-legend", hidden: true }, element("p", { class: "slice-key" }, figure, low, ramp, high), scale.root, key);
  return {
    node,
    /** @param {import("../../state/slice/choices.js").SliceChoices} choices @param {{low: number, high: number}} range @param {string} scaleNow @param {import("../../charts/slice/strip.js").Strip | null} strip @param {string} through   what it goes through */
    show(choices, range, scaleNow, strip, through) {
      place.textContent = through;
      key.hidden = strip !== null;
      ring.toggleAttribute("hidden", isLine(choices));
      dashes.toggleAttribute("hidden", !isLine(choices));
      const isAccuracy = choices.figure === "accuracy";
      const ends = isAccuracy ? [range.high, range.low] : [range.low, range.high];
      const color = strip?.appearance.color;
      ramp.style.background = strip ? `linear-gradient(to right, ${strip.steps.map((_, at) => `color-mix(in srgb, ${color} ${100 * strengthOf(strip, at)}%, var(--card))`).join()})` : "";
      if (strip) [low.textContent, high.textContent] = [strip.steps[0], strip.steps[strip.steps.length - 1]].map((step) => text("slice.step", { step }));
      else [low.textContent, high.textContent] = ends.map((value) => (isAccuracy ? formatPercent(value) : formatNumber(value)));
      figure.textContent = figureWords(choices);
      scale.root.hidden = isAccuracy;
      scale.choose(scaleNow);
    },
  };
}
