// @ts-check
/** Edits of an experiment: each takes one and returns another. Pure. */

/** @typedef {import("../types.js").Experiment} Experiment */
/** @typedef {import("../types.js").RunSettings} RunSettings */
/** @typedef {import("./commands.js").RunPatch} RunPatch */

/** Changes closer together than this share of the run are one mark. */
const MARK_SHARE = 0.02;

/**
 * @param {Experiment} experiment
 * @param {RunSettings} run
 * @returns {Experiment}
 */
export function withRun(experiment, run) {
  return { ...experiment, runs: [...experiment.runs, run] };
}

/**
 * Without one run; the changes of later runs keep pointing at them.
 * @param {Experiment} experiment
 * @param {number} index
 * @returns {Experiment}
 */
export function withoutRun(experiment, index) {
  const changes = (experiment.changes ?? [])
    .filter((change) => change.run !== index)
    .map((change) => ({ ...change, run: change.run > index ? change.run - 1 : change.run }));
  return { ...experiment, runs: experiment.runs.filter((_, at) => at !== index), changes };
}

/**
 * @param {Experiment} experiment
 * @param {number} from
 * @param {number} to
 * @returns {Experiment}
 */
export function withMovedRun(experiment, from, to) {
  const order = moved(experiment.runs.map((_, index) => index), from, to);
  return {
    ...experiment,
    runs: order.map((index) => experiment.runs[index]),
    changes: (experiment.changes ?? []).map((change) => ({ ...change, run: order.indexOf(change.run) })),
  };
}

/**
 * With other settings of a run from the start: live changes of the same hyperparameters are superseded.
 * @param {Experiment} experiment
 * @param {number} index
 * @param {RunPatch} patch
 * @returns {Experiment}
 */
export function withEditedRun(experiment, index, patch) {
  const runs = experiment.runs.map((run, at) => (at === index ? editedRun(run, patch) : run));
  const isReplaced = patch.optimizer?.name !== undefined && patch.optimizer.name !== experiment.runs[index].optimizer.name;
  const changes = (experiment.changes ?? []).flatMap((change) => {
    if (change.run !== index) return [change];
    const kept = Object.entries(change.optimizer).filter(([name]) => !isReplaced && !(name in (patch.optimizer ?? {})));
    return kept.length > 0 ? [{ ...change, optimizer: Object.fromEntries(kept) }] : [];
  });
  return { ...experiment, runs, changes };
}

/**
 * @param {Experiment} experiment
 * @param {number} index
 * @param {(optimizer: RunSettings["optimizer"]) => RunSettings["optimizer"]} change
 * @returns {Experiment}
 */
export function withOptimizer(experiment, index, change) {
  return { ...experiment, runs: experiment.runs.map((run, at) => (at === index ? { ...run, optimizer: change(run.optimizer) } : run)) };
}

/**
 * Only what a live edit changed, for the server's `change`; null if the patch holds more than hyperparameters.
 * @param {Experiment} experiment
 * @param {number} index
 * @param {RunPatch} patch
 */
export function liveChange(experiment, index, patch) {
  const { optimizer, ...others } = patch;
  if (!optimizer || Object.keys(others).length > 0) return null;
  const now = experiment.runs[index].optimizer;
  if (optimizer.name !== undefined && optimizer.name !== now.name) return null;
  const { name: _name, ...hyperparameters } = optimizer;
  return Object.values(hyperparameters).some((value) => typeof value === "object" && value !== null) ? null : hyperparameters;
}

/**
 * With a live change at `step` of run `run`; an earlier one at the same place is merged.
 * @param {Experiment} experiment
 * @param {{step: number, run: number, optimizer: Record<string, any>}} change
 * @returns {Experiment}
 */
export function withChange(experiment, change) {
  const all = experiment.changes ?? [];
  const same = all.find((other) => other.step === change.step && other.run === change.run);
  const rest = all.filter((other) => other !== same);
  const merged = { ...change, optimizer: { ...same?.optimizer, ...change.optimizer } };
  return { ...experiment, changes: [...rest, merged].sort((a, b) => a.step - b.step || a.run - b.run) };
}

/**
 * The steps to mark as changed. A slider that was drawn while the runs ran left a change at every step: that is one mark.
 * @param {Experiment} experiment
 * @returns {number[]}
 */
export function markedSteps({ changes = [], steps }) {
  /** @type {number[]} */
  const marks = [];
  let last = -Infinity;
  for (const step of changes.map((change) => change.step).sort((a, b) => a - b)) {
    if (step - last > MARK_SHARE * steps) marks.push(step);
    last = step;
  }
  return marks;
}

