// @ts-check
/**
 * The slice on the stage: a line or a plane through the space of the parameters, the runs over it, and beside it what the
 * picture leaves out. Dragging and the wheel look elsewhere; the server cuts anew while one drags.
 */

import { offerFigure } from "../../charts/pictures.js";
import { sliceFigure } from "../../charts/slice/slice_figure.js";
import { createSlicePlot } from "../../charts/slice/slice_plot.js";
import { element } from "../../dom/element.js";
import { formatNumber, formatPercent } from "../../dom/format.js";
import { createOffer } from "../../dom/offer.js";
import { createProgressBar } from "../../dom/progress_bar.js";
import { text } from "../../dom/text.js";
import { turned } from "../../state/camera.js";
import { heightScale } from "../../state/height_scale.js";
import { isLine, STRIP } from "../../state/slice/choices.js";
import { groundOf, rangeOf } from "../../state/slice/ground.js";
import { shadowsOf } from "../../state/slice/projected.js";
import { areEntriesEqual } from "../../state/store.js";
import { marksAt, takeCorners } from "../legend_corners.js";
import { listenToGestures } from "../map_gestures.js";
import { inFrames } from "../painting.js";
import { inMoments } from "../readings.js";
import { sentenceOf } from "../refusal.js";
import { mountZoom } from "../zoom.js";
import { mountControls } from "./slice_controls.js";
import { createSliceLegend } from "./slice_legend.js";
import { createSliceWords, directionNames, placeWords, summaryOf } from "./slice_words.js";

/** @typedef {import("../../types.js").State} State */

/** Below a legend at the bottom are the numbers and the name of the axis (slice.css). */
const FOOT_PX = 34;
/** @type {import("../../charts/frame.js").Frame} */
const NO_FRAME = { x: [-1, 1], y: [-1, 1], width: 1, height: 1, lift: (value) => value };

/** @type {import("../../types.js").MountPanel} */
export function mount(root, store, commands) {
  return mountSlice(root, store, commands, null);
}

/**
 * @param {HTMLElement} root
 * @param {import("../../types.js").Store} store
 * @param {import("../../types.js").Commands} commands
 * @param {HTMLElement | null} shelf   where it is chosen how the picture is drawn; null: among the other choices
 * @returns {() => void} takes it away
 */
