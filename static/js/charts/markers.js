// @ts-check
/** The markers of the runs as canvas paths, of the same shape and size as Plotly draws them. */

/** @typedef {import("../types.js").Appearance} Appearance */

/** Corners on a circle of radius 1: [turn, radius]. @param {number} count @param {number} turn */
const polygon = (count, turn) => Array.from({ length: count }, (_, at) => corner(turn + at / count));
const corner = (/** @type {number} */ turn) => [Math.sin(2 * Math.PI * turn), -Math.cos(2 * Math.PI * turn)];

/** @type {Record<Appearance["marker"], number[][]>} */
const SHAPES = {
  circle: polygon(32, 0),
  "triangle-up": [[0, -1.15], [1.15, 0.8], [-1.15, 0.8]],
  square: [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]],
  diamond: [[0, -1.25], [1.25, 0], [0, 1.25], [-1.25, 0]],
  "triangle-down": [[0, 1.15], [-1.15, -0.8], [1.15, -0.8]],
  pentagon: polygon(5, 0),
  hexagon: polygon(6, 0),
  cross: [[-0.4, -1.1], [0.4, -1.1], [0.4, -0.4], [1.1, -0.4], [1.1, 0.4], [0.4, 0.4], [0.4, 1.1], [-0.4, 1.1], [-0.4, 0.4], [-1.1, 0.4], [-1.1, -0.4], [-0.4, -0.4]],
};

/**
 * @param {Appearance["marker"]} marker
 * @param {number} radius_px
 */
export function markerPath(marker, radius_px) {
  const path = new Path2D();
  SHAPES[marker].forEach(([x, y], at) => path[at === 0 ? "moveTo" : "lineTo"](x * radius_px, y * radius_px));
  path.closePath();
  return path;
}

/** The same outline as an SVG path. @param {Appearance["marker"]} marker @param {number} radius_px */
export function markerOutline(marker, radius_px) {
  return `M${SHAPES[marker].map(([x, y]) => `${(x * radius_px).toFixed(2)} ${(y * radius_px).toFixed(2)}`).join("L")}Z`;
}

/** A star of five points, as known minima have. @param {number} radius_px */
export function starPath(radius_px) {
  const path = new Path2D();
  for (let at = 0; at < 10; at += 1) {
    const [x, y] = corner(at / 10).map((value) => value * radius_px * (at % 2 === 0 ? 1.4 : 0.56));
    path[at === 0 ? "moveTo" : "lineTo"](x, y);
  }
  path.closePath();
  return path;
}
