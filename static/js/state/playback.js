// @ts-check
/** Playback: how the cursor moves over recorded steps. Pure; a clock comes in as elapsed seconds. */

/** @typedef {import("../types.js").Playback} Playback */

/** Steps a second at speed 1: thirty steps take 2.5 seconds, a hundred about eight. */
const BASE_RATE = 12;
/** Longer experiments are played faster, so that none takes more than this at speed 1. */
const LONGEST_SECONDS = 12;

export const SPEEDS = [0.25, 0.5, 1, 2, 4, 8, 16];

/** @type {Playback} */
export const AT_START = { cursor: 0, isPlaying: false, followsEnd: false, speed: 1, lastStep: 0 };

/**
 * @param {number} steps of the experiment
 * @param {number} speed
 */
export function stepsPerSecond(steps, speed) {
  return speed * Math.max(BASE_RATE, steps / LONGEST_SECONDS);
}

/**
 * The playback after `seconds`. It never passes what has arrived; at the end of a complete experiment it stops.
 * @param {Playback} playback
 * @param {number} seconds
 * @param {{steps: number, isComplete: boolean}} experiment
 * @returns {Playback}
 */
export function advance(playback, seconds, { steps, isComplete }) {
  if (!playback.isPlaying) return playback;
  const wanted = playback.cursor + seconds * stepsPerSecond(steps, playback.speed);
  const cursor = Math.max(playback.cursor, Math.min(wanted, playback.lastStep));
  const isOver = isComplete && cursor >= playback.lastStep;
  return cursor === playback.cursor && !isOver ? playback : { ...playback, cursor, isPlaying: !isOver };
}

/**
 * Play; at the end, from the start again.
 * @param {Playback} playback
 * @param {boolean} isComplete
 * @returns {Playback}
 */
export function played(playback, isComplete) {
  const isAtEnd = isComplete && playback.cursor >= playback.lastStep;
  return { ...playback, isPlaying: true, followsEnd: false, cursor: isAtEnd ? 0 : playback.cursor };
}

/**
 * Stand still at `step`, or as near as has arrived.
 * @param {Playback} playback
 * @param {number} step
 * @returns {Playback}
 */
export function sought(playback, step) {
  return { ...playback, isPlaying: false, followsEnd: false, cursor: Math.min(Math.max(Math.round(step), 0), playback.lastStep) };
}

/**
 * Stand at the end: at once if everything has arrived, else with every step that arrives.
 * @param {Playback} playback
 * @param {boolean} isComplete
 * @returns {Playback}
 */
export function atEnd(playback, isComplete) {
  return { ...sought(playback, playback.lastStep), followsEnd: !isComplete };
}

/**
 * The playback once steps up to `lastStep` have arrived.
 * @param {Playback} playback
 * @param {number} lastStep
 * @param {boolean} isComplete
 * @returns {Playback}
 */
export function arrived(playback, lastStep, isComplete) {
  const limit = isComplete ? lastStep : Infinity;
  const cursor = playback.followsEnd ? lastStep : Math.min(playback.cursor, limit);
  const followsEnd = playback.followsEnd && !isComplete;
  const isSame = lastStep === playback.lastStep && cursor === playback.cursor && followsEnd === playback.followsEnd;
  return isSame ? playback : { ...playback, lastStep, cursor, followsEnd };
}

/**
 * `count` whole steps on from where the cursor stands; from between two steps to the nearer one in that direction.
 * @param {Playback} playback
 * @param {number} count
 */
export function stepped(playback, count) {
  const from = count > 0 ? Math.floor(playback.cursor) : Math.ceil(playback.cursor);
  return sought(playback, from + count);
}

/**
 * @param {Playback} playback
 * @param {number} speed
 * @returns {Playback}
 */
export function withSpeed(playback, speed) {
  return { ...playback, speed: Math.min(Math.max(speed, SPEEDS[0]), SPEEDS[SPEEDS.length - 1]) };
}
