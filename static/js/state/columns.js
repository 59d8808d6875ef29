// @ts-check
/** The recorded steps of one run, in typed arrays that double when full. */

/** @typedef {import("../types.js").Columns} Columns */
/** @typedef {import("../types.js").WireColumns} WireColumns */

export const SERIES = /** @type {const} */ (["step", "loss", "gradient_norm", "learning_rate", "value_evaluations", "gradient_evaluations"]);
const FIRST_CAPACITY = 256;
/** What travels in shapes of its own; every other column is a figure. */
const SHAPED = ["position", "gradient", "state"];

/** @returns {Columns} */
export function emptyColumns() {
  const series = () => new Float64Array(FIRST_CAPACITY);
  return {
    length: 0,
    revision: 0,
    dimension: 0,
    stepsPerEpoch: 1,
    step: series(),
    position: new Float64Array(0),
    loss: series(),
    gradient_norm: series(),
    learning_rate: series(),
    value_evaluations: series(),
    gradient_evaluations: series(),
    gradient: new Float64Array(0),
    state: {},
    figures: {},
  };
}

/**
 * Write `wire` behind the rows before step `fromStep`; what was recorded from there on is forgotten.
 * @param {Columns} columns
 * @param {WireColumns} wire
 * @param {number} fromStep
 */
export function writeColumns(columns, wire, fromStep) {
  const first = rowsBefore(columns, fromStep);
  const count = wire.step.length;
  if (count === 0) return;
  if (first < columns.length) columns.revision += 1;
  columns.dimension ||= wire.position?.[0]?.length ?? 0;
  reserve(columns, first + count);
  for (const name of SERIES) {
    const from = wire[name];
    for (let row = 0; row < count; row += 1) columns[name][first + row] = from[row] ?? NaN;
  }
  const { dimension, position } = columns;
  for (let row = 0; row < count && wire.position; row += 1) {
    for (let axis = 0; axis < dimension; axis += 1) position[(first + row) * dimension + axis] = wire.position[row][axis];
  }
  writeInner(columns, wire, first);
  writeFigures(columns, wire, first);
  columns.length = first + count;
}

/** What is recorded on demand: gradient and state of the optimizer, whatever it is made of. @param {Columns} columns @param {WireColumns} wire @param {number} first */
function writeInner(columns, wire, first) {
  const count = wire.step.length;
  if (wire.gradient) {
    columns.gradient = grown(columns.gradient, (first + count) * columns.dimension);
    wire.gradient.forEach((row, at) => columns.gradient.set(numbersOf(row), (first + at) * columns.dimension));
  }
  for (const [name, values] of Object.entries(wire.state ?? {})) {
    const width = count > 0 ? numbersOf(values[0]).length : 0;
    const kept = (columns.state[name] ??= { width, values: new Float64Array(0) });
    kept.values = grown(kept.values, (first + count) * width);
    for (let row = 0; row < count; row += 1) kept.values.set(numbersOf(values[row]), (first + row) * width);
  }
}

/** What learning problems have beside the columns of all: one number a row, or one per group of weights. @param {Columns} columns @param {WireColumns} wire @param {number} first */
function writeFigures(columns, wire, first) {
  for (const [name, values] of /** @type {[string, ArrayLike<any>][]} */ (Object.entries(wire))) {
    if (SERIES.includes(/** @type {any} */ (name)) || SHAPED.includes(name)) continue;
    const width = numbersOf(values[values.length - 1]).length;
    const kept = (columns.figures[name] ??= { width, values: new Float64Array(0) });
    kept.values = grown(kept.values, (first + values.length) * kept.width);
    for (let row = 0; row < values.length; row += 1) {
      const numbers = numbersOf(values[row]);
      for (let at = 0; at < kept.width; at += 1) kept.values[(first + row) * kept.width + at] = numbers[at] ?? NaN;
    }
  }
}

/** One row, be it a number or many. @param {any} row @returns {ArrayLike<number>} */
function numbersOf(row) {
  return typeof row === "number" ? [row] : row === null ? [NaN] : row;
}

/**
 * How many rows were recorded before `step`.
 * @param {Columns} columns
 * @param {number} step
 */
export function rowsBefore(columns, step) {
  let low = 0;
  let high = columns.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (columns.step[middle] < step) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The last row at or before `step`; −1 if there is none.
 * @param {Columns} columns
 * @param {number} step
 */
export function rowAt(columns, step) {
  return rowsBefore(columns, Math.floor(step) + 1) - 1;
}

/**
 * The last row at or before `row` whose loss is known: a model is evaluated once an epoch, and between that a number
 * stands for the last evaluation. Of a function every row is evaluated.
 * @param {Columns} columns
 * @param {number} row
 */
export function evaluatedRow({ loss, figures }, row) {
  let known = row;
  if ("examples_seen" in figures) while (known > 0 && Number.isNaN(loss[known])) known -= 1;
  return known;
}

/** The last recorded step, −1 before the first. @param {Columns} columns */
export function lastStepOf(columns) {
  return columns.length === 0 ? -1 : columns.step[columns.length - 1];
}

/**
 * The point at a fractional step, on the straight line between recorded neighbours; null before the first frame.
 * @param {Columns} columns
 * @param {number} step
 * @returns {number[] | null}
 */
export function positionAt(columns, step) {
  const row = rowAt(columns, step);
  const { dimension, position } = columns;
  if (row < 0 || dimension === 0) return null;
  const next = Math.min(row + 1, columns.length - 1);
  const span = columns.step[next] - columns.step[row];
  const share = span > 0 ? Math.min((step - columns.step[row]) / span, 1) : 0;
  return Array.from({ length: dimension }, (_, axis) => {
    const here = position[row * dimension + axis];
    return here + share * (position[next * dimension + axis] - here);
  });
}

/** @param {Columns} columns @param {number} rows */
function reserve(columns, rows) {
  for (const name of SERIES) columns[name] = grown(columns[name], rows);
  columns.position = grown(columns.position, rows * columns.dimension);
}

/** The same numbers with room for `needed`. @param {Float64Array} old @param {number} needed */
function grown(old, needed) {
  if (old.length >= needed) return old;
  const larger = new Float64Array(Math.max(needed, 2 * old.length));
  larger.set(old);
  return larger;
}
