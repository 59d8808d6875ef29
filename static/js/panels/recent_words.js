// @ts-check
/** What is said of a recent experiment: its name, what tells it from others about the same function, where and when. */

import { formatInput, formatNumber } from "../dom/format.js";
import { language, text, wordFor } from "../dom/text.js";
import { isLearning } from "../state/learning/problem.js";
import { rateHolder } from "../state/optimizer_rate.js";
import { labelled, runsOf } from "../state/runs.js";

/** @typedef {import("../types.js").Catalogue} Catalogue */
/** @typedef {import("../types.js").Experiment} Experiment */
/** @typedef {import("../types.js").RunSettings} RunSettings */
/** @typedef {import("../state/recent.js").Recent} Recent */

/** More names than this are counted. */
const NAMES = 3;

/** The runs by name. @param {Experiment} experiment @param {Catalogue} catalogue */
export function runNames(experiment, catalogue) {
  return labelled(runsOf(experiment), experiment, catalogue).map(({ label }) => label);
}

/** The optimizers and the function, in the language of the page. @param {Experiment} experiment @param {Catalogue} catalogue */
export function nameOf(experiment, catalogue) {
  const names = runNames(experiment, catalogue);
  const { objective } = experiment;
  const title = isLearning(objective) ? (catalogue.learning?.datasets.find(({ name }) => name === objective.dataset.name)?.title ?? objective.dataset.name) : "name" in objective ? (catalogue.objectives.find((row) => row.name === objective.name)?.title ?? objective.name) : objective.expression;
  const more = names.length > NAMES ? ` +${names.length - NAMES}` : "";
  return text("history.auto_name", { optimizers: names.slice(0, NAMES).join(text("history.comma")) + more, title });
}

/**
 * The learning rate of a run, or the first number that it has instead; then what is not as usual.
 * @param {RunSettings} run
 * @param {Pick<Catalogue, "optimizers" | "schedules">} catalogue
 */
export function settingWords({ optimizer, schedule }, { optimizers, schedules }) {
  const holder = rateHolder(optimizer, optimizers) ?? optimizer;
  const { name: _name, ...properties } = optimizers.find(({ name }) => name === holder.name)?.schema?.properties ?? {};
  const numbers = Object.keys(properties).filter((name) => properties[name].type === "number" && !properties[name].advanced);
  const first = "learning_rate" in holder || "learning_rate" in properties ? "learning_rate" : numbers[0];
  const words = Object.entries({ ...(first && { [first]: properties[first] }), ...properties }).flatMap(([name, property]) => {
    const value = holder[name] ?? property?.default;
    const isUsual = name !== first && JSON.stringify(value) === JSON.stringify(property?.default);
    const shown = isUsual ? null : valueWord(value);
    return shown === null ? [] : [name === "learning_rate" ? shown : `${property.symbol || property.title} ${shown}`];
  });
  const planned = schedule && schedule.name !== "constant" ? [schedules.find(({ name }) => name === schedule.name)?.title ?? schedule.name] : [];
  return [...words, ...planned].join(" ");
}

/** Steps, seed and live changes, where another one of the list about the same function has others. @param {Recent} entry @param {readonly Recent[]} list */
export function differenceFrom({ experiment }, list) {
  const isSame = (/** @type {unknown} */ one, /** @type {unknown} */ other) => JSON.stringify(one) === JSON.stringify(other);
  const alike = list.filter((other) => isSame(other.experiment.objective, experiment.objective));
  const differs = (/** @type {(experiment: Experiment) => unknown} */ of) => alike.some((other) => !isSame(of(other.experiment), of(experiment)));
  const changes = (/** @type {Experiment} */ of) => of.changes ?? [];
  return [
    differs(({ steps }) => steps) && text("history.steps", { steps: experiment.steps }),
    differs(({ seed }) => seed ?? 0) && text("share.seed", { seed: experiment.seed ?? 0 }),
    differs(changes) && changes(experiment).length > 0 && text("compare.changes"),
  ].filter((word) => word !== false);
}

/** Where it starts: what most often tells two experiments apart. @param {Experiment} experiment */
export function placeOf({ start }) {
  return start ? `(${start.map((coordinate) => formatNumber(coordinate)).join(", ")})` : "";
}

/** @param {number} time */
export function timeOf(time) {
  const isToday = new Date(time).toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(language, isToday ? { hour: "numeric", minute: "2-digit" } : { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" }).format(time);
}

/** Null: not in a word. @param {unknown} value */
function valueWord(value) {
  if (typeof value === "number") return formatInput(value).replace("-", "−");
  if (typeof value === "boolean") return text(value ? "compare.on" : "compare.off");
  return typeof value === "string" ? wordFor(value) : null;
}
