// @ts-check
/**
 * An experiment in words that one can read, type and edit, as parameters of an address:
 *
 *     ?f=himmelblau&start=-0.25,0.3&steps=140&run=sgd,0.0075&run=momentum,0.0068,momentum=0.92&run=adam,0.16,schedule=cosine,schedule.t_max=140
 *     ?formula=a*x^2+y^2&with=a=3&domain=-5,5,-2,2&start=4,1&steps=50&seed=3&noise=0.1&stop.loss=0.01&run=adam,0.1,clip.norm=1
 *
 * A dot leads into a part, semicolons stand between numbers of a list. Live changes, lists of parts, learning problems and texts
 * with commas have no words. Pure.
 */

import { isLearning } from "./learning/problem.js";
import { isSame } from "./usual.js";

/** @typedef {import("../types.js").Experiment} Experiment */
/** @typedef {[string, string][]} Words   names and values; `run` stands once for each run */

const NAMES = ["f", "formula", "with", "dimension", "domain", "start", "run"];
/** Parts of an experiment that are called as in its document. */
const PLAIN = ["steps", "seed", "noise", "project", "gradient", "stop", "record"];
/** What the API asks for in other words: told as a mistake, not passed over. */
const ELSEWHERE = ["objective", "expression", "optimizer"];
/** What belongs to a run, and not to its optimizer. */
const OF_RUN = ["schedule", "clip", "start", "label"];
/** Of a link that names none. */
export const FIRST_RUN = { optimizer: { name: "sgd" } };
const FIRST_STEPS = 100;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const KEY = /^[a-z]\w*$/i;

/** Whether a parameter says something of an experiment. @param {string} name */
export function isWord(name) {
  return NAMES.includes(name) || [...PLAIN, ...ELSEWHERE].includes(name.split(".")[0]);
}

/**
 * The words of an experiment; null where words do not say all of it.
 * @param {Experiment} experiment
 * @returns {Words | null}
 */
export function wordsOf(experiment) {
  const { objective, start, runs, changes: _changes, ...others } = experiment;
  if (isLearning(objective)) return null;
  /** @type {Words} */
  const words = [...wordsOfObjective(objective), ...(start ? [pair("start", start.map(textOf).join(","))] : []), ...flattened(others, ""), ...runs.map((run) => pair("run", textOfRun(run)))];
  return isSame(experimentIn(words), JSON.parse(JSON.stringify(experiment))) ? words : null;
}

/**
 * The experiment that words say; null if they name no function, or something in words of the API.
 * @param {Words} words
 * @returns {Experiment | null}
 */
export function experimentIn(words) {
  const given = new Map(words);
  const [name, expression] = [given.get("f"), given.get("formula")];
  if ((!name && !expression) || words.some(([word]) => ELSEWHERE.includes(word))) return null;
  const [parameters, dimension, domain, start] = ["with", "dimension", "domain", "start"].map((key) => given.get(key));
  /** @type {any} */
  const objective = name ? { name } : { expression };
  if (parameters) objective.parameters = Object.fromEntries(parameters.split(",").map((part) => halves(part)).map(([key, value]) => [key, valueOf(value)]));
  if (dimension) objective.dimension = valueOf(dimension);
  if (domain && !name) objective.domain = inPairs(domain.split(",").map(valueOf));
  const runs = words.filter(([key]) => key === "run").map(([, text]) => runIn(text));
  /** @type {any} */
  const experiment = { objective, ...(start && { start: start.split(",").map(valueOf) }), steps: FIRST_STEPS };
  for (const [key, text] of words) if (PLAIN.includes(key.split(".")[0])) put(experiment, key, valueOf(text));
  return { ...experiment, runs: runs.length > 0 ? runs : [FIRST_RUN] };
}

/** @param {Exclude<Experiment["objective"], import("./learning/problem.js").ModelObjective>} objective @returns {Words} */
function wordsOfObjective(objective) {
  const { parameters } = objective;
  return [
    "expression" in objective ? pair("formula", objective.expression) : pair("f", objective.name),
    ...(parameters ? [pair("with", Object.entries(parameters).map(([name, value]) => `${name}=${textOf(value)}`).join(","))] : []),
    ...("dimension" in objective ? [pair("dimension", textOf(objective.dimension))] : []),
    ...("domain" in objective && objective.domain ? [pair("domain", objective.domain.flat().map(textOf).join(","))] : []),
  ];
}

/** @param {import("../types.js").RunSettings} run */
function textOfRun({ optimizer: { name, learning_rate: rate, ...settings }, schedule, ...others }) {
  const named = ({ ...settings, ...(schedule && { schedule: schedule.name }), ...others });
  const ofSchedule = schedule ? flattened({ ...schedule, name: null }, "schedule.") : [];
  return [name, ...(rate === undefined ? [] : [textOf(rate)]), ...[...flattened(named, ""), ...ofSchedule].map((word) => word.join("="))].join(",");
}

/** @param {string} text @returns {import("../types.js").RunSettings} */
function runIn(text) {
  const [name, ...parts] = text.split(",");
  /** @type {any} */
  const optimizer = { name };
  /** @type {any} */
  const run = { optimizer };
  for (const [at, part] of parts.entries()) {
    const [key, value] = halves(part);
    if (at === 0 && !part.includes("=")) optimizer.learning_rate = valueOf(part);
    else if (key === "label") run.label = value;
    else if (key === "schedule") run.schedule = { name: value };
    else if (key === "start") run.start = value.split(";").filter(Boolean).map(valueOf);
    else put(OF_RUN.includes(key.split(".")[0]) ? run : optimizer, key, valueOf(value));
  }
  return run;
}

/** @param {Record<string, any>} part @param {string} prefix @returns {Words} */
function flattened(part, prefix) {
  return Object.entries(part).flatMap(([key, value]) => {
    if (value === null || value === undefined) return [];
    const isPart = typeof value === "object" && !Array.isArray(value);
    return isPart ? flattened(value, `${prefix}${key}.`) : [pair(prefix + key, textOf(value))];
  });
}

/** Put a value where dots lead to. @param {any} target @param {string} path @param {unknown} value */
function put(target, path, value) {
  const keys = path.split(".");
  if (!keys.every((key) => KEY.test(key))) return;
  const last = /** @type {string} */ (keys.pop());
  for (const key of keys) {
    if (!Object.hasOwn(target, key) || typeof target[key] !== "object") target[key] = {};
    target = target[key];
  }
  target[last] = value;
}

/** A list of one number begins with its semicolon, to be a list. @param {any} value @returns {string} */
function textOf(value) {
  if (Array.isArray(value)) return (value.length === 1 ? ";" : "") + value.map(textOf).join(";");
  return String(value).replace("e+", "e");
}

/** A number, a list of them, whether something is so, or the text itself. @param {string} text @returns {any} */
function valueOf(text) {
  if (text === "true" || text === "false") return text === "true";
  if (NUMBER.test(text)) return Number(text);
  const parts = text.split(";").filter(Boolean);
  return text.includes(";") && parts.every((part) => NUMBER.test(part)) ? parts.map(Number) : text;
}

/** What stands before and after the first equals sign. @param {string} text @returns {[string, string]} */
function halves(text) {
  const [before, ...after] = text.split("=");
  return [before, after.join("=")];
}

/** @param {any[]} list */
function inPairs(list) {
  return list.flatMap((low, at) => (at % 2 === 0 ? [[low, list[at + 1]]] : []));
}

/** @param {string} name @param {string} value @returns {[string, string]} */
function pair(name, value) {
  return [name, value];
}
