// @ts-check
/** The runs of the page, one for each run of the experiment. Pure, but for the keys it hands out. */

import { appearanceOf, freeSlot } from "./appearance.js";
import { emptyColumns, lastStepOf } from "./columns.js";

/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").Experiment} Experiment */
/** @typedef {import("../types.js").Catalogue} Catalogue */
/** @typedef {import("../types.js").State} State */

let nextKey = 0;

/**
 * A run without data yet, in the lowest free slot unless one is given.
 * @param {readonly Run[]} others
 * @param {number} [slot]
 * @returns {Run}
 */
export function newRun(others, slot = freeSlot(others.map((run) => run.appearance.slot))) {
  nextKey += 1;
  return { key: `run-${nextKey}`, label: "", columns: emptyColumns(), length: 0, outcome: null, isHidden: false, appearance: appearanceOf(slot) };
}

/**
 * Fresh runs for a whole experiment.
 * @param {Experiment} experiment
 * @param {readonly number[]} [slots]
 * @returns {Run[]}
 */
export function runsOf(experiment, slots = []) {
  /** @type {Run[]} */
  const runs = [];
  experiment.runs.forEach((_, index) => runs.push(newRun(runs, slots[index])));
  return runs;
}

/**
 * The runs with their names: the user's label, else the optimizer's title, numbered where two are alike.
 * @param {readonly Run[]} runs
 * @param {Experiment} experiment
 * @param {Catalogue} catalogue
 * @returns {Run[]}
 */
export function labelled(runs, experiment, catalogue) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  return runs.map((run, index) => {
    const { label, optimizer } = experiment.runs[index];
    const plain = label ?? catalogue.optimizers.find((entry) => entry.name === optimizer.name)?.title ?? optimizer.name;
    const count = (seen.get(plain) ?? 0) + 1;
    seen.set(plain, count);
    const name = count === 1 ? plain : `${plain} ${count}`;
    return name === run.label ? run : { ...run, label: name };
  });
}

/** The runs that one clock moves: those on the page, and those of the setting beside it. @param {Pick<import("../types.js").State, "runs" | "companions">} state */
export function clockedRuns({ runs, companions }) {
  return [...runs, ...companions];
}

/** The last step that any of them has reached. @param {readonly Run[]} runs */
export function lastStepOver(runs) {
  return Math.max(0, ...runs.map((run) => lastStepOf(run.columns)));
}

/** Whether every run has ended. @param {readonly Run[]} runs */
export function isComplete(runs) {
  return runs.length > 0 && runs.every((run) => run.outcome !== null);
}

/** Which runs these are. @param {readonly Run[]} runs */
export function keysOf(runs) {
  return runs.map((run) => run.key).join();
}

/** Where the runs begin: as the experiment says, else as the data says. @param {State} state */
export function startOf({ experiment, runs }) {
  if (experiment.start) return experiment.start;
  const columns = runs.find((run) => run.length > 0)?.columns;
  return columns ? Array.from(columns.position.subarray(0, columns.dimension)) : null;
}
