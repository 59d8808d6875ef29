// @ts-check
/**
 * An animated GIF, written from the GIF89a specification (CompuServe 1990): one table of 256 colours for all frames; of
 * every frame but the first only the rectangle in which something moves, and in that only what is another colour.
 */

import { compressed } from "./lzw.js";

/** @typedef {import("./quantise.js").Palette} Palette */

const BITS = 8;
/** Of the table's entries the one that leaves what is there. */
export const TRANSPARENT = 255;
const LEAVE_AS_IT_IS = 1;
const LONGEST_TEXT = 255;

/**
 * @param {{width: number, height: number, palette: Palette, comment: string}} picture
 */
export function createGif({ width, height, palette, comment }) {
  /** @type {Uint8Array[]} */
  const parts = [header(width, height, palette), loop(), commentOf(comment)];
  /** @type {Uint8Array | null} */
  let shown = null;
  return {
    /** @param {Uint8Array} indices   of all pixels, row by row @param {number} delay   in hundredths of a second */
    add(indices, delay) {
      const box = shown ? changedBox(shown, indices, width) : { left: 0, top: 0, right: width, bottom: height };
      parts.push(control(delay), place(box), compressed(cut(indices, shown, box, width), BITS));
      shown = indices;
    },
    size: () => parts.reduce((sum, part) => sum + part.length, 0),
    finish: () => new Blob(/** @type {BlobPart[]} */ ([...parts, Uint8Array.of(0x3b)]), { type: "image/gif" }),
  };
}

/** Signature, logical screen, and the table of colours. @param {number} width @param {number} height @param {Palette} palette */
function header(width, height, { colors }) {
  const table = new Uint8Array(3 * 256);
  table.set(colors.subarray(0, table.length));
  return Uint8Array.from([...letters("GIF89a"), ...short(width), ...short(height), 0b1111_0111, 0, 0, ...table]);
}

/** Shown again and again (Netscape's application extension, which every reader knows). */
function loop() {
  return Uint8Array.from([0x21, 0xff, 11, ...letters("NETSCAPE2.0"), 3, 1, ...short(0), 0]);
}

/** @param {string} words */
function commentOf(words) {
  const bytes = new TextEncoder().encode(words).slice(0, LONGEST_TEXT);
  return Uint8Array.from([0x21, 0xfe, bytes.length, ...bytes, 0]);
}

/** @param {number} delay */
function control(delay) {
  return Uint8Array.from([0x21, 0xf9, 4, (LEAVE_AS_IT_IS << 2) | 1, ...short(delay), TRANSPARENT, 0]);
}

/** @typedef {{left: number, top: number, right: number, bottom: number}} Box */

/** @param {Box} box */
function place({ left, top, right, bottom }) {
  return Uint8Array.from([0x2c, ...short(left), ...short(top), ...short(right - left), ...short(bottom - top), 0]);
}

/** Where two frames differ; one pixel where they do not, for its delay. @param {Uint8Array} before @param {Uint8Array} after @param {number} width @returns {Box} */
function changedBox(before, after, width) {
  const box = { left: width, top: Infinity, right: 0, bottom: 0 };
  for (let at = 0; at < after.length; at += 1) {
    if (before[at] === after[at]) continue;
    const [column, row] = [at % width, Math.floor(at / width)];
    box.left = Math.min(box.left, column);
    box.right = Math.max(box.right, column + 1);
    box.top = Math.min(box.top, row);
    box.bottom = row + 1;
  }
  return box.right === 0 ? { left: 0, top: 0, right: 1, bottom: 1 } : box;
}

/** The pixels of a box, those transparent that are as before. @param {Uint8Array} after @param {Uint8Array | null} before @param {Box} box @param {number} width */
function cut(after, before, { left, top, right, bottom }, width) {
  const pixels = new Uint8Array((right - left) * (bottom - top));
  let to = 0;
  for (let row = top; row < bottom; row += 1) {
    for (let at = row * width + left; at < row * width + right; at += 1, to += 1) pixels[to] = before?.[at] === after[at] ? TRANSPARENT : after[at];
  }
  return pixels;
}

/** Two bytes, the lower one first. @param {number} value */
function short(value) {
  return [value & 0xff, (value >> 8) & 0xff];
}

/** @param {string} ascii */
function letters(ascii) {
  return [...ascii].map((character) => character.charCodeAt(0));
}
