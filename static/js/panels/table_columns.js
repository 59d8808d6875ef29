// @ts-check
/** The columns of the table: where a run stands and its loss, or, of a model, how well it does on which examples. */

import { formatCoordinate, formatNumber, formatPercent } from "../dom/format.js";
import { text } from "../dom/text.js";
import { hasFigure, knownAt } from "../state/learning/figures.js";
import { isLearning } from "../state/learning/problem.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("./readings.js").Reading} Reading */
/** @typedef {{name: string, read: (run: Run, reading: Reading) => string}} TableColumn */

const MOST_COORDINATES = 3;
/** Figures of a model beside its loss, as far as it has them. */
const FIGURES = /** @type {const} */ (["accuracy", "validation_loss", "validation_accuracy"]);

/** @param {Pick<State, "experiment" | "objective" | "runs">} state @returns {{columns: TableColumn[], isTight: boolean}} */
export function tableColumns({ experiment, objective, runs }) {
  if (isLearning(experiment.objective)) return ofModel(runs);
  const variables = objective.variables.slice(0, MOST_COORDINATES);
  const isTight = variables.length === MOST_COORDINATES;
  const coordinates = variables.map((name, axis) => ({ name, read: (/** @type {Run} */ _run, /** @type {Reading} */ { position }) => coordinate(position[axis], isTight) }));
  return { columns: [...coordinates, { name: "f", read: (_run, reading) => loss(reading.loss, isTight) }], isTight };
}

/** @param {readonly Run[]} runs */
function ofModel(runs) {
  const figures = FIGURES.filter((name) => runs.some(({ columns }) => hasFigure(columns, name)));
  const columns = figures.map((name) => ({
    name: text(`table.${name}`),
    read: (/** @type {Run} */ run, /** @type {Reading} */ { step }) => {
      const value = knownAt(run.columns, name, step);
      return name === "validation_loss" ? formatNumber(value) : formatPercent(value);
    },
  }));
  return { columns: [{ name: text("table.loss"), read: (/** @type {Run} */ _run, /** @type {Reading} */ reading) => loss(reading.loss, false) }, ...columns], isTight: figures.length === FIGURES.length };
}

/**
 * A run that diverges must not push the other columns out of sight; nor must a third coordinate.
 * @param {number | undefined} value
 * @param {boolean} isTight
 */
function coordinate(value, isTight) {
  if (value === undefined || Math.abs(value) >= (isTight ? 1e3 : 1e4)) return formatNumber(value, isTight || Math.abs(value ?? 0) >= 1e100 ? 1 : 2);
  return isTight ? formatCoordinate(Math.round(value * 100) / 100 + 0).slice(0, -1) : formatCoordinate(value);
}

/** @param {number | undefined} value @param {boolean} isTight */
function loss(value, isTight) {
  const size = Math.abs(value ?? 0);
  const isLong = size >= 1e100 || (isTight && !(size >= 1e-5 && size < 1e6));
  return formatNumber(value, isLong ? 2 : 3);
}
