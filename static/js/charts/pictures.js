// @ts-check
/** Pictures to keep: a chart as PNG or SVG, with a title, the names of the runs and a line on where it comes from. */

import { cssColor, fontOf, runColor } from "./palette.js";
import { wrapped } from "./wrapped.js";

/** A chart; `names` are those of its axes, where the layout has none. @typedef {{data: any[], layout: any, names?: string[]}} Figure */
/**
 * What is written around a chart.
 * @typedef {object} Words
 * @property {string} title
 * @property {string} source                                where it comes from, one line
 * @property {readonly import("../types.js").Run[]} runs    named below it, as far as they are drawn
 * @property {string} [value]                               what its height means
 * @property {string[]} [notes]                             sentences below it
 */

const HEAD_PX = 44;
const FOOT_PX = 56;
const NOTE_PX = 11;
const NAME_PX = 20;

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
 * @param {Words} words
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

/** @param {Figure} figure @param {Words} words @returns {Figure} */
function printed({ data, layout, names }, { title, source, runs, value = "", notes = [] }) {
  const { l, r, t, b } = layout.margin;
  const isMap = l === 0;
  const besides = isMap || !names ? 0 : NAME_PX;
  const margin = { l: Math.max(l, 16) + besides, r: Math.max(r, 16), t: t + HEAD_PX };
  const width = layout.width + margin.l - l + margin.r - r;
  const lines = notes.flatMap((note) => wrapped(note, `${NOTE_PX}px ${fontOf().family}`, width - 32));
  const foot = FOOT_PX + besides + lines.length * NOTE_PX * 1.5;
  const font = fontOf();
  const ink = cssColor("--ink");
  const isRun = (/** @type {any} */ trace) => runs.some(({ label }) => nameOf(label) === trace.name);
  const named = names && (isMap ? { annotations: cornerNames(names) } : { xaxis: titled(layout.xaxis, names[0]), yaxis: titled(layout.yaxis, value) });
  return {
    data: [...data.map((trace) => ({ ...trace, showlegend: trace.mode === "lines" && Boolean(trace.name) && trace.visible !== false && !isRun(trace) })), ...runs.filter(({ label, isHidden }) => !isHidden && data.some(({ name }) => name === nameOf(label))).map(keyOf)],
    layout: {
      ...layout,
      ...named,
      width,
      height: layout.height + HEAD_PX + foot,
      margin: { ...margin, b: b + foot },
      paper_bgcolor: cssColor("--card"),
      plot_bgcolor: cssColor(isMap ? "--low-4" : "--card"),
      title: { text: escaped(title), x: 0, xref: "paper", xanchor: "left", y: 1, yref: "container", yanchor: "top", pad: { t: 14 }, font: { ...font, size: 15, color: ink } },
      showlegend: true,
      legend: { orientation: "h", x: 0, xanchor: "left", y: 0, yref: "container", yanchor: "bottom", itemwidth: 40, font: { ...font, color: ink }, bgcolor: "rgba(0,0,0,0)" },
      annotations: [
        ...(layout.annotations ?? []),
        ...(named?.annotations ?? []),
        { text: escaped(source), showarrow: false, x: 1, xref: "paper", xanchor: "right", y: 1, yref: "paper", yanchor: "bottom", yshift: 6, font: { ...font, size: 10 } },
        ...(lines.length > 0 ? [{ text: lines.map(escaped).join("<br>"), showarrow: false, align: "left", x: 0, xref: "paper", xanchor: "left", xshift: 16 - margin.l, y: 0, yref: "paper", yanchor: "top", yshift: -b - besides - 14, font: { ...font, size: NOTE_PX } }] : []),
      ],
    },
  };
}

/** A run as its line and marker, for the legend alone. @param {import("../types.js").Run} run */
function keyOf({ label, appearance }) {
  const color = runColor(appearance);
  return { type: "scatter", uid: `key-${label}`, mode: "lines+markers", x: [null], y: [null], name: nameOf(label), showlegend: true, line: { color, dash: appearance.dash, width: 2.2 }, marker: { symbol: appearance.marker, color, size: 9 } };
}

/** As Plotly has the name of a run. @param {string} label */
function nameOf(label) {
  return label.replaceAll("<", "&lt;");
}

/** @param {any} axis @param {string} name */
function titled(axis, name) {
  return { ...axis, title: { text: escaped(name), standoff: 6, font: { ...fontOf(), color: cssColor("--ink") } } };
}

/** The names of the axes of a map, whose numbers are within it: at the ends of both. @param {string[]} names */
function cornerNames([x, y]) {
  const font = { ...fontOf(), size: 14, color: cssColor("--ink") };
  const common = { showarrow: false, xref: "paper", yref: "paper", font, bgcolor: cssColor("--card"), borderpad: 2, opacity: 0.9 };
  return [
    { ...common, text: `<i>${escaped(x)}</i>`, x: 1, xanchor: "right", xshift: -4, y: 0, yanchor: "bottom", yshift: 4 },
    { ...common, text: `<i>${escaped(y)}</i>`, x: 0, xanchor: "left", xshift: 4, y: 1, yanchor: "top", yshift: -4 },
  ];
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
