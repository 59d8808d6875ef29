// @ts-check
/** Undo: the way back through the edits of the experiment, and of what is cut through it. What a drag or a word changes bit by bit is one edit. */

import { newRun } from "./runs.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Experiment} Experiment */
/** @typedef {import("../types.js").Store} Store */
/** @typedef {import("../types.js").Side} Side */
/** @typedef {(experiment: Experiment, also: Partial<State>) => void} Load */

/**
 * What an edit changes and undo brings back.
 * @typedef {object} Moment
 * @property {Side} side                       of which setting, where two are compared
 * @property {Experiment} experiment
 * @property {{key: string, slot: number, isHidden: boolean}[]} runs
 * @property {import("../types.js").Rates} rates
 * @property {number[][] | null} domain
 * @property {import("./slice/choices.js").SliceChoices} slice
 * @property {Partial<Look>} look              of a moment to go back to: what the edit has changed, not what was chosen by hand since
 * @property {Beside | null} beside            of the first setting: what it is compared with
 */

/** How an experiment is looked at, where an edit chooses that, too. @typedef {Pick<import("../types.js").View, typeof LOOKS[number]>} Look */
/** A second setting, the appearances of its runs, and which of the two is edited. @typedef {{experiment: Experiment, slots: number[], chosen: Side}} Beside */
/** @typedef {{begin: (beside: Beside) => void, end: () => void}} Comparison   how a second setting comes and goes */

/** `part` is what the last edit changed, `at` when. @typedef {{past: Moment[], future: Moment[], part: string, at: number}} Trail */

/** @typedef {{undo: () => boolean, redo: () => boolean}} UndoCommands   whether there was anything */

/** @type {Trail} */
export const NO_TRAIL = { past: [], future: [], part: "", at: -Infinity };

const LOOKS = /** @type {const} */ (["xAxis", "xScale", "preset"]);
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
  const part = partOf(before, after);
  if (part === "") return trail;
  const goesOn = part === trail.part && now - trail.at < PAUSE_MS && trail.past.length > 0;
  return { past: goesOn ? trail.past : [...trail.past, before].slice(-MOST), future: [], part, at: now };
}

/**
 * One edit back (or forward again): the trail then, and where it leads. Null where there is nothing.
 * @param {Trail} trail
 * @param {(side: Side) => Moment | null} presentOf   null: that setting is not there any more
 * @param {"past" | "future"} way
 * @returns {{trail: Trail, moment: Moment} | null}
 */
export function travelled(trail, presentOf, way) {
  const left = [...trail[way]];
  for (let moment = left.pop(); moment; moment = left.pop()) {
    const present = presentOf(moment.side);
    if (!present || partOf(moment, present) === "") continue; // the edit was refused
    const other = way === "past" ? "future" : "past";
    return { trail: { ...NO_TRAIL, [way]: left, [other]: [...trail[other], { ...present, look: picked(present.look, Object.keys(moment.look)) }] }, moment };
  }
  return null;
}

/** @typedef {ReturnType<typeof createUndo>} Undo */

/**
 * @param {object} parts
 * @param {Store} parts.store     keeps the trail, of both settings where two are compared
 * @param {() => number} [parts.now]
 */
