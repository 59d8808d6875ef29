// @ts-check
/**
 * A fair race: the server looks for every run's own best learning rate within the same budget of evaluations; then all of
 * them run with it, over evaluations. Live changes belong to no race: all start with what they are given.
 */

import { rateHolder, withRate } from "./optimizer_rate.js";

/** @typedef {import("../types.js").Experiment} Experiment */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("../server/rest.js").TuningAnswer} TuningAnswer */

/** What counts as best, as the server names it. */
export const METRICS = /** @type {const} */ (["final_loss", "best_loss", "final_gradient_norm", "final_distance"]);

/** What a race has replaced. @typedef {Pick<Experiment, "runs" | "steps" | "stop" | "changes"> & {xAxis: import("../types.js").Abscissa}} Former */

/** @typedef {{budget: number, metric: string}} Question */

/**
 * @typedef {object} RaceCommands
 * @property {(question: Question, signal: AbortSignal, onProgress: (share: number) => void) => Promise<TuningAnswer>} findRates
 * @property {(question: Question, signal: AbortSignal) => Promise<number>} foreseeRates   about how many seconds that takes
 * @property {(tuning: TuningAnswer) => Former} race      all runs with their best rates, from the start, over evaluations; answers the way back
 * @property {(former: Former) => void} leaveRace
 */

/**
 * @param {object} parts
 * @param {import("../types.js").Store} parts.store
 * @param {import("../server/rest.js").Rest} parts.rest
 * @param {import("./commands.js").Commands} parts.edits
 * @param {boolean} parts.playsByItself
 * @returns {RaceCommands}
 */
export function createRace({ store, rest, edits, playsByItself }) {
  /** @param {Question} question */
  const requestFor = ({ budget, metric }) => {
    const { record: _record, ...experiment } = store.get().experiment;
    return { experiment: { ...experiment, changes: [] }, budget, metric };
  };
  return {
    findRates: (question, signal, onProgress) => rest.tuning(requestFor(question), signal, onProgress),
    foreseeRates: (question, signal) => rest.tuningSeconds(requestFor(question), signal),
    race(tuning) {
      const { experiment, view, playback, catalogue } = store.get();
      const { steps, stop } = tuning.experiment;
      const runs = experiment.runs.map((run, index) => {
        const rate = tuning.runs[index]?.learning_rate ?? null;
        return rate === null ? run : { ...run, optimizer: withRate(run.optimizer, catalogue.optimizers, rate) };
      });
      store.update({ view: { ...view, xAxis: "evaluations" }, playback: { ...playback, cursor: 0, isPlaying: playsByItself, followsEnd: false } });
      edits.editExperiment({ runs, steps, stop, changes: [] });
      return { runs: experiment.runs, steps: experiment.steps, stop: experiment.stop, changes: experiment.changes ?? [], xAxis: view.xAxis };
    },
    leaveRace({ xAxis, ...former }) {
      store.update(({ view }) => ({ view: { ...view, xAxis } }));
      edits.editExperiment(former);
    },
  };
}

/**
 * Whether the runs on the page are those of the race.
 * @param {Pick<State, "experiment" | "catalogue">} state
 * @param {TuningAnswer} tuning
 */
export function isRacing({ experiment, catalogue }, tuning) {
  const rateOf = (/** @type {import("../types.js").OptimizerSettings} */ optimizer) => rateHolder(optimizer, catalogue.optimizers)?.learning_rate;
  const isSame = (/** @type {TuningAnswer["runs"][number]} */ { learning_rate: rate }, /** @type {number} */ index) => rate === null || rateOf(experiment.runs[index].optimizer) === rate;
  return experiment.steps === tuning.budget && experiment.runs.length === tuning.runs.length && tuning.runs.every(isSame);
}
