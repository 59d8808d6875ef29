// @ts-check
/** A film of the run as an animated GIF: step by step, however long that takes, and as large as a slide needs. */

import { createFrames } from "./frames.js";
import { createGif } from "./gif.js";
import { cssColor, runColor } from "./palette.js";
import { indicesOf, paletteOf } from "./quantise.js";
import { channels } from "./relief.js";

/** @typedef {import("../types.js").Store} Store */
/** @typedef {{signal: AbortSignal, onProgress: (share: number) => void}} Watch */

/** A longer run is shown in so many frames. */
const MOST_FRAMES = 120;
/** Larger pictures are made smaller: pixels in all. */
const MOST_PIXELS = 420_000;
const MOST_BYTES = 12_000_000;
/** One is left for what stays as it is. */
const COLORS = 255;
/** The whole film, in hundredths of a second, as far as its frames can be so fast or slow; and its last picture. */
const LENGTH = 800;
const DELAYS = [4, 12];
const HOLD = 200;

/**
 * Null if the map is not drawn, or the film is not wanted any more. The cursor is where it was.
 * @param {Store} store
 * @param {{seek: (step: number) => void}} transport
 * @param {import("./frames.js").Words} words
 * @param {Watch} watch
 * @returns {Promise<Blob | null>}
 */
export async function filmAsGif(store, transport, words, { signal, onProgress }) {
  const frames = await createFrames(store, words, ({ width, height }) => Math.min(1, Math.sqrt(MOST_PIXELS / (width * height))));
  if (!frames) return null;
  const { cursor, lastStep } = store.get().playback;
  const steps = stepsOf(lastStep);
  try {
    await showStep(store, transport, lastStep);
    frames.paint();
    const palette = paletteOf(frames.pixels(), exactColors(store), COLORS);
    const { width, height } = frames.canvas;
    const gif = createGif({ width, height, palette, comment: `${words.title} – ${words.source}` });
    const delay = Math.min(Math.max(Math.round(LENGTH / steps.length), DELAYS[0]), DELAYS[1]);
    for (const [at, step] of steps.entries()) {
      await showStep(store, transport, step);
      if (signal.aborted) return null;
      frames.paint();
      gif.add(indicesOf(frames.pixels(), palette), at === steps.length - 1 ? HOLD : delay);
      onProgress((at + 1) / steps.length);
      if (gif.size() > MOST_BYTES) break;
    }
    return gif.finish();
  } finally {
    transport.seek(cursor);
  }
}

/** The steps that are shown, the first and the last among them. @param {number} last */
function stepsOf(last) {
  const count = Math.min(last + 1, MOST_FRAMES);
  return Array.from({ length: count }, (_, at) => (count === 1 ? last : Math.round((at * last) / (count - 1))));
}

/** @param {Store} store @param {{seek: (step: number) => void}} transport @param {number} step */
async function showStep(store, transport, step) {
  transport.seek(step);
  store.flush();
  for (let frame = 0; frame < 2; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** Paper, ink and the runs are the same on every picture. @param {Store} store */
function exactColors(store) {
  const { runs, companions } = store.get();
  const names = [...["--card", "--ink"].map(cssColor), ...[...runs, ...companions].map(({ appearance }) => runColor(appearance))];
  return [...new Set(names)].map((color) => channels(color));
}
