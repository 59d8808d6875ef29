// @ts-check
/**
 * Blindfolded: the map is hidden, and one knows of the ground only what lies underfoot, its height and its slope. Every
 * place where the start comes to rest is a step; the server is asked about each.
 */

import { isLearning } from "./learning/problem.js";
import { startOf } from "./runs.js";
import { areEntriesEqual } from "./store.js";

/** @typedef {import("../types.js").State} State */
/** A place where one stood. @typedef {{point: number[], loss: number, gradient: number[]}} Footing */
/** @typedef {{identity: string, steps: Footing[], isOver: boolean}} Walk   isOver: the blindfold was taken off */

/** @type {Walk} */
export const NO_WALK = { identity: "", steps: [], isOver: false };

/** Who drags has not put down the foot yet. */
const QUIET_MS = 150;
/** Steps beyond these forget the first ones. */
const MOST_STEPS = 200;

/** Whether the map is hidden. @param {State} state */
export function isBlindfolded({ view, objective, experiment }) {
  return view.showBlindfold && view.map !== "surface" && objective.dimension === 2 && !isLearning(experiment.objective);
}

/**
 * @param {import("../types.js").Store} store
 * @param {import("../server/rest.js").Rest} rest
 * @returns {() => void} stops following
 */
export function followBlindfold(store, rest) {
  let asked = new AbortController();
  const step = async () => {
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    const { experiment: { objective }, objective: { identity }, ...state } = store.get();
    const point = startOf(store.get());
    const { walk } = state;
    const steps = walk.identity === identity && !walk.isOver ? walk.steps : [];
    if (signal.aborted || !point || areEntriesEqual(point, steps.at(-1)?.point ?? [])) return;
    const footing = await rest.underfoot({ objective, point }, signal).catch(() => null);
    if (footing && !signal.aborted) store.update({ walk: { identity, isOver: false, steps: [...steps, { point, ...footing }].slice(-MOST_STEPS) } });
  };
  return store.subscribe((state) => [isBlindfolded(state), state.objective.identity, ...(startOf(state) ?? [])], ([isOn, identity], { walk }) => {
    if (isOn) return void step();
    asked.abort();
    if (walk.identity !== "" && walk.identity !== identity) store.update({ walk: NO_WALK });
    else if (walk.steps.length > 0 && !walk.isOver) store.update({ walk: { ...walk, isOver: true } });
  }, areEntriesEqual);
}

/** The step that stood lowest. @param {Walk} walk */
export function lowestOf({ steps }) {
  return steps.reduce((best, step) => (step.loss < best.loss ? step : best), steps[0]);
}
