// @ts-check
/**
 * The shapes that modules share. Names are those of the JSON that the server speaks (snake_case on the wire stays
 * snake_case here); what only the page knows is camelCase. No code: `import("../types.js").Run` is erased by the browser.
 */

export {};
/** @typedef {{name: string, [hyperparameter: string]: any}} OptimizerSettings   hyperparameters sit flat beside `name` */
/** @typedef {{name: string, [setting: string]: any}} ScheduleSettings */
/** @typedef {{norm: number} | {value: number} | null} Clip */

/**
 * @typedef {object} RunSettings
 * @property {OptimizerSettings} optimizer
 * @property {ScheduleSettings | null} [schedule]
 * @property {Clip} [clip]
 * @property {number[] | null} [start]
 * @property {string | null} [label]
 */

/** @typedef {{name: string, parameters?: Record<string, number>, dimension?: number}} CatalogueObjective */
/** @typedef {{expression: string, domain?: number[][] | null, parameters?: Record<string, number>}} TypedObjective */
/** @typedef {CatalogueObjective | TypedObjective | import("./state/learning/problem.js").ModelObjective} ObjectiveSettings */
/** @typedef {{step: number, run: number, optimizer: Record<string, any>}} Change   a live edit, first seen in learning_rate[step] */

/**
 * @typedef {object} Experiment
 * @property {ObjectiveSettings} objective
 * @property {number[] | null} [start]        omitted: the objective's own
 * @property {number} steps
 * @property {number} [seed]
 * @property {{method: string, h?: number}} [gradient]
 * @property {number} [noise]
 * @property {boolean} [project]
 * @property {{size: number, sampling?: string} | null} [batch]   of learning problems; null: all examples at every step
 * @property {Record<string, number | null>} [stop]
 * @property {RunSettings[]} runs
 * @property {Change[]} [changes]
 * @property {{every?: number, [what: string]: any}} [record]
 */

/** @typedef {"converged" | "step_limit" | "diverged" | "budget" | "cancelled"} OutcomeStatus */
/** @typedef {{status: OutcomeStatus, reason: string, message: string, step: number}} Outcome   `reason` is a stable code */
/** @typedef {{point: number[], value?: number | null, kind?: string}} KnownPoint   a known minimum or saddle */
/** @typedef {{unit: "inverse_curvature" | "length" | "number" | "own", share: number}} Pace   of what a rate is a share */

/**
 * One row of GET /objectives, /optimizers or /schedules. `schema` is the JSON Schema of its settings.
 * @typedef {object} CatalogueEntry
 * @property {string} name
 * @property {string} title
 * @property {string} [idea]                  optimizers and schedules: what it does, in one sentence
 * @property {string} [notice]                objectives: what to look at, in one sentence
 * @property {any} [schema]
 * @property {string} [documentation]         optimizers and schedules: rule, conventions, state, source
 * @property {{name: string, title: string, order: number}} [family]   optimizers: what kind of idea it is
 * @property {Pace} [pace]                    optimizers: what the learning rate is measured in
 * @property {string} [keywords]              what the other languages say of it, for searches
 * @property {string} [expression]            objectives: the formula as one would type it
 * @property {string} [mathml]
 * @property {string[]} [variables]
 * @property {any} [parameters]
 * @property {number} [dimension]
 * @property {number[]} [dimensions]                     objectives: the numbers of coordinates there can be
 * @property {Record<string, Partial<CatalogueEntry>>} [beyond]   objectives: what is different in another dimension
 * @property {number[][]} [domain]            one [low, high] per coordinate
 * @property {number[]} [start]
 * @property {KnownPoint[]} [minima]
 * @property {KnownPoint[]} [saddles]
 * @property {string[]} [traits]
 * @property {Record<string, number>} [learning_rates]   objectives: a good rate per optimizer
 */

/**
 * @typedef {object} Catalogue
 * @property {CatalogueEntry[]} objectives
 * @property {CatalogueEntry[]} optimizers
 * @property {CatalogueEntry[]} schedules
 * @property {import("./state/learning/catalogue.js").LearningCatalogue | null} learning   null: not asked for yet
 * @property {Record<string, number>} limits  what the server refuses to exceed
 * @property {Experiment | null} first         what a first visit shows
 * @property {Record<string, any>} usual       what an experiment says that says nothing, and as `run` what a run does
 */

/**
 * Columns of one run as they travel: plain arrays, `position` a list of points.
 * @typedef {object} WireColumns
 * @property {ArrayLike<number>} step
 * @property {ArrayLike<ArrayLike<number>>} [position]
 * @property {ArrayLike<number | null>} loss
 * @property {ArrayLike<number | null>} gradient_norm
 * @property {ArrayLike<number | null>} learning_rate
 * @property {ArrayLike<number>} value_evaluations
 * @property {ArrayLike<number>} gradient_evaluations
 * @property {ArrayLike<number>[]} [gradient]                                    with `record.gradient`
 * @property {Record<string, ArrayLike<any>>} [state]                            with `record.state`: a number or an array per step
 */

