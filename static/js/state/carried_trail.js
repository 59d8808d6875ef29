// @ts-check
/** The trail of undo, carried over to the page in another language: a new page at the same address, in the same tab. */

import { NO_TRAIL } from "./undo.js";

/** @typedef {import("./undo.js").Trail} Trail */
/** @typedef {import("./undo.js").Moment} Moment */
/** @typedef {import("../types.js").State} State */

const KEY = "thalweg-trail-1";
/** Of more characters the oldest edits are left behind. */
const LONGEST = 500_000;
/** What a moment is made of, besides `side`. @type {readonly (keyof Moment)[]} */
const PARTS = ["experiment", "runs", "rates", "slice", "look"];

/**
 * @param {Storage | null} storage   null: nothing is kept, and the trail ends here
 * @param {State} state
 * @param {string} address           where it will be asked for again
 */
export function carryTrail(storage, { trail, runs, companions }, address) {
  let { past, future } = trail;
  const packed = () => JSON.stringify({ address, past, future, keys: keysOf({ runs, companions }) });
  while (past.length + future.length > 0 && packed().length > LONGEST) {
    if (past.length > 0) past = past.slice(Math.ceil(past.length / 2));
    else future = future.slice(Math.ceil(future.length / 2));
  }
  try {
    storage?.setItem(KEY, packed());
  } catch {
    // full, or not allowed
  }
}

/**
 * What was carried to this address, once. The runs of the page have other keys than those before it.
 * @param {Storage | null} storage
 * @param {string} address
 * @param {Pick<State, "runs" | "companions">} now
 * @returns {Trail | null}
 */
export function carriedTrail(storage, address, now) {
  try {
    const carried = JSON.parse(storage?.getItem(KEY) ?? "null");
    storage?.removeItem(KEY);
    if (carried?.address !== address || ![...carried.past, ...carried.future].every(isMoment)) return null;
    const keys = keysOf(now);
    const renamed = new Map(carried.keys.map((/** @type {string} */ key, /** @type {number} */ at) => [key, keys[at]]));
    const nameOf = (/** @type {string} */ key) => renamed.get(key) ?? `former ${key}`;
    const [past, future] = [carried.past, carried.future].map((moments) => moments.map((/** @type {Moment} */ moment) => withKeys(moment, nameOf)));
    return { ...NO_TRAIL, past, future };
  } catch {
    return null; // not allowed, or of another version
  }
}

/** @param {Pick<State, "runs" | "companions">} state */
function keysOf({ runs, companions }) {
  return [...runs, ...companions].map(({ key }) => key);
}

/** @param {any} moment */
function isMoment(moment) {
  return ["a", "b"].includes(moment.side) && PARTS.every((part) => typeof moment[part] === "object" && moment[part]) && moment.experiment.objective && moment.runs.length === moment.experiment.runs.length;
}

/** @param {Moment} moment @param {(key: string) => string} nameOf @returns {Moment} */
function withKeys(moment, nameOf) {
  const { chosen, before, own } = moment.rates;
  const named = (/** @type {Record<string, any>} */ rates) => Object.fromEntries(Object.entries(rates).map(([key, rate]) => [nameOf(key), rate]));
  return { ...moment, runs: moment.runs.map((run) => ({ ...run, key: nameOf(run.key) })), rates: { chosen: named(chosen), before: named(before), own: own.map(nameOf) } };
}
