// @ts-check
/** Which curve stands second: the gradient's length, the learning rate, or any part of what the optimizers remember. */

import { element } from "../dom/element.js";
import { text } from "../dom/text.js";
import { innerSeries } from "../state/inner.js";
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
  const part = element("select", { class: "select", "aria-label": text("curves.part"), onchange: () => part.value && onChoose(part.value) });
  let listed = "";

  return {
    root: element("div", { class: "quantity" }, plain.root, part),
    /** @param {State} state */
    update(state) {
      const { secondCurve } = state.view;
      const isInner = innerSeries(secondCurve) !== null;
      const curves = innerCurves(state);
      const isKnown = !isInner || curves.some(({ series }) => series === secondCurve);
      const all = isKnown ? curves : [...curves, { series: secondCurve, label: curveLabel(secondCurve, state.objective.variables) }];
      const now = JSON.stringify(all);
      if (now !== listed) part.replaceChildren(element("option", { value: "" }, text("curves.state")), ...all.map(({ series, label }) => element("option", { value: series }, label)));
      listed = now;
      plain.choose(secondCurve);
      part.value = isInner ? secondCurve : "";
      part.classList.toggle("is-chosen", isInner);
    },
  };
}
