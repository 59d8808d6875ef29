// @ts-check
/** Which curve stands second: the gradient's length, the learning rate, the distance, or any part of what the optimizers remember. */

import { element } from "../dom/element.js";
import { text } from "../dom/text.js";
import { innerSeries } from "../state/inner.js";
import { DISTANCE } from "../state/series.js";
import { curveLabel, innerCurves } from "./inner_names.js";
import { segmented } from "./segmented.js";

/** @typedef {import("../types.js").State} State */

/** @param {{onChoose: (series: string) => void}} options */
export function createQuantity({ onChoose }) {
  const plain = segmented({
    label: text("curves.second"),
    choices: [["gradient_norm", text("curves.gradient_norm")], ["learning_rate", text("curves.learning_rate")]],
    onChoose,
  });
  const part = element("select", { class: "select", "aria-label": text("curves.other"), onchange: () => part.value && onChoose(part.value) });
  let listed = "";

  return {
    root: element("div", { class: "quantity" }, plain.root, part),
    /** @param {State} state */
    update(state) {
      const { secondCurve } = state.view;
      const isInner = innerSeries(secondCurve) !== null;
      const isDistance = secondCurve === DISTANCE;
      const hasDistance = isDistance || state.objective.minima.length > 0;
      const curves = innerCurves(state);
      const isKnown = !isInner || curves.some(({ series }) => series === secondCurve);
      const all = isKnown ? curves : [...curves, { series: secondCurve, label: curveLabel(secondCurve, state.objective.variables) }];
      const now = JSON.stringify([all, hasDistance]);
      if (now !== listed) part.replaceChildren(...options(all, hasDistance));
      listed = now;
      plain.choose(secondCurve);
      part.value = isInner || isDistance ? secondCurve : "";
      part.classList.toggle("is-chosen", isInner || isDistance);
    },
  };
}

/** @param {{series: string, label: string}[]} curves @param {boolean} hasDistance */
function options(curves, hasDistance) {
  const option = (/** @type {string} */ value, /** @type {string} */ label) => element("option", { value }, label);
  const state = element("optgroup", { label: text("curves.state") }, ...curves.map(({ series, label }) => option(series, label)));
  return [option("", text("curves.more")), ...(hasDistance ? [option(DISTANCE, text("curves.distance_short"))] : []), ...(curves.length > 0 ? [state] : [])];
}
