// @ts-check
/** What a user can do to a learning problem, beside what one can do to every experiment. */

import { datasetOf, isLearning, learnsValues, problemOf, withDataset } from "./problem.js";

/** @typedef {import("../../types.js").Experiment} Experiment */
/** @typedef {import("./problem.js").ModelObjective} ModelObjective */
/** @typedef {import("./problem.js").Part} Part */

/** @typedef {"function" | "learning"} Mode */

/**
 * @typedef {object} LearningCommands
 * @property {(mode: Mode) => void} chooseMode                   back to where one was in the other, else to its first experiment
 * @property {(name: string, settings?: Record<string, any>) => void} chooseDataset
 * @property {(part: "dataset" | "model" | "loss", settings: Part) => void} editPart     in the place of what was there
 * @property {(batch: Experiment["batch"]) => void} setBatch
 * @property {(every: number | null) => void} setEvaluateEvery   null: once an epoch
 */

/**
 * @param {object} parts
 * @param {import("../../types.js").Store} parts.store
 * @param {import("../commands.js").Commands} parts.edits
 * @param {boolean} parts.playsByItself
 * @param {Record<Mode, Experiment>} parts.first
 * @returns {LearningCommands}
 */
export function createLearningCommands({ store, edits, playsByItself, first }) {
  /** Where one was when one left a mode. @type {Record<Mode, Experiment>} */
  const left = { ...first };

  /** Another problem begins anew: what was changed while the other ran is gone. @param {ModelObjective} objective @param {Partial<Experiment>} [also] */
  const begin = (objective, also = {}) => {
    const { experiment, playback } = store.get();
    store.update({ playback: { ...playback, cursor: 0, isPlaying: playsByItself, followsEnd: false } });
    edits.editExperiment({ objective, start: null, changes: [], runs: experiment.runs.map((run) => ({ ...run, start: null })), ...also });
  };

  return {
    chooseMode(mode) {
      const { experiment } = store.get();
      const current = isLearning(experiment.objective) ? "learning" : "function";
      if (mode === current) return;
      left[current] = experiment;
      edits.loadExperiment(left[mode]);
    },
    chooseDataset(name, settings = {}) {
      const state = store.get();
      const problem = problemOf(state);
      const entry = state.catalogue.learning?.datasets.find((row) => row.name === name);
      if (!problem || !entry) return;
      const isRegression = learnsValues(entry, settings);
      const wasRegression = learnsValues(datasetOf(state), problem.dataset);
      store.update(({ view }) => ({ view: { ...view, pair: [0, 1] } }));
      const inPixels = entry.image_shape && (problem.dataset.preprocess ?? "none") === "none" ? { preprocess: "scale" } : {};
      begin(withDataset(problem, { name, ...inPixels, ...settings }, { isRegression, wasRegression }));
    },
    editPart(part, settings) {
      const problem = problemOf(store.get());
      if (problem) begin({ ...problem, [part]: settings });
    },
    setBatch(batch) {
      const problem = problemOf(store.get());
      if (problem) begin(problem, { batch });
    },
    setEvaluateEvery(every) {
      const { experiment } = store.get();
      edits.editExperiment({ record: { ...experiment.record, evaluate_every: every } });
    },
  };
}