/**
 * Columns of one run as the page keeps them: typed arrays that grow in place. Rows 0 … length − 1 are valid; row k is
 * recorded step `step[k]`. `position` is flat: coordinate i of row k is `position[k * dimension + i]`. Missing numbers
 * are NaN. `revision` counts how often rows that were there have been replaced. Read, never write.
 * @typedef {object} Columns
 * @property {number} length
 * @property {number} revision
 * @property {number} dimension
 * @property {number} stepsPerEpoch        1 where there is no such thing
 * @property {Float64Array} step
 * @property {Float64Array} position
 * @property {Float64Array} loss
 * @property {Float64Array} gradient_norm
 * @property {Float64Array} learning_rate
 * @property {Float64Array} value_evaluations
 * @property {Float64Array} gradient_evaluations
 * @property {Float64Array} gradient         flat as `position`; empty unless recorded
 * @property {Record<string, Inner>} state   what the optimizer remembers after each step; empty unless recorded
 * @property {Record<string, Inner>} figures   what only learning problems have: accuracy, validation, norms per group of weights; NaN between evaluations
 */

/** One entry of an optimizer's state: `width` numbers per row, flat. @typedef {{width: number, values: Float64Array}} Inner */
/** @typedef {"loss" | "gradient_norm" | "learning_rate" | "value_evaluations" | "gradient_evaluations"} SeriesName   columns of one number a step */

/**
 * How a run looks in every panel. `slot` names the CSS custom property `--run-<slot>`; it stays with the run when
 * others are removed or moved.
 * @typedef {object} Appearance
 * @property {number} slot
 * @property {string} color                   "var(--run-0)", for CSS
 * @property {"solid" | "dash" | "dot" | "dashdot" | "longdash" | "longdashdot"} dash
 * @property {"circle" | "triangle-up" | "square" | "diamond" | "triangle-down" | "pentagon" | "hexagon" | "cross"} marker
 */

/**
 * One run. `state.runs[i]` belongs to `state.experiment.runs[i]`. A new object whenever anything in it changed, so
 * `===` tells; `columns` is the exception and grows in place, `length` repeats its length.
 * @typedef {object} Run
 * @property {string} key                     stable while the page is open
 * @property {string} label                   shown everywhere: the user's label, or the optimizer's title
 * @property {Columns} columns
 * @property {number} length
 * @property {Outcome | null} outcome         null while it runs
 * @property {boolean} isHidden
 * @property {Appearance} appearance
 */

/**
 * @typedef {object} Playback
 * @property {number} cursor                  the step looked at; fractional while playing, 0 … lastStep
 * @property {boolean} isPlaying
 * @property {number} speed                   0.25 … 16, factor on 12 steps a second
 * @property {boolean} followsEnd             the cursor stays at the last step while more arrive: the viewer wants the end
 * @property {number} lastStep                the last step that has arrived from the server, over all runs
 */

/**
 * Learning rates that the page chose because of the function, by the key of the run.
 * @typedef {object} Rates
 * @property {Record<string, number>} chosen
 * @property {Record<string, number>} before   what was there until then, where that was another
 * @property {string[]} own                    runs whose rate the user set by hand since
 */

/** @typedef {"light" | "dark" | "system"} Theme */
/** @typedef {"en" | "ja"} Language */
/** @typedef {"log" | "linear"} Scale @typedef {"a" | "b"} Side   of a comparison */
/** @typedef {"steps" | "evaluations" | "epochs" | "examples"} Abscissa   what the horizontal axis of the curves counts */

/**
 * @typedef {object} View
 * @property {Theme} theme
 * @property {Language} language
 * @property {boolean} showField              arrows of −∇f
 * @property {boolean} showMinima             known minima and saddles
 * @property {"contour" | "heat" | "surface"} map   how the landscape is drawn
 * @property {number[]} camera                of the surface: turn and tilt in degrees
 * @property {Scale | null} landscapeScale    colours and contour lines; null: as suits the picture
 * @property {Scale} lossScale                vertical axis of the curves
 * @property {Scale} xScale                   horizontal axis of the curves
 * @property {Abscissa} xAxis                 what it counts
 * @property {number} smoothing               of the curves: 0 none … 0.99
 * @property {string} secondCurve             "gradient_norm", "learning_rate", "distance", "state.velocity" its length, "state.velocity.0" a coordinate
 * @property {string} learningCurve           the same of a learning problem: "accuracy", "update_ratio.0" of a group
 * @property {import("./state/learning/stages.js").StageName} stage   of a learning problem: what stands in the place of the landscape
 * @property {"one" | "all"} regions          the decisions of the run in focus, or of all, side by side
 * @property {number[]} pair                  which two features of more
 * @property {import("./state/slice/choices.js").SliceChoices} slice
 * @property {boolean} showState              the table of what the optimizers remember
 * @property {boolean} showCurvature          the ellipse of the Hessian where the run in focus stands
 * @property {boolean} showBasins             which start ends where
 * @property {boolean} showBlindfold          hides the map: only height and slope where the start is
 * @property {boolean} showArrows             what pushes the runs at the cursor
 * @property {number[][] | null} domain       what the landscape shows; null: the objective's own domain
 * @property {boolean} isSheetOpen            phone: the sheet with the controls
 * @property {boolean} isRaceOpen             the dialog of the fair race, of the setting that the controls edit
 * @property {number | null} selectedRun      the run highlighted in readout and table, by index
 * @property {Side} setting                   which of two settings the controls edit
 * @property {string} preset                  whose caption is shown; "": none
 */

