// @ts-check
/** What the two curve charts show of a learning problem: which lines, of which series. Pure. */

import { focusOf } from "../focus.js";
import { figureNamed } from "../series.js";
import { hasFigure, seriesFor } from "./figures.js";

/** @typedef {import("../../types.js").State} State */
/** @typedef {import("../../types.js").Run} Run */
/** @typedef {import("../../charts/curve_chart.js").Line} Line */

/** Figures of every group of parameters. */
export const OF_GROUPS = /** @type {const} */ (["group_gradient_norm", "update_ratio"]);
/** Figures that have a counterpart on the examples that are held back. */
const HELD_BACK = { loss: "validation_loss", accuracy: "validation_accuracy" };
/** @type {import("../../types.js").Appearance["dash"][]} */
const DASHES = ["solid", "dash", "dot", "dashdot", "longdash", "longdashdot"];

/**
 * The lines of the first chart: what the steps saw, faint; the loss of all examples; that of those held back, open.
 * @param {State} state
 * @returns {Line[]}
 */
export function lossLines({ runs }) {
  const seen = runs.filter(({ columns }) => hasFigure(columns, "batch_loss")).map((run) => lineOf(run, figureNamed("batch_loss"), "faint"));
  return [...seen, ...runs.map((run) => lineOf(run, "loss")), ...heldBack(runs, "loss")];
}

/** Which of the groups are weights, with their names and places. @param {State} state */
export function weightGroups({ learning }) {
  return learning.groups.flatMap(({ name, shape }, group) => (shape.length > 1 ? [{ name, group }] : []));
}

/** The second curve in play, by its name; values have no accuracy. @param {State} state */
export function secondCurve({ view, runs }) {
  const isThere = view.learningCurve !== "accuracy" || !runs.some(({ length }) => length > 0) || runs.some(({ columns }) => hasFigure(columns, "accuracy"));
  return isThere ? view.learningCurve : "gradient_norm";
}

/**
 * The lines of the second chart: of a figure of groups without a group, every layer of the run in focus.
 * @param {State} state
 * @param {string} name
 * @returns {Line[]}
 */
export function secondLines(state, name) {
  const { runs } = state;
  if (OF_GROUPS.some((figure) => figure === name)) {
    const run = focusOf(state);
    return run ? weightGroups(state).map(({ name: layer, group }, at) => layerLine(run, seriesFor(`${name}.${group}`), layer, at)) : [];
  }
  return [...runs.map((run) => lineOf(run, seriesFor(name))), ...heldBack(runs, name)];
}

/** @param {readonly Run[]} runs @param {string} name @returns {Line[]} */
function heldBack(runs, name) {
  const other = HELD_BACK[/** @type {keyof typeof HELD_BACK} */ (name)];
  return other ? runs.filter(({ columns }) => hasFigure(columns, other)).map((run) => lineOf(run, figureNamed(other), "open")) : [];
}

/** @param {Run} run @param {string} series @param {"faint" | "open"} [look] @returns {Line} */
function lineOf(run, series, look) {
  return { ...run, key: look ? `${run.key}-${look}` : run.key, series, look, isSparse: look !== "faint" };
}

/** @param {Run} run @param {string} series @param {string} name @param {number} at @returns {Line} */
function layerLine(run, series, name, at) {
  return { ...run, key: `${run.key}-${name}`, label: `${run.label} ${name}`, series, isSparse: true, endLabel: name, isHidden: false, appearance: { ...run.appearance, dash: DASHES[at % DASHES.length] } };
}
