// @ts-check
/**
 * Few colours in place of many: a palette by median cut (Heckbert 1982) over what a picture shows, with some colours kept
 * exactly, and the nearest of them for every pixel.
 */

/** `colors`: three bytes each; `count` of them are used. @typedef {{colors: Uint8Array, count: number, nearest: (red: number, green: number, blue: number) => number}} Palette */
/** Colours with how often they occur: red, green, blue, count. @typedef {number[][]} Bucket */

/** Colours are told apart to so many bits a channel. */
const BITS = 6;
const DROPPED = 8 - BITS;

/**
 * @param {Uint8ClampedArray} pixels           red, green, blue, alpha
 * @param {readonly number[][]} kept           colours that stay what they are
 * @param {number} most
 * @returns {Palette}
 */
export function paletteOf(pixels, kept, most) {
  const found = medianCut(histogram(pixels), most - kept.length);
  const list = [...kept, ...found];
  /** Answers that were found before, by the colour's leading bits. */
  const answers = new Int16Array(1 << (3 * BITS)).fill(-1);
  const nearest = (/** @type {number} */ red, /** @type {number} */ green, /** @type {number} */ blue) => {
    const key = keyOf(red, green, blue);
    if (answers[key] >= 0) return answers[key];
    let best = 0;
    let least = Infinity;
    list.forEach(([r, g, b], at) => {
      const distance = 3 * (r - red) ** 2 + 4 * (g - green) ** 2 + 2 * (b - blue) ** 2;
      if (distance < least) [best, least] = [at, distance];
    });
    return (answers[key] = best);
  };
  return { colors: Uint8Array.from(list.flat()), count: list.length, nearest };
}

/** Every pixel as the place of its colour in the palette. @param {Uint8ClampedArray} pixels @param {Palette} palette */
export function indicesOf(pixels, { nearest }) {
  const indices = new Uint8Array(pixels.length / 4);
  for (let at = 0; at < indices.length; at += 1) indices[at] = nearest(pixels[4 * at], pixels[4 * at + 1], pixels[4 * at + 2]);
  return indices;
}

/** @param {number} red @param {number} green @param {number} blue */
function keyOf(red, green, blue) {
  return ((red >> DROPPED) << (2 * BITS)) | ((green >> DROPPED) << BITS) | (blue >> DROPPED);
}

/** @param {Uint8ClampedArray} pixels @returns {Bucket} */
function histogram(pixels) {
  const sums = new Float64Array(4 << (3 * BITS));
  for (let at = 0; at < pixels.length; at += 4) {
    const slot = 4 * keyOf(pixels[at], pixels[at + 1], pixels[at + 2]);
    for (let channel = 0; channel < 3; channel += 1) sums[slot + channel] += pixels[at + channel];
    sums[slot + 3] += 1;
  }
  /** @type {Bucket} */
  const colors = [];
  for (let slot = 0; slot < sums.length; slot += 4) {
    const count = sums[slot + 3];
    if (count > 0) colors.push([sums[slot] / count, sums[slot + 1] / count, sums[slot + 2] / count, count]);
  }
  return colors;
}

/** @param {Bucket} colors @param {number} most @returns {number[][]} */
function medianCut(colors, most) {
  const boxes = colors.length > 0 ? [measured(colors)] : [];
  while (boxes.length < most) {
    const widest = boxes.reduce((best, box, at) => (box.weight > (boxes[best]?.weight ?? 0) ? at : best), -1);
    if (widest < 0) break;
    const [{ bucket, channel }] = boxes.splice(widest, 1);
    const sorted = [...bucket].sort((one, other) => one[channel] - other[channel]);
    const half = sorted.reduce((sum, color) => sum + color[3], 0) / 2;
    let cut = 0;
    for (let sum = 0; cut < sorted.length - 1 && (cut === 0 || sum + sorted[cut][3] <= half); cut += 1) sum += sorted[cut][3];
    boxes.push(measured(sorted.slice(0, cut)), measured(sorted.slice(cut)));
  }
  return boxes.map(({ bucket }) => meanOf(bucket));
}

/** A box with its widest channel; one of a single colour weighs nothing. @param {Bucket} bucket */
function measured(bucket) {
  const spans = [0, 1, 2].map((channel) => {
    const values = bucket.map((color) => color[channel]);
    return Math.max(...values) - Math.min(...values);
  });
  const channel = spans.indexOf(Math.max(...spans));
  const count = bucket.reduce((sum, color) => sum + color[3], 0);
  return { bucket, channel, weight: bucket.length > 1 ? spans[channel] * Math.sqrt(count) : 0 };
}

/** @param {Bucket} bucket */
function meanOf(bucket) {
  const count = bucket.reduce((sum, color) => sum + color[3], 0);
  return [0, 1, 2].map((channel) => Math.round(bucket.reduce((sum, color) => sum + color[channel] * color[3], 0) / count));
}
