// @ts-check
/**
 * The experiments in an address: in words (words.js) where these say all, else as a token, `?e=1eJx…`. A setting that is
 * compared with says what is different in it, by the same names after `b.`: `?f=beale&run=sgd,0.01&b.run=sgd,0.02`. What a
 * first visit shows needs no word. Addresses of former times, with tokens for both, are read as ever.
 */

import { experimentOf, tokenOf } from "./token.js";
import { withoutUsual } from "./usual.js";
import { experimentIn, isWord, wordsOf } from "./words.js";

/** @typedef {import("../types.js").Experiment} Experiment */
/** @typedef {import("../types.js").Catalogue} Catalogue */
/** @typedef {import("./words.js").Words} Words */

const TOKEN = "e";
const OTHER = "b.";
/** How the second setting was written once. */
const OTHER_TOKEN = "beside";
/** What tells that there is a second setting, be it the same as the first. */
const ALWAYS = ["run", TOKEN];

/** Whether a parameter belongs to the experiments. @param {string} name */
export function isOfExperiments(name) {
  const own = name.startsWith(OTHER) ? name.slice(OTHER.length) : name;
  return own === TOKEN || name === OTHER_TOKEN || isWord(own);
}

/**
 * @param {Experiment} experiment
 * @param {Experiment | null} other
 * @param {Catalogue} catalogue
 * @returns {Promise<Words>}
 */
export async function linkOf(experiment, other, catalogue) {
  const first = await said(experiment, catalogue);
  if (!other) return catalogue.first && textOf(first) === textOf(await said(catalogue.first, catalogue)) ? [] : first;
  const second = await said(other, catalogue);
  const names = [...new Set([...first, ...second].map(([name]) => name))];
  const valuesOf = (/** @type {Words} */ words, /** @type {string} */ wanted) => words.filter(([name]) => name === wanted).map(([, value]) => value);
  /** @type {Words} */
  const different = names.flatMap((name) => {
    const [one, two] = [valuesOf(first, name), valuesOf(second, name)];
    if (two.length === 0) return [[`${OTHER}${name}`, ""]];
    const isLeftOut = one.join("\n") === two.join("\n") && !ALWAYS.includes(name);
    return isLeftOut ? [] : two.map((value) => /** @type {[string, string]} */ ([`${OTHER}${name}`, value]));
  });
  return [...first, ...different];
}

/**
 * The experiments that a query says.
 * @param {URLSearchParams} query
 * @returns {Promise<{experiment: Experiment | null, other: Experiment | null, isUnreadable: boolean, isInWords: boolean}>}
 */
export async function experimentsIn(query) {
  const all = [...query];
  const own = all.filter(([name]) => name === TOKEN || isWord(name));
  const others = all.filter(([name]) => name.startsWith(OTHER)).map(([name, value]) => /** @type {[string, string]} */ ([name.slice(OTHER.length), value]));
  const changed = new Set(others.map(([name]) => name));
  const second = [...own.filter(([name]) => !changed.has(name)), ...others].filter(([, value]) => value !== "");
  const experiment = await meant(own);
  const token = query.get(OTHER_TOKEN);
  const other = token ? await experimentOf(token) : others.length > 0 ? await meant(second) : null;
  const isUnreadable = (experiment === null && own.some(([, value]) => value !== "")) || (other === null && (others.length > 0 || Boolean(token)));
  return { experiment, other, isUnreadable, isInWords: experiment !== null && !query.get(TOKEN) };
}

/** @param {Experiment} experiment @param {Catalogue} catalogue @returns {Promise<Words>} */
async function said(experiment, catalogue) {
  const own = withoutUsual(experiment, catalogue);
  return wordsOf(own) ?? [[TOKEN, await tokenOf(own)]];
}

/** @param {Words} words */
async function meant(words) {
  const token = new Map(words).get(TOKEN);
  return token ? experimentOf(token) : experimentIn(words);
}

/** @param {Words} words */
function textOf(words) {
  return words.map((word) => word.join("=")).join("&");
}
