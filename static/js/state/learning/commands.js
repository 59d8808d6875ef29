// @ts-check
/** What a user can do to a learning problem, beside what one can do to every experiment. */

import { withRates } from "../rates.js";
import { answer } from "./answers.js";
import { isLearning, kindOf, learnsValues, problemOf, withDataset } from "./problem.js";

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
 * @param {import("../../server/learning.js").LearningRest} parts.rest
 * @param {import("../commands.js").Commands} parts.edits
 * @param {boolean} parts.playsByItself
 * @param {Record<Mode, Experiment>} parts.first
 * @returns {LearningCommands}
 */
export function createLearningCommands({ store, rest, edits, playsByItself, first }) {
  /** Where one was when one left a mode. @type {Record<Mode, Experiment>} */
  const left = { ...first };
  /** What was asked for and waits for rates that suit it. @type {{objective: ModelObjective, also: Partial<Experiment>} | null} */
  let wanted = null;
  const current = () => wanted?.objective ?? problemOf(store.get());
  const kindOnShow = () => {
    const problem = problemOf(store.get());
    return problem && kindOf(problem);
  };

  /** Another problem begins anew: what was changed while the other ran is gone. @param {ModelObjective} objective @param {Partial<Experiment>} also @param {Record<string, number>} [suited] */
  const begin = (objective, also, suited) => {
    const { experiment, runs, rates, catalogue, playback } = store.get();
    const fitting = suited ? withRates(experiment, runs, catalogue.optimizers, (name) => suited[name]) : { experiment, rates };
    store.update({ rates: fitting.rates, playback: { ...playback, cursor: 0, isPlaying: playsByItself, followsEnd: false } });
    edits.editExperiment({ objective, start: null, changes: [], runs: fitting.experiment.runs.map((run) => ({ ...run, start: null })), ...also });
  };

  /** The same problem with other settings begins at once, one of another kind with rates that suit it. @param {ModelObjective} objective @param {Partial<Experiment>} [changed] */
  const take = async (objective, changed = {}) => {
    const before = kindOnShow();
    const also = { ...wanted?.also, ...changed };
    if (!wanted && before === kindOf(objective)) return begin(objective, also);
    const ours = (wanted = { objective, also });
    answer(store, { isComputing: true });
    const { batch = null, seed } = { ...store.get().experiment, ...also };
    const found = await rest.rates({ objective, batch, seed }).catch(() => null);
    if (wanted !== ours) return;
    wanted = null;
    if (kindOnShow() !== before) return;
    if (found && !found.problem) answer(store, { suited: { kind: kindOf(objective), rates: found.rates } });
    begin(objective, also, found?.rates);
  };

  /** With other data; between classes and values the loss changes, too. @param {Part} dataset */
  const takeData = (dataset) => {
    const problem = current();
    const entries = store.get().catalogue.learning?.datasets ?? [];
    const learns = (/** @type {Part} */ part) => learnsValues(entries.find(({ name }) => name === part.name) ?? null, part);
    if (problem) void take(withDataset(problem, dataset, { isRegression: learns(dataset), wasRegression: learns(problem.dataset) }));
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
      const entry = store.get().catalogue.learning?.datasets.find((row) => row.name === name);
      if (!entry) return;
      store.update(({ view }) => ({ view: { ...view, pair: [0, 1] } }));
      const inPixels = entry.image_shape && (current()?.dataset.preprocess ?? "none") === "none" ? { preprocess: "scale" } : {};
      takeData({ name, ...inPixels, ...settings });
    },
    editPart(part, settings) {
      if (part === "dataset") return takeData(settings);
      const problem = current();
      if (problem) void take({ ...problem, [part]: settings });
    },
    setBatch(batch) {
      const problem = current();
      if (problem) void take(problem, { batch });
    },
    setEvaluateEvery(every) {
      const { experiment } = store.get();
      edits.editExperiment({ record: { ...experiment.record, evaluate_every: every } });
    },
  };
}
