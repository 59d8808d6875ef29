// @ts-check
/** The part of the REST interface about landscapes: slices, coarse pictures first; maps of basins; spectra of the curvature. */

import { answerOf } from "./progress.js";

/**
 * Figures over the coefficients: `loss[j][i]` at (axes[0][i], axes[1][j]), of a line `loss[i]`; other figures likewise.
 * @typedef {{axes: number[][], estimate_seconds?: number | null, [figure: string]: any}} SlicePicture
 */

/**
 * One run on the slice, per position.
 * @typedef {object} SliceTrajectory
 * @property {number} run
 * @property {number[]} step
 * @property {number[][]} coordinates
 * @property {(number | null)[]} distance        from the slice
 * @property {(number | null)[]} loss            its own
 * @property {(number | null)[]} loss_on_plane   where the slice shows it
 * @property {(number | null)[]} share_outside   that distance as a share of the reach
 */

/**
 * @typedef {object} SliceAnswer
 * @property {number[][]} axes
 * @property {{name: string, length: number | null, explained_variance: number | null}[]} directions
 * @property {{code: string, message: string}[]} warnings
 * @property {number[] | number[][]} origin       its coefficients; of a strip, those of each line
 * @property {SliceTrajectory[]} [trajectories]
 * @property {number | null} [reach]              the farthest that any of the runs gets from the origin
 * @property {{part: string, count: number, total: number, batch_norm: string | null}} [examples]
 */

/**
 * Which start ends where: `basin[j][i]` is the number of the place that the start at (axes[0][i], axes[1][j]) leads to.
 * @typedef {object} BasinsAnswer
 * @property {number} run
 * @property {number[][]} axes
 * @property {(number | null)[][]} basin
 * @property {number[][]} step
 * @property {number} diverged
 * @property {{point: number[], loss: number | null, kind: "minimum" | "saddle" | "flat" | "unknown", is_known: boolean, count: number}[]} places
 */

/** The largest curvatures at steps of a run; `bound` is 2/η. @typedef {{step: number[], largest: (number | null)[][], bound: (number | null)[]}} SpectraAnswer */

/** @typedef {{onProgress: (share: number) => void, onPicture: (picture: SlicePicture) => void}} SliceListener */
/** @typedef {ReturnType<typeof createSliceRest>} SliceRest */

/** @param {(path: string, body: unknown, signal: AbortSignal, accept: string) => Promise<Response>} ask */
export function createSliceRest(ask) {
  return {
    /** About how many seconds it takes. @type {(what: "slices" | "basins" | "spectra", request: object, signal: AbortSignal) => Promise<number>} */
    seconds: async (what, request, signal) => (await (await ask(`${what}?estimate=true`, request, signal, "application/json")).json()).seconds,
    /** @type {(request: object, signal: AbortSignal, listener: SliceListener) => Promise<SliceAnswer & SlicePicture>} */
    cut: async (request, signal, { onProgress, onPicture }) => answerOf(await ask("slices", request, signal, "application/x-ndjson"), onProgress, onPicture),
    /** Coarser maps first, where it takes its time. @type {(request: object, signal: AbortSignal, onProgress: (share: number) => void, onPicture: (map: BasinsAnswer) => void) => Promise<BasinsAnswer>} */
    basins: async (request, signal, onProgress, onPicture) => answerOf(await ask("basins", request, signal, "application/x-ndjson"), onProgress, onPicture),
    /** @type {(request: object, signal: AbortSignal, onProgress: (share: number) => void) => Promise<SpectraAnswer>} */
    spectra: async (request, signal, onProgress) => answerOf(await ask("spectra", request, signal, "application/x-ndjson"), onProgress),
  };
}
