// @ts-check
/**
 * Advice for gradient descent that ran away: whether its learning rate was too large for the curvature where it began, or
 * where it last turned upwards, and a smaller one to try. It is said only where it is true: of plain gradient descent above
 * 2/λmax, of a heavy ball above 2(1 + μ)/λmax, of Nesterov's above 2(1 + μ)/((1 + 2μ)λmax), and where the function has a
 * curvature.
 */

import { curvatureAt } from "./curvature_at.js";
import { isLearning } from "./learning/problem.js";

/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").Columns} Columns */
/** @typedef {import("../types.js").RunSettings} RunSettings */

/**
 * Why gradient descent ran away, about the steps that `columns` held at `revision`.
 * @typedef {object} Advice
 * @property {Columns} columns
 * @property {number} revision
 * @property {number} step                    where the rate was too large
 * @property {number} rate
 * @property {number | null} bound            2/λmax there, times the share of its method; null: none is exceeded
 * @property {Method} method
 * @property {number | null} better           a rate to try; null where a schedule sets the rate, or none is known
 * @property {number | null} [reached]        of a training: the loss to which that rate has led
 * @property {number | null} [smallest]       of a training: the smallest rate that was tried, in vain
 */

/**
 * What a method with a bound is; `share`: its bound on a quadratic function, in units of 2/λmax.
 * @typedef {"plain" | "momentum" | "nesterov"} Method
 * @typedef {{method: Method, share: number}} Bounded
 */

/** A run is lost that diverged, or whose loss has risen by this many times the loss at the start. */
const FAR = 10;
/** Where the iteration on ½λx² has an eigenvalue of size 1. @type {Record<string, (momentum: number) => number>} */
const SHARES = { momentum: (momentum) => 1 + momentum, nesterov: (momentum) => (1 + momentum) / (1 + 2 * momentum) };
/** The rate to try, as a share of the bound. */
export const SHARE = 0.75;

/**
 * @param {import("../types.js").Store} store
 * @param {import("../server/rest.js").Rest} rest
 * @returns {() => void} stops following
 */
export function followAdvice(store, rest) {
  /** What was looked at, by the revision of its columns. @type {WeakMap<Columns, number>} */
  const seen = new WeakMap();

  /** @param {Run} run @param {RunSettings} settings @param {Bounded} kind */
  const look = async ({ key, columns }, settings, { method, share }) => {
    const { revision } = columns;
    const { experiment, objective } = store.get();
    const width = Math.max(...objective.domain.map(([low, high]) => high - low));
    for (const row of new Set([0, lastAscent(columns)])) {
      const rate = rateAfter(columns, row, settings);
      const point = Array.from(columns.position.subarray(row * columns.dimension, (row + 1) * columns.dimension));
      const curvature = point.every(Number.isFinite) ? await curvatureAt(rest, { objective: experiment.objective, point, width }).catch(() => null) : null;
      const isThere = store.get().runs.some((run) => run.columns === columns && columns.revision === revision);
      if (!isThere) return;
      const bound = curvature !== null && curvature > 0 ? (2 * share) / curvature : NaN;
      if (!(rate >= bound)) continue;
      const advice = { columns, revision, step: columns.step[row], rate, bound, method, better: isScheduled(settings) ? null : roundedDown(SHARE * bound) };
      return store.update(({ advice: others }) => ({ advice: { ...others, [key]: advice } }));
    }
  };

  return store.subscribe(({ runs }) => runs, (runs) => {
    if (isLearning(store.get().experiment.objective)) return;
    runs.forEach((run, index) => {
      if (!isLost(run) || seen.get(run.columns) === run.columns.revision) return;
      seen.set(run.columns, run.columns.revision);
      const settings = store.get().experiment.runs[index];
      const kind = kindOf(settings);
      if (kind) void look(run, settings, kind);
    });
  });
}

/**
 * The advice for a run, as long as it is about the steps on the page.
 * @param {Pick<import("../types.js").State, "advice">} state
 * @param {Run} run
 * @returns {Advice | null}
 */
export function adviceFor({ advice }, { key, columns }) {
  const own = advice[key];
  return own && own.columns === columns && own.revision === columns.revision ? own : null;
}

/** @param {Run} run */
export function isLost({ columns: { loss, length }, outcome }) {
  if (!outcome || length < 2) return false;
  return outcome.status === "diverged" || loss[length - 1] - loss[0] > FAR * Math.abs(loss[0]);
}

/** What bound a run has; null: none that one can name. @param {RunSettings} settings @returns {Bounded | null} */
export function kindOf({ optimizer, clip }) {
  const { name, momentum = 0, dampening = 0, weight_decay = 0, decoupled_weight_decay: decoupled = 0 } = optimizer;
  if (clip || weight_decay || decoupled || dampening) return null;
  if (name === "sgd" || (momentum === 0 && name in SHARES)) return { method: "plain", share: 1 };
  return name in SHARES ? { method: /** @type {Method} */ (name), share: SHARES[name](momentum) } : null;
}

/** The row from which on the loss has only risen. @param {Columns} columns */
function lastAscent({ loss, length }) {
  let row = length - 1;
  while (row > 0 && loss[row] > loss[row - 1]) row -= 1;
  return row;
}

/** The rate of the step after a row; NaN where that step was not recorded. @param {Columns} columns @param {number} row @param {RunSettings} settings */
export function rateAfter({ step, learning_rate, length }, row, settings) {
  if (row + 1 < length && step[row + 1] === step[row] + 1) return learning_rate[row + 1];
  return isScheduled(settings) ? NaN : settings.optimizer.learning_rate;
}

/** @param {RunSettings} settings */
export function isScheduled({ schedule }) {
  return Boolean(schedule) && schedule?.name !== "constant";
}

/** Two significant digits, never more than it was. @param {number} value */
export function roundedDown(value) {
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.floor(value / unit + 1e-9) * unit).toPrecision(2));
}
