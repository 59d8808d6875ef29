// @ts-check
/**
 * Binary frames, as app/service/binary.py writes them: "THL1", the length of a JSON header, the header with each column's
 * shape in place of its numbers, then the columns as little-endian float64.
 */

/** @typedef {import("./stream.js").Message} Message */

const MAGIC = "THL1";
const HEADER_START = 8;

/**
 * The frame message in `bytes`, its columns as typed arrays.
 * @param {ArrayBuffer} bytes
 * @returns {Message}
 */
export function decodeFrame(bytes) {
  const magic = String.fromCharCode(...new Uint8Array(bytes, 0, MAGIC.length));
  if (magic !== MAGIC) throw new Error(`expected a frame that begins with ${MAGIC}, got ${magic}`);
  const length = new DataView(bytes).getUint32(MAGIC.length, true);
  const message = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, HEADER_START, length)));
  let at = HEADER_START + length;
  /** @param {number[]} shape */
  const take = (shape) => {
    const count = shape.reduce((product, size) => product * size, 1);
    const numbers = new Float64Array(bytes, at, count);
    at += 8 * count;
    return shape.length < 2 ? numbers : rowsOf(numbers, shape[0]);
  };
  for (const run of message.runs) run.columns = columnsOf(run.columns, take);
  return message;
}

/**
 * @param {Record<string, any>} shapes
 * @param {(shape: number[]) => unknown} take
 * @returns {Record<string, unknown>}
 */
function columnsOf(shapes, take) {
  return Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, Array.isArray(shape) ? take(shape) : columnsOf(shape, take)]));
}

/** @param {Float64Array} numbers @param {number} rows */
function rowsOf(numbers, rows) {
  const width = rows > 0 ? numbers.length / rows : 0;
  return Array.from({ length: rows }, (_, row) => numbers.subarray(row * width, (row + 1) * width));
}
