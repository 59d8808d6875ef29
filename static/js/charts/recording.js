// @ts-check
/** A film of the run: the map as a picture, and over it what the canvases show while it plays once from start to end. */

import { cssColor, fontOf } from "./palette.js";
import { groundOf } from "./pictures.js";

/** @typedef {import("../types.js").Store} Store */
/** @typedef {{toStart: () => void, play: () => void, pause: () => void}} Transport */

/** The layers that move: over the map, and the surface with all that is on it. */
const MAP = "#landscape .trails, #landscape .walkers";
const SURFACE = "#landscape .surface-ground, #landscape .surface-trails, #landscape .surface-walkers";
const TYPES = ["video/webm;codecs=vp9", "video/webm;codecs=vp8", "video/webm"];
const FRAMES_PER_SECOND = 30;
/** After the last step: it is drawn a frame later, and the canvases stay for some more. */
const LAST_FRAMES = 5;
/** How long the end is seen. */
const HOLD_MS = 1500;
const HEAD_PX = 36;
const BITS_PER_SECOND = 6_000_000;

/** Whether this browser can. */
export function canRecord() {
  return typeof MediaRecorder === "function" && TYPES.some((type) => MediaRecorder.isTypeSupported(type));
}

/**
 * Play from the start and film it; ends with the last step, or when playback is paused. Null if the map is not drawn.
 * @param {Store} store
 * @param {Transport} transport
 * @param {{title: string, source: string}} words
 * @returns {Promise<Blob | null>}
 */
export async function recordPlayback(store, transport, words) {
  const isSurface = store.get().view.map === "surface";
  const ground = await groundOf("landscape");
  const layers = /** @type {NodeListOf<HTMLCanvasElement>} */ (document.querySelectorAll(isSurface ? SURFACE : MAP));
  if (!ground || layers.length === 0) return null;
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: even(layers[0].width), height: even(layers[0].height + HEAD_PX * ratioOf(layers[0])) });
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
  let left = LAST_FRAMES;
  let end = Infinity;
  const follow = (/** @type {number} */ now) => {
    if (left > 0) paint();
    else brush.drawImage(canvas, 0, 0); // the last picture once more: a canvas that rests gives no frames
    if (!store.get().playback.isPlaying) left -= 1;
    if (left === 0) end = now + HOLD_MS;
    if (now < end) requestAnimationFrame(follow);
    else recorder.stop();
  };
  requestAnimationFrame(follow);
  await stopped;
  return new Blob(parts, { type: "video/webm" });

  function paint() {
    const ratio = ratioOf(layers[0]);
    const { family } = fontOf();
    brush.fillStyle = cssColor("--card");
    brush.fillRect(0, 0, canvas.width, canvas.height);
    brush.fillStyle = cssColor("--ink");
    brush.font = `600 ${15 * ratio}px ${family}`;
    brush.textBaseline = "middle";
    brush.fillText(words.title, 12 * ratio, (HEAD_PX / 2) * ratio);
    brush.font = `${11 * ratio}px ${family}`;
    brush.textAlign = "right";
    brush.fillText(`${words.source} · ${Math.round(store.get().playback.cursor)}`, canvas.width - 12 * ratio, (HEAD_PX / 2) * ratio);
    brush.textAlign = "left";
    const top = HEAD_PX * ratio;
    if (isSurface) {
      brush.fillStyle = cssColor("--paper");
      brush.fillRect(0, top, canvas.width, canvas.height);
    } else brush.drawImage(/** @type {HTMLImageElement} */ (ground), 0, top, layers[0].width, layers[0].height);
    for (const layer of layers) brush.drawImage(layer, 0, top);
  }
}

/** @param {HTMLCanvasElement} layer */
function ratioOf(layer) {
  return layer.width / layer.clientWidth;
}

/** Video wants even sides. @param {number} pixels */
function even(pixels) {
  return 2 * Math.ceil(pixels / 2);
}
