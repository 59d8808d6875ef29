// @ts-check
/** The part of the REST interface that speaks of learning problems. */

/** @typedef {import("../types.js").Experiment} Experiment */
/** @typedef {import("../state/learning/problem.js").Part} Part */

/**
 * @typedef {object} ExamplesAnswer
 * @property {number[][]} inputs
 * @property {(number | number[])[]} targets     labels, or values
 * @property {string[]} classes
 * @property {string[]} features
 * @property {number[] | null} image_shape
 * @property {number} total
 */

/**
 * Over a grid `labels[j][i]` and `margin`, or `values[output][j][i]`; else what it says of each example and which are wrong.
 * @typedef {object} PredictionAnswer
 * @property {number} run
 * @property {number} step
 * @property {any} [labels]
 * @property {any[]} [values]
 * @property {number[][]} [margin]
 * @property {number[]} [wrong]           the worst of them first, no more than one would look through
 * @property {number} [wrong_count]
 * @property {number | null} [accuracy]
 */

/**
 * One layer: its histogram, and shares of its units; null where its activation knows no such thing.
 * @typedef {object} LayerAnswer
 * @property {string} name
 * @property {number[]} edges
 * @property {number[]} counts
 * @property {number} mean
 * @property {number} std
 * @property {number} rms
 * @property {number | null} saturated
 * @property {number | null} middle
 * @property {number | null} dead
 * @property {number} slope_mean
 * @property {number | null} gradient_rms
 */

/**
 * @typedef {object} CheckAnswer
 * @property {{name: string, checked: number, errors: Record<string, (number | null)[]>}[]} groups
 * @property {number[]} h
 * @property {number} value_evaluations
 */

/** By the name of an optimizer, a rate to begin with; none where the problem is refused. @typedef {{problem: object | null, rates: Record<string, number>}} RatesAnswer */

/** @typedef {ReturnType<typeof createLearningRest>} LearningRest */

/** @param {import("./rest.js").Call} call */
export function createLearningRest(call) {
  return {
    /** @returns {Promise<import("../state/learning/catalogue.js").LearningCatalogue>} */
    async catalogues() {
      const parts = await Promise.all(["datasets", "models", "losses", "initializers"].map((name) => call(name)));
      return Object.assign({}, ...parts);
    },
    /** @type {(request: {dataset: Part, part: "train" | "validation", first: number, count: number}) => Promise<ExamplesAnswer>} */
    examples: (request) => call("examples", request),
    /** @type {(request: {experiment: Experiment, runs: number[], step: number, grid: {extent: number[][], resolution: number[]} | null, part?: string}) => Promise<{axes: number[][], runs: PredictionAnswer[]}>} */
    predictions: (request) => call("predictions", request),
    /** @type {(request: {experiment: Experiment, run: number, step: number, bins: number}) => Promise<{layers: LayerAnswer[]}>} */
    activations: (request) => call("activations", request),
    /** @type {(request: {experiment: Experiment, run: number, step: number, h: number[], methods: string[], parameters_per_group: number}) => Promise<CheckAnswer>} */
    gradientCheck: (request) => call("gradient-checks", request),
    /** @type {(request: {experiment: Experiment, epoch: number}) => Promise<{batches: number[][], examples: number}>} */
    batches: (request) => call("batches", request),
    /** A whole training at once. @type {(experiment: object) => Promise<{runs: {outcome: {status: string}, loss: (number | null)[]}[]}>} */
    training: (experiment) => call("trajectories", experiment),
    /** @type {(request: {objective: import("../types.js").ObjectiveSettings, batch?: Experiment["batch"], seed?: number}) => Promise<RatesAnswer>} */
    rates: (request) => call("learning-rates", request),
  };
}
