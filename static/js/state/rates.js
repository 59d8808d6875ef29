// @ts-check
/**
 * Learning rates that suit a function: those its catalogue row suggests, or, for a typed formula, what its slopes say.
 *
 * Of a typed formula the gradient is sampled where the runs will walk, no higher than their start. How fast it changes
 * there is the largest curvature λ: gradient descent is stable below 2/λ. Of what a rate is a share, and how large a one,
 * is the optimizer's `pace`, which comes with the catalogue.
 */

import { rateHolder, withRate } from "./optimizer_rate.js";

/** @typedef {import("../types.js").Experiment} Experiment */
/** @typedef {import("../types.js").ObjectiveSettings} ObjectiveSettings */
/** @typedef {import("../types.js").CatalogueEntry} CatalogueEntry */
/** @typedef {import("../types.js").Rates} Rates */
/** @typedef {import("../server/rest.js").Rest} Rest */
/** @typedef {import("../server/rest.js").SliceAnswer} SliceAnswer */

/**
 * What the slopes say of a function.
 * @typedef {object} Slopes
 * @property {number} curvature   the fastest change of the gradient, 0: it is the same everywhere
 * @property {number} steepest    the largest gradient at the start
 * @property {number} width       of the frame, its widest side
 */

/** Not even the first step of gradient descent is longer than this share of the frame. */
const LONGEST_STEP = 0.5;
const PLANE = 33;
const LINE = 129;

/**
 * @param {Slopes} slopes
 * @param {import("../types.js").Pace | undefined} pace
 * @returns {number | undefined} undefined: its own default will do
 */
export function rateFrom({ curvature, steepest, width }, pace) {
  if (!pace || pace.unit === "own") return undefined;
  const ofCurvature = Math.min(1 / curvature, (LONGEST_STEP * width) / steepest);
  const rate = pace.share * { inverse_curvature: ofCurvature, length: width, number: 1 }[pace.unit];
  return Number.isFinite(rate) && rate > 0 ? rounded(rate) : undefined;
}

/**
 * Look at the slopes of a function between its start and its lower ground.
 * @param {Rest} rest
 * @param {{objective: ObjectiveSettings, start: number[], domain: number[][]}} place
 * @returns {Promise<Slopes>}
 */
export async function surveyed(rest, { objective, start, domain }) {
  const width = Math.max(...domain.map(([low, high]) => high - low));
  const dimension = domain.length;
  const answers = dimension <= 2
    ? [await rest.slice({ objective, extent: domain, resolution: dimension === 1 ? [LINE] : [PLANE, PLANE], gradient: true })]
    : await Promise.all(domain.map(([low, high], axis) => rest.slice({
        objective,
        origin: start,
        directions: [domain.map((_, other) => (other === axis ? 1 : 0))],
        extent: [[low - start[axis], high - start[axis]]],
        resolution: [LINE],
        gradient: true,
      })));
  const views = answers.map((answer) => slopesOf(answer, dimension <= 2 ? start : [0]));
  return { width, curvature: Math.max(...views.map(({ curvature }) => curvature)), steepest: Math.max(...views.map(({ steepest }) => steepest)) };
}

/**
 * Runs with rates for another function. Rates in `kept` (by key of the run) stay, and who has no rate gets none.
 * @param {Experiment} experiment
 * @param {readonly {key: string}[]} runs
 * @param {readonly CatalogueEntry[]} optimizers
 * @param {(optimizer: string) => number | undefined} rateOf
 * @param {readonly string[]} [kept]
 * @returns {{experiment: Experiment, rates: Rates}}
 */
export function withRates(experiment, runs, optimizers, rateOf, kept = []) {
  /** @type {Rates} */
  const rates = { chosen: {}, before: {}, own: [...kept] };
  const settings = experiment.runs.map((run, index) => {
    const { key } = runs[index];
    const holder = rateHolder(run.optimizer, optimizers);
    const rate = holder ? rateOf(holder.name) : undefined;
    if (!holder || rate === undefined || kept.includes(key)) return run;
    const before = holder.learning_rate;
    rates.chosen[key] = rate;
    if (rate === before) return run;
    if (before !== undefined) rates.before[key] = before;
    return { ...run, optimizer: withRate(run.optimizer, optimizers, rate) };
  });
  return { experiment: { ...experiment, runs: settings }, rates };
}

/**
 * While one types, rates are chosen again with every letter; the way back leads to those before the first.
 * @param {Rates} rates
 * @param {Rates} earlier
 * @returns {Rates}
 */
export function withEarlier(rates, earlier) {
  return { ...rates, before: { ...rates.before, ...earlier.before } };
}

/** @param {SliceAnswer} answer @param {number[]} start in the axes of the answer @returns {Omit<Slopes, "width">} */
function slopesOf({ axes, loss, gradient }, start) {
  const rows = /** @type {(number | null)[][]} */ (axes.length === 1 ? [loss] : loss);
  const slopes = /** @type {number[][][]} */ (/** @type {unknown} */ (axes.length === 1 ? [gradient] : gradient));
  const at = axes.map((axis, index) => nearest(axis, start[index]));
  const heightOf = (/** @type {number} */ i, /** @type {number} */ j) => rows[j]?.[i] ?? NaN;
  const [i0, j0] = [at[0], at[1] ?? 0];
  const around = [heightOf(i0, j0), heightOf(i0 - 1, j0), heightOf(i0 + 1, j0), heightOf(i0, j0 - 1), heightOf(i0, j0 + 1)];
  const ceiling = Math.max(...around.filter(Number.isFinite));
  let curvature = 0;
  const compare = (/** @type {number} */ i, /** @type {number} */ j, /** @type {number} */ nextI, /** @type {number} */ nextJ, /** @type {number} */ distance) => {
    if (!(heightOf(i, j) <= ceiling && heightOf(nextI, nextJ) <= ceiling)) return;
    const change = Math.hypot(...slopes[j][i].map((value, axis) => slopes[nextJ][nextI][axis] - value)) / distance;
    if (Number.isFinite(change)) curvature = Math.max(curvature, change);
  };
  for (const [j, row] of rows.entries()) {
    for (const i of row.keys()) {
      if (i + 1 < row.length) compare(i, j, i + 1, j, axes[0][i + 1] - axes[0][i]);
      if (j + 1 < rows.length) compare(i, j, i, j + 1, axes[1][j + 1] - axes[1][j]);
    }
  }
  return { curvature, steepest: Math.hypot(...(slopes[j0]?.[i0] ?? [])) };
}

/** @param {number[]} axis @param {number} value */
function nearest(axis, value) {
  return axis.reduce((best, candidate, index) => (Math.abs(candidate - value) < Math.abs(axis[best] - value) ? index : best), 0);
}

/** Two significant digits: a rate is a choice, not a measurement. @param {number} value */
function rounded(value) {
  return Number(value.toPrecision(2));
}