export function createUndo({ store, now = Date.now }) {
  /** The settings that are there. @type {Map<Side, {store: Store, present: Moment, load: Load}>} */
  const settings = new Map();
  let isQuiet = false;
  /** @type {Comparison} */
  let comparison = { begin: () => {}, end: () => {} };

  /** @param {Side} side */
  const note = (side) => {
    const setting = settings.get(side);
    if (!setting) return;
    const next = momentOf(side, setting.store.get());
    const { trail } = store.get();
    if (!isQuiet) store.update({ trail: withEdit(trail, leading(setting.present, next), next, now()) });
    setting.present = next;
  };

  /** What is edited meanwhile is no edit of the user's. @param {() => void} act */
  const quietly = (act) => {
    const before = isQuiet;
    isQuiet = true;
    act();
    isQuiet = before;
  };

  /** @param {"past" | "future"} way */
  const travel = (way) => {
    const presentOf = (/** @type {Side} */ side) => {
      const { present, store: own } = settings.get(side) ?? {};
      return present && own ? { ...present, look: lookOf(own.get()), beside: besideOf(side, store.get()) } : null;
    };
    const led = travelled(store.get().trail, presentOf, way);
    const setting = led && settings.get(led.moment.side);
    if (!setting) return false;
    const { beside } = led.moment;
    const isOther = isComparedElse(led.moment, presentOf(led.moment.side));
    if (isOther && !beside) quietly(comparison.end);
    const isSame = changedPart(led.moment.experiment, setting.present.experiment) === "";
    if (isSame) {
      setting.store.update(({ view }) => ({ trail: led.trail, view: { ...view, ...led.moment.look, slice: led.moment.slice } }));
      setting.present = momentOf(led.moment.side, setting.store.get());
    } else {
      const also = { ...stateAt(led.moment, setting.store.get()), trail: led.trail };
      quietly(() => setting.load(led.moment.experiment, also));
    }
    if (isOther && beside) {
      quietly(() => comparison.begin(beside));
      store.update(({ view }) => ({ view: { ...view, setting: beside.chosen } }));
    }
    return true;
  };

  return {
    quietly,
    /** Whatever `act` does, a second setting that comes or goes included, is one edit. @param {() => void} act */
    asOne(act) {
      const setting = settings.get("a");
      if (isQuiet || !setting) return act();
      const before = momentOf("a", store.get());
      quietly(act);
      const after = momentOf("a", store.get());
      store.update(({ trail }) => ({ trail: withEdit(trail, leading(before, after), after, now()) }));
      setting.present = after;
    },
    /** @param {Comparison} found */
    compareBy(found) {
      comparison = found;
    },
    /**
     * A setting whose edits are noted from now on: answers its session as edits reach it, and the way out.
     * @template {{restart: () => void, change: (change: any) => void}} Session
     * @param {Side} side
     * @param {{store: Store, session: Session, load: Load}} setting
     */
    watch(side, { store: own, session, load }) {
      settings.set(side, { store: own, present: momentOf(side, own.get()), load });
      const stop = own.subscribe(({ experiment }) => experiment, () => {
        const setting = settings.get(side);
        if (setting) setting.present = momentOf(side, own.get()); // as the server completed it
      });
      const stopLook = own.subscribe(({ view }) => view, () => {
        const setting = settings.get(side);
        if (setting) setting.present = { ...setting.present, look: lookOf(own.get()) };
      });
      const stopSlice = side === "a" ? own.subscribe(({ view }) => view.slice, () => note(side)) : () => {}; // both settings have one slice
      return {
        session: {
          ...session,
          restart() {
            note(side);
            session.restart();
          },
          change(/** @type {any} */ change) {
            note(side);
            session.change(change);
          },
        },
        stop() {
          stop();
          stopLook();
          stopSlice();
          settings.delete(side);
        },
      };
    },
    /** The two settings change places: in what was edited since they are compared, too. What is before (or after) that is of one alone. */
    swap() {
      const { experiment, runs, view } = store.get();
      /** @type {Beside} */
      const beside = { experiment, slots: runs.map(({ appearance }) => appearance.slot), chosen: view.setting };
      const swapped = (/** @type {Moment[]} */ moments) => {
        const first = moments.findLastIndex((moment) => moment.side === "a" && moment.beside === null) + 1;
        const exchanged = moments.slice(first).map((moment) => (moment.side === "a" ? { ...moment, side: /** @type {Side} */ ("b"), beside: null } : { ...moment, side: /** @type {Side} */ ("a"), beside }));
        return [...moments.slice(0, first), ...exchanged];
      };
      store.update(({ trail }) => ({ trail: { ...trail, past: swapped(trail.past), future: swapped(trail.future), part: "" } }));
    },
    /** @type {UndoCommands} */
    commands: { undo: () => travel("past"), redo: () => travel("future") },
  };
}

/** @param {Side} side @param {State} state @returns {Moment} */
function momentOf(side, state) {
  const { experiment, runs, rates, view } = state;
  return { side, experiment, rates, domain: view.domain, slice: view.slice, look: lookOf(state), beside: besideOf(side, state), runs: runs.map(({ key, appearance, isHidden }) => ({ key, slot: appearance.slot, isHidden })) };
}

/** @param {State} state @returns {Look} */
function lookOf({ view }) {
  return /** @type {Look} */ (picked(view, LOOKS));
}

/** The moment before an edit that led to `after`: of how one looks, what the edit changed. @param {Moment} before @param {Moment} after @returns {Moment} */
function leading(before, after) {
  return { ...before, look: picked(before.look, differing(before.look, after.look)) };
}

/** @param {Record<string, any>} all @param {readonly string[]} keys */
function picked(all, keys) {
  return Object.fromEntries(keys.map((key) => [key, all[key]]));
}

/** @param {Side} side @param {State} state @returns {Beside | null} */
function besideOf(side, { other, companions, view }) {
  return side === "a" && other ? { experiment: other, slots: companions.map(({ appearance }) => appearance.slot), chosen: view.setting } : null;
}

/** Whether one of them stands alone and the other does not. @param {Moment} one @param {Moment | null} other */
function isComparedElse(one, other) {
  return other !== null && (one.beside === null) !== (other.beside === null);
}

/** What a moment says of the state; runs that are still there keep their paths until the new ones have come. @param {Moment} moment @param {State} state @returns {Partial<State>} */
function stateAt({ experiment, runs, rates, domain, slice, look }, { runs: now, playback, view, experiment: { objective } }) {
  const isSameFunction = JSON.stringify(objective) === JSON.stringify(experiment.objective);
  return {
    rates,
    runs: runs.map(({ key, slot, isHidden }) => now.find((run) => run.key === key) ?? { ...newRun([], slot), key, isHidden }),
    view: { ...view, ...look, domain, slice, selectedRun: null },
    playback: { ...playback, cursor: isSameFunction ? Math.min(playback.cursor, experiment.steps) : 0 },
  };
}

/** What differs between two moments: whether there is a second setting, of the experiment, else of the slice, where looking elsewhere on it is no edit. @param {Moment} one @param {Moment} other */
function partOf(one, other) {
  const part = `${isComparedElse(one, other) ? "beside " : ""}${changedPart(one.experiment, other.experiment)}`;
  return part || differing({ ...one.slice, box: null }, { ...other.slice, box: null }).map((key) => `slice ${key}`).join();
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
