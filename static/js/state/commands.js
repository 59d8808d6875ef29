// @ts-check
/**
 * Everything a user can do to the page, as functions. Panels call these and nothing else; each is harmless when repeated.
 *
 * Edits of the experiment run it again: at step 0 or at the last step from the start, at once, so that the picture
 * reflows; strictly between, a change of a hyperparameter is a *live change* at the step the viewer stands on.
 */

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

export {};
