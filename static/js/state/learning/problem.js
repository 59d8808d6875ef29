// @ts-check
/** A learning problem: a model with a data set and a loss in the place of a function. What can be said of one. Pure. */

/** @typedef {import("../../types.js").Experiment} Experiment */
/** @typedef {import("../../types.js").ObjectiveSettings} ObjectiveSettings */
/** @typedef {{name: string, [setting: string]: any}} Part   of a learning problem: its settings sit flat beside `name` */
/** @typedef {{model: Part, dataset: Part, loss: Part}} ModelObjective   a network that learns from examples */
/** @typedef {import("../../types.js").State} State */
/** @typedef {import("./catalogue.js").DatasetEntry} DatasetEntry */

/**
 * @param {ObjectiveSettings} objective
 * @returns {objective is ModelObjective}
 */
export function isLearning(objective) {
  return "model" in objective;
}

/** The learning problem in play; null for a function. @param {{experiment: Experiment}} state */
export function problemOf({ experiment: { objective } }) {
  return isLearning(objective) ? objective : null;
}

/**
 * The row of the data set in play, once the catalogue is there.
 * @param {Pick<State, "experiment" | "catalogue">} state
 * @returns {DatasetEntry | null}
 */
export function datasetOf(state) {
  const problem = problemOf(state);
  return state.catalogue.learning?.datasets.find(({ name }) => name === problem?.dataset.name) ?? null;
}

/**
 * Whether values are learned from a data set, and not classes. Of a table its settings say so.
 * @param {DatasetEntry | null} entry
 * @param {Record<string, any>} settings
 */
export function learnsValues(entry, settings) {
  return entry?.classes ? entry.classes.length === 0 : settings.task === "regression";
}

/**
 * How wide the layers are, from the features to what the model says: 2, 100, 3. Null before the examples are known.
 * @param {ModelObjective} problem
 * @param {import("./examples.js").Examples | null} examples
 */
export function widthsOf({ model }, examples) {
  if (!examples) return null;
  return [examples.features.length, .../** @type {number[]} */ (model.hidden ?? []), examples.outputs];
}

/** How many numbers are learned: weights and biases, and two per unit where batches are normalised. @param {ModelObjective} problem @param {readonly number[]} widths */
export function parameterCount({ model }, widths) {
  const dense = widths.slice(1).reduce((sum, width, layer) => sum + (widths[layer] + 1) * width, 0);
  const normalised = model.batch_norm ? 2 * widths.slice(1, -1).reduce((sum, width) => sum + width, 0) : 0;
  return dense + normalised;
}

/**
 * What a learning rate suits: another one of these is another problem, other settings are the same one.
 * @param {ModelObjective} problem
 */
export function kindOf({ model, dataset, loss }) {
  const { name, text = "", task = "", preprocess = "none" } = dataset;
  return JSON.stringify([model.name, loss.name, name, text, task, preprocess]);
}

/**
 * Steps in which every example is used once.
 * @param {Experiment} experiment
 * @param {number} examples
 */
export function stepsPerEpoch({ batch }, examples) {
  return batch ? Math.max(1, Math.ceil(examples / batch.size)) : 1;
}

/**
 * With other data. What is not said of another data set is as before; between classes and values the loss changes, too.
 * @param {ModelObjective} problem
 * @param {Part} dataset
 * @param {{isRegression: boolean, wasRegression: boolean}} kinds
 * @returns {ModelObjective}
 */
export function withDataset(problem, dataset, { isRegression, wasRegression }) {
  const { name, preprocess, validation } = problem.dataset;
  const kept = Object.fromEntries(Object.entries({ preprocess, validation }).filter(([, value]) => value !== undefined));
  const { l1 = 0, l2 = 0 } = problem.loss;
  const fitting = { name: isRegression ? "mean_squared_error" : "softmax_cross_entropy", l1, l2 };
  return { ...problem, dataset: name === dataset.name ? dataset : { ...kept, ...dataset }, loss: isRegression === wasRegression ? problem.loss : fitting };
}
