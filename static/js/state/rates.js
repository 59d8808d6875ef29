// @ts-check
/**
 * Learning rates that suit a function: those its catalogue row suggests, or, for a typed formula, what its slopes say.
 *
 * Of a typed formula the gradient is sampled where the runs will walk, no higher than their start. How fast it changes
 * there is the largest curvature λ: gradient descent is stable below 2/λ, momentum with μ = 0.9 wants a tenth of 1/λ.
 * Methods that divide by the size of the gradient step about η whatever the slope: they get a share of the frame.
 */

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

/** The rate of each method is this share of 1/λ. @type {Record<string, number>} */
const OF_CURVATURE = { sgd: 1, asgd: 1, schedule_free_sgd: 1, optimistic_gradient_descent: 0.5, momentum: 0.1, nesterov: 0.1, radam: 0.3 };
/** The rate of each method is this share of the frame's width: those of the catalogue's own bowls. @type {Record<string, number>} */
const OF_WIDTH = {
  ...{ adam: 0.025, adam_epsilon_hat: 0.025, adamw: 0.025, amsgrad: 0.025, adamax: 0.025, nadam: 0.025, adabelief: 0.025, yogi: 0.025, schedule_free_adamw: 0.025 },
  ...{ adan: 0.02, adopt: 0.02, rprop: 0.02, rmsprop: 0.01, sign_sgd: 0.01, signum: 0.01, lion: 0.01 },
  ...{ adagrad: 0.08, sm3: 0.08, adadelta: 1.5 },
};
/** A method that the catalogue has no rate for walks like this one. @type {Record<string, string>} */
const WALKS_LIKE = { asgd: "sgd", adam_epsilon_hat: "adam", amsgrad: "adam", adamax: "adam", nadam: "adam", adabelief: "adam", yogi: "adam", sm3: "adagrad" };
/** Not even the first step of gradient descent is longer than this share of the frame. */
const LONGEST_STEP = 0.5;
const PLANE = 33;
const LINE = 129;

/**
 * @param {CatalogueEntry | undefined} objective
 * @param {string} optimizer
 * @returns {number | undefined}
 */
export function suggestedRate(objective, optimizer) {
  return objective?.learning_rates?.[optimizer] ?? objective?.learning_rates?.[WALKS_LIKE[optimizer]];
}

/**
 * @param {Slopes} slopes
 * @param {string} optimizer
 * @returns {number | undefined} undefined: its own default will do
 */
export function rateFrom({ curvature, steepest, width }, optimizer) {
  if (optimizer in OF_WIDTH) return rounded(OF_WIDTH[optimizer] * width);
  if (!(optimizer in OF_CURVATURE)) return undefined;
  const rate = OF_CURVATURE[optimizer] * Math.min(1 / curvature, (LONGEST_STEP * width) / steepest);
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
 * Runs with rates for another function. Rates in `kept` (by key of the run) stay.
 * @param {Experiment} experiment
 * @param {readonly {key: string}[]} runs
 * @param {(optimizer: string) => number | undefined} rateOf
 * @param {readonly string[]} kept
 * @returns {{experiment: Experiment, rates: Rates}}
 */
export function withRates(experiment, runs, rateOf, kept = []) {
  /** @type {Rates} */
  const rates = { chosen: {}, before: {}, own: [...kept] };
  const settings = experiment.runs.map((run, index) => {
    const { key } = runs[index];
    const { name, learning_rate: before } = run.optimizer;
    const rate = rateOf(name);
    if (rate === undefined) return run;
    if (kept.includes(key)) return run;
    rates.chosen[key] = rate;
    if (rate === before) return run;
    if (before !== undefined) rates.before[key] = before;
    return { ...run, optimizer: { ...run.optimizer, learning_rate: rate } };
  });
  return { experiment: { ...experiment, runs: settings }, rates };
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
