// @ts-check
/**
 * The URL holds every choice, in words one can read and edit: of the experiments (link.js), then of how they are looked at.
 *
 *     ?f=himmelblau&start=-3,1&steps=100&run=adam,0.16&step=40&speed=2&theme=dark&lang=ja&show=field&landscape=linear&loss=linear&curve=learning_rate&axis=evaluations&smooth=0.6&hide=1&look=0,2
 */

import { FIRST_CAMERA, turned } from "./camera.js";
import { FIRST_VIEW } from "./initial.js";
import { isLearning } from "./learning/problem.js";
import { experimentsIn, isOfExperiments, linkOf } from "./link.js";
import { parsedQuery, queryText } from "./query.js";
import { STAGES } from "./learning/stages.js";
import { DISTANCE } from "./series.js";
import { readSlice, wordsOfSlice } from "./slice/choices.js";
import { STRONGEST } from "./smoothing.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").View} View */
/** @typedef {import("../types.js").Store} Store */

/**
 * @typedef {object} Choices
 * @property {import("../types.js").Experiment | null} experiment   null: none in the URL, or unreadable
 * @property {boolean} isUnreadable   an experiment, or one beside it, was given, but it cannot be read
 * @property {boolean} isInWords      the experiment was given in words, which may leave out what goes without saying
 * @property {number | null} step
 * @property {number | null} speed
 * @property {Partial<View>} view
 * @property {number[]} hidden
 * @property {number[]} slots
 * @property {{experiment: import("../types.js").Experiment, slots: number[]} | null} other   the setting beside it
 */

/** A curve of what an optimizer remembers. */
const CURVE_OF_STATE = /^state\.[a-z0-9_]{1,40}(\.\d{1,2})?$/;

/** A curve of a learning problem, of all its parameters or of one group. */
const FIGURE = /^[a-z_]{1,40}(\.\d{1,2})?$/;

/** A preset of the gallery. */
const PRESET = /^[a-z0-9_]{1,60}$/;

/** Parameters that name a choice among values, or one of a certain form. @type {{parameter: string, key: keyof View, values: string[], form?: RegExp}[]} */
const NAMED = [
  { parameter: "theme", key: "theme", values: ["system", "light", "dark"] },
  { parameter: "map", key: "map", values: ["contour", "heat", "surface"] },
  { parameter: "landscape", key: "landscapeScale", values: ["log", "linear"] },
  { parameter: "loss", key: "lossScale", values: ["log", "linear"] },
  { parameter: "x", key: "xScale", values: ["linear", "log"] },
  { parameter: "setting", key: "setting", values: ["a", "b"] },
  { parameter: "axis", key: "xAxis", values: ["steps", "evaluations", "epochs", "examples"] },
  { parameter: "stage", key: "stage", values: [...STAGES] },
  { parameter: "regions", key: "regions", values: ["one", "all"] },
  { parameter: "preset", key: "preset", values: [], form: PRESET },
  { parameter: "figure", key: "learningCurve", values: [], form: FIGURE },
  { parameter: "curve", key: "secondCurve", values: ["gradient_norm", "learning_rate", DISTANCE], form: CURVE_OF_STATE },
];
/** What can be shown or not, by the words of `show`. @type {{key: "showField" | "showArrows" | "showCurvature" | "showBasins" | "showBlindfold" | "showMinima" | "showState", word: string}[]} */
const LAYERS = [
  { key: "showField", word: "field" },
  { key: "showArrows", word: "arrows" },
  { key: "showCurvature", word: "curvature" },
  { key: "showBasins", word: "basins" },
  { key: "showBlindfold", word: "blindfold" },
  { key: "showMinima", word: "minima" },
  { key: "showState", word: "state" },
];
const QUIET_MS = 250;

/**
 * @param {string} search
 * @returns {Promise<Choices>}
 */
export async function readUrl(search) {
  const given = parsedQuery(search);
  /** @type {Record<string, any>} */
  const view = {};
  for (const { parameter, key, values, form } of NAMED) {
    const value = given.get(parameter);
    if (value !== null && (values.includes(value) || form?.test(value))) view[key] = value;
  }
  const shown = (given.get("show") ?? "").split(",");
  if (given.has("show")) for (const { key, word } of LAYERS) view[key] = shown.includes(word);
  const frame = numbers(given.get("frame") ?? (given.get("f") ? given.get("domain") : null)); // a catalogue function has its own domain
  if (frame.length >= 2) view.domain = frame.length >= 4 ? [frame.slice(0, 2), frame.slice(2, 4)] : [frame.slice(0, 2)];
  const [smoothing] = numbers(given.get("smooth"));
  if (smoothing > 0) view.smoothing = Math.min(smoothing, STRONGEST);
  const pair = numbers(given.get("pair"));
  if (pair.length === 2 && pair.every((feature) => Number.isInteger(feature) && feature >= 0)) view.pair = pair;
  view.slice = readSlice(given);
  const camera = numbers(given.get("camera"));
  if (camera.length === 2) view.camera = turned(camera, 0, 0);
  const { experiment, other, isUnreadable, isInWords } = await experimentsIn(given);
  return {
    experiment,
    isUnreadable,
    isInWords,
    step: numbers(given.get("step"))[0] ?? null,
    speed: numbers(given.get("speed"))[0] ?? null,
    view,
    hidden: numbers(given.get("hide")),
    slots: numbers(given.get("look")),
    other: other && { experiment: other, slots: numbers(given.get("beside-look")) },
  };
}

