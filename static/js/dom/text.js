// @ts-check
/** The words of the page, in its language. They come with the page, in the data block of the template. */

/**
 * The data block that the template carries.
 * @typedef {object} PageData
 * @property {import("../types.js").Language} language
 * @property {Record<string, string>} messages
 * @property {string} basePath                "" or "/sub/path", no slash at the end
 * @property {string} plotlyUrl
 * @property {string} version
 * @property {string} frameAncestors          who may show the page in a frame, as in the content policy
 * @property {import("../types.js").Experiment} defaultExperiment
 * @property {import("../types.js").CatalogueEntry} defaultObjective   its function, as the catalogue has it
 * @property {Record<string, any>} usualExperiment   what goes without saying: all but the objective, the start and the runs
 * @property {import("../types.js").Experiment} learningExperiment  what a first look at learning shows
 */

/** @type {PageData} */
export const pageData = JSON.parse(document.getElementById("page-data")?.textContent ?? '{"language": "en", "messages": {}}');

/** @type {import("../types.js").Language} */
export const language = pageData.language;

/**
 * Whether the catalogue has a message; names that come from the server may be newer than the catalogue.
 * @param {string} key
 */
export function hasText(key) {
  return Object.hasOwn(pageData.messages, key);
}

/**
 * The message `key` with its `{placeholders}` filled in. An unknown key shows as itself, so that it is seen and mended.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function text(key, values = {}) {
  const message = pageData.messages[key] ?? key;
  const filled = message.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? `${EDGE}${values[name]}${EDGE}` : whole));
  return filled.replace(GAP, "").replaceAll(EDGE, "");
}

/** Where something was filled in. */
const EDGE = "\u0000";
/** Beside Latin letters and numbers there is a space in Japanese, between two words of Japanese there is none: “モメンタムを隠す”, “SGD を隠す”. */
const GAP = /(?<=[\u3001-\u9fff\uff01-\uff60]\0) (?=\0?[\u3001-\u9fff\uff01-\uff60])|(?<=[\u3001-\u9fff\uff01-\uff60]) (?=\0[\u3001-\u9fff\uff01-\uff60])/g;

/** One of the words that a setting may be, as people say it: "leaky_relu" is leaky ReLU. @param {string} value */
export function wordFor(value) {
  return hasText(`choice.${value}`) ? text(`choice.${value}`) : value.replaceAll("_", " ");
}
