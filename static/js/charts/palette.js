// @ts-check
/** The colours of the page, as charts need them: read from the custom properties, again when the theme changes. */

const brush = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));

/** The value of a custom property as `#rrggbb` or `rgba(…)`, which every library reads. @param {string} name */
export function cssColor(name) {
  const value = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  brush.fillStyle = "#000";
  brush.fillStyle = value;
  return brush.fillStyle;
}

/** @param {import("../types.js").Appearance} appearance */
export function runColor(appearance) {
  return cssColor(appearance.color.slice("var(".length, -1));
}

/** The five stops from low ground to high ground. */
export function reliefStops() {
  return [0, 1, 2, 3, 4].map((stop) => cssColor(`--low-${stop}`));
}

/** @typedef {{line: number, walker: number, text: number}} Sizes   of lines and walkers in pixels; how much larger than usual text is */

/** @type {Sizes | null} */
let known = null;

/** Sizes that the page's tokens set, larger on a projector. Read once: whoever draws a frame must not ask for styles. @returns {Sizes} */
export function sizes() {
  if (known) return known;
  const style = getComputedStyle(document.documentElement);
  const [line, walker, text] = ["line", "walker", "text"].map((name) => parseFloat(style.getPropertyValue(`--chart-${name}`)));
  return (known = { line, walker, text });
}

/** A size of text or of the room for it, in pixels. @param {number} usual */
export function textSize(usual) {
  return Math.round(usual * sizes().text);
}

/** The page's own typeface, for text inside charts. */
export function fontOf() {
  const style = getComputedStyle(document.body);
  return { family: style.fontFamily, size: textSize(12), color: cssColor("--ink-2") };
}

/** What a hover label looks like. */
export function hoverLabel() {
  const { family } = fontOf();
  return { bgcolor: cssColor("--card"), bordercolor: cssColor("--line-2"), font: { family, size: textSize(12), color: cssColor("--ink") }, align: "left", namelength: -1 };
}

/**
 * Call `listener` whenever the theme has changed.
 * @param {() => void} listener
 * @returns {() => void} stops
 */
export function onThemeChange(listener) {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "data-projector"] });
  return () => observer.disconnect();
}
