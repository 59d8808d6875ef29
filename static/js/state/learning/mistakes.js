// @ts-check
/** Which examples the run in focus gets wrong at the cursor, worst first: of images, and of more features than a plane has. */

import { focusIndexOf } from "../focus.js";
import { answer } from "./answers.js";
import { askable, followQuestion } from "./following.js";
import { problemOf } from "./problem.js";
import { isOf, stepOf } from "./regions.js";

/** @typedef {import("../../types.js").State} State */

/**
 * @typedef {object} Mistakes
 * @property {string} key              of the examples
 * @property {number} run
 * @property {number} step
 * @property {number[]} labels         what it says of each example
 * @property {number[]} wrong          indices, worst first, as far as one would look
 * @property {number} count            how many are wrong
 * @property {number | null} accuracy
 */

const PAUSE_MS = 60;

/** Whether the answer is over the examples themselves, and not over a grid. @param {import("./examples.js").Examples} examples */
export function isJudgedByExample({ classes, features }) {
  return classes.length > 0 && features.length > 2;
}

/**
 * @param {import("../../types.js").Store} store
 * @param {import("../../server/learning.js").LearningRest} rest
 * @returns {() => void} stops following
 */
export function followMistakes(store, rest) {
  return followQuestion(store, {
    depends(state) {
      const { learning: { examples }, view, playback, runs } = state;
      const experiment = askable(state);
      if (!experiment || view.stage !== "data" || !problemOf(state) || !examples || !isJudgedByExample(examples) || !isOf(examples, experiment)) return null;
      const run = focusIndexOf(state);
      return runs[run]?.length > 0 ? [experiment, examples, run, stepOf(playback)] : null;
    },
    question: (state) => ({ state, run: focusIndexOf(state) }),
    async ask({ state, run }) {
      const { playback, learning } = state;
      const experiment = /** @type {import("../../types.js").Experiment} */ (askable(state));
      const { runs: [found] } = await rest.predictions({ experiment, runs: [run], step: stepOf(playback), grid: null, part: "train" });
      const { step, labels, wrong = [], wrong_count: count = wrong.length, accuracy = null } = found;
      answer(store, { mistakes: { key: learning.examples?.key ?? "", run, step, labels, wrong, count, accuracy } });
    },
    forget: () => store.get().learning.mistakes && answer(store, { mistakes: null }),
    pause_ms: PAUSE_MS,
  });
}
