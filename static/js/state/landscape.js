// @ts-check
/**
 * The landscape follows the objective: whenever it or its frame changes, the newest one is asked for. Of more than two
 * coordinates it is the slice through the start along the first two.
 */

/** @typedef {import("../types.js").Store} Store */
/** @typedef {import("../types.js").ObjectiveFacts} ObjectiveFacts */
/** @typedef {import("../types.js").ObjectiveSettings} ObjectiveSettings */
/** @typedef {import("../server/rest.js").Rest} Rest */
/** @typedef {import("../server/rest.js").SliceAnswer} SliceAnswer */

const PLANE = 101;
const LINE = 401;
const ARROWS = 17;
/** Whoever looks closer sees the old grid stretched, until nothing has moved for so long. */
const QUIET_MS = 120;

/**
 * @param {Store} store
 * @param {Rest} rest
 * @returns {() => void} stops following
 */
export function followLandscape(store, rest) {
  /** Ask for what `key` names unless it is there; `null` needs nothing. @param {"landscape" | "field"} part */
  const follower = (part) => {
    let asked = new AbortController();
    return async (/** @type {ObjectiveFacts | null} */ facts) => {
      asked.abort();
      if (!facts) return store.update({ [part]: null });
      if (store.get()[part]?.key === facts.key) return;
      asked = new AbortController();
      const { signal } = asked;
      if (store.get()[part]?.identity === facts.identity) await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
      if (signal.aborted) return;
      try {
        const answer = await rest.slice(requestFor(part, facts, store.get().experiment), signal);
        store.update({ [part]: part === "landscape" ? landscapeOf(answer, facts) : fieldOf(answer, facts) });
      } catch (error) {
        const problem = /** @type {any} */ (error).problem;
        if (!signal.aborted && problem) store.update({ problem });
      }
    };
  };
  /** @param {ObjectiveFacts | null} a @param {ObjectiveFacts | null} b */
  const isSame = (a, b) => a?.key === b?.key;
  const stops = [
    store.subscribe(({ objective, experiment }) => (objective.dimension > 0 ? through(objective, experiment.start) : null), follower("landscape"), isSame),
    store.subscribe(({ objective, view }) => (view.showField && objective.dimension === 2 ? objective : null), follower("field"), isSame),
  ];
  return () => stops.forEach((stop) => stop());
}

/**
 * The landscape of an experiment on a grid of its own, `points` along each side.
 * @param {Rest} rest
 * @param {ObjectiveFacts} facts
 * @param {import("../types.js").Experiment} experiment
 * @param {number} points
 */
export async function gridOf(rest, facts, experiment, points) {
  const request = requestFor("landscape", facts, experiment);
  return landscapeOf(await rest.slice({ ...request, resolution: request.resolution.map(() => points) }), facts);
}

/** The same facts under a key of their own for each start, where the slice depends on it. @param {ObjectiveFacts} facts @param {number[] | null | undefined} start */
function through(facts, start) {
  return facts.dimension > 2 ? { ...facts, key: JSON.stringify([facts.key, start?.slice(2)]) } : facts;
}

/**
 * @param {"landscape" | "field"} part
 * @param {ObjectiveFacts} facts
 * @param {import("../types.js").Experiment} experiment
 */
function requestFor(part, { dimension, domain }, { objective, start }) {
  const isField = part === "field";
  const resolution = dimension === 1 ? [LINE] : isField ? [ARROWS, ARROWS] : [PLANE, PLANE];
  const origin = dimension > 2 && start ? { origin: start } : {};
  return { objective, ...origin, extent: isField ? domain.map(inset) : domain.slice(0, 2), resolution, gradient: isField };
}

/** Arrows stand inside the frame, not on its edge. @param {number[]} interval */
function inset([low, high]) {
  const half = (high - low) / (2 * ARROWS);
  return [low + half, high - half];
}

/**
 * @param {SliceAnswer} answer
 * @param {ObjectiveFacts} facts
 * @returns {import("../types.js").Landscape}
 */
function landscapeOf({ axes, loss }, { key, identity, dimension }) {
  const rows = /** @type {(number | null)[][]} */ (dimension === 1 ? [loss] : loss);
  const numbers = (/** @type {(number | null)[]} */ row) => Float64Array.from(row, (value) => value ?? NaN);
  return { key, identity, x: Float64Array.from(axes[0]), y: axes[1] ? Float64Array.from(axes[1]) : null, loss: rows.map(numbers) };
}

/**
 * @param {SliceAnswer} answer
 * @param {ObjectiveFacts} facts
 * @returns {import("../types.js").Field}
 */
function fieldOf({ axes, gradient }, { key, identity }) {
  return { key, identity, x: Float64Array.from(axes[0]), y: Float64Array.from(axes[1]), gradient: gradient ?? [] };
}
