// @ts-check
/** The icons: simple filled shapes on a 16 × 16 grid, in the colour of the text around them. */

import { svg } from "./element.js";

const STROKED = "fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round";

const SHAPES = {
  start: { path: "M3 3h2v10H3zM13 3v10L6 8z" },
  back: { path: "M11.5 3v10L4.5 8z" },
  play: { path: "M4.5 2.5v11l9-5.5z" },
  pause: { path: "M4 3h3v10H4zM9 3h3v10H9z" },
  forward: { path: "M4.5 3v10l7-5z" },
  end: { path: "M11 3h2v10h-2zM3 3v10l7-5z" },
  restart: { path: "M13 8a5 5 0 1 1-1.6-3.7M13 2v3h-3", style: STROKED },
  plus: { path: "M8 3v10M3 8h10", style: STROKED },
  minus: { path: "M3 8h10", style: STROKED },
  close: { path: "M4 4l8 8M12 4l-8 8", style: STROKED },
  more: { path: "M3.5 6l4.5 4.5L12.5 6", style: STROKED },
  check: { path: "M3 8.5l3.2 3.2L13 4.8", style: STROKED },
  warning: { path: "M8 1.6 15 14H1zM7.2 6v4h1.6V6zM7.2 11.2v1.6h1.6v-1.6z" },
  share: { path: "M8 10V2.5M5 5l3-3 3 3M3.5 8.5V13h9V8.5", style: STROKED },
  theme: { path: "M8 1.2a6.8 6.8 0 1 1 0 13.6A6.8 6.8 0 0 1 8 1.2zm0 1.5v10.6A5.3 5.3 0 0 0 8 2.7z" },
  help: { path: "M5.6 6a2.4 2.4 0 1 1 3.5 2.2C8.3 8.7 8 9.1 8 10M8 12.5v.1", style: STROKED },
  sliders: { path: "M2 5h6M12 5h2M2 11h2M8 11h6M10 3.2v3.6M6 9.2v3.6", style: STROKED },
  eye: { path: "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 6.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z", style: STROKED },
  "eye-off": { path: "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM3 13 13 3", style: STROKED },
  gallery: { path: "M2 2h5v5H2zM9 2h5v5H9zM2 9h5v5H2zM9 9h5v5H9z" },
  undo: { path: "M3 7h6.5a3.5 3.5 0 0 1 0 7H6M6 3.5 2.5 7 6 10.5", style: STROKED },
  redo: { path: "M13 7H6.5a3.5 3.5 0 0 0 0 7H10M10 3.5 13.5 7 10 10.5", style: STROKED },
  recent: { path: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM8 4.8V8l2.2 1.6", style: STROKED },
  pin: { path: "M6 2h4l-.6 5 2.1 2.2H4.5L6.6 7zM8 9.2V14", style: STROKED },
  rename: { path: "M3 13l.7-3L10.8 3l2.3 2.3L6 12.3z", style: STROKED },
  swap: { path: "M2.5 5.5h10M9.5 2.5l3 3-3 3M13.5 10.5h-10M6.5 7.5l-3 3 3 3", style: STROKED },
  race: { path: "M3.5 14V2.5h9l-2.2 3 2.2 3h-9", style: STROKED },
  compare: { path: "M2 3h5v10H2zM9 3h5v10H9z", style: STROKED },
  reset: { path: "M3 8a5 5 0 1 0 1.6-3.7M3 2v3h3", style: STROKED },
};

/** @typedef {keyof typeof SHAPES} IconName */

/**
 * An icon. It is decoration: the button around it carries the label.
 * @param {IconName} name
 * @param {number} [size_px]
 */
export function icon(name, size_px = 16) {
  const { path, style } = /** @type {{path: string, style?: string}} */ (SHAPES[name]);
  const shape = svg("path", { d: path, ...(style ? { style } : { fill: "currentColor", "fill-rule": "evenodd" }) });
  return svg("svg", { viewBox: "0 0 16 16", width: size_px, height: size_px, "aria-hidden": "true", class: "icon" }, shape);
}
