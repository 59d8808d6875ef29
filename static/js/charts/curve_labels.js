// @ts-check
/** The names of lines at their right ends, where one chart shows several of the same run. */

import { placeOfRow } from "../state/abscissa.js";
import { seriesOfLine, valuesOf } from "../state/series.js";
import { fontOf, runColor } from "./palette.js";

/** @typedef {import("./curve_chart.js").CurveScene} CurveScene */

/**
 * One annotation for each line that has a name to show.
 * @param {CurveScene} scene
 * @param {number[]} range        of the vertical axis, in powers of ten where it is logarithmic
 */
export function endLabels(scene, [low, high]) {
  const { series, offset, scale, xScale, xAxis, minima } = scene;
  return scene.runs.flatMap((run) => {
    if (!run.endLabel || run.isHidden || run.length === 0) return [];
    const values = valuesOf(run.columns, seriesOfLine(run, series), minima);
    let row = run.length - 1;
    while (row > 0 && Number.isNaN(values[row])) row -= 1;
    const value = values[row] - offset;
    const level = scale === "log" ? Math.log10(value) : value;
    if (!Number.isFinite(level)) return [];
    const place = placeOfRow(run.columns, xAxis, row);
    const x = xScale === "log" ? Math.log10(Math.max(place, 1)) : place;
    return [{ text: run.endLabel, x, y: Math.min(Math.max(level, low), high), showarrow: false, xanchor: "right", yanchor: "bottom", font: { ...fontOf(), size: 10.5, color: runColor(run.appearance) } }];
  });
}
