// @ts-check
/**
 * The twin: the store of a second setting beside the first. What both look at, and the clock, is kept once, by the first;
 * the experiment with its runs is the twin's own. To those who use it, it is a store like any other.
 */

import { createStore } from "./store.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Store} Store */

/** Parts of the state that the two have in common. @type {readonly (keyof State)[]} */
const COMMON = ["catalogue", "objective", "expressionCheck", "landscape", "field", "playback", "view", "connection", "trail", "recent"];

/**
 * @param {Store} first
 * @param {State} initial    of the second; what it has in common with the first is the first's
 * @returns {Store}
 */
export function createTwin(first, initial) {
  const own = createStore(initial);
  /** @type {{own: State, first: State, whole: State} | null} */
  let known = null;

  /** @returns {State} */
  const get = () => {
    const [mine, theirs] = [own.get(), first.get()];
    if (known?.own !== mine || known.first !== theirs) {
      const common = Object.fromEntries(COMMON.map((part) => [part, theirs[part]]));
      known = { own: mine, first: theirs, whole: { ...mine, ...common, companions: theirs.runs, other: theirs.experiment } };
    }
    return known.whole;
  };

  /** @type {Store["update"]} */
  const update = (change) => {
    const parts = Object.entries(typeof change === "function" ? change(get()) : change);
    const isCommon = (/** @type {string} */ part) => COMMON.some((name) => name === part);
    const [common, others] = [true, false].map((wanted) => parts.filter(([part]) => isCommon(part) === wanted));
    if (common.length > 0) first.update(Object.fromEntries(common));
    if (others.length > 0) own.update(Object.fromEntries(others));
  };

  /** @type {Store["subscribe"]} */
  const subscribe = (select, listener, isEqual = Object.is) => {
    let last = select(get());
    const check = () => {
      const picked = select(get());
      if (isEqual(picked, last)) return;
      last = picked;
      listener(picked, get());
    };
    listener(last, get());
    const stops = [own, first].map((store) => store.subscribe((state) => state, check));
    return () => stops.forEach((stop) => stop());
  };

  return { get, update, subscribe, flush: () => [first, own].forEach((store) => store.flush()) };
}
