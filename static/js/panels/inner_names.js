// @ts-check
/** What the entries of an optimizer's state are called. */

import { hasText, text } from "../dom/text.js";
import { EFFECTIVE_RATE, innerNames, innerSeries, seriesNamed } from "../state/inner.js";
import { declaredState } from "./documented.js";

/** An entry that no one has translated yet is read as it is written. @param {string} name */
export function innerLabel(name) {
  return hasText(`inner.${name}`) ? text(`inner.${name}`) : name.replaceAll("_", " ");
}

/**
 * Every curve that the states of the runs have: a length and coordinates, or the one number. Before anything is recorded
 * they are known from what the optimizers declare.
 * @param {import("../types.js").State} state
 */
export function innerCurves({ runs, experiment, catalogue, objective: { variables } }) {
  /** @type {Map<string, number>} */
  const widths = new Map([[EFFECTIVE_RATE, variables.length]]);
  runs.forEach(({ columns }, index) => {
    const entry = catalogue.optimizers.find(({ name }) => name === experiment.runs[index].optimizer.name);
    for (const { name, width } of [...declaredState(entry, variables.length), ...innerNames(columns)]) widths.set(name, Math.max(width, widths.get(name) ?? 0));
  });
  return [...widths].flatMap(([name, width]) => {
    const axes = width === variables.length && width > 1 ? variables.map((_, axis) => seriesNamed(name, axis)) : [];
    const whole = name === EFFECTIVE_RATE && width > 1 ? [] : [seriesNamed(name)];
    return [...whole, ...axes].map((series) => ({ series, label: curveLabel(series, variables, width) }));
  });
}

/**
 * "velocity y"; of all coordinates together, "‖velocity‖"; of one number, "step size".
 * @param {string} series
 * @param {readonly string[]} variables
 * @param {number} [width]
 */
export function curveLabel(series, variables, width = 1) {
  const inner = innerSeries(series);
  if (!inner) return text(`curves.${series}`);
  const label = innerLabel(inner.name);
  if (inner.axis !== null) return `${label} ${variables[inner.axis] ?? inner.axis + 1}`;
  return width === 1 ? label : text("inner.length", { name: label });
}
