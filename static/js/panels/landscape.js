// @ts-check
/** The landscape: the map, its switches, and the start that one drags, clicks or moves with the arrow keys. */

import { createLandscapeChart } from "../charts/landscape_chart.js";
import { pointUnder } from "../charts/frame.js";
import { plotlyReady } from "../charts/library.js";
import { stepUnder } from "../charts/nearest.js";
import { offerFigure } from "../charts/pictures.js";
import { element } from "../dom/element.js";
import { formatNumber } from "../dom/format.js";
import { placeIn } from "../dom/place.js";
import { text } from "../dom/text.js";
import { areBasinsShown } from "../state/basins.js";
import { turned } from "../state/camera.js";
import { heightScale } from "../state/height_scale.js";
import { startOf } from "../state/runs.js";
import { areEntriesEqual } from "../state/store.js";
import { mount as mountArrowLegend } from "./arrow_legend.js";
import { mount as mountBasinsLegend } from "./basins_legend.js";
import { createBlindfold } from "./blindfold.js";
import { createLayers } from "./layers.js";
import { mountLegendCorners } from "./legend_corners.js";
import { CLICK_REACH_PX, listenToGestures } from "./map_gestures.js";
import { inFrames } from "./painting.js";
import { mount as mountRefusal } from "./refusal.js";
import { mount as mountCurvatureLegend } from "./curvature_legend.js";
import { segmented } from "./segmented.js";
import { createStageSwitch } from "./stage_switch.js";
import { createStartHandle } from "./start_handle.js";
import { domainOf, mount as mountZoom } from "./zoom.js";

/** @typedef {import("../types.js").State} State */

