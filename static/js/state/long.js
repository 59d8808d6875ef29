// @ts-check
/** What takes long is begun only when it is wished. Pure. */

/** Computations that are expected to take longer than this wait to be asked for. */
export const LONG_SECONDS = 10;

/**
 * Whether a computation waits: how long it would take, or null if it may begin.
 * @param {number} seconds
 * @param {boolean} isWished
 */
export function offered(seconds, isWished) {
  return seconds > LONG_SECONDS && !isWished ? seconds : null;
}
