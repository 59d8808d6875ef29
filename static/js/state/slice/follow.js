// @ts-check
/**
 * The slice follows the choices: one request at a time. While questions come one upon the other, as they do when one drags,
 * each is answered by a quick picture, without the runs and at a modest resolution; a newer one waits for no more than the
 * first picture of the one before. At rest the whole is asked for, and coarse pictures come first where it takes its time.
 */

import { offered } from "../long.js";
import { areEntriesEqual } from "../store.js";
import { choicesOf, fieldRequest, isSliceShown, isTooEarly, partsOfSlice, planeKey, sliceRequest, sliceRun } from "./question.js";

/** @typedef {import("../../types.js").State} State */
/** @typedef {import("./nothing.js").SliceState} SliceState */
/** @typedef {import("../../server/landscapes.js").SlicePicture} SlicePicture */

/** A whole picture that comes sooner than this is not preceded by a coarse one: while one drags, that would flicker. */
const SOON_MS = 90;
/** Questions closer together than this are a movement. */
const MOTION_MS = 400;
/** So long after the last quick picture the whole is asked for. */
const REST_MS = 250;
/** @type {readonly unknown[]} */
const NOTHING = [];

/**
 * @param {import("../../types.js").Store} store
 * @param {import("../../server/landscapes.js").SliceRest} server
 * @returns {() => void} stops following
 */
export function followSlice(store, server) {
  /** @type {AbortController | null} */
  let asked = null;
  let hasShown = false;
  let isWanted = false;
  let isQuick = false;
  let isMoving = false;
  let changedAt = -Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let rest;

  const tell = (/** @type {Partial<SliceState>} */ patch) => store.update(({ slice }) => ({ slice: { ...slice, ...patch } }));

  /** What a picture of the same plane has told, and a quick one does not ask. @param {string} plane */
  const known = (plane) => {
    const { slice } = store.get();
    if (slice.plane !== plane || !slice.picture?.trajectories) return {};
    const { directions, trajectories, reach, warnings, origin } = slice.picture;
    return { directions, trajectories, reach, warnings, origin };
  };

  const go = async () => {
    const state = store.get();
    clearTimeout(rest);
    isWanted = hasShown = false;
    isQuick = isMoving;
    if (!partsOfSlice(state)) return;
    asked = new AbortController();
    const { signal } = asked;
    const [plane, began] = [planeKey(state), performance.now()];
    const about = { plane, choices: choicesOf(state), run: sliceRun(state) };
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let soon;
    const show = (/** @type {SlicePicture} */ picture) => {
      hasShown = true;
      tell({ ...about, picture: { ...known(plane), ...picture }, estimate_seconds: picture.estimate_seconds ?? null });
      if (isWanted) asked?.abort();
    };
    tell({ isBusy: true, isWaiting: false, offer_seconds: null, isWished: false, isCancelled: false, share: 0, estimate_seconds: null, problem: null });
    try {
      const request = sliceRequest(state, isQuick);
      const offer_seconds = isQuick ? null : offered(await server.seconds("slices", request, signal), state.slice.isWished);
      const answer = offer_seconds === null && await server.cut(request, signal, {
        onProgress: (share) => tell({ share }),
        onPicture(picture) {
          clearTimeout(soon);
          soon = setTimeout(() => !signal.aborted && show(picture), began + SOON_MS - performance.now());
        },
      });
      clearTimeout(soon);
      if (!answer) tell({ isBusy: false, offer_seconds });
      else tell({ ...about, picture: isQuick ? { ...answer, ...known(plane) } : answer, field: null, isBusy: false, estimate_seconds: null });
      const arrows = isQuick || !answer ? null : fieldRequest(state, answer.axes.map((axis) => [axis[0], axis[axis.length - 1]]));
      if (arrows) {
        const { axes, projected_gradient: gradient } = await server.cut(arrows, signal, { onProgress: () => {}, onPicture: () => {} });
        tell({ field: { axes, gradient } });
      }
    } catch (error) {
      clearTimeout(soon);
      const { problem = null } = /** @type {{problem?: import("../../types.js").Problem}} */ (error);
      if (signal.aborted) tell({ isBusy: false });
      else tell({ isBusy: false, problem: problem ?? { title: String(error), status: 0, errors: [] }, ...(store.get().slice.plane !== plane && { picture: null }) });
    }
    asked = null;
    if (isWanted) void go();
    else if (isQuick) rest = setTimeout(() => ((isMoving = false), void go()), REST_MS);
  };

  const stops = [
    store.subscribe((state) => partsOfSlice(state) ?? NOTHING, (parts) => {
      if (parts === NOTHING) return void (clearTimeout(rest), asked?.abort(), tell({ offer_seconds: null }));
      isWanted = true;
      isMoving = performance.now() - changedAt < MOTION_MS;
      changedAt = performance.now();
      if (!asked) void go();
      else if (hasShown || !isQuick) asked.abort();
    }, areEntriesEqual),
    store.subscribe(({ slice }) => slice.isWished, (isWished) => isWished && !asked && ((isMoving = false), void go())),
    store.subscribe(({ slice }) => slice.isCancelled, (isCancelled) => isCancelled && asked?.abort()),
    store.subscribe((state) => isSliceShown(state) && isTooEarly(state), (isWaiting) => tell({ isWaiting })),
  ];
  return () => {
    clearTimeout(rest);
    asked?.abort();
    for (const stop of stops) stop();
  };
}
