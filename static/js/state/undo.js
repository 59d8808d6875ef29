// @ts-check
/** Undo: the way back through the edits of the experiment. What a drag or a word changes bit by bit is one edit. */

import { newRun } from "./runs.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Experiment} Experiment */
/** @typedef {import("../types.js").Store} Store */

/**
 * What an edit changes and undo brings back.
 * @typedef {object} Moment
 * @property {Experiment} experiment
 * @property {{key: string, slot: number, isHidden: boolean}[]} runs
 * @property {import("../types.js").Rates} rates
 * @property {number[][] | null} domain
 */

/** `part` is what the last edit changed, `at` when. @typedef {{past: Moment[], future: Moment[], part: string, at: number}} Trail */

/** @typedef {{undo: () => boolean, redo: () => boolean}} UndoCommands   whether there was anything */

/** @type {Trail} */
export const NO_TRAIL = { past: [], future: [], part: "", at: -Infinity };

const MOST = 100;
/** Edits of the same part that follow each other faster are one. */
const PAUSE_MS = 1000;

/**
 * The trail after an edit that led from `before` to `after`.
 * @param {Trail} trail
 * @param {Moment} before
 * @param {Moment} after
 * @param {number} now            in milliseconds
 * @returns {Trail}
 */
export function withEdit(trail, before, after, now) {
  const part = changedPart(before.experiment, after.experiment);
  if (part === "") return trail;
  const goesOn = part === trail.part && now - trail.at < PAUSE_MS && trail.past.length > 0;
  return { past: goesOn ? trail.past : [...trail.past, before].slice(-MOST), future: [], part, at: now };
}

/**
 * One edit back (or forward again): the trail then, and where it leads. Null where there is nothing.
 * @param {Trail} trail
 * @param {Moment} present
 * @param {"past" | "future"} way
 * @returns {{trail: Trail, moment: Moment} | null}
 */
export function travelled(trail, present, way) {
  const left = [...trail[way]];
  let moment = left.pop();
  while (moment && changedPart(moment.experiment, present.experiment) === "") moment = left.pop(); // an edit that was refused
  if (!moment) return null;
  const other = way === "past" ? "future" : "past";
  return { trail: { ...NO_TRAIL, [way]: left, [other]: [...trail[other], present] }, moment };
}

/**
 * @param {object} parts
 * @param {Store} parts.store
 * @param {() => number} [parts.now]
 */
export function createUndo({ store, now = Date.now }) {
  let present = momentOf(store.get());
  let isTravelling = false;
  store.subscribe(({ experiment }) => experiment, () => void (present = momentOf(store.get()))); // as the server completed it

  const note = () => {
    const next = momentOf(store.get());
    const { trail } = store.get();
    if (!isTravelling) store.update({ trail: withEdit(trail, present, next, now()) });
    present = next;
  };

  return {
    /** The session, with every edit that reaches it noted. @template {{restart: () => void, change: (change: any) => void}} Session @param {Session} session @returns {Session} */
    noting: (session) => ({
      ...session,
      restart() {
        note();
        session.restart();
      },
      change(/** @type {any} */ change) {
        note();
        session.change(change);
      },
    }),
    /** @param {(experiment: Experiment, also: Partial<State>) => void} load @returns {UndoCommands} */
    commands(load) {
      /** @param {"past" | "future"} way */
      const travel = (way) => {
        const led = travelled(store.get().trail, momentOf(store.get()), way);
        if (!led) return false;
        isTravelling = true;
        load(led.moment.experiment, { ...stateAt(led.moment, store.get()), trail: led.trail });
        isTravelling = false;
        return true;
      };
      return { undo: () => travel("past"), redo: () => travel("future") };
    },
  };
}

/** @param {State} state @returns {Moment} */
function momentOf({ experiment, runs, rates, view }) {
  return { experiment, rates, domain: view.domain, runs: runs.map(({ key, appearance, isHidden }) => ({ key, slot: appearance.slot, isHidden })) };
}

/** What a moment says of the state; runs that are still there keep their paths until the new ones have come. @param {Moment} moment @param {State} state @returns {Partial<State>} */
function stateAt({ experiment, runs, rates, domain }, { runs: now, playback, view, experiment: { objective } }) {
  const isSameFunction = JSON.stringify(objective) === JSON.stringify(experiment.objective);
  return {
    rates,
    runs: runs.map(({ key, slot, isHidden }) => now.find((run) => run.key === key) ?? { ...newRun([], slot), key, isHidden }),
    view: { ...view, domain, selectedRun: null },
    playback: { ...playback, cursor: isSameFunction ? Math.min(playback.cursor, experiment.steps) : 0 },
  };
}

/**
 * What differs between two experiments, as a word to compare; "" if nothing does that a user can edit.
 * @param {Experiment} one
 * @param {Experiment} other
 */
function changedPart(one, other) {
  const keys = differing(one, other).filter((key) => key !== "record");
  if (keys.includes("objective")) return "objective";
  if (!keys.includes("runs") || one.runs.length !== other.runs.length) return keys.join();
  const settings = one.runs.flatMap((run, index) => {
    const names = differing(run, other.runs[index]);
    return names.map((name) => `${index} ${name} ${name === "optimizer" ? differing(run.optimizer, other.runs[index].optimizer) : ""}`);
  });
  return [...keys, ...settings].join();
}

/** @param {Record<string, any>} one @param {Record<string, any>} other */
function differing(one, other) {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].filter((key) => JSON.stringify(one[key]) !== JSON.stringify(other[key]));
}
