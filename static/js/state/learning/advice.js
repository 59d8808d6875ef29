// @ts-check
/**
 * Advice for a training that ran away. The bound of its learning rate is told where there is one: of gradient descent and of a
 * heavy ball that see every example in every step, from the exact λmax at the start. The rate to try is one that the server
 * has tried on the very same training: of a few smaller ones that which comes down farthest.
 */

import { isLost, isScheduled, kindOf, rateAfter, roundedDown, SHARE } from "../advice.js";
import { rateHolder } from "../optimizer_rate.js";
import { isLearning } from "./problem.js";

/** @typedef {import("../../types.js").Experiment} Experiment */
/** @typedef {import("../../types.js").RunSettings} RunSettings */
/** @typedef {import("../../types.js").Run} Run */

/** How many rates are tried, each a third of the one before. */
const TRIES = 5;

/**
 * @param {import("../../types.js").Store} store
 * @param {import("../../server/rest.js").Rest} rest
 * @returns {() => void} stops following
 */
export function followTrainingAdvice(store, { learning, slices }) {
  /** What was looked at, by the revision of its columns. @type {WeakMap<import("../../types.js").Columns, number>} */
  const seen = new WeakMap();

  /** @param {Run} run @param {number} index @param {Experiment} experiment */
  const look = async ({ key, columns }, index, experiment) => {
    const { revision } = columns;
    const settings = experiment.runs[index];
    const rate = settings.optimizer.learning_rate;
    const kind = boundedKind(experiment, settings);
    const spectrum = kind === null ? null : await slices.spectra({ origin: { experiment, run: index, step: 0 } }, new AbortController().signal, () => {}).catch(() => null);
    const curvature = spectrum?.largest[0]?.[0] ?? NaN;
    const bound = curvature > 0 ? (2 * (kind?.share ?? NaN)) / curvature : NaN;
    const first = rateAfter(columns, 0, settings);
    const isAbove = first >= bound;
    const tried = await triedRates(learning, experiment, index, isAbove && !isScheduled(settings) ? Math.min(SHARE * bound, rate / 2) : rate / 3);
    const isThere = store.get().runs.some((other) => other.columns === columns && columns.revision === revision);
    if (!isThere) return;
    const advice = { columns, revision, step: 0, rate: first, bound: isAbove ? bound : null, method: kind?.method ?? "plain", ...tried };
    store.update(({ advice: others }) => ({ advice: { ...others, [key]: advice } }));
  };

  return store.subscribe(({ runs }) => runs, (runs) => {
    const { experiment, catalogue } = store.get();
    if (!isLearning(experiment.objective)) return;
    runs.forEach((run, index) => {
      if (!isLost(run) || seen.get(run.columns) === run.columns.revision) return;
      seen.set(run.columns, run.columns.revision);
      const { optimizer } = experiment.runs[index];
      const isChanged = (experiment.changes ?? []).some((change) => change.run === index);
      if (!isChanged && optimizer.learning_rate > 0 && rateHolder(optimizer, catalogue.optimizers) === optimizer) void look(run, index, experiment);
    });
  });
}

/**
 * The same training with smaller rates, one a third of the other, side by side: the one that learns best, and to which loss.
 * @param {import("../../server/learning.js").LearningRest} rest
 * @param {Experiment} experiment
 * @param {number} index
 * @param {number} largest
 * @returns {Promise<{better: number | null, reached: number | null, smallest: number | null}>}
 */
async function triedRates(rest, experiment, index, largest) {
  const rates = Array.from({ length: TRIES }, (_, at) => roundedDown(largest / 3 ** at));
  const run = experiment.runs[index];
  const runs = rates.map((rate) => ({ ...run, label: null, optimizer: { ...run.optimizer, learning_rate: rate } }));
  const every = Math.max(experiment.steps, 1);
  const answer = await rest.training({ ...experiment, runs, changes: [], record: { every, evaluate_every: every } }).catch(() => null);
  if (!answer) return { better: rates[0], reached: null, smallest: null };
  const ends = answer.runs.map(({ outcome, loss }) => (outcome.status !== "diverged" && loss.at(-1) != null ? Number(loss.at(-1)) : Infinity));
  const reached = Math.min(...ends);
  if (!(reached < Number(answer.runs[0].loss[0]))) return { better: null, reached: null, smallest: rates[TRIES - 1] };
  return { better: rates[ends.indexOf(reached)], reached, smallest: null };
}

/** The bound of a run; null: it has none that one can name. @param {Experiment} experiment @param {RunSettings} settings */
function boundedKind(experiment, settings) {
  return seesWhole(experiment) ? kindOf(settings) : null;
}

/** Whether the steps of a training go down the loss itself, and not what a sample or noise makes of it. @param {Experiment} experiment */
export function seesWhole({ objective, batch, noise }) {
  return isLearning(objective) && !batch && !noise && !objective.model.dropout;
}