/** `http`: sockets do not get through, plain requests carry the runs. @typedef {"connecting" | "live" | "http" | "reconnecting" | "offline"} Connection */
/** @typedef {{position: number, length: number, replacement: string}} Fix   characters of the formula, and what to put there */
/** @typedef {{pointer?: string, code: string, message: string, position?: number | null, length?: number | null, hint?: string | null, fix?: Fix | null}} ProblemDetail */
/** @typedef {{code: string, message: string, position: number, length: number}} Note   how a formula was read */
/** @typedef {{code: string, message: string}} Trait   what is worth knowing about a function */
/** @typedef {{name: string, default: number, span: [number, number], type: "number" | "integer"}} FreeParameter   a letter, and its slider */

/**
 * A refusal (RFC 9457).
 * @typedef {object} Problem
 * @property {string} title
 * @property {string} [detail]
 * @property {number} status
 * @property {ProblemDetail[]} errors
 * @property {"first_visit" | "other_runs" | "first_run"} [instead]   what is shown instead of what a link says
 */

/**
 * What the server says of the formula in the box.
 * @typedef {object} ExpressionCheck
 * @property {"idle" | "checking" | "accepted" | "refused"} status
 * @property {string} expression              the text this is about
 * @property {ProblemDetail[]} errors
 * @property {string} mathml
 * @property {string[]} gradientMathml        one per variable
 * @property {string[]} variables
 * @property {Note[]} notes
 * @property {Trait[]} traits
 * @property {FreeParameter[]} freeParameters
 */

/**
 * The landscape: loss on a grid. `loss[j][i]` at (x[i], y[j]); 1-D functions have no `y` and `loss[i]`.
 * @typedef {object} Landscape
 * @property {string} key                     what it is a picture of; equal keys, equal pictures
 * @property {Float64Array} x
 * @property {Float64Array | null} y
 * @property {Float64Array[]} loss            rows; a 1-D function has one row
 * @property {string} [identity]              of which function
 */

/**
 * Arrows of the gradient on a coarse grid, same layout.
 * @typedef {{key: string, identity?: string, x: Float64Array, y: Float64Array, gradient: number[][][]}} Field
 */

/**
 * What the page knows of the objective in play, whether typed or from the catalogue.
 * @typedef {object} ObjectiveFacts
 * @property {string} key                     of the function in its box
 * @property {string} identity                of the function, wherever one looks
 * @property {string} title
 * @property {string} expression
 * @property {string} mathml
 * @property {string[]} variables
 * @property {number} dimension               0: not known yet
 * @property {number[][]} domain              what the landscape shows, one [low, high] per coordinate
 * @property {number[][]} ownDomain           what it shows unless one looks closer
 * @property {KnownPoint[]} minima
 * @property {KnownPoint[]} saddles
 * @property {number | null} minimumValue     f*, when known
 */

/**
 * @typedef {object} State
 * @property {Catalogue} catalogue
 * @property {Experiment} experiment
 * @property {ObjectiveFacts} objective
 * @property {Run[]} runs
 * @property {Rates} rates
 * @property {Record<string, import("./state/advice.js").Advice>} advice   by the key of the run
 * @property {Playback} playback
 * @property {View} view
 * @property {Connection} connection
 * @property {ExpressionCheck} expressionCheck
 * @property {Landscape | null} landscape
 * @property {Field | null} field
 * @property {import("./state/curvature.js").Curvature | null} curvature
 * @property {import("./state/learning/answers.js").Answers} learning   what the server said of the learning problem
 * @property {import("./state/slice/nothing.js").SliceState} slice
 * @property {import("./state/basins.js").BasinsState} basins
 * @property {import("./state/blindfold.js").Walk} walk
 * @property {Problem | null} problem         the last refusal; null once something was accepted
 * @property {readonly Run[]} companions      runs of the setting beside this one, while two are compared
 * @property {Experiment | null} other        the setting beside this one
 * @property {import("./state/undo.js").Trail} trail          edits that can be undone and redone
 * @property {import("./state/recent.js").Recent[]} recent    experiments that have run to their end
 */

/** @typedef {import("./state/store.js").Store} Store */
/** @typedef {import("./state/commands.js").Commands & import("./state/race.js").RaceCommands} SettingCommands   about one of two settings */
/** @typedef {SettingCommands & import("./state/gallery.js").GalleryCommands & import("./state/sharing.js").SharingCommands & import("./state/compare.js").CompareCommands & import("./state/undo.js").UndoCommands & import("./state/recent.js").RecentCommands & import("./state/learning/commands.js").LearningCommands & import("./state/slice/commands.js").SliceCommands} Commands */
/** @typedef {(root: HTMLElement, store: Store, commands: Commands) => () => void} MountPanel   returns unmount */
