// @ts-check
/**
 * Basins: which start ends where, for the run in focus, over the part of the map that is shown. Asked for while shown, once
 * the runs have come to their ends.
 */

import { isLearning } from "./learning/problem.js";
import { isComplete } from "./runs.js";
import { sliceRun } from "./slice/question.js";
import { offered } from "./long.js";
import { areEntriesEqual } from "./store.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../server/landscapes.js").BasinsAnswer} BasinsAnswer */

/**
 * @typedef {object} BasinsState
 * @property {BasinsAnswer | null} map
 * @property {boolean} isBusy
 * @property {number | null} offer_seconds   of what waits to be wished for
 * @property {boolean} isWished         set to begin it
 * @property {boolean} isCancelled      set to end what is under way
 * @property {number} share             done, from 0 to 1
 * @property {import("../types.js").Problem | null} problem
 */

/** @type {BasinsState} */
export const NO_BASINS = { map: null, isBusy: false, offer_seconds: null, isWished: false, isCancelled: false, share: 0, problem: null };

const POINTS = 101;
/** Whoever looks elsewhere or slides a setting is waited for. */
const QUIET_MS = 250;
/** @type {readonly unknown[]} */
const NOTHING = [];

/** Whether basins stand in the place of the heights. @param {State} state */
export function areBasinsShown({ view, objective, experiment }) {
  return view.showBasins && view.map !== "surface" && objective.dimension === 2 && !isLearning(experiment.objective);
}

/**
 * @param {import("../types.js").Store} store
 * @param {import("../server/landscapes.js").SliceRest} server
 * @returns {() => void} stops following
 */
export function followBasins(store, server) {
  let asked = new AbortController();
  const tell = (/** @type {Partial<BasinsState>} */ patch) => store.update(({ basins }) => ({ basins: { ...basins, ...patch } }));

  const ask = async () => {
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    if (signal.aborted) return;
    const state = store.get();
    tell({ isBusy: true, offer_seconds: null, isWished: false, isCancelled: false, share: 0, problem: null });
    try {
      const request = { experiment: state.experiment, run: sliceRun(state), extent: state.objective.domain, resolution: [POINTS, POINTS] };
      const offer_seconds = offered(await server.seconds("basins", request, signal), state.basins.isWished);
      if (offer_seconds !== null) return tell({ isBusy: false, map: null, offer_seconds });
      const tellNow = (/** @type {Partial<BasinsState>} */ patch) => !signal.aborted && tell(patch);
      tell({ map: await server.basins(request, signal, (share) => tellNow({ share }), (map) => tellNow({ map })), isBusy: false });
    } catch (error) {
      const { problem = null } = /** @type {{problem?: import("../types.js").Problem}} */ (error);
      tell(signal.aborted ? { isBusy: false } : { isBusy: false, map: null, problem });
    }
  };

  const stops = [
    store.subscribe((state) => (areBasinsShown(state) ? [state.experiment, JSON.stringify(state.objective.domain), sliceRun(state), isComplete(state.runs)] : NOTHING), (parts, state) => {
      if (parts !== NOTHING && isComplete(state.runs)) return void ask();
      asked.abort();
      if (state.basins !== NO_BASINS) store.update({ basins: parts === NOTHING ? NO_BASINS : { ...state.basins, offer_seconds: null } });
    }, areEntriesEqual),
    store.subscribe(({ basins }) => basins.isWished, (isWished) => isWished && void ask()),
    store.subscribe(({ basins }) => basins.isCancelled, (isCancelled) => isCancelled && asked.abort()),
  ];
  return () => {
    asked.abort();
    for (const stop of stops) stop();
  };
}
