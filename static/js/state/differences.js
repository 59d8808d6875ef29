// @ts-check
/** In what two settings differ: one entry for every number or choice, in the order of the page. Pure. */

import { optimizerAt } from "./experiment.js";

/** @typedef {import("../types.js").Experiment} Experiment */
/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").CatalogueEntry} CatalogueEntry */
/** @typedef {{experiment: Experiment, runs: readonly Run[]}} Setting */

/**
 * `run`: the label of the run it is about, null: the whole. `part`: where it stands, as `optimizer.beta1`, `schedule`,
 * `noise`. Where a run is there only once, `from` or `to` is null and the part is `run`.
 * @typedef {{run: string | null, part: string, caption: Caption | null, from: any, to: any}} Difference
 */
/** @typedef {{title: string, symbol?: string}} Caption   of a hyperparameter */

/** What of an experiment may differ besides its runs. */
const PARTS = /** @type {const} */ (["noise", "gradient", "project", "stop", "batch"]);

/**
 * @param {Setting} one
 * @param {Setting} other
 * @param {readonly CatalogueEntry[]} optimizers
 * @returns {Difference[]}
 */
export function differencesOf(one, other, optimizers) {
  const whole = PARTS.filter((part) => !isSame(valueOf(one.experiment, part), valueOf(other.experiment, part)));
  const slots = (/** @type {Setting} */ { runs }) => runs.map(({ appearance }) => appearance.slot);
  const both = [...new Set([...slots(one), ...slots(other)])];
  return [
    ...both.flatMap((slot) => ofRun(one, slots(one).indexOf(slot), { other, at: slots(other).indexOf(slot), optimizers })),
    ...whole.map((part) => ({ run: null, part, caption: null, from: valueOf(one.experiment, part), to: valueOf(other.experiment, part) })),
  ];
}

/**
 * @param {Setting} one
 * @param {number} at
 * @param {{other: Setting, at: number, optimizers: readonly CatalogueEntry[]}} beside
 * @returns {Difference[]}
 */
function ofRun(one, at, { other, at: otherAt, optimizers }) {
  const [mine, theirs] = [one.experiment.runs[at], other.experiment.runs[otherAt]];
  if (!mine || !theirs) return [{ run: null, part: "run", caption: null, from: mine ? one.runs[at].label : null, to: theirs ? other.runs[otherAt].label : null }];
  const run = one.runs[at].label;
  if (mine.optimizer.name !== theirs.optimizer.name) return [{ run: null, part: "optimizer", caption: null, from: run, to: other.runs[otherAt].label }];
  const [before, after] = [optimizerAt(one.experiment, at, 0), optimizerAt(other.experiment, otherAt, 0)];
  const properties = optimizers.find(({ name }) => name === mine.optimizer.name)?.schema?.properties ?? {};
  const settings = differing(before, after, (name) => properties[name]?.default).map((name) => ({
    run,
    part: ["optimizer", name].join("."),
    caption: properties[name] ?? { title: name },
    from: before[name] ?? properties[name]?.default,
    to: after[name] ?? properties[name]?.default,
  }));
  const others = /** @type {const} */ (["schedule", "clip", "start"]).filter((part) => !isSame(mine[part] ?? null, theirs[part] ?? null));
  const live = [changesOf(one, at), changesOf(other, otherAt)];
  return [
    ...settings,
    ...others.map((part) => ({ run, part, caption: null, from: mine[part] ?? null, to: theirs[part] ?? null })),
    ...(isSame(live[0], live[1]) ? [] : [{ run, part: "changes", caption: null, from: live[0], to: live[1] }]),
  ];
}

/** Live changes of one run. @param {Setting} setting @param {number} at */
function changesOf({ experiment: { changes = [] } }, at) {
  return changes.filter(({ run }) => run === at).map(({ step, optimizer }) => ({ step, optimizer }));
}

/** @param {any} experiment @param {string} part */
function valueOf(experiment, part) {
  return experiment[part] ?? null;
}

/** @param {Record<string, any>} one @param {Record<string, any>} other @param {(name: string) => any} usual */
function differing(one, other, usual) {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => !isSame(one[name] ?? usual(name), other[name] ?? usual(name)));
}

/** @param {unknown} one @param {unknown} other */
function isSame(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
