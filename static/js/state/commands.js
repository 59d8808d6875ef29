// @ts-check
/**
 * Everything a user can do to the page, as functions. Panels call these and nothing else; each is harmless when repeated.
 *
 * Edits of the experiment run it again: at step 0 or at the last step from the start, at once, so that the picture
 * reflows; strictly between, a change of a hyperparameter is a *live change* at the step the viewer stands on. Of two
 * settings that are compared, each is as it is from the start.
 */

import {
  liveChange,
  moved,
  withChange,
  withExpression,
  withEditedRun,
  withLatest,
  withMovedRun,
  withOptimizer,
  withRecording,
  withoutRun,
  withRun,
} from "./experiment.js";
import { factsOf } from "./facts.js";
import { createFormulaCheck } from "./formula.js";
import { NO_RATES } from "./initial.js";
import { recordsInner, withInner } from "./inner.js";
import { isLearning } from "./learning/problem.js";
import { suitedRate } from "./learning/suited.js";
import { rateHolder, withMissingRate, withRate } from "./optimizer_rate.js";
import { atEnd, played, sought, stepped, withSpeed } from "./playback.js";
import { rateFrom, surveyed, withEarlier, withRates } from "./rates.js";
import { clockedRuns, isComplete, labelled, newRun, runsOf } from "./runs.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Playback} Playback */
/** @typedef {import("../types.js").Language} Language */
/** @typedef {import("../types.js").Theme} Theme */
/** @typedef {import("../types.js").View} View */
/** @typedef {import("../types.js").Experiment} Experiment */
/** @typedef {{optimizer?: Record<string, any>, schedule?: import("../types.js").ScheduleSettings | null, clip?: import("../types.js").Clip, start?: number[] | null, label?: string | null}} RunPatch */

/**
 * @typedef {object} Commands
 *
 * @property {(name: string) => void} chooseObjective
 *     A function of the catalogue, with its own domain and start.
 * @property {(text: string) => void} typeExpression
 *     Call on every keystroke: checked by the server (state.expressionCheck); once accepted it becomes the objective.
 *     While refused the last good picture stays.
 * @property {(name: string, value: number) => void} setParameter
 *     A parameter of the objective (a, b of Rosenbrock).
 * @property {(count: number) => void} setDimension
 *     How many coordinates the objective has, where it comes in several.
 * @property {(axis: number, low: number, high: number) => void} setDomain
 *     What the landscape shows of coordinate `axis`.
 * @property {(domain: number[][] | null) => void} showDomain
 *     Look closer, farther or elsewhere, one [low, high] per axis of the map; null: the function's own box.
 * @property {(point: number[]) => void} setStart
 *     Where all runs begin; may be called as often as a pointer moves.
 *
 * @property {(optimizerName: string) => void} addRun
 * @property {(index: number) => void} removeRun
 * @property {(index: number, to: number) => void} moveRun
 * @property {(index: number) => void} toggleRun            hide or show
 * @property {(index: number | null) => void} selectRun
 * @property {(index: number, patch: RunPatch) => void} editRun
 *     `optimizer` is merged into the settings; with another `name` it replaces them. `schedule`, `clip`, `label` replace.
 * @property {(index: number) => void} resetRun             the rate that suits this function, the rest as the optimizer has it
 * @property {() => void} restoreRates                      back to the rates before those that were chosen for this function
 *
 * @property {(steps: number) => void} setSteps
 * @property {(patch: Partial<Experiment>) => void} editExperiment
 *     Any other top-level part: seed, gradient, noise, project, stop.
 * @property {(experiment: Experiment, also?: Partial<State>) => void} loadExperiment
 *     A whole experiment (gallery, undo): replaces everything and plays from the start, unless `also` says otherwise.
 *
 * @property {() => void} play                              at the end: from the start again
 * @property {() => void} pause
 * @property {() => void} togglePlay
 * @property {(count: number) => void} stepBy               pauses; negative goes back
 * @property {(step: number) => void} seek                  pauses; clamped to what has arrived
 * @property {() => void} toStart
 * @property {() => void} toEnd
 * @property {(speed: number) => void} setSpeed             clamped to 0.25 … 16
 *
 * @property {(patch: Partial<View>) => void} setView       what needs the runs' inner state has them run again, recording it
 * @property {(language: Language) => void} setLanguage     loads the page again in that language
 * @property {(theme: Theme) => void} setTheme
 * @property {() => void} dismissProblem
 */