/** @type {import("../types.js").MountPanel} */
export function mount(root, store, commands) {
  const frameElement = element("div", { class: "plot-frame", role: "group", "aria-label": text("landscape.label") });
  const note = element("p", { class: "plot-note", hidden: true });
  const layers = createLayers(store, commands);
  const tabs = createStageSwitch(store, commands);
  root.replaceChildren(toolbar(), frameElement);
  const chart = createLandscapeChart(frameElement, {
    format: formatNumber,
    texts: {
      step: text("reading.step"),
      loss: "f",
      norm: "‖∇f‖",
      rate: text("reading.rate"),
      evaluations: text("reading.evaluations"),
      minimum: text("landscape.minimum"),
      saddle: text("landscape.saddle"),
      change: text("landscape.change"),
      start: text("landscape.start"),
      height: text("surface.height"),
      heightLog: text("surface.height_log"),
    },
    onFrame: () => (handle.place(store.get(), chart.frame()), blindfold.place()),
  });
  const blindfold = createBlindfold(frameElement, store, commands, () => chart.frame());
  const handle = createStartHandle(frameElement, { frame: () => chart.frame(), state: store.get, onStart: commands.setStart });
  frameElement.append(note);
  plotlyReady.then(chart.begin);

  const show = (/** @type {State} */ state) => {
    const { objective, landscape, field, basins, curvature, view, runs, experiment, playback } = state;
    note.hidden = objective.dimension <= 2;
    note.textContent = note.hidden ? "" : sliceNote(state);
    if (objective.dimension > 0) {
      chart.show({ landscape, objective: frameOf(objective, landscape), field, basins: areBasinsShown(state) ? basins.map : null, curvature, view, runs, changes: experiment.changes ?? [], start: startOf(state), cursor: playback.cursor, isPlaying: playback.isPlaying });
    }
    handle.place(state, chart.frame());
  };
  const frames = inFrames(() => show(store.get()), { isMap: true });
  /** What is no map shows nothing that moves. */
  const parts = (/** @type {State} */ { objective, landscape, field, basins, curvature, view, runs, experiment, playback }) => (objective.dimension > 0 ? [objective, landscape, field, basins.map, curvature, view, runs, experiment.changes, experiment.start, playback.cursor, playback.isPlaying] : [objective]);
  const stops = [layers.stop, tabs.stop, blindfold.stop, store.subscribe(parts, frames.request, areEntriesEqual), offerFigure(root.id, chart.figure), clickToStart(), gestures(), mountZoom(frameElement, store, commands), mountArrowLegend(frameElement, store, commands), mountCurvatureLegend(frameElement, store, commands), mountBasinsLegend(frameElement, store, commands), mountRefusal(frameElement, store, commands), mountLegendCorners(frameElement, store, () => chart.frame())];

  return () => {
    frames.cancel();
    for (const stop of stops) stop();
    handle.remove();
    chart.remove();
    root.replaceChildren();
  };

  function toolbar() {
    const scale = segmented({
      label: text("landscape.scale"),
      choices: [["log", text("scale.log")], ["linear", text("scale.linear")]],
      onChoose: (value) => commands.setView({ landscapeScale: value }),
    });
    const map = segmented({
      label: text("landscape.map"),
      choices: [["contour", text("map.contour")], ["heat", text("map.heat")], ["surface", text("map.surface")]],
      onChoose: (value) => commands.setView({ map: value }),
    });
    const hint = element("p", { class: "hint" });
    store.subscribe(
      ({ view, landscape, objective }) => [view.map, heightScale(view, landscape), objective.dimension],
      () => {
        const { view, landscape, objective } = store.get();
        map.choose(view.map);
        map.root.hidden = objective.dimension === 1;
        scale.choose(heightScale(view, landscape));
        hint.textContent = text(view.map === "surface" && objective.dimension > 1 ? "landscape.hint_surface" : "landscape.hint");
      },
      areEntriesEqual,
    );
    scale.root.title = text("landscape.scale_hint");
    return element("div", { class: "toolbar" }, tabs.node, map.root, scale.root, ...layers.nodes, hint);
  }

  function gestures() {
    return listenToGestures(frameElement, {
      frame: chart.frame,
      domain: () => domainOf(store.get()),
      onDomain: (domain) => store.get().objective.dimension > 0 && commands.showDomain(domain),
      onTurn: (turn, tilt) => commands.setView({ camera: turned(store.get().view.camera, turn, tilt) }),
    });
  }

  /** A click, not a drag, anywhere on the map: on a point of a path it goes back to that step, elsewhere runs begin there. (The chart covers the page while a button is down, so the window listens.) */
  function clickToStart() {
    /** @type {{x: number, y: number} | null} */
    let pressed = null;
    const down = (/** @type {PointerEvent} */ event) => {
      const list = document.querySelector(".popover:popover-open");
      if (list instanceof HTMLElement) return void (list.hidePopover(), (pressed = null)); // a click elsewhere closes it and does nothing else
      pressed = event.isPrimary && event.button === 0 && !(/** @type {Element} */ (event.target).closest("button")) ? { x: event.clientX, y: event.clientY } : null;
    };
    const up = (/** @type {PointerEvent} */ event) => {
      if (!pressed || Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > CLICK_REACH_PX) return;
      pressed = null;
      const [left, top] = placeIn(frameElement, event.clientX, event.clientY);
      const { runs, playback } = store.get();
      const met = playback.isPlaying ? null : stepUnder(runs, playback.cursor, chart.frame(), { left, top });
      if (met && met.step < Math.floor(playback.cursor)) return void (commands.selectRun(met.run), commands.seek(met.step));
      const point = pointUnder(chart.frame(), left, top);
      if (!point) return;
      const { dimension } = store.get().objective;
      const place = point.slice(0, dimension).map((value) => Number(value.toPrecision(4)));
      if (dimension > 0) commands.setStart([...place, ...(startOf(store.get()) ?? []).slice(place.length)]);
    };
    const listening = new AbortController();
    const options = { capture: true, signal: listening.signal };
    frameElement.addEventListener("pointerdown", down, options);
    window.addEventListener("pointerup", up, options);
    window.addEventListener("pointercancel", () => (pressed = null), options);
    return () => listening.abort();
  }
}

/** What is held while the first two coordinates vary. @param {State} state */
function sliceNote(state) {
  const { variables } = state.objective;
  const held = (startOf(state) ?? []).slice(2).map((value, index) => `${variables[index + 2]} = ${formatNumber(value)}`);
  return text("landscape.slice", { shown: variables.slice(0, 2).join(", "), held: held.join(", ") });
}

/** While the landscape of another function is on its way the old one is still shown, in its own frame. */
function frameOf(/** @type {import("../types.js").ObjectiveFacts} */ objective, /** @type {import("../types.js").Landscape | null} */ landscape) {
  if (!landscape || landscape.identity === objective.identity) return objective;
  const ends = (/** @type {Float64Array} */ axis) => [axis[0], axis[axis.length - 1]];
  return { ...objective, domain: landscape.y ? [ends(landscape.x), ends(landscape.y)] : [ends(landscape.x)] };
}
