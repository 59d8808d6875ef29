// @ts-check
/**
 * Mesh: a grid of heights as triangles, painted pixel by pixel with the depth of each, so that whatever is drawn over it
 * knows what stands in front. A canvas and arithmetic: the same everywhere, graphics card or not.
 */

/** @typedef {import("./projection.js").Projection} Projection */
/** @typedef {import("./projection.js").Place} Place */

/**
 * A grid of heights from 0 to 1 (NaN: a gap), row by row.
 * @typedef {{heights: Float64Array, columns: number, rows: number}} Grid
 */

/** @typedef {{width: number, height: number, depth: Float32Array, colors: Uint8ClampedArray<ArrayBuffer>}} Raster */

/** Light from the upper left behind the viewer's shoulder; the share of brightness that slopes may lose. */
const LIGHT = [-0.45, -0.35, 0.82];
const SHADE = 0.34;
/** Height of the box in half sides, as it is projected. */
const STEEPNESS = 0.95;

/** @param {number} width @param {number} height @returns {Raster} */
export function emptyRaster(width, height) {
  return { width, height, depth: new Float32Array(width * height).fill(Infinity), colors: new Uint8ClampedArray(4 * width * height) };
}

/**
 * Paint `grid` into `raster`.
 * @param {Raster} raster
 * @param {Grid} grid
 * @param {Projection} projection   onto the pixels of the raster
 * @param {number[][]} palette      colours from low to high, [red, green, blue]
 */
export function paintMesh(raster, grid, projection, palette) {
  const { heights, columns, rows } = grid;
  const places = new Float32Array(3 * columns * rows);
  const light = lightOf(grid);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const at = row * columns + column;
      places.set(projection.project((2 * column) / (columns - 1) - 1, (2 * row) / (rows - 1) - 1, heights[at] - 0.5), 3 * at);
    }
  }
  for (let row = 0; row + 1 < rows; row += 1) {
    for (let column = 0; column + 1 < columns; column += 1) {
      const at = row * columns + column;
      paintTriangle(raster, places, heights, light, palette, [at, at + 1, at + columns + 1]);
      paintTriangle(raster, places, heights, light, palette, [at, at + columns + 1, at + columns]);
    }
  }
}

/** Brightness at each point, from its slopes. @param {Grid} grid */
function lightOf({ heights, columns, rows }) {
  const light = new Float32Array(heights.length);
  for (let at = 0; at < heights.length; at += 1) {
    const column = at % columns;
    const across = heights[column + 1 < columns ? at + 1 : at] - heights[column > 0 ? at - 1 : at];
    const along = heights[at + columns < heights.length ? at + columns : at] - heights[at >= columns ? at - columns : at];
    const [dx, dy] = [(across * STEEPNESS * (columns - 1)) / 4, (along * STEEPNESS * (rows - 1)) / 4];
    const shine = (-LIGHT[0] * -dx + LIGHT[1] * -dy + LIGHT[2]) / Math.hypot(dx, dy, 1);
    light[at] = Number.isFinite(shine) ? 1 - SHADE * (LIGHT[2] - Math.max(shine, 0)) : 1;
  }
  return light;
}

/**
 * @param {Raster} raster
 * @param {Float32Array} places
 * @param {Float64Array} heights
 * @param {Float32Array} light
 * @param {number[][]} palette
 * @param {number[]} corners
 */
function paintTriangle({ width, height, depth, colors }, places, heights, light, palette, [a, b, c]) {
  const [ax, ay, bx, by, cx, cy] = [places[3 * a], places[3 * a + 1], places[3 * b], places[3 * b + 1], places[3 * c], places[3 * c + 1]];
  const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  if (!(area !== 0)) return; // seen from its edge, or with a gap
  const [left, right] = [Math.max(Math.ceil(Math.min(ax, bx, cx)), 0), Math.min(Math.floor(Math.max(ax, bx, cx)), width - 1)];
  const [top, bottom] = [Math.max(Math.ceil(Math.min(ay, by, cy)), 0), Math.min(Math.floor(Math.max(ay, by, cy)), height - 1)];
  const last = palette.length - 1;
  for (let y = top; y <= bottom; y += 1) {
    for (let x = left; x <= right; x += 1) {
      const shareB = ((x - ax) * (cy - ay) - (y - ay) * (cx - ax)) / area;
      const shareC = ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / area;
      const shareA = 1 - shareB - shareC;
      if (shareA < -1e-6 || shareB < -1e-6 || shareC < -1e-6) continue;
      const at = y * width + x;
      const far = shareA * places[3 * a + 2] + shareB * places[3 * b + 2] + shareC * places[3 * c + 2];
      if (far >= depth[at]) continue;
      depth[at] = far;
      const level = (shareA * heights[a] + shareB * heights[b] + shareC * heights[c]) * last;
      const below = Math.min(Math.max(Math.floor(level), 0), last - 1);
      const bright = shareA * light[a] + shareB * light[b] + shareC * light[c];
      const [low, high] = [palette[below], palette[below + 1]];
      for (let channel = 0; channel < 3; channel += 1) colors[4 * at + channel] = bright * (low[channel] + (level - below) * (high[channel] - low[channel]));
      colors[4 * at + 3] = 255;
    }
  }
}

/**
 * The height of the surface over a place of the box; NaN in gaps and beside the box.
 * @param {Grid} grid
 * @param {number} u
 * @param {number} v
 */
export function heightAt({ heights, columns, rows }, u, v) {
  if (!(Math.abs(u) <= 1 && Math.abs(v) <= 1)) return NaN;
  const [x, y] = [((u + 1) / 2) * (columns - 1), ((v + 1) / 2) * (rows - 1)];
  const [i, j] = [Math.min(Math.floor(x), columns - 2), Math.min(Math.floor(y), rows - 2)];
  const [right, up] = [x - i, y - j];
  const at = j * columns + i;
  const lower = heights[at] + right * (heights[at + 1] - heights[at]);
  const upper = heights[at + columns] + right * (heights[at + columns + 1] - heights[at + columns]);
  return lower + up * (upper - lower);
}
