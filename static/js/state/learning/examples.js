// @ts-check
/** The examples of the data set in play, as many as can be shown. They are asked for once the server has taken it. */

import { answer } from "./answers.js";
import { followQuestion } from "./following.js";
import { isLearning, problemOf } from "./problem.js";

/** @typedef {import("../../server/learning.js").ExamplesAnswer} ExamplesAnswer */

/**
 * @typedef {object} Examples
 * @property {string} key                   the data set with its settings
 * @property {number} outputs               number of classes, or of values per example
 * @property {string[]} classes             none: values are learned
 * @property {string[]} features
 * @property {number[] | null} imageShape
 * @property {number} total                 examples that are trained on
 * @property {ExamplesAnswer} train         the first of them
 * @property {ExamplesAnswer | null} validation
 */

const MOST = 2000;
/** Of images only those are shown that are wrong; they are asked for by themselves. */
const MOST_NUMBERS = 200_000;

/**
 * @param {import("../../types.js").Store} store
 * @param {import("../../server/learning.js").LearningRest} rest
 * @returns {() => void} stops following
 */
export function followExamples(store, rest) {
  return followQuestion(store, {
    depends: (state) => (state.catalogue.learning && problemOf(state) && acceptedOf(state) ? [JSON.stringify(acceptedOf(state))] : null),
    question: (state) => /** @type {import("./problem.js").Part} */ (acceptedOf(state)),
    async ask(dataset) {
      const key = JSON.stringify(dataset);
      if (store.get().learning.examples?.key === key) return;
      const row = store.get().catalogue.learning?.datasets.find(({ name }) => name === dataset.name);
      const width = row?.image_shape?.reduce((product, side) => product * side, 1) ?? row?.features ?? 2;
      const count = Math.max(1, Math.min(MOST, Math.floor(MOST_NUMBERS / width)));
      const part = (/** @type {"train" | "validation"} */ name) => rest.examples({ dataset, part: name, first: 0, count });
      const [train, validation] = await Promise.all([part("train"), dataset.validation ? part("validation") : null]);
      answer(store, { examples: examplesOf(key, train, validation) });
    },
    forget: () => store.get().learning.examples && answer(store, { examples: null }),
  });
}

/** The data set as the server took it; what it refuses has no examples. @param {import("../../types.js").State} state */
function acceptedOf({ learning: { accepted } }) {
  return accepted && isLearning(accepted) ? accepted.dataset : null;
}

/**
 * @param {string} key
 * @param {ExamplesAnswer} train
 * @param {ExamplesAnswer | null} validation
 * @returns {Examples}
 */
function examplesOf(key, train, validation) {
  const { classes, features, image_shape: imageShape, total, targets } = train;
  const [first] = targets;
  return { key, classes, features, imageShape, total, train, validation, outputs: classes.length || (Array.isArray(first) ? first.length : 1) };
}
