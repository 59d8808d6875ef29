// @ts-check
/** The layout of the map in Plotly: no margins, two axes with their numbers inside. */

import { cssColor, fontOf, hoverLabel, textSize } from "./palette.js";

/** @typedef {import("./frame.js").Frame} Frame */

/** @param {Frame} frame @param {{tickvals: number[], ticktext: string[]} | null} heights   ticks of a curve's heights; null for a map */
export function layoutOf({ x, y, width, height }, heights) {
  const axis = { fixedrange: true, showgrid: false, zeroline: false, ticks: "", ticklabelposition: "inside", tickmode: "auto", nticks: 7, tickfont: { ...fontOf(), size: textSize(11) } };
  return {
    width,
    height,
    margin: { l: 0, r: 0, t: 0, b: 0 },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: heights ? cssColor("--card") : "rgba(0,0,0,0)",
    xaxis: { ...axis, range: x },
    yaxis: { ...axis, range: y, ...(heights && { tickmode: "array", ...heights, showgrid: true, gridcolor: cssColor("--contour"), gridwidth: 0.7 }) },
    dragmode: false,
    hovermode: "closest",
    hoverdistance: 12,
    hoverlabel: hoverLabel(),
    font: fontOf(),
    showlegend: false,
    uirevision: "fixed",
  };
}
