// @ts-check
/**
 * Comparing: a second setting beside the first, with a session of its own. Function, start, seed and steps are those of
 * both: whichever of the two is given others, the other one follows. Everything else may differ.
 */

import { initialState } from "./initial.js";
import { recordsInner, withInner } from "./inner.js";
import { isLearning } from "./learning/problem.js";
import { rateHolder, withRate } from "./optimizer_rate.js";
import { arrived } from "./playback.js";
import { isComplete, labelled, lastStepOver } from "./runs.js";
import { createTwin } from "./twin.js";

/** @typedef {import("../types.js").Experiment} Experiment */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Store} Store */
/** @typedef {import("../types.js").Side} Side */
/** @typedef {{store: Store, commands: import("../types.js").SettingCommands, restart: () => void, close: () => void}} Setting   a store at work */

/** What the two settings have in common. */
const SHARED = /** @type {const} */ (["objective", "start", "seed", "steps"]);
/** What goes to the other side when the two are swapped. */
const SWAPPED = /** @type {const} */ (["experiment", "runs", "rates", "advice", "curvature", "problem"]);

/**
 * @typedef {object} CompareCommands
 * @property {(wanted?: {experiment: Experiment, slots: number[]}) => void} compare   the second setting: as wanted (an address), else as it was left, else as the first
 * @property {(kept?: Side) => void} leaveCompare         one setting stays
 * @property {() => void} toggleCompare
 * @property {() => void} swapSettings
 * @property {(side: Side) => void} chooseSetting         which of the two the controls edit
 * @property {() => Setting | null} twin
 */

/**
 * @param {object} parts
 * @param {Setting} parts.first
 * @param {import("./undo.js").Undo} parts.undo
 * @param {(store: Store) => Setting} parts.open    sets a second store to work
 * @returns {CompareCommands}
 */
export function createCompare({ first, undo, open }) {
  const { store } = first;
  /** @type {Setting | null} */
  let twin = null;
  /** @type {(() => void)[]} */
  let stops = [];
  /** The second setting as it was left. @type {{experiment: Experiment, slots: number[]} | null} */
  let left = null;

  /** @param {{experiment: Experiment, slots: number[]}} wanted */
  const begin = ({ experiment: wanted, slots }) => {
    const { experiment, catalogue, view, playback } = store.get();
    const initial = initialState({ experiment: withInner(withShared(wanted, experiment), recordsInner(wanted, view)), catalogue, view, playback, slots });
    const second = open(createTwin(store, initial));
    twin = second;
    stops = [
      second.store.subscribe(({ experiment: now, runs }) => [now, runs], ([now, runs]) => store.update({ other: /** @type {Experiment} */ (now), companions: /** @type {State["runs"]} */ (runs) }), isPairEqual),
      ...[follow(first, second, undo), follow(second, first, undo)],
      second.store.subscribe((state) => state.catalogue, (_, state) => second.store.update({ runs: labelled(state.runs, state.experiment, state.catalogue) })),
      second.store.subscribe(lacksInner, (isLacking) => isLacking && undo.quietly(() => second.commands.editExperiment({}))),
    ];
    second.restart();
  };

  const end = () => {
    if (!twin) return;
    const { experiment, runs } = twin.store.get();
    left = { experiment, slots: slotsOf(runs) };
    stops.forEach((stop) => stop());
    twin.close();
    twin = null;
    store.update(({ view, playback, runs: kept }) => ({
      other: null,
      companions: [],
      view: { ...view, setting: "a" },
      playback: arrived(playback, lastStepOver(kept), isComplete(kept)),
    }));
  };

  const exchange = () => {
    if (!twin) return;
    const [one, other] = [store.get(), twin.store.get()];
    const partsOf = (/** @type {State} */ state) => Object.fromEntries(SWAPPED.map((part) => [part, state[part]]));
    store.update(partsOf(other));
    twin.store.update(partsOf(one));
    for (const setting of [first, twin]) setting.restart();
  };
  undo.compareBy({ begin, end });

  /** @type {CompareCommands} */
  const commands = {
    compare(wanted) {
      const { experiment, runs, view } = store.get();
      if (twin || isLearning(experiment.objective)) return; // a model that learns has the stage to itself
      const isLeft = left !== null && isSame(left.experiment.objective, experiment.objective);
      if (wanted) return undo.quietly(() => begin(wanted));
      undo.asOne(() => begin(isLeft && left ? left : { experiment, slots: slotsOf(runs) }));
      store.update({ view: { ...view, setting: "b" } });
    },
    leaveCompare(kept = "a") {
      if (!twin) return;
      undo.asOne(() => {
        if (kept === "b") exchange();
        end();
      });
    },
    toggleCompare: () => (twin ? commands.leaveCompare() : commands.compare()),
    swapSettings() {
      undo.swap();
      exchange();
    },
    chooseSetting: (side) => store.update(({ view, other }) => ({ view: { ...view, setting: other ? side : "a" } })),
    twin: () => twin,
  };
  // The second map is one of a function: a learning problem takes its place.
  store.subscribe(({ experiment }) => isLearning(experiment.objective), (isOn) => isOn && commands.leaveCompare());
  return commands;
}

