// @ts-check
/** The REST interface, as far as the page needs it. Knows no DOM; a refusal becomes a `RefusedError`. */

import { createSliceRest } from "./landscapes.js";
import { createLearningRest } from "./learning.js";
import { answerOf } from "./progress.js";
import { RefusedError } from "./refusal.js";

/** @typedef {import("../types.js").Problem} Problem */
/** @typedef {import("../types.js").CatalogueEntry} CatalogueEntry */
/** @typedef {import("../types.js").ObjectiveSettings} ObjectiveSettings */

/**
 * @typedef {object} SliceRequest
 * @property {ObjectiveSettings} objective
 * @property {number[][]} [extent]
 * @property {number[]} resolution
 * @property {boolean} [gradient]
 * @property {number[]} [origin]
 * @property {number[][]} [directions]     omitted: the axes
 */

/**
 * @typedef {object} SliceAnswer
 * @property {number[][]} axes
 * @property {(number | null)[] | (number | null)[][]} loss
 * @property {number[][][]} [gradient]
 */

/**
 * @typedef {object} TrajectoriesAnswer
 * @property {{objective: {name: string, dimension: number}}} experiment
 * @property {{label: string, position: number[][], loss: (number | null)[], validation_loss?: (number | null)[]}[]} runs
 */

/**
 * @typedef {object} ExpressionAnswer
 * @property {string} expression
 * @property {string[]} variables
 * @property {string[]} unset_parameters
 * @property {string[]} parameters
 * @property {string} mathml
 * @property {string[]} gradient_mathml
 * @property {number} dimension
 * @property {number[][]} domain            the one asked for, or one that suits the formula
 * @property {number[]} start
 * @property {import("../types.js").FreeParameter[]} free_parameters
 * @property {import("../types.js").Trait[]} traits
 * @property {import("../types.js").Note[]} notes
 */

/**
 * One card of the gallery. `view` holds choices as the page's address carries them.
 * @typedef {object} Preset
 * @property {string} name
 * @property {string} title
 * @property {string} why
 * @property {boolean} goes_wrong
 * @property {import("../types.js").Experiment} experiment
 * @property {Record<string, string>} view
 * @property {string} token
 */

/** @typedef {{value: number, gradient: number}} Counts   evaluations */

/**
 * What a fair race has found for every run; `learning_rate` null: it has none, or none was of use.
 * @typedef {object} TuningAnswer
 * @property {import("../types.js").Experiment} experiment
 * @property {number} budget
 * @property {string} metric
 * @property {string} protocol
 * @property {{learning_rate: number | null, value: number | null, evaluations: Counts | null, message: string, curve: {learning_rate: number[], values: (number | null)[]}}[]} runs
 */

/** @typedef {{experiment: import("../types.js").Experiment, budget: number, metric: string}} TuningRequest */

/** @typedef {ReturnType<typeof createRest>} Rest */
/** @typedef {(path: string, body?: unknown, signal?: AbortSignal) => Promise<any>} Call   what every question goes through */

/**
 * @param {string} root       "" or "/sub/path"
 * @param {string} language   of messages
 */
