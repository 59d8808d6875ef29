// @ts-check
/** The gradient that the model computes against differences of its loss, per group of weights and size of the difference. */

import { focusIndexOf } from "../focus.js";
import { answer } from "./answers.js";
import { askable, followQuestion } from "./following.js";
import { problemOf } from "./problem.js";
import { stepOf } from "./regions.js";

/** @typedef {import("../../server/learning.js").CheckAnswer} CheckAnswer */
/** @typedef {CheckAnswer & {run: number, step: number}} GradientCheck */

export const SIZES = Array.from({ length: 10 }, (_, at) => 10 ** -(at + 1));
export const METHODS = /** @type {const} */ (["central", "forward"]);
/** So many parameters of each group are compared; the same ones every time. */
const PER_GROUP = 50;
/** It costs thousands of evaluations: while the cursor moves, nobody waits for it. */
const PAUSE_MS = 400;

/**
 * @param {import("../../types.js").Store} store
 * @param {import("../../server/learning.js").LearningRest} rest
 * @returns {() => void} stops following
 */
export function followGradientCheck(store, rest) {
  return followQuestion(store, {
    depends(state) {
      const { view, playback, runs } = state;
      const experiment = askable(state);
      const run = focusIndexOf(state);
      const isShown = view.stage === "gradients" && problemOf(state) && experiment && runs[run]?.length > 0 && !playback.isPlaying;
      return isShown ? [experiment, run, stepOf(playback)] : null;
    },
    question: (state) => ({ experiment: /** @type {import("../../types.js").Experiment} */ (askable(state)), run: focusIndexOf(state), step: stepOf(state.playback) }),
    async ask({ experiment, run, step }) {
      const check = await rest.gradientCheck({ experiment, run, step, h: SIZES, methods: [...METHODS], parameters_per_group: PER_GROUP });
      answer(store, { check: { ...check, run, step } });
    },
    forget: () => {},
    pause_ms: PAUSE_MS,
  });
}

/**
 * How near a method comes to the gradient of each group at its best size, and at which; of all groups the worst.
 * @param {CheckAnswer} check
 * @param {"central" | "forward"} method
 */
export function bestOf({ h, groups }, method) {
  const best = groups.map(({ name, errors }) => {
    const all = (errors[method] ?? []).map((error) => error ?? Infinity);
    const error = Math.min(...all);
    return { name, error, h: h[all.indexOf(error)] };
  });
  return best.reduce((worst, group) => (group.error > worst.error ? group : worst));
}
