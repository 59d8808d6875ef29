// @ts-check
/** What an experiment says beyond the defaults: those of the catalogue's schemas, and of the document itself. Pure. */

import { isLearning } from "./learning/problem.js";

/** @typedef {import("../types.js").Experiment} Experiment */
/** @typedef {import("../types.js").Catalogue} Catalogue */
/** @typedef {import("../types.js").CatalogueEntry} CatalogueEntry */
/** @typedef {Record<string, any>} Settings */

/**
 * The same experiment in fewer words: the server completes both to the same document. Steps and rates stay, for those who read.
 * Of what the catalogue does not know nothing is left out.
 * @param {Experiment} experiment
 * @param {Catalogue} catalogue
 * @returns {Experiment}
 */
export function withoutUsual({ objective, start, steps, runs, changes = [], ...others }, catalogue) {
  const { run: usualRun = {}, ...usualWhole } = catalogue.usual;
  const usual = { ...usualWhole, record: { ...usualWhole.record, position: !isLearning(objective) } };
  const ofRun = (/** @type {import("../types.js").RunSettings} */ { optimizer, schedule, ...rest }) => ({
    optimizer: { ...ownSettings(optimizer, catalogue.optimizers, catalogue), ...("learning_rate" in optimizer && { learning_rate: optimizer.learning_rate }) },
    ...(schedule && !isSame(schedule, usualRun.schedule) && { schedule: ownSettings(schedule, catalogue.schedules, catalogue) }),
    ...beyond(rest, usualRun),
  });
  return {
    objective: ownObjective(objective, catalogue),
    ...(start && !isSame(start, startOf(objective, catalogue)) && { start }),
    steps,
    ...beyond(others, usual),
    runs: runs.map(ofRun),
    ...(changes.length > 0 && { changes }),
  };
}

/** Whether two JSON values are the same, in whatever order their keys stand. @param {any} one @param {any} other @returns {boolean} */
export function isSame(one, other) {
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return one === other;
  const names = Object.keys(one);
  return Array.isArray(one) === Array.isArray(other) && names.length === Object.keys(other).length && names.every((name) => Object.hasOwn(other, name) && isSame(one[name], other[name]));
}

/** What differs from the usual; null always means the usual here. @param {Settings} given @param {Settings} usual @returns {Settings} */
function beyond(given, usual) {
  const parts = Object.entries(given).flatMap(([name, value]) => {
    if (value === null || value === undefined || isSame(value, usual[name])) return [];
    if (!isPlain(value) || !isPlain(usual[name])) return [[name, value]];
    const part = beyond(value, usual[name]);
    return Object.keys(part).length > 0 ? [[name, part]] : [];
  });
  return Object.fromEntries(parts);
}

/**
 * Name and settings that are not those of the schema; of parts, too.
 * @param {Settings} given
 * @param {readonly CatalogueEntry[]} entries
 * @param {Catalogue} catalogue
 * @returns {any}
 */
function ownSettings(given, entries, catalogue) {
  const properties = entries.find(({ name }) => name === given.name)?.schema?.properties ?? {};
  const kept = Object.entries(given).filter(([name, value]) => name === "name" || !isSame(value, properties[name]?.default));
  const own = (/** @type {string} */ name, /** @type {any} */ value) => {
    const among = entriesOf(properties[name]?.catalogue, catalogue);
    if (Array.isArray(value)) return value.map((entry) => (isPlain(entry) ? ownSettings(entry, among, catalogue) : entry));
    return isPlain(value) ? ownSettings(value, among, catalogue) : value;
  };
  return Object.fromEntries(kept.map(([name, value]) => [name, own(name, value)]));
}

/** @param {string | undefined} name @param {Catalogue} catalogue @returns {readonly CatalogueEntry[]} */
function entriesOf(name, catalogue) {
  return name ? (/** @type {any} */ (catalogue)[name] ?? /** @type {any} */ (catalogue.learning)?.[name] ?? []) : [];
}

/** @param {import("../types.js").ObjectiveSettings} objective @param {Catalogue} catalogue @returns {any} */
function ownObjective(objective, catalogue) {
  if (isLearning(objective)) {
    const { model, dataset, loss } = objective;
    const own = (/** @type {Settings} */ part, /** @type {string} */ of) => ownSettings(part, entriesOf(of, catalogue), catalogue);
    return { model: own(model, "models"), dataset: own(dataset, "datasets"), ...(loss && { loss: own(loss, "losses") }) };
  }
  if ("expression" in objective) return beyond(objective, { parameters: {} });
  const entry = catalogue.objectives.find(({ name }) => name === objective.name);
  const defaults = Object.entries(entry?.parameters ?? {}).map(([name, parameter]) => [name, /** @type {any} */ (parameter).default]);
  return beyond(objective, { parameters: Object.fromEntries(defaults), dimension: entry?.dimension });
}

/** Where a function of the catalogue begins by itself. @param {import("../types.js").ObjectiveSettings} objective @param {Catalogue} catalogue */
function startOf(objective, { objectives }) {
  if (isLearning(objective) || !("name" in objective)) return null;
  const entry = objectives.find(({ name }) => name === objective.name);
  const beyondOwn = entry?.beyond?.[String(objective.dimension ?? entry.dimension)];
  return beyondOwn?.start ?? entry?.start;
}

/** @param {any} value */
function isPlain(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
