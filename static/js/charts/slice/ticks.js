// @ts-check
/** Ticks along the lower and the left edge of a slice: round coefficients, inside the frame. */

import { toLeft, toTop } from "../frame.js";
import { cssColor, fontOf, textSize } from "../palette.js";

const SPACE_PX = 90;
const LENGTH_PX = 4;
const INSET_PX = 7;

/**
 * Round numbers between two others, about `count` of them.
 * @param {number} low
 * @param {number} high
 * @param {number} count
 */
export function roundNumbers(low, high, count) {
  const rough = (high - low) / Math.max(count, 1);
  const grain = 10 ** Math.floor(Math.log10(rough));
  const step = grain * ([1, 2, 5].find((factor) => factor * grain >= rough) ?? 10);
  const first = Math.ceil(low / step);
  const last = Math.floor(high / step);
  return Array.from({ length: Math.max(last - first + 1, 0) }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {import("../frame.js").Frame} frame
 * @param {{tickvals: number[], ticktext: string[]} | null} heights   of a line, the ticks of its losses
 */
export function paintTicks(brush, frame, heights) {
  const format = (/** @type {number} */ value) => String(value).replace("-", "−");
  const { width, height, x, y } = frame;
  const { family } = fontOf();
  Object.assign(brush, { font: `${textSize(11)}px ${family}`, fillStyle: cssColor("--ink-2"), strokeStyle: cssColor("--ink-3"), lineWidth: 1, textBaseline: "middle", textAlign: "center" });
  brush.beginPath();
  for (const value of roundNumbers(x[0], x[1], width / SPACE_PX)) {
    const left = toLeft(frame, value);
    brush.moveTo(left, height);
    brush.lineTo(left, height - LENGTH_PX);
    if (left > 60 && left < width - 60) brush.fillText(format(value), left, height - LENGTH_PX - INSET_PX);
  }
  brush.textAlign = "left";
  const ladder = heights ? heights.tickvals.map((value, at) => [value, heights.ticktext[at]]) : roundNumbers(y[0], y[1], height / SPACE_PX).map((value) => [value, format(value)]);
  for (const [value, words] of /** @type {[number, string][]} */ (ladder)) {
    const top = toTop(frame, value);
    brush.moveTo(0, top);
    brush.lineTo(LENGTH_PX, top);
    if (top > 16 && top < height - 30) brush.fillText(words, LENGTH_PX + 3, top);
  }
  brush.stroke();
}
