// @ts-check
/**
 * A part of the page as a picture to keep: its words, drawings and canvases where they stand, under a title. What is read
 * off the page is written into one SVG document; a PNG is that document painted.
 *
 * Words are placed line by line as the browser broke them; of what can be pressed only the choice of a list is told.
 */

import { svg } from "../dom/element.js";
import { cssColor, fontOf } from "./palette.js";

/** @typedef {{title: string, source: string}} Words */
/** @typedef {{left: number, top: number}} Origin   of the picture, in the window */
/** @typedef {{x: number, y: number, width: number, height: number}} Frame   in the picture */

const HEAD_PX = 48;
const SIDE_PX = 16;
const SHARPNESS = 2;
/** What a drawing's look is made of; it is decided in style sheets, which a file has none of. */
const LOOKS = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "stroke-linecap", "stroke-linejoin", "opacity", "paint-order", "font-family", "font-size", "font-weight", "text-anchor", "dominant-baseline"];
const SIDES = ["Top", "Right", "Bottom", "Left"];

/**
 * @param {HTMLElement} root
 * @param {"png" | "svg"} format
 * @param {Words} words
 * @returns {Promise<Blob | null>} null while there is nothing
 */
export async function pictureOfPage(root, format, words) {
  if (!root.querySelector(":scope > :not(.stage-wait)")) return null;
  const drawing = drawingOf(root, words);
  const text = new XMLSerializer().serializeToString(drawing);
  if (format === "svg") return new Blob([text], { type: "image/svg+xml" });
  const image = Object.assign(new Image(), { src: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}` });
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: SHARPNESS * Number(drawing.getAttribute("width")), height: SHARPNESS * Number(drawing.getAttribute("height")) });
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

/** @param {HTMLElement} root @param {Words} words */
function drawingOf(root, { title, source }) {
  const box = root.getBoundingClientRect();
  const foot = Math.max(...Array.from(root.children, (child) => child.getBoundingClientRect().bottom));
  const [width, height] = [root.scrollWidth, Math.ceil(foot - box.top + root.scrollTop)];
  const drawing = svg("svg", { width, height: height + HEAD_PX + SIDE_PX, viewBox: `0 ${-HEAD_PX} ${width} ${height + HEAD_PX + SIDE_PX}` });
  const { family } = fontOf();
  drawing.append(
    svg("rect", { x: 0, y: -HEAD_PX, width, height: height + HEAD_PX + SIDE_PX, fill: cssColor("--card") }),
    svg("text", { x: SIDE_PX, y: -HEAD_PX + 22, "font-family": family, "font-size": 15, "font-weight": 600, fill: cssColor("--ink") }, title),
    svg("text", { x: width - SIDE_PX, y: -8, "text-anchor": "end", "font-family": family, "font-size": 10, fill: cssColor("--ink-2") }, source),
  );
  const origin = { left: box.left - root.scrollLeft, top: box.top - root.scrollTop };
  for (const child of root.children) write(child, drawing, origin);
  return drawing;
}

/** @param {Element} node @param {Element} drawing @param {Origin} origin */
function write(node, drawing, origin) {
  const box = node.getBoundingClientRect();
  if (!node.checkVisibility({ visibilityProperty: true }) || (box.width <= 1 && box.height <= 1) || node.matches("button, input")) return;
  const frame = { x: box.left - origin.left, y: box.top - origin.top, width: box.width, height: box.height };
  if (node instanceof HTMLCanvasElement) {
    if (node.width > 0 && node.height > 0) drawing.append(svg("image", { ...frame, href: node.toDataURL("image/png"), style: `image-rendering: ${getComputedStyle(node).imageRendering}` }));
  } else if (node instanceof SVGSVGElement) drawing.append(dressed(node, frame));
  else if (node instanceof HTMLSelectElement) drawing.append(lineOf(node.selectedOptions[0]?.text ?? "", node, frame.x, frame.y + box.height / 2 + 4));
  else {
    drawing.append(...paperOf(getComputedStyle(node), frame), ...keyOf(node, frame));
    for (const child of upwards(node)) {
      if (child instanceof Element) write(child, drawing, origin);
      else if (child instanceof Text && child.data.trim() !== "") drawing.append(...linesOf(child, node, origin));
    }
  }
}

/** What a node holds, from below. @param {Element} node */
function upwards(node) {
  const heightOf = (/** @type {Node} */ child) => (child instanceof Element ? Number.parseInt(getComputedStyle(child).zIndex) || 0 : 0);
  return [...node.childNodes].sort((a, b) => heightOf(a) - heightOf(b));
}

/** A drawing that looks the same without its style sheet. @param {SVGSVGElement} original @param {Frame} frame */
function dressed(original, frame) {
  const copy = /** @type {SVGSVGElement} */ (original.cloneNode(true));
  const copies = [copy, ...copy.querySelectorAll("*")];
  [original, ...original.querySelectorAll("*")].forEach((node, at) => {
    const style = getComputedStyle(node);
    copies[at].removeAttribute("style");
    for (const name of LOOKS) copies[at].setAttribute(name, style.getPropertyValue(name));
    if (style.display === "none") copies[at].setAttribute("display", "none");
  });
  for (const [name, value] of Object.entries(frame)) copy.setAttribute(name, String(value));
  return copy;
}

/** The key of a legend that a style sheet sets before a line of words. @param {Element} node @param {Frame} frame */
function keyOf(node, frame) {
  const style = getComputedStyle(node, "::before");
  const [width, height] = [style.width, style.height].map(parseFloat);
  if (style.content !== '""' || !(width > 0)) return [];
  const line = Math.min(frame.height, parseFloat(getComputedStyle(node).lineHeight) || frame.height);
  return paperOf(style, { x: frame.x + (parseFloat(getComputedStyle(node).paddingLeft) || 0), y: frame.y + (line - height) / 2, width, height });
}

/** What words stand on: their ground and its edges. @param {CSSStyleDeclaration} computed @param {Frame} frame */
function paperOf(computed, frame) {
  const style = /** @type {Record<string, any>} */ (/** @type {unknown} */ (computed));
  const { x, y, width, height } = frame;
  const ends = [[x, y, x + width, y], [x + width, y, x + width, y + height], [x, y + height, x + width, y + height], [x, y, x, y + height]];
  const edges = SIDES.flatMap((side, at) => {
    const thick = parseFloat(style[`border${side}Width`]);
    const [x1, y1, x2, y2] = ends[at];
    return thick > 0 && style[`border${side}Style`] !== "none" ? [svg("line", { x1, y1, x2, y2, stroke: style[`border${side}Color`], "stroke-width": thick, ...(style[`border${side}Style`] === "dashed" && { "stroke-dasharray": "4 3" }) })] : [];
  });
  const isBare = /^rgba\(.*, 0\)$|^transparent$/.test(style.backgroundColor);
  return [...(isBare ? [] : [svg("rect", { ...frame, rx: parseFloat(style.borderTopLeftRadius) || 0, fill: style.backgroundColor })]), ...edges];
}

/** A text line by line. @param {Text} text @param {Element} parent @param {Origin} origin */
function linesOf(text, parent, { left, top }) {
  const range = document.createRange();
  /** @type {{words: string, x: number, y: number}[]} */
  const lines = [];
  let last = NaN;
  for (let at = 0; at < text.length; at += 1) {
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    const box = range.getBoundingClientRect();
    const isFirst = !(Math.abs(box.top - last) < 3);
    if (box.width === 0 || (isFirst && text.data[at].trim() === "")) continue;
    if (isFirst) lines.push({ words: "", x: box.left - left, y: box.top - top });
    last = box.top;
    lines[lines.length - 1].words += text.data[at];
  }
  return lines.map(({ words, x, y }) => lineOf(words.trimEnd(), parent, x, y + ascentOf(parent)));
}

/** @param {string} words @param {Element} node   whose words they are @param {number} x @param {number} y */
function lineOf(words, node, x, y) {
  const { fontFamily, fontSize, fontWeight, color } = getComputedStyle(node);
  return svg("text", { x, y, "font-family": fontFamily, "font-size": fontSize, "font-weight": fontWeight, fill: color }, words);
}

const ruler = document.createElement("canvas").getContext("2d");

/** How far above the foot of its letters the line of an element begins. @param {Element} node */
function ascentOf(node) {
  if (!ruler) return 0;
  const { fontFamily, fontSize, fontWeight } = getComputedStyle(node);
  ruler.font = `${fontWeight} ${fontSize} ${fontFamily}`;
  return ruler.measureText("x").fontBoundingBoxAscent;
}
