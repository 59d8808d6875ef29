// @ts-check
/** What every learning rate that was tried led to: one line for each run, a star at its best. Drawn once. */

import { formatNumber } from "../dom/format.js";
import { valueTicks } from "./curve_range.js";
import { CONFIG, plotlyReady } from "./library.js";
import { plotlyTicks } from "./axis_ticks.js";
import { cssColor, fontOf, hoverLabel, onThemeChange, runColor } from "./palette.js";

/** @typedef {{name: string, appearance: import("../types.js").Appearance, rates: number[], values: (number | null)[], best: number | null}} RateCurve */

const MARGIN = { l: 48, r: 8, t: 8, b: 36 };
/** What is so many times the highest of the best ones is beyond the picture. */
const HIGHEST = 1e6;
const DEEPEST = 1e-20;

/**
 * @param {HTMLElement} root
 * @param {{curves: RateCurve[], offset: number, rateName: string}} options   `offset` is subtracted from every value
 * @returns {() => void} takes it away
 */
export function drawRateChart(root, { curves, offset, rateName }) {
  const heights = curves.map(({ values }) => values.map((value) => (value === null ? NaN : value - offset)));
  const isLog = heights.flat().every((value) => !(value < 0));
  const shown = heights.flat().filter((value) => Number.isFinite(value) && (!isLog || value > 0));
  const lowest = heights.map((values) => Math.min(...values.filter((value) => Number.isFinite(value) && (!isLog || value > 0)))).filter(Number.isFinite);
  const [low, top] = [Math.min(...shown), Math.min(Math.max(...shown), Math.max(...lowest) + (HIGHEST - 1) * Math.abs(Math.max(...lowest)))];
  const range = isLog ? [Math.log10(Math.max(low, top * DEEPEST)), Math.log10(top)] : [low, top];
  const pad = 0.06 * (range[1] - range[0] || 1);
  const heightsShown = [range[0] - pad, range[1] + pad];
  const rates = curves.flatMap((curve) => curve.rates).map(Math.log10);
  const tried = [Math.min(...rates), Math.max(...rates)];
  let isDrawn = false;

  const draw = () => {
    const grid = { fixedrange: true, gridcolor: cssColor("--line"), zeroline: false, tickfont: { ...fontOf(), size: 10.5 } };
    const lines = curves.map(({ name, appearance, rates }, at) => ({
      type: "scatter",
      mode: "lines",
      name: name.replaceAll("<", "&lt;"),
      x: rates,
      y: heights[at].map((value) => (Number.isFinite(value) && (!isLog || value > 0) ? value : null)),
      line: { color: runColor(appearance), width: 1.8, dash: appearance.dash },
      text: heights[at].map((value) => formatNumber(value)),
      hovertemplate: "%{text}",
    }));
    const stars = curves.map(({ appearance, rates, best }, at) => ({
      type: "scatter",
      mode: "markers",
      x: best === null ? [] : [best],
      y: best === null ? [] : [Math.max(heights[at][rates.indexOf(best)], isLog ? 10 ** range[0] : -Infinity)],
      marker: { color: runColor(appearance), symbol: "star", size: 12, line: { color: cssColor("--card"), width: 1 } },
      hoverinfo: "skip",
    }));
    // A star that lies deeper than the picture stands at its lower edge, and an arrow says how deep.
    const deep = curves.flatMap(({ appearance, rates, best }, at) => {
      const value = best === null ? NaN : heights[at][rates.indexOf(best)];
      if (!isLog || !(value < 10 ** range[0])) return [];
      return [{ text: `↓ ${formatNumber(value)}`, x: Math.log10(/** @type {number} */ (best)), y: range[0], showarrow: false, xanchor: "left", xshift: 8, yanchor: "middle", bgcolor: cssColor("--card"), font: { ...fontOf(), size: 10.5, color: runColor(appearance) } }];
    });
    const layout = {
      annotations: deep,
      width: root.clientWidth,
      height: root.clientHeight,
      margin: MARGIN,
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: fontOf(),
      showlegend: false,
      dragmode: false,
      hovermode: "x unified",
      hoverlabel: hoverLabel(),
      xaxis: { ...grid, type: "log", range: tried, ...plotlyTicks("log", tried, root.clientWidth - MARGIN.l - MARGIN.r, 34), tickangle: 0, title: { text: rateName, font: { ...fontOf(), size: 11 }, standoff: 4 } },
      yaxis: { ...grid, type: isLog ? "log" : "linear", range: heightsShown, ...valueTicks(heightsShown, isLog ? "log" : "linear", root.clientHeight - MARGIN.t - MARGIN.b) },
    };
    Plotly[isDrawn ? "react" : "newPlot"](root, [...lines, ...stars], layout, CONFIG);
    isDrawn = true;
  };
  let isGone = false;
  plotlyReady.then(() => !isGone && shown.length > 0 && draw());
  const stopTheme = onThemeChange(() => isDrawn && draw());
  return () => {
    isGone = true;
    stopTheme();
    if (isDrawn) Plotly.purge(root);
    root.replaceChildren();
  };
}
