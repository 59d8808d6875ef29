// @ts-check
/** The state before anything happened. */

import { NO_BASINS } from "./basins.js";
import { NO_WALK } from "./blindfold.js";
import { FIRST_CAMERA } from "./camera.js";
import { factsOf } from "./facts.js";
import { recordsInner, withInner } from "./inner.js";
import { NO_ANSWERS } from "./learning/answers.js";
import { AT_START } from "./playback.js";
import { labelled, runsOf } from "./runs.js";
import { FIRST_SLICE } from "./slice/choices.js";
import { NO_SLICE } from "./slice/nothing.js";
import { NO_TRAIL } from "./undo.js";

/** @typedef {import("../types.js").State} State */

/** @type {import("../types.js").ExpressionCheck} */
export const UNCHECKED = { status: "idle", expression: "", errors: [], mathml: "", gradientMathml: [], variables: [], notes: [], traits: [], freeParameters: [] };

/** @type {import("../types.js").Rates} */
export const NO_RATES = { chosen: {}, before: {}, own: [] };

/** @type {import("../types.js").View} */
export const FIRST_VIEW = {
  theme: "system",
  language: "en",
  showField: false,
  showMinima: true,
  map: "contour",
  camera: FIRST_CAMERA,
  landscapeScale: null,
  lossScale: "log",
  xScale: "linear",
  xAxis: "steps",
  smoothing: 0,
  secondCurve: "gradient_norm",
  showState: false,
  showArrows: false,
  showCurvature: false,
  showBasins: false,
  showBlindfold: false,
  domain: null,
  learningCurve: "accuracy",
  stage: "data",
  regions: "one",
  pair: [0, 1],
  slice: FIRST_SLICE,
  isSheetOpen: false,
  isRaceOpen: false,
  selectedRun: null,
  setting: "a",
  preset: "",
};

/**
 * @param {object} given
 * @param {import("../types.js").Experiment} given.experiment
 * @param {import("../types.js").Catalogue} given.catalogue
 * @param {Partial<import("../types.js").View>} given.view
 * @param {Partial<import("../types.js").Playback>} given.playback
 * @param {number[]} [given.slots]
 * @param {number[]} [given.hidden]
 * @returns {State}
 */
export function initialState({ experiment: given, catalogue, view, playback, slots, hidden = [] }) {
  const known = { catalogue, expressionCheck: UNCHECKED, view: { ...FIRST_VIEW, ...view } };
  const experiment = withInner(given, recordsInner(given, known.view));
  const runs = labelled(runsOf(experiment, slots), experiment, catalogue);
  return {
    ...known,
    experiment,
    objective: factsOf(experiment.objective, known),
    runs: runs.map((run, index) => ({ ...run, isHidden: hidden.includes(index) })),
    rates: NO_RATES,
    advice: {},
    playback: { ...AT_START, ...playback },
    connection: "connecting",
    landscape: null,
    field: null,
    curvature: null,
    learning: NO_ANSWERS,
    slice: NO_SLICE,
    basins: NO_BASINS,
    walk: NO_WALK,
    problem: null,
    companions: [],
    other: null,
    trail: NO_TRAIL,
    recent: [],
  };
}
