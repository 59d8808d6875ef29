// @ts-check
/** The legends over the map stand in corners of their own, away from minima, walkers, start and the ellipse of the curvature. */

import { LONG_PX } from "../charts/ellipse.js";
import { toPlace } from "../charts/frame.js";
import { freeCorners } from "../charts/free_corner.js";
import { positionAt } from "../state/columns.js";
import { startOf } from "../state/runs.js";
import { areEntriesEqual } from "../state/store.js";
import { inMoments } from "./readings.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../charts/free_corner.js").Corner} Corner */
/** @typedef {import("../charts/frame.js").Frame} Frame */

/** Which legends there are, those first that are wanted for their numbers; and where each stands if nothing is in its way. @type {[string, Corner][]} */
const LEGENDS = [[".curvature-legend", "top-left"], [".basins-legend", "bottom-left"], [".arrow-legend", "bottom-left"]];
const MARK_PX = 14;

/**
 * @param {HTMLElement} root   the frame of the map
 * @param {import("../types.js").Store} store
 * @param {() => Frame} frame
 */
export function mountLegendCorners(root, store, frame) {
  const place = () => {
    const state = store.get();
    if (state.playback.isPlaying) return;
    const shown = LEGENDS.flatMap(([name, own]) => {
      const node = /** @type {HTMLElement | null} */ (root.querySelector(`:scope > ${name}`));
      return node ? [{ node, own }] : [];
    });
    takeCorners(shown, marksAt(spotsOf(state), frame()), frame());
  };
  const moments = inMoments(place);
  const stop = store.subscribe(({ view, runs, basins, curvature, playback, objective, experiment }) => [view, runs, basins.map, basins.isBusy, curvature, playback.cursor, playback.isPlaying, objective, experiment.start], moments.request, areEntriesEqual);
  const observer = new ResizeObserver(moments.request);
  for (const [name] of LEGENDS) for (const node of root.querySelectorAll(`:scope > ${name}`)) observer.observe(node);
  return () => {
    moments.cancel();
    observer.disconnect();
    stop();
  };
}

/**
 * Every legend that is seen takes the corner where it covers least. `foot`: what it leaves free below it at the bottom.
 * @param {readonly {node: HTMLElement, own: Corner, foot?: number}[]} legends
 * @param {readonly import("../charts/free_corner.js").Spot[]} spots
 * @param {Frame} frame
 */
export function takeCorners(legends, spots, frame) {
  const shown = legends.filter(({ node }) => node.offsetWidth > 0).map((legend) => ({ ...legend, width: legend.node.offsetWidth, height: legend.node.offsetHeight }));
  const corners = freeCorners(shown, spots, frame);
  shown.forEach(({ node }, at) => (node.dataset.corner = corners[at]));
}

/** Where marks lie in a frame. @param {readonly {point: number[] | null, reach?: number}[]} marks @param {Frame} frame */
export function marksAt(marks, frame) {
  return marks.flatMap(({ point, reach = MARK_PX }) => {
    if (!point || point.length < 2) return [];
    const [x, y] = toPlace(frame, point);
    return [{ x, y, reach }];
  });
}

/** What must not be covered. @param {State} state */
function spotsOf(state) {
  const { objective, runs, playback, curvature, view } = state;
  const walkers = runs.filter(({ isHidden }) => !isHidden).map(({ columns }) => positionAt(columns, playback.cursor));
  const minima = view.showMinima ? objective.minima.map(({ point }) => point) : [];
  const ellipse = view.showCurvature && curvature ? [{ point: curvature.point, reach: LONG_PX }] : [];
  return [...ellipse, ...[...minima, ...walkers, startOf(state)].map((point) => ({ point }))];
}
