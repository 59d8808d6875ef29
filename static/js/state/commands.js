// @ts-check
/**
 * Everything a user can do to the page, as functions. Panels call these and nothing else; each is harmless when repeated.
 *
 * Edits of the experiment run it again: at step 0 or at the last step from the start, at once, so that the picture
 * reflows; strictly between, a change of a hyperparameter is a *live change* at the step the viewer stands on.
 */

import {
  liveChange,
  moved,
  withChange,
  withExpression,
  withEditedRun,
  withMovedRun,
  withoutRun,
  withRun,
} from "./experiment.js";
import { factsOf } from "./facts.js";
import { createFormulaCheck } from "./formula.js";
import { played, sought, stepped, withSpeed } from "./playback.js";
import { isComplete, labelled, newRun, runsOf } from "./runs.js";

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
 * @property {(axis: number, low: number, high: number) => void} setDomain
 *     What the landscape shows of coordinate `axis`.
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
 *
 * @property {(steps: number) => void} setSteps
 * @property {(patch: Partial<Experiment>) => void} editExperiment
 *     Any other top-level part: seed, gradient, noise, project, stop.
 * @property {(experiment: Experiment) => void} loadExperiment
 *     A whole experiment (gallery, reset): replaces everything and plays from the start.
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
 * @property {(patch: Partial<View>) => void} setView
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
  /** Take another experiment and run it from the start; the cursor stays unless told. @param {Experiment} experiment @param {Partial<State>} [also] */
  const rerun = (experiment, also = {}) => {
    store.update((state) => {
      const next = { ...state, ...also, experiment };
      return { ...also, experiment, objective: factsOf(experiment.objective, next), runs: labelled(next.runs, experiment, next.catalogue) };
    });
    session.restart();
  };

  const formula = createFormulaCheck(store, rest, (answer, text) => {
    const { experiment, playback, view } = store.get();
    rerun(withExpression(experiment, answer, text), { playback: { ...playback, cursor: 0, isPlaying: playsByItself }, view: { ...view, domain: null } });
  });
  const describeTyped = (/** @type {Experiment} */ { objective }) => {
    if ("expression" in objective) formula.describe(objective.expression);
  };
  describeTyped(store.get().experiment);

  /** Take another objective: its own start, its own frame, no old changes, from the first step. @param {Experiment["objective"]} objective @param {Partial<Experiment>} [also] */
  const takeObjective = (objective, also = {}) => {
    const { experiment, playback, view } = store.get();
    const fresh = { ...experiment, objective, start: null, changes: [], runs: experiment.runs.map((run) => ({ ...run, start: null })), ...also };
    rerun(fresh, { playback: { ...playback, cursor: 0, isPlaying: playsByItself }, view: { ...view, domain: null } });
  };

  /** @param {(playback: Playback) => Playback} change */
  const withPlayback = (change) => store.update(({ playback }) => ({ playback: change(playback) }));
  const isOver = () => isComplete(store.get().runs);
  const entryOf = (/** @type {string} */ name) => store.get().catalogue.objectives.find((entry) => entry.name === name);

  return {
    chooseObjective(name) {
      formula.forget();
      const rates = entryOf(name)?.learning_rates ?? {};
      const runs = store.get().experiment.runs.map((run) => {
        const rate = rates[run.optimizer.name];
        return { ...run, start: null, optimizer: rate === undefined ? run.optimizer : { ...run.optimizer, learning_rate: rate } };
      });
      takeObjective({ name }, { runs });
    },
    typeExpression: (text) => formula.type(text),
    setParameter(name, value) {
      const { experiment } = store.get();
      rerun({ ...experiment, objective: { ...experiment.objective, parameters: { ...experiment.objective.parameters, [name]: value } } });
    },
    setDomain(axis, low, high) {
      if (!(low < high)) return;
      const { experiment, objective, view } = store.get();
      const domain = objective.domain.map((interval, at) => (at === axis ? [low, high] : interval));
      if (!("expression" in experiment.objective)) {
        store.update({ view: { ...view, domain }, objective: factsOf(experiment.objective, { ...store.get(), view: { ...view, domain } }) });
      } else rerun({ ...experiment, objective: { ...experiment.objective, domain } });
    },
    setStart(point) {
      const { experiment } = store.get();
      if (point.every(Number.isFinite)) rerun({ ...experiment, start: [...point] });
    },

    addRun(optimizerName) {
      const { experiment, runs, catalogue } = store.get();
      if (runs.length >= (catalogue.limits.runs?.value ?? 8)) return;
      const name = "name" in experiment.objective ? experiment.objective.name : "";
      const rate = entryOf(name)?.learning_rates?.[optimizerName];
      const optimizer = { name: optimizerName, ...(rate !== undefined && { learning_rate: rate }) };
      rerun(withRun(experiment, { optimizer }), { runs: [...runs, newRun(runs)] });
    },
    removeRun(index) {
      const { experiment, runs } = store.get();
      if (runs.length <= 1 || !runs[index]) return;
      rerun(withoutRun(experiment, index), { runs: runs.filter((_, at) => at !== index) });
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
      const { experiment, playback, runs } = store.get();
      const hyperparameters = liveChange(experiment, index, patch);
      const isInside = playback.cursor > 0 && !(isOver() && playback.cursor >= playback.lastStep) && runs[index]?.length > 0;
      if (!isInside || !hyperparameters) return rerun(withEditedRun(experiment, index, patch));
      const change = { run: index, step: Math.max(1, Math.ceil(playback.cursor)), optimizer: hyperparameters };
      store.update({ experiment: withChange(experiment, change) });
      session.change(change);
    },

    setSteps(steps) {
      const { experiment } = store.get();
      if (!Number.isInteger(steps) || steps < 0 || steps === experiment.steps) return;
      rerun({ ...experiment, steps, changes: (experiment.changes ?? []).filter((change) => change.step <= steps) });
    },
    editExperiment: (patch) => rerun({ ...store.get().experiment, ...patch }),
    loadExperiment(experiment) {
      const { playback, view } = store.get();
      formula.forget();
      rerun(experiment, { runs: runsOf(experiment), view: { ...view, domain: null, selectedRun: null }, playback: { ...playback, cursor: 0, isPlaying: playsByItself } });
      describeTyped(experiment);
    },

    play: () => withPlayback((playback) => played(playback, isOver())),
    pause: () => withPlayback((playback) => ({ ...playback, isPlaying: false })),
    togglePlay: () => withPlayback((playback) => (playback.isPlaying ? { ...playback, isPlaying: false } : played(playback, isOver()))),
    stepBy: (count) => withPlayback((playback) => stepped(playback, count)),
    seek: (step) => withPlayback((playback) => sought(playback, step)),
    toStart: () => withPlayback((playback) => sought(playback, 0)),
    toEnd: () => withPlayback((playback) => sought(playback, playback.lastStep)),
    setSpeed: (speed) => withPlayback((playback) => withSpeed(playback, speed)),

    setView: (patch) => store.update(({ view }) => ({ view: { ...view, ...patch } })),
    setLanguage: openInLanguage,
    setTheme: (theme) => store.update(({ view }) => ({ view: { ...view, theme } })),
    dismissProblem: () => store.update({ problem: null }),
  };
}
