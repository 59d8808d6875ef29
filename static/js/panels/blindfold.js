// @ts-check
/** The blindfold over the map: where one stands, how high it is there, which way is down; and the walk, once it is taken off. */

import { toLeft, toTop } from "../charts/frame.js";
import { element, svg } from "../dom/element.js";
import { formatCoordinate, formatNumber } from "../dom/format.js";
import { text } from "../dom/text.js";
import { isBlindfolded, lowestOf, NO_WALK } from "../state/blindfold.js";
import { areEntriesEqual } from "../state/store.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../charts/frame.js").Frame} Frame */
/** @typedef {import("../state/blindfold.js").Footing} Footing */

const ARROW_PX = 46;
const HEAD_PX = 8;
const DOT_PX = 3.5;

/**
 * @param {HTMLElement} root
 * @param {import("../types.js").Store} store
 * @param {import("../types.js").Commands} commands
 * @param {() => Frame} frame
 */
export function createBlindfold(root, store, commands, frame) {
  const sketch = svg("svg", { class: "blindfold-walk", "aria-hidden": "true" });
  const cover = element("div", { class: "blindfold", hidden: true }, sketch);
  const height = element("p", { class: "underfoot-height" });
  const slope = element("p", {});
  const walked = element("p", { class: "hint" });
  const button = element("button", { type: "button", class: "button", onclick: () => (isBlindfolded(store.get()) ? commands.setView({ showBlindfold: false }) : store.update({ walk: NO_WALK })) });
  const panel = element("section", { class: "underfoot", "aria-label": text("landscape.blindfold"), hidden: true }, element("div", { role: "status" }, height, slope, walked), button);
  root.append(cover, panel);

  const show = (/** @type {State} */ state) => {
    const { walk, objective } = state;
    const isOn = isBlindfolded(state);
    const steps = walk.identity === objective.identity ? walk.steps : [];
    const isSeen = isOn || (steps.length > 1 && walk.isOver && state.view.map !== "surface");
    cover.hidden = panel.hidden = !isSeen;
    root.classList.toggle("is-blindfolded", isOn);
    if (!isSeen) return;
    cover.classList.toggle("is-open", !isOn);
    const here = steps.at(-1);
    button.textContent = text(isOn ? "blindfold.off" : "blindfold.forget");
    height.textContent = here ? (isOn ? text("blindfold.height", { loss: formatNumber(here.loss) }) : text("blindfold.walk")) : text("blindfold.feeling");
    slope.textContent = here && isOn ? slopeWords(here.gradient) : "";
    const lowest = here && lowestOf({ ...walk, steps });
    walked.textContent = lowest && steps.length > 1 ? text("blindfold.lowest", { count: steps.length - 1, loss: formatNumber(lowest.loss), where: `(${lowest.point.map(formatCoordinate).join(", ")})` }) : "";
    place(steps, isOn);
  };
  const place = (/** @type {Footing[]} */ steps, /** @type {boolean} */ isOn) => {
    const now = frame();
    if (now.width === 0) return;
    const places = steps.map(({ point }) => [toLeft(now, point[0]), toTop(now, point[1])]);
    const here = places.at(-1);
    panel.classList.toggle("is-low", (here?.[1] ?? now.height) < now.height / 2);
    const parts = [svg("polyline", { points: places.map((spot) => spot.join()).join(" "), class: "walk-line" }), ...places.map(([cx, cy]) => svg("circle", { cx, cy, r: DOT_PX }))];
    sketch.replaceChildren(...parts, ...(isOn && here ? [downhill(here, steps[steps.length - 1].gradient, now)] : []));
  };
  const stop = store.subscribe((state) => [isBlindfolded(state), state.walk, state.objective.identity, state.view.map], (_, state) => {
    if (!isBlindfolded(state)) root.classList.remove("is-blindfolded");
    show(state);
  }, areEntriesEqual);
  return {
    /** The map shows another part. */
    place: () => !cover.hidden && show(store.get()),
    stop() {
      stop();
      cover.remove();
      panel.remove();
    },
  };
}

/** @param {number[]} gradient */
function slopeWords(gradient) {
  const length = Math.hypot(...gradient);
  if (length === 0) return text("blindfold.flat");
  return text("blindfold.slope", { length: formatNumber(length), x: formatNumber(-gradient[0]), y: formatNumber(-gradient[1]) });
}

/** An arrow downhill, of one length whatever the slope. @param {number[]} from @param {number[]} gradient @param {Frame} frame */
function downhill([left, top], gradient, { x, y, width, height }) {
  const way = [(-gradient[0] * width) / (x[1] - x[0]), (gradient[1] * height) / (y[1] - y[0])];
  const length = Math.hypot(...way);
  if (!Number.isFinite(length) || length === 0) return svg("path", { d: "" });
  const [right, down] = way.map((value) => value / length);
  const tip = [left + ARROW_PX * right, top + ARROW_PX * down];
  const barb = (/** @type {number} */ side) => `L${tip[0] - HEAD_PX * (right - side * 0.6 * down)} ${tip[1] - HEAD_PX * (down + side * 0.6 * right)}`;
  return svg("path", { class: "walk-slope", d: `M${left} ${top}L${tip.join(" ")}${barb(1)}M${tip.join(" ")}${barb(-1)}` });
}
