// @ts-check
/** Pictures to keep: a chart as PNG or SVG, with a title, the names of the runs and a line on where it comes from. */

import { cssColor, fontOf } from "./palette.js";

/** @typedef {{data: any[], layout: any}} Figure */

const HEAD_PX = 44;
const FOOT_PX = 56;

/** The charts on the page that can be kept, by name; null while one is not drawn. @type {Map<string, () => Figure | null>} */
const figures = new Map();

/**
 * Offer a chart under a name.
 * @param {string} name
 * @param {() => Figure | null} figure
 * @returns {() => void} takes it back
 */
export function offerFigure(name, figure) {
  figures.set(name, figure);
  return () => void figures.delete(name);
}

/**
 * The chart `name` as a file; null while it is not drawn.
 * @param {string} name
 * @param {"png" | "svg"} format
 * @param {{title: string, source: string}} words   `source` is one line below the picture
 * @returns {Promise<Blob | null>}
 */
export async function pictureOf(name, format, words) {
  const figure = figures.get(name)?.();
  if (!figure) return null;
  const { data, layout } = printed(figure, words);
  const uri = await Plotly.toImage({ data, layout }, { format, width: layout.width, height: layout.height, scale: 2 });
  return blobOf(uri);
}

/**
 * The chart `name` without its runs, as an image as sharp as the screen; null while it is not drawn.
 * @param {string} name
 * @returns {Promise<HTMLImageElement | null>}
 */
export async function groundOf(name) {
  const figure = figures.get(name)?.();
  if (!figure) return null;
  const { data, layout } = figure;
  const ground = data.filter(({ uid }) => !uid.startsWith("run-") || uid === "run-start");
  const size = { width: layout.width, height: layout.height, scale: window.devicePixelRatio || 1 };
  const image = new Image();
  image.src = await Plotly.toImage({ data: ground, layout: { ...layout, plot_bgcolor: cssColor("--low-4") } }, { format: "png", ...size });
  await image.decode();
  return image;
}

/** @param {Figure} figure @param {{title: string, source: string}} words @returns {Figure} */
function printed({ data, layout }, { title, source }) {
  const { l, r, t, b } = layout.margin;
  const side = Math.max(l, 16);
  const ink = cssColor("--ink");
  return {
    data: data.map((trace) => ({ ...trace, showlegend: trace.mode === "lines" && Boolean(trace.name) && trace.visible !== false })),
    layout: {
      ...layout,
      width: layout.width + side - l + Math.max(r, 16) - r,
      height: layout.height + HEAD_PX + FOOT_PX,
      margin: { l: side, r: Math.max(r, 16), t: t + HEAD_PX, b: b + FOOT_PX },
      paper_bgcolor: cssColor("--card"),
      plot_bgcolor: cssColor(l === 0 ? "--low-4" : "--card"),
      title: { text: escaped(title), x: 0, xref: "paper", xanchor: "left", y: 1, yref: "container", yanchor: "top", pad: { t: 14 }, font: { ...fontOf(), size: 15, color: ink } },
      showlegend: true,
      legend: { orientation: "h", x: 0, xanchor: "left", y: 0, yref: "container", yanchor: "bottom", font: { ...fontOf(), color: ink }, bgcolor: "rgba(0,0,0,0)" },
      annotations: [{ text: escaped(source), showarrow: false, x: 1, xref: "paper", xanchor: "right", y: 1, yref: "paper", yanchor: "bottom", yshift: 6, font: { ...fontOf(), size: 10 } }],
    },
  };
}

/** Plotly reads a little HTML in its texts. @param {string} words */
function escaped(words) {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/** What a data address holds: read here, because the content policy lets nobody fetch one. @param {string} uri */
function blobOf(uri) {
  const comma = uri.indexOf(",");
  const head = uri.slice("data:".length, comma);
  const body = decodeURIComponent(uri.slice(comma + 1));
  const [type] = head.split(";");
  if (!head.endsWith(";base64")) return new Blob([body], { type });
  return new Blob([Uint8Array.from(atob(body), (character) => character.charCodeAt(0))], { type });
}
