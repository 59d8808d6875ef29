// @ts-check
/**
 * Frames: the maps as they stand on the page, beside each other where there are two, under a title, over the names of the
 * runs. Films are made of them, and pictures of the surface.
 */

import { dashPattern } from "../state/appearance.js";
import { markerPath } from "./markers.js";
import { cssColor, fontOf, runColor, sizes } from "./palette.js";
import { groundOf } from "./pictures.js";

/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("./pictures.js").Words & {atStep: (step: number) => string}} Words   `source` stands beside the title, with the step */
/** @typedef {NonNullable<Awaited<ReturnType<typeof createFrames>>>} Frames */

/** The layers that move: over the map, and the surface with all that is on it. */
const FLAT = ".trails, .walkers";
const STANDING = ".surface-ground, .surface-trails, .surface-walkers";
const HEAD_PX = 40;
const FOOT_PX = 30;
const GAP_PX = 12;
const SIDE_PX = 14;

/**
 * @param {import("../types.js").Store} store
 * @param {Words} words
 * @param {(size: {width: number, height: number}) => number} scaleFor   pixels of a frame in one of the page
 * @returns frames of the maps as they are laid out now; null while none is drawn
 */
export async function createFrames(store, words, scaleFor) {
  const isSurface = () => document.querySelector(STANDING) !== null;
  const roots = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".landscape")]);
  const grounds = isSurface() ? [] : await Promise.all(roots.map(({ id }) => groundOf(id)));
  const maps = roots.map((root, at) => ({
    ground: grounds[at] ?? null,
    layers: /** @type {HTMLCanvasElement[]} */ ([...root.querySelectorAll(isSurface() ? STANDING : FLAT)]),
    letter: roots.length > 1 ? "AB"[at] : "",
  }));
  if (maps.some(({ ground, layers }) => layers.length === 0 || (!ground && !isSurface()))) return null;
  const sizesOf = maps.map(({ layers: [first] }) => ({ width: first.clientWidth, height: first.clientHeight }));
  const width = sizesOf.reduce((sum, size) => sum + size.width, (maps.length - 1) * GAP_PX);
  const height = HEAD_PX + Math.max(...sizesOf.map((size) => size.height)) + FOOT_PX;
  const scale = scaleFor({ width, height });
  const canvas = Object.assign(document.createElement("canvas"), { width: even(width * scale), height: even(height * scale) });
  const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));

  /** What the page shows at this moment. @param {{withStep?: boolean}} [options] */
  const paint = ({ withStep = true } = {}) => {
    const { runs, companions, playback } = store.get();
    brush.setTransform(scale, 0, 0, scale, 0, 0);
    brush.fillStyle = cssColor("--card");
    brush.fillRect(0, 0, width + 2, height + 2);
    paintHead(withStep ? `${words.source} · ${words.atStep(Math.round(playback.cursor))}` : words.source);
    let left = 0;
    maps.forEach(({ ground, layers, letter }, at) => {
      const size = sizesOf[at];
      brush.fillStyle = cssColor(ground ? "--low-4" : "--paper");
      brush.fillRect(left, HEAD_PX, size.width, size.height);
      for (const layer of ground ? [ground, ...layers] : layers) brush.drawImage(layer, left, HEAD_PX, size.width, size.height);
      if (letter) paintLetter(letter, left + SIDE_PX, HEAD_PX + SIDE_PX);
      left += size.width + GAP_PX;
    });
    paintNames(runs.length >= companions.length ? runs : companions);
  };

  /** @param {string} source */
  const paintHead = (source) => {
    const { family } = fontOf();
    Object.assign(brush, { fillStyle: cssColor("--ink-2"), font: `11px ${family}`, textAlign: "right", textBaseline: "middle" });
    brush.fillText(source, width - SIDE_PX, HEAD_PX / 2);
    const room = width - 3 * SIDE_PX - brush.measureText(source).width;
    Object.assign(brush, { fillStyle: cssColor("--ink"), font: `600 15px ${family}`, textAlign: "left" });
    brush.fillText(words.title, SIDE_PX, HEAD_PX / 2, room);
  };

  /** @param {string} letter @param {number} left @param {number} top */
  const paintLetter = (letter, left, top) => {
    Object.assign(brush, { fillStyle: cssColor("--ink"), font: `700 16px ${fontOf().family}`, textAlign: "left", textBaseline: "top" });
    brush.fillText(letter, left, top);
  };

  /** @param {readonly Run[]} runs */
  const paintNames = (runs) => {
    const middle = height - FOOT_PX / 2;
    let left = SIDE_PX;
    Object.assign(brush, { font: `12px ${fontOf().family}`, textAlign: "left", textBaseline: "middle", lineWidth: sizes().line });
    for (const run of runs.filter(({ isHidden }) => !isHidden)) {
      brush.strokeStyle = brush.fillStyle = runColor(run.appearance);
      brush.setLineDash(dashPattern(run.appearance.dash, sizes().line));
      brush.beginPath();
      brush.moveTo(left, middle);
      brush.lineTo(left + 26, middle);
      brush.stroke();
      brush.setLineDash([]);
      brush.translate(left + 13, middle);
      brush.fill(markerPath(run.appearance.marker, 4));
      brush.translate(-left - 13, -middle);
      brush.fillStyle = cssColor("--ink");
      brush.fillText(run.label, left + 32, middle);
      left += 32 + brush.measureText(run.label).width + 18;
    }
  };

  return { canvas, paint, pixels: () => brush.getImageData(0, 0, canvas.width, canvas.height).data };
}

/** Video wants even sides. @param {number} pixels */
function even(pixels) {
  return 2 * Math.ceil(pixels / 2);
}
