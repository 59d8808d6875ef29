// @ts-check
/** The formula box: what is typed is checked by the server; what is accepted becomes the objective. */

import { factsOf } from "./facts.js";
import { UNCHECKED } from "./initial.js";

/** @typedef {import("../types.js").Store} Store */
/** @typedef {import("../server/rest.js").Rest} Rest */
/** @typedef {import("../server/rest.js").ExpressionAnswer} ExpressionAnswer */

/** What the server said of a formula, and what stood there until then. @typedef {ExpressionAnswer & Before} Accepted */

/**
 * @typedef {object} Before
 * @property {{domain: number[][], start: number[]} | null} suggested   for the formula before: what is still so was not chosen by the user
 * @property {Record<string, number>} values                            of the parameters of the objective in play
 */

/** Between the last keystroke and the question; the answer is there and shown well within 150. */
const PAUSE_MS = 30;

/**
 * @param {Store} store
 * @param {Rest} rest
 * @param {(answer: Accepted, text: string) => void} accept
 */
export function createFormulaCheck(store, rest, accept) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  let asked = new AbortController();
  /** @type {Before["suggested"]} */
  let suggested = null;

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
      const before = { suggested, values: valuesOf(store.get()) };
      suggested = answer;
      if (isAdopted) accept({ ...answer, ...before }, text);
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
      suggested = null;
      store.update({ expressionCheck: UNCHECKED });
    },
  };
}

/** @param {ExpressionAnswer} answer @returns {import("../types.js").ExpressionCheck} */
function accepted({ expression, mathml, gradient_mathml, variables, notes, traits, free_parameters }) {
  return { status: "accepted", expression, errors: [], mathml, gradientMathml: gradient_mathml, variables, notes, traits, freeParameters: free_parameters };
}

/**
 * The values of the parameters of the objective in play: who types on in a formula of the catalogue keeps them.
 * @param {import("../types.js").State} state
 * @returns {Record<string, number>}
 */
function valuesOf({ experiment: { objective }, catalogue }) {
  const declared = "name" in objective ? (catalogue.objectives.find(({ name }) => name === objective.name)?.parameters ?? {}) : {};
  const defaults = Object.entries(declared).map(([name, parameter]) => [name, parameter.default]);
  return { ...Object.fromEntries(defaults), ...("parameters" in objective ? objective.parameters : {}) };
}

/** @param {any} error @returns {import("../types.js").ProblemDetail[]} */
function errorsOf(error) {
  const errors = error.problem?.errors ?? [];
  return errors.length > 0 ? errors : [{ code: "unreachable", message: error.problem?.detail ?? error.message }];
}
