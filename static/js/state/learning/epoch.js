// @ts-check
/** The epoch at the cursor: in which order its examples are used, and which of them are in the batch of the next step. */

import { answer } from "./answers.js";
import { followQuestion } from "./following.js";
import { problemOf, stepsPerEpoch } from "./problem.js";
import { stepOf } from "./regions.js";

/** @typedef {import("../../types.js").State} State */

/**
 * @typedef {object} Epoch
 * @property {string} order          what the order depends on, besides the epoch
 * @property {number} epoch
 * @property {number[][]} batches    the examples of each step of the epoch, in order
 * @property {number} total
 */

/** The epoch at the cursor and the step within it, counted from 0. @param {State} state */
export function placeOf(state) {
  const perEpoch = stepsPerEpoch(state.experiment, state.learning.examples?.total ?? 1);
  const step = Math.max(0, Math.min(stepOf(state.playback), state.experiment.steps - 1));
  return { epoch: Math.floor(step / perEpoch), at: step % perEpoch, perEpoch };
}

/**
 * Where in an `epoch` the cursor stands; while the one at the cursor is on its way, the last one is seen to its end (or, from
 * before it, its beginning). Null: it is of another experiment.
 * @param {Epoch} epoch
 * @param {State} state
 */
export function placeIn({ order, epoch, batches }, state) {
  if (order !== orderOf(state)) return null;
  const { epoch: wanted, at } = placeOf(state);
  const last = batches.length - 1;
  return { epoch, at: epoch === wanted ? at : epoch < wanted ? last : 0, perEpoch: batches.length };
}

/** What the order depends on, besides the epoch. @param {State} state */
function orderOf(state) {
  const { experiment } = state;
  return JSON.stringify([problemOf(state)?.dataset, experiment.batch, experiment.seed]);
}

/**
 * @param {import("../../types.js").Store} store
 * @param {import("../../server/learning.js").LearningRest} rest
 * @returns {() => void} stops following
 */
export function followEpoch(store, rest) {
  return followQuestion(store, {
    depends: (state) => (state.view.stage === "epoch" && problemOf(state) && state.learning.examples && state.experiment.batch && !state.learning.isComputing ? [orderOf(state), placeOf(state).epoch] : null),
    question: (state) => ({ order: orderOf(state), experiment: state.experiment, epoch: placeOf(state).epoch }),
    async ask({ order, experiment, epoch }) {
      const { batches, examples } = await rest.batches({ experiment, epoch });
      answer(store, { epoch: { order, epoch, batches, total: examples } });
    },
    forget: () => store.get().learning.epoch && answer(store, { epoch: null }),
  });
}