/**
 * The query of a state; "" where all is as at first. While it plays, the step is left out.
 * @param {State} state
 * @param {string} search   what the URL says now; parameters of others stay
 */
export async function writeUrl({ experiment, catalogue, runs, playback, view, other, companions }, search) {
  const kept = [...parsedQuery(search)].filter(([name]) => !isOfExperiments(name));
  const query = new URLSearchParams([...(await linkOf(experiment, other, catalogue)), ...kept]);
  const put = (/** @type {string} */ name, /** @type {string | number} */ value, /** @type {boolean} */ isDefault) =>
    isDefault ? query.delete(name) : query.set(name, String(value));
  put("step", Math.round(playback.cursor), playback.isPlaying);
  put("speed", playback.speed, playback.speed === 1);
  for (const { parameter, key } of NAMED) put(parameter, String(view[key]), view[key] === FIRST_VIEW[key]);
  put("smooth", view.smoothing, view.smoothing === FIRST_VIEW.smoothing);
  const shown = LAYERS.filter(({ key }) => view[key]).map(({ word }) => word);
  put("show", shown.join(","), LAYERS.every(({ key }) => view[key] === FIRST_VIEW[key]));
  put("frame", (view.domain ?? []).flat().join(","), view.domain === null);
  put("pair", view.pair.join(","), view.pair.every((feature, at) => feature === FIRST_VIEW.pair[at]));
  for (const [name, words] of Object.entries(wordsOfSlice(view.slice))) put(name, words ?? "", words === null);
  put("camera", view.camera.join(","), view.camera.every((angle, at) => angle === FIRST_CAMERA[at]));
  put("hide", runs.flatMap((run, index) => (run.isHidden ? [index] : [])).join(","), !runs.some((run) => run.isHidden));
  for (const [name, looks] of /** @type {[string, readonly import("../types.js").Run[]][]} */ ([["look", runs], ["beside-look", companions]])) {
    put(name, looks.map((run) => run.appearance.slot).join(","), looks.every((run, index) => run.appearance.slot === index));
  }
  return queryText(query);
}

/**
 * Keep the address bar in step with the store. Another function is a new entry of the history; all else replaces the
 * last one, the letters of a formula that is being typed among it. It waits for the catalogue, which knows what goes without saying.
 * @param {Store} store
 * @param {{location: Location, history: History}} browser
 */
export function followUrl(store, { location, history }) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let wait;
  let objective = objectiveName(store.get());
  let isFirst = true;
  let edition = 0;

  const write = async () => {
    clearTimeout(wait);
    const state = store.get();
    edition += 1; // what an older state says, should it take longer, is not written any more
    const written = edition;
    const search = await writeUrl(state, location.search);
    if (search === location.search || written !== edition) return;
    const now = objectiveName(state);
    const isNewEntry = now !== objective;
    objective = now;
    history[isNewEntry ? "pushState" : "replaceState"](null, "", (search || location.pathname) + location.hash);
  };
  const soon = () => {
    clearTimeout(wait);
    if (isFirst) isFirst = false;
    else if (store.get().catalogue.optimizers.length > 0) wait = setTimeout(write, QUIET_MS);
  };
  const choices = (/** @type {State} */ { experiment, catalogue, playback, view, runs, other }) =>
    [experiment, other, catalogue, view, playback.isPlaying, playback.speed, playback.isPlaying ? 0 : playback.cursor, runs.map((run) => `${run.isHidden}${run.appearance.slot}`).join()];
  const stop = store.subscribe(choices, soon, (a, b) => a.every((entry, index) => Object.is(entry, b[index])));
  return {
    stop,
    /** The address that restores the state as it is now. */
    write,
    /** Forget what was to be written: the browser has changed the URL, and the state will follow it. */
    yieldTo() {
      clearTimeout(wait);
      edition += 1;
    },
    /** The state has followed. */
    settle() {
      objective = objectiveName(store.get());
    },
  };
}

/** @param {State} state */
function objectiveName({ experiment: { objective } }) {
  if (isLearning(objective)) return `learning ${objective.dataset.name}`;
  return "name" in objective ? objective.name : "";
}

/** @param {string | null} text */
function numbers(text) {
  return (text ?? "").split(",").filter((part) => part.trim() !== "").map(Number).filter(Number.isFinite);
}