export function mountSlice(root, store, commands, shelf) {
  const controls = element("div", { class: "slice-controls", role: "group", "aria-label": text("slice.controls") });
  const picture = element("div", { class: "slice-picture", role: "img" });
  const legend = createSliceLegend(commands);
  const axes = ["x", "y"].map((axis) => element("span", { class: `slice-axis is-${axis}`, "aria-hidden": "true" }));
  const note = element("p", { class: "plot-note slice-note", role: "status", hidden: true });
  const progress = createProgressBar({ label: text("slice.cutting"), onCancel: commands.cancelSlice });
  const offer = createOffer({ onBegin: commands.beginSlice });
  const frame = element("div", { class: "plot-frame slice-frame" }, picture, legend.node, ...axes, note, progress.node, offer.node);
  const beside = element("div", { class: "slice-words" });
  root.replaceChildren(controls, frame, beside);
  const plot = createSlicePlot(picture, { format: formatNumber, texts: { height: text("surface.height"), heightLog: text("surface.height_log") } });
  const plotFrame = () => plot.frame() ?? NO_FRAME;
  const words = createSliceWords(beside);

  /** The coefficients of the whole, as the server found them fit. */
  let own = [[-1, 1], [-1, 1]];
  const remembered = remembering();
  const domainOf = (/** @type {State} */ { view: { slice }, slice: { picture: shown, choices } }) => (shown ? { shown: slice.box ?? extentOf(shown, choices), own } : null);
  const format = (/** @type {number} */ value) => (store.get().slice.choices?.figure === "accuracy" ? formatPercent(1 - value) : formatNumber(value));

  const show = () => {
    const state = store.get();
    const { slice: { picture: shown, choices }, view, runs, playback } = state;
    if (!shown || !choices) return;
    const whole = extentOf(shown, choices);
    if (!choices.box) own = whole;
    const { landscape, shadows } = remembered(shown, choices, runs);
    const domain = /** @type {NonNullable<ReturnType<typeof domainOf>>} */ (domainOf(state));
    const box = domain.shown.length === whole.length ? domain.shown : whole;
    const names = directionNames(choices, state);
    plot.show({ landscape, scale: choices.figure === "accuracy" ? "linear" : heightScale(view, null), box, shadows, cursor: playback.cursor, view, names, origin: /** @type {number[]} */ (shown.origin ?? []), strip: stripOf(state), field: state.slice.field, isLoss: choices.figure === "loss", isSteps: choices.figure === "accuracy" });
    axes.forEach((node, axis) => (node.textContent = names[axis] ?? ""));
    moments.request();
  };
  const frames = inFrames(show, { isMap: true });
  const moments = inMoments(() => {
    const state = store.get();
    const scene = plot.scene();
    if (!scene || !state.slice.choices) return;
    words.follow(scene.shadows, state.playback.cursor, state);
    if (!state.playback.isPlaying) takeCorners([{ node: legend.node, own: "top-left", foot: FOOT_PX }], marksAt(plot.marks().map((point) => ({ point })), plotFrame()), plotFrame());
  });
  const tell = (/** @type {State} */ state) => {
    const { picture: shown, choices, isWaiting, problem, offer_seconds } = state.slice;
    const range = rangeOf(shown, choices);
    offer.show(offer_seconds);
    note.hidden = !isWaiting && !problem && (shown !== null || offer_seconds !== null);
    note.textContent = problem ? sentenceOf(problem) : text(isWaiting ? "slice.too_early" : "slice.waiting");
    legend.node.hidden = !shown;
    beside.hidden = !shown;
    if (!shown || !choices) return;
    legend.show(choices, range, heightScale(state.view, null), stripOf(state), placeWords(state));
    words.show(state, range);
    picture.setAttribute("aria-label", summaryOf(state, range));
  };
  const work = (/** @type {State["slice"]} */ { isBusy, share }) => {
    if (isBusy && !wasBusy) progress.begin();
    if (isBusy && share > 0) progress.tell(share);
    if (!isBusy) progress.end();
    wasBusy = isBusy;
  };
  let wasBusy = false;

  const isSurface = (/** @type {State} */ { view }) => view.map === "surface" && !isLine(view.slice);
  const stops = [
    mountControls(controls, store, commands, shelf ?? controls),
    mountZoom(frame, store, commands, { domainOf, isWhole: ({ view }) => view.slice.box === null, isSurface, show: (box) => commands.chooseSlice({ box }) }),
    listenToGestures(frame, {
      frame: plotFrame,
      domain: () => domainOf(store.get()) ?? { shown: own, own },
      onDomain: (box) => domainOf(store.get()) && commands.chooseSlice({ box }),
      onTurn: (turn, tilt) => commands.setView({ camera: turned(store.get().view.camera, turn, tilt) }),
    }),
    store.subscribe(({ slice, view, runs, playback }) => [slice.picture, slice.choices, slice.field, view, runs, playback.cursor, playback.isPlaying], frames.request, areEntriesEqual),
    store.subscribe(({ slice: { picture: shown, choices, isWaiting, problem, offer_seconds }, view: { landscapeScale }, runs }) => [shown, choices, isWaiting, problem, offer_seconds, landscapeScale, runs.map(({ label }) => label).join()], (_, state) => tell(state), areEntriesEqual),
    store.subscribe(({ slice }) => slice, work, (a, b) => a.isBusy === b.isBusy && a.share === b.share),
    offerFigure("slice", () => {
      const [scene, relief, now] = [plot.scene(), plot.relief(), plot.frame()];
      return scene && relief && now ? sliceFigure(scene, relief, now, format) : null;
    }),
  ];
  return () => {
    frames.cancel();
    moments.cancel();
    progress.end();
    for (const stop of stops) stop();
    plot.remove();
    root.replaceChildren();
  };
}

/** Ground and shadows of a picture, made again only where they are others. */
function remembering() {
  /** @type {unknown[]} */
  let madeOf = [];
  /** @type {{landscape: import("../../types.js").Landscape, shadows: import("../../state/slice/projected.js").Shadow[]}} */
  let made;
  return (/** @type {NonNullable<State["slice"]["picture"]>} */ picture, /** @type {import("../../state/slice/choices.js").SliceChoices} */ choices, /** @type {State["runs"]} */ runs) => {
    const parts = [picture, choices.figure, picture.trajectories, runs.map(({ key, label, isHidden }) => key + label + isHidden).join()];
    const isSame = (/** @type {number} */ at) => parts[at] === madeOf[at];
    if (!parts.every((_, at) => isSame(at))) {
      made = { landscape: isSame(0) && isSame(1) ? made.landscape : groundOf(picture, choices), shadows: shadowsOf(picture, runs) };
    }
    madeOf = parts;
    return made;
  };
}

/** The coefficients of a picture; the steps of a strip are none. @param {NonNullable<State["slice"]["picture"]>} picture @param {State["slice"]["choices"]} choices */
function extentOf({ axes }, choices) {
  return (choices?.second === STRIP ? axes.slice(0, 1) : axes).map(endsOf);
}

/** The lines of a strip, and whose they are. @param {State} state @returns {import("../../charts/slice/strip.js").Strip | null} */
function stripOf({ slice: { picture, choices, run }, runs }) {
  if (choices?.second !== STRIP || !picture || !runs[run]) return null;
  const origins = /** @type {number[][]} */ (picture.origin ?? []).map(([value]) => value);
  return { steps: picture.axes[1], origins, appearance: runs[run].appearance };
}

/** @param {number[]} axis */
function endsOf(axis) {
  return [axis[0], axis[axis.length - 1]];
}