/**
 * @param {object} parts
 * @param {import("../types.js").Store} parts.store
 * @param {import("./session.js").Session} parts.session
 * @param {import("../server/rest.js").Rest} parts.rest
 * @param {(language: Language) => void} parts.openInLanguage
 * @param {boolean} parts.playsByItself         whether a new function starts to move without being asked
 * @returns {Commands}
 */
export function createCommands({ store, session, rest, openInLanguage, playsByItself }) {
  /** Take another experiment and run it from the start; the cursor stays unless told. @param {Experiment} wanted @param {Partial<State>} [also] */
  const rerun = (wanted, also = {}) => {
    store.update((state) => {
      const recorded = withInner(wanted, recordsInner(wanted, { ...state, ...also }.view));
      const experiment = withRecording(recorded, state.experiment, state.catalogue.limits.recorded_rows ?? Infinity);
      const next = { ...state, ...also, experiment };
      return { ...also, experiment, objective: factsOf(experiment.objective, next), runs: labelled(next.runs, experiment, next.catalogue) };
    });
    session.restart();
  };

  /** Which function was asked for last; an older one whose slopes come late is not taken any more. */
  let turn = 0;
  /** The slopes of the typed formula that was looked at last. @type {{expression: string, slopes: import("./rates.js").Slopes | null}} */
  let survey = { expression: "", slopes: null };

  const formula = createFormulaCheck(store, rest, async (answer, text) => {
    turn += 1;
    const ours = turn;
    const { objective, start } = withExpression(store.get().experiment, answer, text);
    const domain = ("expression" in objective && objective.domain) || answer.domain;
    const place = start ?? answer.start;
    const found = domain && place ? await surveyed(rest, { objective, start: place, domain }).catch(() => null) : null;
    if (ours !== turn) return;
    survey = { expression: text, slopes: found };
    const { experiment: before, runs, playback, view, rates: earlier, catalogue } = store.get();
    const rateOf = (/** @type {string} */ name) => (found ? (rateFrom(found, optimizerEntry(name)?.pace) ?? usualRate(name)) : undefined);
    const fitting = withRates(withExpression(withLatest(before, runs, earlier.own), answer, text), runs, catalogue.optimizers, rateOf, earlier.own);
    const rates = "expression" in before.objective ? withEarlier(fitting.rates, earlier) : fitting.rates;
    rerun(fitting.experiment, { rates, playback: { ...playback, cursor: 0, isPlaying: playsByItself }, view: { ...view, domain: null, preset: "" } });
  });
  const describeTyped = (/** @type {Experiment} */ { objective }) => {
    if ("expression" in objective) formula.describe(objective.expression);
  };
  describeTyped(store.get().experiment);

  /** Take another objective: its own start, its own frame, no old changes, from the first step. @param {Experiment["objective"]} objective @param {Partial<Experiment>} also @param {import("../types.js").Rates} rates */
  const takeObjective = (objective, also, rates) => {
    const { experiment, playback, view } = store.get();
    const fresh = { ...experiment, objective, start: null, changes: [], ...also };
    rerun(fresh, { rates, playback: { ...playback, cursor: 0, isPlaying: playsByItself }, view: { ...view, domain: null, preset: "" } });
  };

  /** @param {(playback: Playback) => Playback} change */
  const withPlayback = (change) => store.update(({ playback }) => ({ playback: change(playback) }));
  /** @param {number[][] | null} domain */
  const showDomain = (domain) =>
    store.update((state) => {
      const view = { ...state.view, domain };
      return { view, objective: factsOf(state.experiment.objective, { ...state, view }) };
    });
  /** Whether there is nothing to play, and nothing will come. */
  const isStuck = () => store.get().problem !== null && clockedRuns(store.get()).every((run) => run.length === 0);
  const isOver = () => isComplete(clockedRuns(store.get()));
  const entryOf = (/** @type {string} */ name) => store.get().catalogue.objectives.find((entry) => entry.name === name);
  const optimizerEntry = (/** @type {string} */ name) => store.get().catalogue.optimizers.find((entry) => entry.name === name);
  /** What an optimizer goes by where the function says nothing: a rate that was chosen for another function suits no other one. @param {string} optimizer @returns {number | undefined} */
  const usualRate = (optimizer) => optimizerEntry(optimizer)?.schema?.properties?.learning_rate?.default;
  /** The rate that suits the function in play. @param {string} optimizer */
  const fittingRate = (optimizer) => {
    const { objective } = store.get().experiment;
    if (isLearning(objective)) return suitedRate(store.get(), optimizer);
    if ("name" in objective) return entryOf(objective.name)?.learning_rates?.[optimizer];
    return survey.slopes && survey.expression === objective.expression ? rateFrom(survey.slopes, optimizerEntry(optimizer)?.pace) : undefined;
  };
  /** Rates as they are noted once one was chosen for a run. @param {string} key @param {import("../types.js").OptimizerSettings} optimizer */
  const noted = (key, optimizer) => {
    const { rates, catalogue } = store.get();
    const rate = rateHolder(optimizer, catalogue.optimizers)?.learning_rate;
    return { ...rates, chosen: { ...rates.chosen, ...(rate !== undefined && { [key]: rate }) } };
  };

  /** @type {Commands} */
  const commands = {
    chooseObjective(name) {
      formula.forget();
      turn += 1;
      const { experiment, runs, catalogue } = store.get();
      const fitting = withRates(experiment, runs, catalogue.optimizers, (optimizer) => entryOf(name)?.learning_rates?.[optimizer] ?? usualRate(optimizer));
      takeObjective({ name }, { runs: fitting.experiment.runs.map((run) => ({ ...run, start: null })) }, fitting.rates);
    },
    typeExpression: (text) => formula.type(text),
    setParameter(name, value) {
      const { experiment } = store.get();
      if (isLearning(experiment.objective)) return;
      rerun({ ...experiment, objective: { ...experiment.objective, parameters: { ...experiment.objective.parameters, [name]: value } } });
    },
    setDimension(count) {
      const { experiment: { objective, runs }, rates } = store.get();
      if ("name" in objective) takeObjective({ ...objective, dimension: count }, { runs: runs.map((run) => ({ ...run, start: null })) }, rates);
    },
    setDomain(axis, low, high) {
      if (!(low < high)) return;
      const { experiment, objective, view } = store.get();
      const domain = objective.domain.map((interval, at) => (at === axis ? [low, high] : interval));
      if (!("expression" in experiment.objective)) return showDomain(domain.slice(0, 2));
      rerun({ ...experiment, objective: { ...experiment.objective, domain } }, { view: { ...view, domain: null, preset: "" } });
    },
    showDomain,
    setStart(point) {
      const { experiment } = store.get();
      if (point.every(Number.isFinite)) rerun({ ...experiment, start: [...point] });
    },

    addRun(optimizerName) {
      const { experiment, runs, catalogue } = store.get();
      if (runs.length >= (catalogue.limits.runs ?? Infinity)) return;
      const added = newRun(runs);
      const optimizer = withMissingRate({ name: optimizerName }, catalogue.optimizers, fittingRate);
      rerun(withRun(experiment, { optimizer }), { runs: [...runs, added], rates: noted(added.key, optimizer) });
    },
    removeRun(index) {
      const { experiment, runs } = store.get();
      if (runs.length <= 1 || !runs[index]) return;
      rerun(withoutRun(experiment, index), { runs: runs.filter((_, at) => at !== index).map((run, _, kept) => (kept.length === 1 && run.isHidden ? { ...run, isHidden: false } : run)) });
    },
    moveRun(index, to) {
      const { experiment, runs } = store.get();
      if (index !== to && runs[index] && runs[to]) rerun(withMovedRun(experiment, index, to), { runs: moved(runs, index, to) });
    },
    toggleRun(index) {
      store.update(({ runs }) => ({ runs: runs.map((run, at) => (at === index ? { ...run, isHidden: !run.isHidden } : run)) }));
    },
    selectRun: (index) => store.update(({ view }) => ({ view: { ...view, selectedRun: index } })),
    editRun(index, patch) {
      const { experiment, playback, runs, rates, catalogue, other } = store.get();
      if (!runs[index]) return;
      const hyperparameters = liveChange(experiment, index, patch);
      const isInside = other === null && playback.cursor > 0 && !playback.followsEnd && !(isOver() && playback.cursor >= playback.lastStep) && runs[index].length > 0;
      const rateIn = (/** @type {Experiment} */ { runs: settings }) => rateHolder(settings[index].optimizer, catalogue.optimizers)?.learning_rate;
      const plain = withEditedRun(experiment, index, patch);
      const isSet = patch.optimizer !== undefined && rateIn(plain) !== undefined && rateIn(plain) !== rateIn(experiment);
      if (isSet) store.update({ rates: { ...rates, own: [...rates.own, runs[index].key] } });
      if (!isInside || !hyperparameters) {
        const optimizer = withMissingRate(plain.runs[index].optimizer, catalogue.optimizers, fittingRate);
        return rerun(withOptimizer(plain, index, () => optimizer), isSet ? {} : { rates: noted(runs[index].key, optimizer) });
      }
      const change = { run: index, step: Math.floor(playback.cursor) + 1, optimizer: hyperparameters };
      store.update({ experiment: withChange(experiment, change) });
      session.change(change);
    },

    resetRun(index) {
      const { experiment, runs, catalogue } = store.get();
      if (!runs[index]) return;
      const { key } = runs[index];
      const usual = (/** @type {string} */ name) => fittingRate(name) ?? usualRate(name);
      const optimizer = withMissingRate({ name: experiment.runs[index].optimizer.name }, catalogue.optimizers, usual);
      const rates = noted(key, optimizer);
      rerun(
        { ...withOptimizer(experiment, index, () => optimizer), changes: (experiment.changes ?? []).filter((change) => change.run !== index) },
        { rates: { ...rates, own: rates.own.filter((other) => other !== key) } },
      );
    },
    restoreRates() {
      const { experiment, runs, rates, catalogue } = store.get();
      const former = experiment.runs.map((run, index) => {
        const rate = rates.before[runs[index].key];
        return rate === undefined ? run : { ...run, optimizer: withRate(run.optimizer, catalogue.optimizers, rate) };
      });
      rerun({ ...experiment, runs: former }, { rates: { ...NO_RATES, own: Object.keys(rates.before) } });
    },

    setSteps(steps) {
      const { experiment } = store.get();
      if (!Number.isInteger(steps) || steps < 0 || steps === experiment.steps) return;
      rerun({ ...experiment, steps, changes: (experiment.changes ?? []).filter((change) => change.step <= steps) });
    },
    editExperiment: (patch) => rerun({ ...store.get().experiment, ...patch }),
    loadExperiment(experiment, also) {
      const { playback, view } = store.get();
      formula.forget();
      turn += 1;
      rerun(experiment, { rates: NO_RATES, runs: runsOf(experiment), view: { ...view, domain: null, selectedRun: null, preset: "" }, playback: { ...playback, cursor: 0, isPlaying: playsByItself }, ...also });
      describeTyped(experiment);
    },

    play: () => withPlayback((playback) => (isStuck() ? playback : played(playback, isOver()))),
    pause: () => withPlayback((playback) => ({ ...playback, isPlaying: false })),
    togglePlay: () => (store.get().playback.isPlaying ? commands.pause() : commands.play()),
    stepBy: (count) => withPlayback((playback) => stepped(playback, count)),
    seek: (step) => withPlayback((playback) => sought(playback, step)),
    toStart: () => withPlayback((playback) => sought(playback, 0)),
    toEnd: () => withPlayback((playback) => atEnd(playback, isOver())),
    setSpeed: (speed) => withPlayback((playback) => withSpeed(playback, speed)),

    setView(patch) {
      store.update(({ view }) => ({ view: { ...view, ...patch } }));
      const { view, experiment } = store.get();
      if (recordsInner(experiment, view) && withInner(experiment, true) !== experiment) rerun(experiment);
    },
    setLanguage: openInLanguage,
    setTheme: (theme) => store.update(({ view }) => ({ view: { ...view, theme } })),
    dismissProblem: () => store.update({ problem: null }),
  };
  return commands;
}
