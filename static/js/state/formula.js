// @ts-check
/** The formula box: what is typed is checked by the server; what is accepted becomes the objective. */

import { factsOf } from "./facts.js";
import { UNCHECKED } from "./initial.js";

/** @typedef {import("../types.js").Store} Store */
/** @typedef {import("../server/rest.js").Rest} Rest */
/** @typedef {import("../server/rest.js").ExpressionAnswer} ExpressionAnswer */

/** Between the last keystroke and the question; with the answer's few milliseconds well below 150. */
const PAUSE_MS = 90;

/**
 * @param {Store} store
 * @param {Rest} rest
 * @param {(answer: ExpressionAnswer, text: string) => void} accept
 */
export function createFormulaCheck(store, rest, accept) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  let asked = new AbortController();

  /** @param {string} text @param {boolean} isAdopted whether the formula becomes the objective */
  const ask = async (text, isAdopted) => {
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    try {
      const answer = await rest.expression({ expression: text }, signal);
      store.update((state) => {
        const expressionCheck = { ...accepted(answer), expression: text };
        return { expressionCheck, objective: factsOf(state.experiment.objective, { ...state, expressionCheck }) };
      });
      if (isAdopted) accept(answer, text);
    } catch (error) {
      if (signal.aborted) return;
      store.update({ expressionCheck: { ...UNCHECKED, status: "refused", expression: text, errors: errorsOf(error) } });
    }
  };

  return {
    /** @param {string} text */
    type(text) {
      clearTimeout(pause);
      store.update(({ expressionCheck }) => ({ expressionCheck: { ...expressionCheck, status: "checking", expression: text } }));
      pause = setTimeout(() => ask(text, true), PAUSE_MS);
    },
    /** Typeset a formula that is already the objective. @param {string} text */
    describe: (text) => ask(text, false),
    forget() {
      clearTimeout(pause);
      asked.abort();
      store.update({ expressionCheck: UNCHECKED });
    },
  };
}

/** @param {ExpressionAnswer} answer @returns {import("../types.js").ExpressionCheck} */
function accepted({ expression, mathml, gradient_mathml, variables, notes }) {
  return { status: "accepted", expression, errors: [], mathml, gradientMathml: gradient_mathml, variables, notes };
}

/** @param {any} error @returns {import("../types.js").ProblemDetail[]} */
function errorsOf(error) {
  const errors = error.problem?.errors ?? [];
  return errors.length > 0 ? errors : [{ code: "unreachable", message: error.problem?.detail ?? error.message }];
}
