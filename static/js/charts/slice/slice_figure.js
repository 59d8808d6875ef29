// @ts-check
/** A slice as an ordinary chart, to be kept as a picture. */

import { lineTicks, lineTraces } from "../line.js";
import { cssColor, fontOf, runColor, textSize } from "../palette.js";
import { contourTrace } from "../relief.js";
import { CROSS_PX, RING_PX } from "./place_marks.js";
import { opacityOf } from "./shadows.js";
import { strengthOf } from "./strip.js";

/**
 * @param {import("./slice_plot.js").SliceScene} scene
 * @param {import("../relief.js").Relief} relief
 * @param {import("../frame.js").Frame} frame
 * @param {(value: number) => string} format
 * @returns {import("../pictures.js").Figure}
 */
export function sliceFigure({ landscape, view, shadows, names, strip, origin }, relief, frame, format) {
  const heights = landscape.y ? null : lineTicks(relief, frame, format);
  const labels = landscape.loss.map((row) => Array.from(row, (value) => format(value)));
  const ground = landscape.y ? [contourTrace(landscape, relief, labels, view.map === "heat" ? "heatmap" : "fill")] : strip ? stripTraces(strip, landscape, relief) : lineTraces(landscape, relief, frame);
  const axis = { showgrid: false, zeroline: false, tickfont: { ...fontOf(), size: textSize(11) }, tickcolor: cssColor("--ink-3"), ticks: "outside" };
  return {
    data: [...ground, ...shadows.flatMap((shadow) => shadowTraces(shadow, landscape.y !== null, relief.lift)), ...(landscape.y ? placeTraces(origin, shadows) : [])],
    layout: {
      width: frame.width,
      height: frame.height,
      margin: { l: 64, r: 16, t: 8, b: 48 },
      xaxis: { ...axis, range: frame.x, title: { text: names[0] } },
      yaxis: { ...axis, range: frame.y, title: { text: names[1] ?? "" }, ...(heights && { tickmode: "array", ...heights }) },
      font: fontOf(),
      shapes: landscape.y || strip ? [] : [{ type: "line", x0: origin[0] ?? 0, x1: origin[0] ?? 0, yref: "paper", y0: 0, y1: 1, line: { color: cssColor("--ink"), width: 1, dash: "dot" } }],
    },
  };
}

/** The ring around what a plane goes through, and crosses where the runs start. @param {number[]} origin @param {readonly import("../../state/slice/projected.js").Shadow[]} shadows */
function placeTraces(origin, shadows) {
  const color = cssColor("--ink");
  const seen = shadows.filter(({ isHidden, length }) => !isHidden && length > 0).map(({ columns: { position } }) => position);
  return [
    { type: "scatter", uid: "slice-starts", mode: "markers", x: seen.map(([x]) => x), y: seen.map(([, y]) => y), marker: { symbol: "cross-thin-open", size: 2 * CROSS_PX, color, line: { color, width: 1.8 } } },
    { type: "scatter", uid: "slice-origin", mode: "markers", x: [origin[0] ?? 0], y: [origin[1] ?? 0], marker: { symbol: "circle-open", size: 2 * RING_PX, color, line: { color, width: 1.6 } } },
  ];
}

/** A line for each step. @param {import("./strip.js").Strip} strip @param {import("../../types.js").Landscape} landscape @param {import("../relief.js").Relief} relief */
function stripTraces(strip, { x }, { height }) {
  return height.map((row, at) => ({ type: "scatter", uid: `line-${at}`, mode: "lines", name: String(strip.steps[at]), x: Array.from(x), y: row, opacity: strengthOf(strip, at), line: { color: runColor(strip.appearance), width: 2 } }));
}

/** The path, and its points as solid as they are near. @param {import("../../state/slice/projected.js").Shadow} shadow @param {boolean} isPlane @param {(loss: number) => number} lift */
function shadowTraces({ columns: { position, loss, dimension, length }, away, appearance, label, isHidden }, isPlane, lift) {
  if (isHidden) return [];
  const rows = Array.from({ length }, (_, row) => row);
  const color = runColor(appearance);
  const place = { x: rows.map((row) => position[row * dimension]), y: rows.map((row) => (isPlane ? position[row * dimension + 1] : lift(loss[row]))) };
  return [
    { type: "scatter", uid: `run-${label}`, mode: "lines", name: label, ...place, line: { color, dash: appearance.dash, width: 2 } },
    { type: "scatter", uid: `run-${label}-points`, mode: "markers", ...place, marker: { color, symbol: appearance.marker, size: 5, opacity: rows.map((row) => opacityOf(away[row])) } },
  ];
}
