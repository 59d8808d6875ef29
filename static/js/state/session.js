// @ts-check
/**
 * The session: keeps what the server streams in step with the experiment that the user wants.
 *
 * One `start` is on its way at a time; while it is, only the newest wish is kept, so a dragged start point becomes as
 * many restarts as the server can serve and no more. New columns are gathered behind the picture and put in its place
 * once they reach as far as the viewer looks, so that a path reflows instead of vanishing.
 *
 * A refusal takes the page back to what the server took last: experiment, function, map and runs belong together. If
 * its picture had not come yet, it is asked for again behind the picture that stands.
 */

import { emptyColumns, lastStepOf, writeColumns } from "./columns.js";
import { factsOf } from "./facts.js";
import { shownInstead } from "./instead.js";
import { arrived } from "./playback.js";
import { clockedRuns, isComplete, keysOf, lastStepOver } from "./runs.js";

/** @typedef {import("../types.js").Experiment} Experiment */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").Columns} Columns */
/** @typedef {import("../types.js").Outcome} Outcome */
/** @typedef {import("../types.js").Store} Store */
/** @typedef {import("../server/stream.js").Message} Message */
/** @typedef {{run: number, step: number, optimizer: Record<string, any>}} LiveChange */

/** Columns that are not shown yet. @typedef {{columns: Columns[], outcomes: (Outcome | null)[]}} Gathering */

/** How long a newer wish waits for the picture of the one before: dragging shows paths, not only starts. */
const PATIENCE_MS = 200;

/** @typedef {ReturnType<typeof createSession>} Session */

/**
 * @param {Store} store
 * @param {(message: Message) => boolean} send   false while there is no connection
 */
