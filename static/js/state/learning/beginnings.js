// @ts-check
/**
 * What each way to begin does to the network in play: how large its signals are in every layer, forward and backward,
 * before the first step. One question per initializer, asked while the comparison is shown.
 */

import { answer } from "./answers.js";
import { followQuestion } from "./following.js";
import { problemOf } from "./problem.js";

/** @typedef {import("../../server/learning.js").LayerAnswer} LayerAnswer */
/** @typedef {import("../../types.js").Experiment} Experiment */
/** @typedef {import("./problem.js").Part} Part */

/** `own`: the one in play, with its settings. @typedef {{initializer: Part, isOwn: boolean, layers: LayerAnswer[] | null}} Beginning */
/** @typedef {{beginnings: Beginning[]}} Beginnings */

const BINS = 2;
/** From the first hidden layer to the last a signal that shrinks or grows by more than this does not last through many. */
const FADED = 0.3;
const GROWN = 4;
/** So small, or so large, is no signal from the beginning. */
const SMALL = 0.02;
const LARGE = 30;

/**
 * How the signal fares on its way through the layers. Only the hidden ones count: what comes out last is the answer.
 * @param {readonly LayerAnswer[]} layers
 * @returns {"alike" | "fades" | "grows" | "saturates" | "steady"}
 */
export function fateOfSignal(layers) {
  const hidden = layers.length > 1 ? layers.slice(0, -1) : layers;
  const [first, last] = [hidden[0], hidden[hidden.length - 1]];
  if (hidden.every(({ std, mean }) => std <= 1e-12 * Math.max(1, Math.abs(mean)))) return "alike";
  if (hidden.some(({ saturated }) => saturated !== null && saturated > 0.5)) return "saturates";
  if (last.rms < FADED * first.rms || last.rms < SMALL) return "fades";
  return last.rms > GROWN * first.rms || last.rms > LARGE ? "grows" : "steady";
}

/**
 * @param {import("../../types.js").Store} store
 * @param {import("../../server/learning.js").LearningRest} rest
 * @returns {() => void} stops following
 */
export function followBeginnings(store, rest) {
  return followQuestion(store, {
    depends(state) {
      const problem = problemOf(state);
      const { view, catalogue, experiment, learning } = state;
      return view.stage === "start" && problem && catalogue.learning && !learning.isComputing ? [catalogue.learning, JSON.stringify([problem.model, problem.dataset, problem.loss, experiment.seed])] : null;
    },
    question: (state) => ({ experiment: state.experiment, all: state.catalogue.learning?.initializers ?? [] }),
    async ask({ experiment, all }) {
      const { model } = /** @type {import("./problem.js").ModelObjective} */ (experiment.objective);
      const own = /** @type {Part | undefined} */ (model.initializer);
      const parts = all.map(({ name }) => (name === own?.name ? own : { name }));
      const layers = await Promise.all(parts.map((initializer) => rest.activations({ experiment: begunWith(experiment, initializer), run: 0, step: 0, bins: BINS }).then((found) => found.layers, () => null)));
      answer(store, { beginnings: { beginnings: parts.map((initializer, at) => ({ initializer, isOwn: initializer === own, layers: layers[at] })) } });
    },
    forget: () => store.get().learning.beginnings && answer(store, { beginnings: null }),
  });
}

/** One run of no length that begins so. @param {Experiment} experiment @param {Part} initializer @returns {Experiment} */
function begunWith({ objective, ...experiment }, initializer) {
  const problem = /** @type {import("./problem.js").ModelObjective} */ (objective);
  return { ...experiment, objective: { ...problem, model: { ...problem.model, initializer } }, start: null, steps: 0, changes: [], runs: [{ optimizer: { name: "sgd" } }] };
}
