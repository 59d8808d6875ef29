// @ts-check
/**
 * Painting: what is drawn at most once in a frame of the screen. Whoever moves the cursor with the clock of the screen
 * paints at once: what waited for the next frame would take the wish of that frame with it, and show every second one.
 */

/** Those who want to be drawn in this frame. @type {Set<() => void>} */
const waiting = new Set();
let frame = 0;

/** Draw all that waits, now. */
export function paint() {
  cancelAnimationFrame(frame);
  frame = 0;
  const now = [...waiting];
  waiting.clear();
  for (const draw of now) draw();
}

/**
 * Call `draw` once in the next frame of the screen, or before that where somebody paints.
 * @param {() => void} draw
 */
export function inFrames(draw) {
  return {
    request() {
      waiting.add(draw);
      frame ||= requestAnimationFrame(paint);
    },
    cancel: () => void waiting.delete(draw),
  };
}
