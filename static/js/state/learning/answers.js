// @ts-check
/** What the server said of the learning problem in play, each answer with the key of the question it belongs to. */

/** `keys`: of its runs, in their order. @typedef {{experiment: import("../../types.js").Experiment, keys: string}} Shown */

/**
 * @typedef {object} Answers
 * @property {import("./examples.js").Examples | null} examples
 * @property {import("./regions.js").Regions | null} regions
 * @property {import("./mistakes.js").Mistakes | null} mistakes
 * @property {import("./activations.js").Activations | null} activations
 * @property {import("./beginnings.js").Beginnings | null} beginnings
 * @property {import("./gradient_check.js").GradientCheck | null} check
 * @property {import("./epoch.js").Epoch | null} epoch
 * @property {import("./sharpness.js").Sharpness | null} sharpness
 * @property {import("./suited.js").Suited | null} suited
 * @property {import("../../types.js").ObjectiveSettings | null} accepted   the objective that the server took last, complete
 * @property {boolean} isComputing      the picture on show is of an experiment before the one that is wanted
 * @property {Shown | null} shown       the experiment whose runs are on show, as the server took it
 * @property {{name: string, shape: number[]}[]} groups           of the parameters, as the stream names them
 */

/** @type {Answers} */
export const NO_ANSWERS = { examples: null, regions: null, mistakes: null, activations: null, beginnings: null, check: null, epoch: null, sharpness: null, suited: null, accepted: null, isComputing: true, shown: null, groups: [] };

/** @param {import("../../types.js").Store} store @param {Partial<Answers>} answers */
export function answer(store, answers) {
  store.update(({ learning }) => ({ learning: { ...learning, ...answers } }));
}
