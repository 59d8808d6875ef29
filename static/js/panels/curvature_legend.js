// @ts-check
/** What the ellipse at the cursor means, and its numbers: curvatures, condition number, and the rate they allow. */

import { element } from "../dom/element.js";
import { formatNumber } from "../dom/format.js";
import { runSwatch } from "../dom/swatch.js";
import { text } from "../dom/text.js";
import { areEntriesEqual } from "../state/store.js";
import { inMoments } from "./readings.js";

/** @typedef {import("../types.js").State} State */

/** @type {import("../types.js").MountPanel} */
export function mount(root, store) {
  const legend = element("section", { class: "curvature-legend", "aria-label": text("curvature.label"), hidden: true });
  root.append(legend);
  const show = () => {
    const { view, curvature, runs } = store.get();
    const run = runs.find(({ key }) => key === curvature?.run);
    legend.hidden = !view.showCurvature;
    if (legend.hidden) return;
    if (!curvature || !run) return legend.replaceChildren(element("p", {}, text("curvature.none")));
    legend.replaceChildren(
      element("p", { class: "curvature-run" }, runSwatch(run.appearance), text("curvature.where", { run: run.label })),
      ...sentences(curvature, view.map === "surface").map((words) => element("p", {}, words)),
    );
  };
  const moments = inMoments(show);
  const stop = store.subscribe(({ view, curvature, runs }) => [view.showCurvature, view.map, curvature, runs], moments.request, areEntriesEqual);
  return () => {
    moments.cancel();
    stop();
    legend.remove();
  };
}

/** @param {import("../state/curvature.js").Curvature} curvature @param {boolean} isSurface */
function sentences({ values, point }, isSurface) {
  const [highest, lowest] = [values[0], values[values.length - 1]];
  const numbers = values.map((value) => formatNumber(value)).join(", ");
  const size = formatNumber(highest / lowest);
  return [
    values.length > 1 && lowest > 0 ? text("curvature.values", { numbers, condition: size }) : text("curvature.values_alone", { numbers }),
    highest > 0 ? text("curvature.bound", { bound: formatNumber(2 / highest) }) : text("curvature.no_bound"),
    ...(point.length > 1 && !isSurface ? [text(lowest < 0 ? "curvature.saddle" : "curvature.ellipse")] : []),
  ];
}