/**
 * The same for each run by itself: over evaluations the same step is another place for every one.
 * @param {Experiment} experiment
 * @returns {{step: number, run: number}[]}
 */
export function markedStepsOfRuns({ changes = [], ...experiment }) {
  return experiment.runs.flatMap((_, run) => markedSteps({ ...experiment, changes: changes.filter((change) => change.run === run) }).map((step) => ({ step, run })));
}

/**
 * The hyperparameters in force at `step`: the settings with all changes up to then.
 * @param {Experiment} experiment
 * @param {number} index
 * @param {number} step
 */
export function optimizerAt(experiment, index, step) {
  const due = (experiment.changes ?? []).filter((change) => change.run === index && change.step <= step);
  return Object.assign({}, experiment.runs[index].optimizer, ...due.map((change) => change.optimizer));
}

/**
 * What the user set by hand while the runs ran holds from the start: another function has no use for its steps.
 * @param {Experiment} experiment
 * @param {readonly {key: string}[]} runs
 * @param {readonly string[]} own
 * @returns {Experiment}
 */
export function withLatest(experiment, runs, own) {
  const latest = experiment.runs.map((run, index) => (own.includes(runs[index].key) ? { ...run, optimizer: { ...run.optimizer, ...optimizerAt(experiment, index, Infinity) } } : run));
  return { ...experiment, runs: latest };
}

/**
 * What becomes of the experiment when the server accepts a typed formula. Frame and start are those that suit the formula,
 * unless the user has chosen others that still fit.
 * @param {Experiment} experiment
 * @param {import("./formula.js").Accepted} answer
 * @param {string} expression
 * @returns {Experiment}
 */
export function withExpression(experiment, answer, expression) {
  const before = "expression" in experiment.objective ? experiment.objective : null;
  const parameters = Object.fromEntries(answer.free_parameters.map(({ name, default: usual }) => [name, answer.values[name] ?? usual]));
  const isSameSpace = before !== null && (before.domain ?? answer.suggested?.domain)?.length === answer.variables.length;
  const ownDomain = isSameSpace && before.domain && !isSame(before.domain, answer.suggested?.domain) ? before.domain : null;
  const domain = ownDomain ?? answer.domain;
  const isOwnStart = isSameSpace && experiment.start && !isSame(experiment.start, answer.suggested?.start);
  const suits = answer.start.every((place, axis) => place >= domain[axis][0] && place <= domain[axis][1]);
  const start = isOwnStart || (isSameSpace && !suits) ? experiment.start : suits ? answer.start : null;
  const runs = isSameSpace ? experiment.runs : experiment.runs.map((run) => ({ ...run, start: null }));
  return { ...experiment, objective: { expression, parameters, domain }, runs, start, changes: [] };
}

/** @param {unknown} one @param {unknown} other */
const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/**
 * With as few steps left out of the record as the server's limit of rows asks for; what the user left out stays out.
 * @param {Experiment} experiment
 * @param {Experiment} before           the experiment until now
 * @param {number} limit                rows over all runs
 * @returns {Experiment}
 */
export function withRecording(experiment, before, limit) {
  const given = experiment.record?.every ?? 1;
  const isOurs = given > 1 && given === neededEvery(before, limit);
  const every = Math.max(isOurs ? 1 : given, neededEvery(experiment, limit));
  return every === given ? experiment : { ...experiment, record: { ...experiment.record, every } };
}

/** The server counts two rows more than the steps that are kept: the start and the end. @param {Experiment} experiment @param {number} limit */
function neededEvery({ steps, runs }, limit) {
  const rowsOfRun = Math.floor(limit / runs.length) - 2;
  return Math.max(1, Math.ceil(steps / Math.max(rowsOfRun, 1)));
}

/**
 * @template T
 * @param {readonly T[]} list
 * @param {number} from
 * @param {number} to
 * @returns {T[]}
 */
export function moved(list, from, to) {
  const rest = list.filter((_, index) => index !== from);
  rest.splice(to, 0, list[from]);
  return rest;
}

/**
 * @param {RunSettings} run
 * @param {RunPatch} patch
 * @returns {RunSettings}
 */
function editedRun(run, { optimizer, ...others }) {
  if (!optimizer) return { ...run, ...others };
  const isReplaced = optimizer.name !== undefined && optimizer.name !== run.optimizer.name;
  const settings = isReplaced ? { ...optimizer, name: String(optimizer.name) } : { ...run.optimizer, ...optimizer };
  return { ...run, ...others, optimizer: settings, label: isReplaced && others.label === undefined ? null : others.label ?? run.label };
}
