// @ts-check
/**
 * The gallery: presets, and what their cards show. Nothing is asked of the server before somebody looks; what has been
 * answered once is kept while the page is open.
 */

import { appearanceOf } from "./appearance.js";
import { factsOf } from "./facts.js";
import { FIRST_VIEW, UNCHECKED } from "./initial.js";
import { gridOf } from "./landscape.js";
import { isLearning } from "./learning/problem.js";
import { readUrl } from "./url.js";

/** @typedef {import("../server/rest.js").Preset} Preset */

/**
 * What a card draws: whole paths on their map, of a training the loss of every step, and dotted that of the examples held back.
 * @typedef {object} Preview
 * @property {import("../types.js").Landscape | null} landscape
 * @property {{appearance: import("../types.js").Appearance, position: number[][], loss: number[]}[]} runs
 * @property {number[][]} minima
 * @property {number[][]} saddles
 * @property {number | null} lowest           known value of the minima
 * @property {number} [least]                 a loss down to which curves have room at least
 */

/** Points along each side of a thumbnail's map. */
const PLANE = 61;
const LINE = 201;
/** Curves have room down to this share of the first loss. */
const ROOM = 0.1;
/** Thumbnails that are computed at once: the experiment on the page goes first. */
const AT_ONCE = 2;

/**
 * @typedef {object} GalleryCommands
 * @property {() => Promise<Preset[]>} listPresets
 * @property {(preset: Preset) => Promise<Preview>} previewPreset     its map with the whole paths on it
 * @property {(preset: Preset) => Promise<void>} loadPreset           on the page, from its start
 */

/**
 * @param {object} parts
 * @param {import("../types.js").Store} parts.store
 * @param {import("../server/rest.js").Rest} parts.rest
 * @param {(experiment: import("../types.js").Experiment, view: Partial<import("../types.js").View>) => void} parts.load
 * @returns {GalleryCommands}
 */
export function createGallery({ store, rest, load }) {
  /** @type {Promise<Preset[]> | null} */
  let listed = null;
  /** @type {Map<string, Promise<Preview>>} */
  const previews = new Map();
  const inTurn = queueOf(AT_ONCE);

  /** @param {Preset} preset @returns {Promise<Preview>} */
  const preview = async (preset) => (isLearning(preset.experiment.objective) ? previewTraining(preset) : previewPaths(preset));

  /** @param {Preset} preset @returns {Promise<Preview>} */
  const previewTraining = async ({ token }) => {
    const { runs } = await rest.trajectories(token);
    const first = Math.max(...runs.map(({ loss }) => loss[0] ?? 0));
    const lines = runs.flatMap(({ loss, validation_loss: judged }, slot) => {
      const appearance = appearanceOf(slot);
      const own = { appearance, position: [], loss: held(loss) };
      return judged ? [own, { appearance: { ...appearance, dash: /** @type {const} */ ("dot") }, position: [], loss: held(judged) }] : [own];
    });
    return { landscape: null, minima: [], saddles: [], lowest: 0, least: ROOM * first, runs: lines };
  };

  /** @param {Preset} preset @returns {Promise<Preview>} */
  const previewPaths = async ({ experiment, token }) => {
    const { catalogue, view } = store.get();
    const facts = factsOf(experiment.objective, { catalogue, view: { ...view, domain: null }, expressionCheck: UNCHECKED });
    const side = facts.dimension === 1 ? LINE : PLANE;
    const [{ runs }, landscape] = await Promise.all([rest.trajectories(token), gridOf(rest, facts, experiment, side)]);
    return {
      landscape,
      minima: facts.minima.map(({ point }) => point),
      saddles: facts.saddles.map(({ point }) => point),
      lowest: facts.minimumValue,
      runs: runs.map(({ position, loss }, slot) => ({ appearance: appearanceOf(slot), position, loss: loss.map((value) => value ?? NaN) })),
    };
  };

  return {
    listPresets() {
      listed ??= rest.presets().catch((error) => {
        listed = null; // asked again when the gallery is opened again
        throw error;
      });
      return listed;
    },
    previewPreset(preset) {
      const kept = previews.get(preset.name) ?? inTurn(() => preview(preset));
      previews.set(preset.name, kept);
      kept.catch(() => previews.delete(preset.name));
      return kept;
    },
    async loadPreset({ name, experiment, view }) {
      const { xAxis, xScale } = FIRST_VIEW; // what another experiment was looked at over is not this one's
      load(experiment, { preset: name, xAxis, xScale, ...(await readUrl(new URLSearchParams(view).toString())).view });
    },
  };
}

/** Between two evaluations the last one stands. @param {readonly (number | null)[]} loss */
function held(loss) {
  let last = NaN;
  return loss.map((value) => (last = value ?? last));
}

/**
 * A queue: of all that is given to it, `most` are under way at a time.
 * @param {number} most
 */
function queueOf(most) {
  /** @type {(() => void)[]} */
  const waiting = [];
  let free = most;
  const next = () => {
    free += 1;
    waiting.shift()?.();
  };
  /** @template T @param {() => Promise<T>} work @returns {Promise<T>} */
  return async (work) => {
    if (free === 0) await new Promise((resolve) => waiting.push(() => resolve(undefined)));
    free -= 1;
    return work().finally(next);
  };
}
