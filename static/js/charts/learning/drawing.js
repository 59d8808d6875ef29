// @ts-check
/** A drawing of lines that is as wide as its place: its words have the size of all words beside charts, on every screen. */

import { svg } from "../../dom/element.js";
import { onThemeChange, textSize } from "../palette.js";

/** @typedef {{width: number, height: number, left: number, right: number, top: number, bottom: number}} Frame   in pixels, with the room around the lines */

/** @param {HTMLElement} root   gets nothing else */
export function createDrawing(root) {
  let width = 0;
  /** @type {((width: number) => SVGElement) | null} */
  let made = null;
  const draw = () => made && width > 0 && root.replaceChildren(made(width));
  const observer = new ResizeObserver(() => {
    if (root.clientWidth === width) return;
    width = root.clientWidth;
    draw();
  });
  observer.observe(root);
  const stopTheme = onThemeChange(draw);
  return {
    /** @param {(width: number) => SVGElement} make */
    show(make) {
      made = make;
      width = root.clientWidth;
      draw();
    },
    remove() {
      observer.disconnect();
      stopTheme();
    },
  };
}

/** Where lines lie in a drawing so wide. @param {number} width @param {number} share   of it is the height @returns {Frame} */
export function frameOf(width, share) {
  return { width, height: Math.max(textSize(170), Math.round(share * width)), left: textSize(46), right: textSize(18), top: textSize(12), bottom: textSize(38) };
}

/** A number beside an axis. @param {number} x @param {number} y @param {string} anchor @param {{words: string, power: string}} number */
export function numberAt(x, y, anchor, { words, power }) {
  const raised = power === "" ? [] : [svg("tspan", { dy: "-0.35em", "font-size": "0.75em" }, power)];
  return svg("text", { class: "tick", x: x.toFixed(1), y: y.toFixed(1), "text-anchor": anchor }, words, ...raised);
}

/** What is drawn of a line: its path, and its points where it has any. @param {readonly number[][]} points @param {{name: string, radius: number}} look */
export function lineThrough(points, { name, radius }) {
  const path = points.map(([left, top], at) => `${at === 0 ? "M" : "L"}${left.toFixed(1)} ${top.toFixed(1)}`).join("");
  const dots = radius > 0 ? points.map(([left, top]) => svg("circle", { cx: left.toFixed(1), cy: top.toFixed(1), r: radius })) : [];
  return svg("g", { class: name }, svg("path", { d: path }), ...dots);
}

/** @param {Frame} frame @param {...(SVGElement | string)} parts */
export function paper({ width, height }, ...parts) {
  return svg("svg", { class: "check-drawing", width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" }, ...parts);
}
