// @ts-check
/** A film of the run as WebM: what the page shows while it plays once from start to end. */

import { createFrames } from "./frames.js";

/** @typedef {import("../types.js").Store} Store */
/** @typedef {{toStart: () => void, play: () => void, pause: () => void}} Transport */

const TYPES = ["video/webm;codecs=vp9", "video/webm;codecs=vp8", "video/webm"];
const FRAMES_PER_SECOND = 30;
/** After the last step: it is drawn a frame later, and the canvases stay for some more. */
const LAST_FRAMES = 5;
/** How long the end is seen, and by how many pictures at least: a busy machine takes its time for each. */
const HOLD_MS = 1500;
const HOLD_FRAMES = 20;
const BITS_PER_SECOND = 6_000_000;

/** Whether this browser can. */
export function canRecord() {
  return typeof MediaRecorder === "function" && TYPES.some((type) => MediaRecorder.isTypeSupported(type));
}

/**
 * Play from the start and film it; ends with the last step, or when playback is paused. Null if the map is not drawn, or the
 * film is not wanted any more.
 * @param {Store} store
 * @param {Transport} transport
 * @param {import("./frames.js").Words} words
 * @param {import("./film_gif.js").Watch} watch
 * @returns {Promise<Blob | null>}
 */
export async function recordPlayback(store, transport, words, { signal, onProgress }) {
  const frames = await createFrames(store, words, () => window.devicePixelRatio || 1);
  if (!frames) return null;
  const { canvas, paint } = frames;
  const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const recorder = new MediaRecorder(canvas.captureStream(FRAMES_PER_SECOND), { mimeType: TYPES.find((type) => MediaRecorder.isTypeSupported(type)), videoBitsPerSecond: BITS_PER_SECOND });
  /** @type {Blob[]} */
  const parts = [];
  recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
  const stopped = new Promise((resolve) => recorder.addEventListener("stop", resolve));

  transport.toStart();
  paint();
  recorder.start();
  transport.play();
  /** The last picture once more: a canvas that rests gives no frames. */
  const repeat = () => {
    brush.resetTransform();
    brush.drawImage(canvas, 0, 0);
  };
  let left = LAST_FRAMES;
  let held = 0;
  let end = Infinity;
  const follow = (/** @type {number} */ now) => {
    const { isPlaying, cursor, lastStep } = store.get().playback;
    if (left > 0) paint();
    else {
      repeat();
      held += 1;
    }
    if (signal.aborted) transport.pause();
    else onProgress(cursor / Math.max(lastStep, 1));
    if (!isPlaying) left -= 1;
    if (left === 0) end = now + HOLD_MS;
    if ((now < end || held < HOLD_FRAMES) && !signal.aborted) requestAnimationFrame(follow);
    else recorder.stop();
  };
  requestAnimationFrame(follow);
  await stopped;
  return signal.aborted ? null : new Blob(parts, { type: "video/webm" });
}
