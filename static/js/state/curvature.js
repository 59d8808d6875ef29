// @ts-check
/**
 * The curvature where the run in focus stands follows the cursor, as long as it is looked at. One question at a time: while
 * it plays, what was passed meanwhile is not asked for.
 */

import { eigenOf } from "./eigen.js";
import { focusOf, standingOf } from "./focus.js";

/**
 * How the loss curves at a point: the eigenvalues of its Hessian, the largest first, and those of its first two rows and
 * columns with their directions, as a map can show them.
 * @typedef {{point: number[], run: string, values: number[], plane: {values: number[], vectors: number[][]}}} Curvature   run: its key
 */

/** So many answers are kept: a run that is looked at again asks no more. */
const MOST_KNOWN = 2000;

/**
 * @param {import("../types.js").Store} store
 * @param {import("../server/rest.js").Rest} rest
 * @returns {() => void} stops following
 */
export function followCurvature(store, rest) {
  /** @type {Map<string, Curvature | null>} */
  const known = new Map();
  let isAsking = false;

  const wanted = () => {
    const state = store.get();
    if (!state.view.showCurvature || state.objective.dimension === 0) return null;
    const run = focusOf(state);
    const point = run && standingOf(run, state.playback.cursor);
    if (!run || !point?.every(Number.isFinite)) return null;
    return { run, point, objective: state.experiment.objective, key: JSON.stringify([state.objective.identity, point]) };
  };

  const follow = async () => {
    const place = wanted();
    if (!place) return void (store.get().curvature && store.update({ curvature: null }));
    const { key, point, run, objective } = place;
    if (known.has(key)) {
      const curvature = known.get(key);
      return store.update({ curvature: curvature ? { ...curvature, run: run.key } : null });
    }
    if (isAsking) return;
    isAsking = true;
    const answer = await rest.hessian({ objective, point }).catch(() => null);
    isAsking = false;
    if (known.size > MOST_KNOWN) known.clear();
    if (!answer) return; // the next step asks again
    known.set(key, answer.flat().every(Number.isFinite) ? { point, run: run.key, values: eigenOf(answer).values, plane: eigenOf(answer.slice(0, 2).map((row) => row.slice(0, 2))) } : null);
    follow();
  };
  return store.subscribe(() => wanted()?.key + (wanted()?.run.key ?? ""), follow);
}
