// @ts-check
/** What is shown instead of a link's experiment that the server refuses: what is left of it, else what a first visit shows. Pure, but for the runs' keys. */

import { withoutRun } from "./experiment.js";
import { factsOf } from "./facts.js";
import { labelled, runsOf } from "./runs.js";
import { FIRST_RUN } from "./words.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {NonNullable<import("../types.js").Problem["instead"]>} Instead */

/** What a refusal of a function that there is not points at. */
const NAME_OF_FUNCTION = "/objective/name";
/** … of a run. */
const RUN = /^\/runs\/(\d+)(\/|$)/;

/**
 * Null where nothing can stand in.
 * @param {import("../types.js").Problem} problem
 * @param {State} state
 * @returns {{instead: Instead, change: Partial<State>} | null}
 */
export function shownInstead({ errors }, state) {
  if (errors.some(({ pointer }) => pointer === NAME_OF_FUNCTION)) return firstVisit(state);
  const refused = new Set(errors.flatMap(({ pointer }) => RUN.exec(pointer ?? "")?.[1] ?? []).map(Number));
  return refused.size > 0 ? withoutRuns(refused, state) : null;
}

/** @param {State} state @returns {{instead: Instead, change: Partial<State>} | null} */
function firstVisit(state) {
  const { catalogue } = state;
  const experiment = catalogue.first;
  if (!experiment) return null;
  const view = { ...state.view, domain: null, preset: "" };
  const change = { experiment, view, objective: factsOf(experiment.objective, { ...state, view }), runs: labelled(runsOf(experiment), experiment, catalogue) };
  return { instead: "first_visit", change };
}

/** The other runs; were there none, the one of a link that names none. @param {ReadonlySet<number>} refused @param {State} state @returns {{instead: Instead, change: Partial<State>}} */
function withoutRuns(refused, { experiment, runs, catalogue }) {
  const rest = [...refused].sort((one, other) => other - one).reduce(withoutRun, experiment);
  if (rest.runs.length === 0) {
    const single = { ...rest, runs: [FIRST_RUN] };
    return { instead: "first_run", change: { experiment: single, runs: labelled(runsOf(single), single, catalogue) } };
  }
  return { instead: "other_runs", change: { experiment: rest, runs: labelled(runs.filter((_, at) => !refused.has(at)), rest, catalogue) } };
}
