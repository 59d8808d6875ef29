// @ts-check
/**
 * Recent experiments: what has run to its end on this browser, newest first. Pinned ones stay; of the others the oldest
 * goes when there are too many.
 */

import { isComplete, runsOf } from "./runs.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Experiment} Experiment */

/** @typedef {{id: string, time: number, name: string | null, isPinned: boolean, slots: number[], experiment: Experiment}} Recent   `name`: given by the user */

/**
 * @typedef {object} RecentCommands
 * @property {(id: string) => void} showRecent
 * @property {(id: string, change: Partial<Pick<Recent, "name" | "isPinned">>) => void} changeRecent
 */

const KEY = "thalweg-recent";
const MOST = 20;
const MOST_PINNED = 20;
const LONGEST = 20_000;
/** An experiment that stays this long is worth remembering; while one drags, none does. */
const QUIET_MS = 1000;

/**
 * With `entry` at the front. The same experiment is there once: its name and its pin stay.
 * @param {readonly Recent[]} list
 * @param {Recent} entry
 * @returns {Recent[]}
 */
export function withRecent(list, entry) {
  const before = list.find((other) => isSame(other.experiment, entry.experiment));
  const all = [before ? { ...entry, id: before.id, name: before.name, isPinned: before.isPinned } : entry, ...list.filter((other) => other !== before)];
  const places = { pinned: 0, others: 0 };
  return all.filter(({ isPinned }) => (isPinned ? (places.pinned += 1) <= MOST_PINNED : (places.others += 1) <= MOST));
}

/**
 * @param {object} parts
 * @param {import("../types.js").Store} parts.store
 * @param {Storage | null} parts.storage         null: nothing is kept
 * @param {(experiment: Experiment, also: Partial<State>) => void} parts.load
 * @returns {RecentCommands}
 */
export function createRecent({ store, storage, load }) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let wait;
  store.update({ recent: read(storage) });
  const keep = (/** @type {Recent[]} */ recent) => {
    store.update({ recent });
    write(storage, recent);
  };
  const remember = () => {
    const { experiment, runs, recent } = store.get();
    if (!isComplete(runs) || JSON.stringify(experiment).length > LONGEST) return;
    const time = Date.now();
    keep(withRecent(recent, { id: time.toString(36), time, name: null, isPinned: false, slots: runs.map(({ appearance }) => appearance.slot), experiment }));
  };
  store.subscribe(({ experiment, runs }) => (isComplete(runs) ? experiment : null), (settled) => {
    clearTimeout(wait);
    if (settled) wait = setTimeout(remember, QUIET_MS);
  });
  return {
    showRecent(id) {
      const entry = store.get().recent.find((recent) => recent.id === id);
      if (entry) load(entry.experiment, { runs: runsOf(entry.experiment, entry.slots) });
    },
    changeRecent: (id, change) => keep(store.get().recent.map((entry) => (entry.id === id ? { ...entry, ...change } : entry))),
  };
}

/** What is recorded besides is no other experiment. @param {Experiment} one @param {Experiment} other */
function isSame(one, other) {
  return JSON.stringify({ ...one, record: null }) === JSON.stringify({ ...other, record: null });
}

/** @param {Storage | null} storage @returns {Recent[]} */
function read(storage) {
  try {
    const list = JSON.parse(storage?.getItem(KEY) ?? "[]");
    return list.filter((/** @type {any} */ { id, time, slots, experiment }) => id && time && Array.isArray(slots) && experiment.objective && experiment.runs.length > 0);
  } catch {
    return []; // of another version, or not ours
  }
}

/** @param {Storage | null} storage @param {Recent[]} list */
function write(storage, list) {
  try {
    storage?.setItem(KEY, JSON.stringify(list));
  } catch {
    // full, or not allowed: the list lasts as long as the page
  }
}
