// @ts-check
/** The fate of a run at the cursor: a word for it, and the sentence that explains it. */

import { formatInput, formatNumber } from "../dom/format.js";
import { text } from "../dom/text.js";
import { adviceFor } from "../state/advice.js";
import { optimizerAt } from "../state/experiment.js";
import { isLearning } from "../state/learning/problem.js";
import { rateBound } from "./curvature.js";
import { readingOf, stepAt } from "./readings.js";

/** @typedef {import("../types.js").State} State */

/**
 * @typedef {object} Fate
 * @property {string} word
 * @property {"plain" | "good" | "warn" | "bad"} kind
 * @property {string} sentence      empty if there is nothing to explain
 * @property {number | null} better   a learning rate to try instead
 */

/** A run is far away when it is outside the map (a training has none) and its loss has risen by this many times the loss at the start. */
const FAR = 10;

/** @type {Record<import("../state/advice.js").Method, string>} */
const LIMITS = { plain: "fate.limit", momentum: "fate.limit_momentum", nesterov: "fate.limit_nesterov" };

/** @type {Record<import("../types.js").OutcomeStatus, Fate["kind"]>} */
const KINDS = { converged: "good", step_limit: "plain", diverged: "bad", budget: "warn", cancelled: "warn" };

/**
 * @param {Pick<State, "runs" | "experiment" | "objective" | "landscape" | "advice">} state
 * @param {number} index of the run
 * @param {number} cursor
 * @returns {Fate}
 */
export function fateOf(state, index, cursor) {
  const { outcome } = state.runs[index];
  const status = outcome && cursor >= outcome.step ? outcome.status : "running";
  const isEarly = outcome !== null && status !== "running" && status !== "step_limit";
  const isLost = status === "diverged" || (!isEarly && isFar(state, index, cursor));
  const advice = isLost ? adviceFor(state, state.runs[index]) : null;
  const bound = isLost ? boundSentence(state, index, cursor) || adviceSentence(advice) : "";
  const better = advice?.better ?? null;
  if (isEarly) return { word: text(isUndefined(outcome) ? "status.undefined" : `status.${status}`), kind: KINDS[status], sentence: join(outcome.message, bound), better };
  if (isLost) return { word: text("status.far"), kind: "warn", sentence: join(farSentence(state, index, cursor), bound), better };
  return { word: text(`status.${status}`), kind: "plain", sentence: "", better };
}

/** Whether a run went where the function has no value. @param {import("../types.js").Outcome} outcome */
function isUndefined({ reason }) {
  return reason.startsWith("undefined");
}

/** @param {Pick<State, "runs" | "objective" | "experiment">} state @param {number} index @param {number} cursor */
function isFar({ runs, objective, experiment }, index, cursor) {
  const [first, now] = [0, cursor].map((step) => readingOf(runs[index], step));
  if (!first || !now) return false;
  const isOutside = isLearning(experiment.objective) || objective.domain.some(([low, high], axis) => !(now.position[axis] >= low && now.position[axis] <= high));
  return isOutside && now.loss - first.loss > FAR * Math.abs(first.loss);
}

/** @param {Pick<State, "runs">} state @param {number} index @param {number} cursor */
function farSentence({ runs }, index, cursor) {
  const [first, now] = [0, cursor].map((step) => formatNumber(readingOf(runs[index], step)?.loss));
  return text("fate.far", { loss: now, first });
}

/**
 * Plain gradient descent on a quadratic function has a bound that one can name; others have none as simple.
 * @param {Pick<State, "experiment" | "landscape">} state
 * @param {number} index
 * @param {number} cursor
 */
function boundSentence({ experiment, landscape }, index, cursor) {
  const { schedule } = experiment.runs[index];
  const optimizer = optimizerAt(experiment, index, stepAt(cursor));
  const rate = optimizer.learning_rate;
  const bound = landscape && rateBound(landscape);
  const isPlain = optimizer.name === "sgd" && !optimizer.momentum && (!schedule || schedule.name === "constant");
  if (!isPlain || !bound || !(rate >= bound)) return "";
  return text("fate.bound", { bound: formatInput(Number(bound.toPrecision(4))), rate: formatInput(rate) });
}

/** @param {import("../state/advice.js").Advice | null} advice */
function adviceSentence(advice) {
  if (!advice) return "";
  return join(boundOf(advice), triedSentence(advice));
}

/** @param {import("../state/advice.js").Advice} advice */
function boundOf({ step, rate, bound, method }) {
  if (bound === null) return "";
  const values = { rate: formatInput(Number(rate.toPrecision(4))), bound: formatInput(Number(bound.toPrecision(3))), limit: text(LIMITS[method]) };
  return step === 0 ? text("fate.start", values) : text("fate.step", { ...values, step });
}

/** What smaller rates have led to, where they were tried. @param {import("../state/advice.js").Advice} advice */
function triedSentence({ better, reached, smallest }) {
  if (typeof smallest === "number") return text("fate.in_vain", { rate: formatInput(smallest) });
  return typeof reached === "number" && better !== null ? text("fate.tried", { rate: formatInput(better), loss: formatNumber(reached) }) : "";
}

/** Sentences one after the other; the server's come without a full stop. @param {string} first @param {string} second */
function join(first, second) {
  const [end, gap] = [text("fate.end"), text("fate.end") === "." ? " " : ""];
  return [first, second].filter(Boolean).map((sentence) => sentence.replace(/[.。]$/, "") + end).join(gap);
}
