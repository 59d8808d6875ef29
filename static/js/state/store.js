// @ts-check
/**
 * The store: one value, the state of the page, and those who want to hear when a part of it changed. Knows no DOM.
 *
 * Updates are synchronous, notifications wait for the end of the current task (one microtask), so ten updates in a row
 * are one notification. A listener hears only when what its selector picks is another value (===).
 */

/** @typedef {import("../types.js").State} State */

/**
 * @typedef {object} Store
 * @property {() => State} get
 *     The current state. Never change it in place.
 * @property {(change: Partial<State> | ((state: State) => Partial<State>)) => void} update
 *     Replace top-level parts of the state.
 * @property {<T>(select: (state: State) => T, listener: (picked: T, state: State) => void, isEqual?: (a: T, b: T) => boolean) => () => void} subscribe
 *     Call `listener` once now and then after every change of what `select` picks; returns the way out.
 * @property {() => void} flush
 *     Notify now instead of in the next microtask.
 */

/**
 * @param {State} initial
 * @returns {Store}
 */
export function createStore(initial) {
  let state = initial;
  let isScheduled = false;
  /** @type {Set<() => void>} */
  const checks = new Set();

  const flush = () => {
    isScheduled = false;
    for (const check of [...checks]) if (checks.has(check)) check();
  };

  /** @type {Store["update"]} */
  const update = (change) => {
    state = { ...state, ...(typeof change === "function" ? change(state) : change) };
    if (isScheduled) return;
    isScheduled = true;
    queueMicrotask(() => {
      if (isScheduled) flush();
    });
  };

  /** @type {Store["subscribe"]} */
  const subscribe = (select, listener, isEqual = Object.is) => {
    let last = select(state);
    const check = () => {
      const picked = select(state);
      if (isEqual(picked, last)) return;
      last = picked;
      listener(picked, state);
    };
    checks.add(check);
    listener(last, state);
    return () => void checks.delete(check);
  };

  return { get: () => state, update, subscribe, flush };
}

/**
 * An `isEqual` for selectors that build an array: equal if all entries are.
 * @param {readonly unknown[]} a
 * @param {readonly unknown[]} b
 */
export function areEntriesEqual(a, b) {
  return a.length === b.length && a.every((entry, index) => Object.is(entry, b[index]));
}