/**
 * `to` takes what both have in common from `from`, whenever it is another there.
 * @param {Setting} from
 * @param {Setting} to
 * @param {import("./undo.js").Undo} undo
 */
function follow(from, to, undo) {
  let before = from.store.get().experiment;
  return from.store.subscribe(({ experiment }) => experiment, (after) => {
    const { experiment: mine, catalogue } = to.store.get();
    const led = before;
    before = after;
    if (SHARED.every((part) => isSame(mine[part] ?? null, after[part] ?? null))) return;
    const isOther = functionOf(mine) !== functionOf(after); // what the server adds to an objective makes no other one of it
    const own = isOther ? { ...mine, changes: [], runs: mine.runs.map((run, at) => ({ ...run, start: null, optimizer: carried(run.optimizer, led.runs[at], after.runs[at], catalogue.optimizers) })) } : mine;
    undo.quietly(() => to.commands.editExperiment(withShared(own, after)));
  });
}

/**
 * Another function has brought another rate to the first setting: that of the second is as many times as large as before.
 * @param {import("../types.js").OptimizerSettings} mine
 * @param {import("../types.js").RunSettings | undefined} before
 * @param {import("../types.js").RunSettings | undefined} after
 * @param {readonly import("../types.js").CatalogueEntry[]} optimizers
 */
function carried(mine, before, after, optimizers) {
  const rates = [mine, before?.optimizer, after?.optimizer].map((settings) => (settings?.name === mine.name ? rateHolder(settings, optimizers)?.learning_rate : undefined));
  const [own, was, is] = rates;
  return own > 0 && was > 0 && is > 0 ? withRate(mine, optimizers, Number(((own / was) * is).toPrecision(3))) : mine;
}

/** @param {Experiment} mine @param {Experiment} theirs @returns {Experiment} */
function withShared(mine, theirs) {
  const { steps } = theirs;
  return { ...mine, ...Object.fromEntries(SHARED.map((part) => [part, theirs[part]])), changes: (mine.changes ?? []).filter((change) => change.step <= steps) };
}

/** Whether the view wants to see what was not recorded. @param {State} state */
function lacksInner({ view, experiment }) {
  return recordsInner(experiment, view) && withInner(experiment, true) !== experiment;
}

/** Which function it is, whatever its parameters. @param {Experiment} experiment */
function functionOf({ objective }) {
  return "name" in objective ? objective.name : "expression" in objective ? objective.expression : "";
}

/** @param {State["runs"]} runs */
function slotsOf(runs) {
  return runs.map(({ appearance }) => appearance.slot);
}

/** @param {unknown} one @param {unknown} other */
function isSame(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** @param {readonly unknown[]} one @param {readonly unknown[]} other */
function isPairEqual(one, other) {
  return one[0] === other[0] && one[1] === other[1];
}
