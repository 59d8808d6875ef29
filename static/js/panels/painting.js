// @ts-check
/**
 * Painting: what is drawn at most once in a frame of the screen. Whoever moves the cursor with the clock of the screen paints
 * at once, so that the picture is that of this very frame. A map costs more than a frame has where no graphics card helps: as
 * long as one waits, all wait for the next frame with it, and a map that moves with the clock is drawn in every second one.
 */

/** Those who want to be drawn, and whether they are maps. @type {Map<() => void, boolean>} */
const waiting = new Map();
let frame = 0;

function paint() {
  cancelAnimationFrame(frame);
  frame = 0;
  const now = [...waiting.keys()];
  waiting.clear();
  for (const draw of now) draw();
}

/** Draw all that waits, now, unless a map is among it. */
export function paintAtOnce() {
  if (![...waiting.values()].includes(true)) paint();
}

/**
 * Call `draw` once in the next frame of the screen, or before that where somebody paints at once.
 * @param {() => void} draw
 * @param {{isMap?: boolean}} [kind]
 */
export function inFrames(draw, { isMap = false } = {}) {
  return {
    request() {
      waiting.set(draw, isMap);
      frame ||= requestAnimationFrame(paint);
    },
    cancel: () => void waiting.delete(draw),
  };
}