export function createRest(root, language) {
  const headers = { "Accept-Language": language, Accept: "application/json" };

  /**
   * @param {string} path
   * @param {unknown} [body]      posted if given
   * @param {AbortSignal} [signal]
   * @returns {Promise<any>}
   */
  async function call(path, body, signal) {
    return (await ask(path, body, signal)).json();
  }

  /** @param {string} path @param {unknown} [body] @param {AbortSignal} [signal] @param {string} [accept] @returns {Promise<Response>} */
  async function ask(path, body, signal, accept = headers.Accept) {
    const wanted = { ...headers, Accept: accept };
    const request = body === undefined ? { headers: wanted } : { method: "POST", headers: { ...wanted, "Content-Type": "application/json" }, body: JSON.stringify(body) };
    const response = await fetch(`${root}/api/v1/${path}`, { ...request, signal });
    if (response.ok) return response;
    throw new RefusedError(await problemOf(response));
  }

  return {
    learning: createLearningRest(call),
    slices: createSliceRest(ask),
    /** @returns {Promise<Omit<import("../types.js").Catalogue, "first" | "usual">>} */
    async catalogue() {
      const [objectives, optimizers, schedules, limits] = await Promise.all(["objectives", "optimizers", "schedules", "limits"].map((name) => call(name)));
      return { ...objectives, ...optimizers, ...schedules, learning: null, limits: limits.limits ?? limits };
    },
    /** What the gallery shows. @returns {Promise<Preset[]>} */
    presets: async () => (await call("presets")).presets,
    /** A whole experiment at once, by its token. @type {(token: string) => Promise<TrajectoriesAnswer>} */
    trajectories: (token) => call(`trajectories/${token}`),
    /** The experiment as code for other programs. @type {(experiment: import("../types.js").Experiment) => Promise<import("../state/sharing.js").Codes>} */
    code: (experiment) => call("code", experiment),
    /** Every recorded step, as a file. @type {(experiment: import("../types.js").Experiment, format: "csv" | "json") => Promise<Blob>} */
    table: async (experiment, format) => (await ask(`trajectories?format=${format}`, experiment)).blob(),
    /** Where the QR code of a link to this server is. @type {(link: string) => string} */
    qrAddress: (link) => `${root}/api/v1/qr?link=${encodeURIComponent(link)}`,
    /** @type {(request: SliceRequest, signal?: AbortSignal) => Promise<SliceAnswer>} */
    slice: (request, signal) => call("slices", request, signal),
    /** @type {(request: TuningRequest, signal: AbortSignal, onProgress: import("./progress.js").Progress) => Promise<TuningAnswer>} */
    tuning: async (request, signal, onProgress) => answerOf(await ask("tunings", request, signal, "application/x-ndjson"), onProgress),
    /** About how many seconds a tuning takes. @type {(request: TuningRequest, signal: AbortSignal) => Promise<number>} */
    tuningSeconds: async (request, signal) => (await call("tunings?estimate=true", request, signal)).seconds,
    /** Height and slope at one point. @type {(place: {objective: ObjectiveSettings, point: number[]}, signal: AbortSignal) => Promise<{loss: number, gradient: number[]}>} */
    async underfoot({ objective, point }, signal) {
      const directions = [point.map((_, axis) => Number(axis === 0))];
      const { loss, gradient } = await call("slices", { objective, origin: point, directions, extent: [[0, 1]], resolution: [2], gradient: true }, signal);
      return { loss: loss[0] ?? NaN, gradient: gradient[0].map((/** @type {number | null} */ value) => value ?? NaN) };
    },
    /** Second derivatives at one point: the first of a line that begins there. @type {(place: {objective: ObjectiveSettings, point: number[]}) => Promise<number[][]>} */
    async hessian({ objective, point }) {
      const directions = [point.map((_, axis) => Number(axis === 0))];
      const { hessian } = await call("slices", { objective, origin: point, directions, extent: [[0, 1]], resolution: [2], hessian: true });
      return hessian[0];
    },
    /** @type {(request: {expression: string, domain?: number[][] | null, parameters?: Record<string, number>}, signal?: AbortSignal) => Promise<ExpressionAnswer>} */
    async expression(request, signal) {
      const { problem, expression } = await call("expression-checks", request, signal);
      if (problem) throw new RefusedError(problem);
      return expression;
    },
  };
}

/**
 * @param {Response} response
 * @returns {Promise<Problem>}
 */
async function problemOf(response) {
  const fallback = { title: response.statusText || `HTTP ${response.status}`, status: response.status, errors: [] };
  try {
    return { ...fallback, ...(await response.json()) };
  } catch {
    return fallback;
  }
}