export function createSession(store, send) {
  /** Whether a `start` waits for its answer. */
  let isStarting = false;
  /** The experiment has to be started again: it changed, or nothing has run yet. */
  let isStale = true;
  /** @type {Gathering | null} */
  let gathering = null;
  /** The newest live change of each run that has not been sent. @type {Map<number, LiveChange>} */
  const changes = new Map();
  let isChanging = false;
  /** A live change was sent, and none of the rows that it makes anew has come yet. */
  let isRewinding = false;
  /** Counts edits; a canonical experiment is adopted only if it answers the last one. */
  let edition = 0;
  let startedEdition = 0;

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let patience;
  let startedAt = 0;
  /** Which runs the server speaks of when it counts them. */
  let startedKeys = "";
  /** What the server took last. @type {Experiment | null} */
  let taken = null;
  /** The state whose experiment was sent last. @type {State | null} */
  let asked = null;
  /** The last state whose experiment the server took. @type {State | null} */
  let accepted = null;
  /** The last state whose runs are those of its experiment. @type {State | null} */
  let whole = null;
  /** The edit after which the problem on show was told; an experiment accepted for a later edit takes it away. */
  let toldEdition = 0;
  /** The function and the runs that were shown instead of those of a link: while they stay, so does what was said of it. */
  let standIn = "";
  const isAboutOurs = () => !isStarting && startedKeys === keysOf(store.get().runs);
  const isSettled = () => !isStale && !isStarting && !isChanging && !gathering && changes.size === 0;

  const pump = () => {
    clearTimeout(patience);
    if (isStarting || isChanging) return;
    const wait_ms = gathering ? startedAt + PATIENCE_MS - Date.now() : 0;
    if (isStale && wait_ms > 0) patience = setTimeout(pump, wait_ms);
    else if (isStale) sendStart(0);
    else if (changes.size > 0) sendChange();
  };

  /** @param {number} fromStep */
  const sendStart = (fromStep) => {
    const isSent = send({ type: "start", experiment: store.get().experiment, from_step: fromStep, encoding: "binary", steps_per_second: null });
    if (!isSent) return;
    isStarting = true;
    isStale = isRewinding = false;
    startedAt = Date.now();
    startedEdition = edition;
    asked = store.get();
    changes.clear();
    startedKeys = keysOf(asked.runs);
    gathering = fromStep === 0 ? emptyGathering(store.get().runs.length) : null;
  };

  const sendChange = () => {
    const [change] = changes.values();
    isChanging = isRewinding = send({ type: "change", ...change });
    if (!isChanging) return;
    asked = store.get();
    changes.delete(change.run);
  };

  /** The experiment as the server completed it, but for names that nobody gave: the page has those in its own language. @param {Experiment} completed */
  const adopt = (completed) => {
    const given = store.get().experiment.runs.map(({ label }) => label ?? null);
    const experiment = { ...completed, runs: completed.runs.map((run, index) => ({ ...run, label: given[index] })) };
    const shown = JSON.stringify([experiment.objective, experiment.runs]);
    if (store.get().problem?.instead) standIn ||= shown;
    const isTold = edition <= toldEdition || standIn === shown;
    store.update((state) => ({ experiment, problem: isTold ? state.problem : null, objective: factsOf(experiment.objective, state), learning: { ...state.learning, accepted: experiment.objective } }));
  };

  /** @param {Experiment} completed @param {boolean} isNewest  nothing else has been wished since */
  const take = (completed, isNewest) => {
    taken = completed;
    if (isNewest) adopt(completed);
    accepted = isNewest ? store.get() : asked;
    if (!gathering) showTaken();
    pump();
  };

  /** What is on show is what the server took last; whether that is what is wanted, too, is told with it. */
  const showTaken = () => {
    const experiment = taken;
    store.update(({ learning, runs }) => ({ learning: { ...learning, shown: experiment && { experiment, keys: keysOf(runs) }, isComputing: isStale || isStarting } }));
  };

  /** @param {boolean} isComputing */
  const tellComputing = (isComputing) => {
    if (store.get().learning.isComputing !== isComputing) store.update(({ learning }) => ({ learning: { ...learning, isComputing } }));
  };

  /** Go back to what the server took last; what was still to come of its runs is asked for again. */
  const goBack = () => {
    if (!accepted || accepted.experiment === store.get().experiment) return;
    const { experiment, objective, landscape, field, runs, rates, learning: { shown }, view: { domain } } = accepted;
    const { view, playback, runs: refused, objective: refusedObjective } = store.get();
    const isHidden = (/** @type {Run} */ run) => refused.find(({ key }) => key === run.key)?.isHidden ?? run.isHidden;
    const lastStep = lastStepOver(runs);
    store.update({
      experiment,
      objective,
      landscape,
      field: view.showField ? field : null,
      rates,
      learning: { ...store.get().learning, accepted: experiment.objective, shown },
      runs: runs.map((run) => ({ ...run, isHidden: isHidden(run), length: run.columns.length })),
      view: refusedObjective.key === objective.key ? view : { ...view, domain },
      playback: { ...playback, lastStep, cursor: Math.min(playback.cursor, lastStep) },
    });
    if (accepted !== whole || !isComplete(runs)) sendStart(0);
  };

  /** @type {Record<string, (message: Message) => void>} */
  const reactions = {
    started({ experiment, steps_per_epoch: stepsPerEpoch = 1, groups = [] }) {
      isStarting = false;
      for (const columns of gathering?.columns ?? store.get().runs.map((run) => run.columns)) columns.stepsPerEpoch = stepsPerEpoch;
      store.update(({ learning }) => ({ learning: { ...learning, groups } }));
      take(experiment, edition === startedEdition && !isStale);
    },
    changed({ experiment }) {
      isChanging = false;
      take(experiment, changes.size === 0 && !isStale);
    },
    frame(frame) {
      if (isAboutOurs()) receive(frame);
      isRewinding = isRewinding && isChanging;
      send({ type: "ack", sequence: frame.sequence });
    },
    finished({ run, outcome }) {
      if (isAboutOurs()) conclude(run, outcome);
    },
    error({ problem }) {
      isStarting = isChanging = isRewinding = false;
      gathering = null;
      toldEdition = edition;
      standIn = "";
      const isFirst = taken === null && !isStale;
      const found = isFirst ? shownInstead(problem, store.get()) : null;
      store.update(({ playback }) => ({ problem: { ...problem, instead: found?.instead }, playback: isFirst && !found ? { ...playback, isPlaying: false } : playback, ...found?.change }));
      if (found) isStale = true;
      else if (!isStale && changes.size === 0) {
        goBack();
        tellComputing(false);
      }
      pump();
    },
  };

  /** @param {Message} frame */
  const receive = (frame) => {
    const runs = store.get().runs;
    /** @type {Set<number>} */
    const touched = new Set();
    for (const { run, columns } of frame.runs) {
      const kept = gathering ? gathering.columns[run] : runs[run]?.columns;
      if (!kept) continue;
      writeColumns(kept, columns, columns.step[0] ?? frame.from_step);
      touched.add(run);
    }
    if (gathering) showWhenReady();
    else show(runs.map((run, index) => (touched.has(index) ? { ...run, length: run.columns.length, outcome: null } : run)));
  };

  /** @param {number} index @param {Outcome} outcome */
  const conclude = (index, outcome) => {
    if (gathering) {
      gathering.outcomes[index] = outcome;
      showWhenReady();
    } else show(store.get().runs.map((run, at) => (at === index ? { ...run, outcome } : run)));
  };

  const showWhenReady = () => {
    const { playback, runs } = store.get();
    if (!gathering) return;
    const { columns, outcomes } = gathering;
    const reach = Math.max(...columns.map(lastStepOf));
    const isReady = columns.every((column) => column.length > 0) && (reach >= playback.cursor || outcomes.every(Boolean));
    if (!isReady) return;
    gathering = null;
    showTaken();
    show(runs.map((run, index) => ({ ...run, columns: columns[index], length: columns[index].length, outcome: outcomes[index] })));
    pump();
  };

  /** @param {Run[]} runs */
  const show = (runs) => {
    const { playback, companions } = store.get();
    const all = clockedRuns({ runs, companions });
    const next = arrived(playback, lastStepOver(all), isComplete(all));
    store.update({ runs, playback: next });
    if (isSettled()) accepted = whole = store.get();
  };

  return {
    /** Run the experiment in the store from its start, as soon as the server can. */
    restart() {
      edition += 1;
      isStale = true;
      tellComputing(true);
      pump();
    },
    /**
     * Change hyperparameters while the run runs, at a step of the viewer's choice.
     * @param {LiveChange} change
     */
    change(change) {
      edition += 1;
      const before = changes.get(change.run);
      const isSameStep = before?.step === change.step;
      changes.set(change.run, isSameStep ? { ...change, optimizer: { ...before?.optimizer, ...change.optimizer } } : change);
      pump();
    },
    /** @param {Message} message */
    receive: (message) => reactions[message.type]?.(message),
    /** A socket has just opened: ask for what is still missing. */
    resume() {
      isStarting = isChanging = false;
      const runs = store.get().runs;
      const missing = runs.filter((run) => !run.outcome).map((run) => lastStepOf(run.columns) + 1);
      const isLacking = missing.length > 0;
      if (isStale || isRewinding || gathering || changes.size > 0) {
        isStale = true; // a live change that was lost with the connection is in the experiment
        pump();
      } else if (isLacking) sendStart(Math.min(...missing));
    },
  };
}

/** @param {number} count @returns {Gathering} */
function emptyGathering(count) {
  return { columns: Array.from({ length: count }, emptyColumns), outcomes: Array.from({ length: count }, () => null) };
}
