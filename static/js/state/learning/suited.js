// @ts-check
/** Learning rates that suit the problem in play, for optimizers that come to it. Asked for once the runs have ended. */

import { isComplete } from "../runs.js";
import { answer } from "./answers.js";
import { followQuestion } from "./following.js";
import { kindOf, problemOf } from "./problem.js";

/** @typedef {import("../../types.js").State} State */

/** By the name of an optimizer, for a kind of problem. @typedef {{kind: string, rates: Record<string, number>}} Suited */

/** The rate that suits the problem in play; undefined: nobody knows, or its own default will do. @param {State} state @param {string} optimizer */
export function suitedRate(state, optimizer) {
  const problem = problemOf(state);
  const { suited } = state.learning;
  return problem && suited?.kind === kindOf(problem) ? suited.rates[optimizer] : undefined;
}

/**
 * @param {import("../../types.js").Store} store
 * @param {import("../../server/learning.js").LearningRest} rest
 * @returns {() => void} stops following
 */
export function followSuited(store, rest) {
  return followQuestion(store, {
    depends(state) {
      const problem = problemOf(state);
      const kind = problem && kindOf(problem);
      return kind && kind !== state.learning.suited?.kind && !state.learning.isComputing && isComplete(state.runs) ? [kind] : null;
    },
    question: (state) => ({ problem: /** @type {import("./problem.js").ModelObjective} */ (problemOf(state)), experiment: state.experiment }),
    async ask({ problem, experiment: { batch, seed } }) {
      const { problem: refused, rates } = await rest.rates({ objective: problem, batch, seed });
      if (!refused) answer(store, { suited: { kind: kindOf(problem), rates } });
    },
    forget: () => {},
  });
}
