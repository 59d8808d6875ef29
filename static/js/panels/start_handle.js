// @ts-check
/** The start on the map: dragged with a pointer, moved with the arrow keys (Shift: ten times as far). */

import { arrowIcon } from "../charts/edge_marks.js";
import { edgeToward, pointUnder, toLeft, toTop } from "../charts/frame.js";
import { element, svg } from "../dom/element.js";
import { formatCoordinate, formatNumber } from "../dom/format.js";
import { placeIn } from "../dom/place.js";
import { text } from "../dom/text.js";
import { startOf } from "../state/runs.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../charts/frame.js").Frame} Frame */

/** How far inside the map the pointer to a start outside stands. */
const INSET_PX = 10;
/** Share of the frame that one arrow key moves. */
const KEY_SHARE = 1 / 200;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * @param {HTMLElement} root
 * @param {{frame: () => Frame, state: () => State, onStart: (point: number[]) => void}} options
 */
export function createStartHandle(root, { frame, state, onStart }) {
  const cross = svg("svg", { class: "start-cross", viewBox: "-12 -12 24 24", width: 24, height: 24, "aria-hidden": "true" }, svg("path", { d: "M-9 0H9M0 -9V9", stroke: "currentColor", "stroke-width": 2.2 }));
  const arrow = arrowIcon();
  const where = element("span", {});
  const away = element("span", { class: "start-away" }, arrow, where);
  const handle = element("button", { type: "button", class: "start-handle", "aria-label": text("landscape.start"), hidden: true }, cross, away);
  root.append(handle);

  /** @param {{left: number, top: number, degrees: number}} edge @param {number[]} start @param {Frame} frameNow */
  const showAway = ({ left, top, degrees }, start, { width, height }) => {
    // Hung up by the point that lies toward the edge, so that all of it stays inside.
    const share = [left / width, top / height].map((part) => (100 * part).toFixed(1));
    handle.style.transform = `translate(${left.toFixed(1)}px, ${top.toFixed(1)}px) translate(-${share[0]}%, -${share[1]}%)`;
    arrow.style.transform = `rotate(${degrees.toFixed(0)}deg)`;
    where.textContent = `${text("landscape.start")} (${start.map((value) => formatNumber(value)).join(", ")})`;
  };

  /** What the map does not show of the start stays. @param {number[]} point on the map */
  const moveTo = (point) => {
    const { dimension } = state().objective;
    const rest = (startOf(state()) ?? []).slice(2);
    const { x, y } = frame();
    const digits = Math.max(0, 3 - Math.floor(Math.log10(Math.max(x[1] - x[0], y[1] - y[0]))));
    onStart([...point.slice(0, dimension).map((value) => Number(value.toFixed(Math.min(digits, 12)))), ...rest]);
  };

  handle.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    handle.setPointerCapture(event.pointerId);
    handle.classList.add("is-dragged");
  });
  handle.addEventListener("pointermove", (event) => {
    if (!handle.hasPointerCapture(event.pointerId)) return;
    const [left, top] = placeIn(root, event.clientX, event.clientY);
    const clamp = (/** @type {number} */ value, /** @type {number} */ most) => Math.min(Math.max(value, 0), most);
    const point = pointUnder(frame(), clamp(left, root.clientWidth), clamp(top, root.clientHeight));
    if (point) moveTo(point);
  });
  for (const name of ["pointerup", "pointercancel"]) handle.addEventListener(name, () => handle.classList.remove("is-dragged"));
  handle.addEventListener("keydown", (event) => {
    const direction = ARROWS[/** @type {keyof typeof ARROWS} */ (event.key)];
    const start = startOf(state());
    if (!direction || !start) return;
    event.preventDefault();
    event.stopPropagation();
    const share = KEY_SHARE * (event.shiftKey ? 10 : 1);
    const { x, y } = frame();
    if (handle.classList.contains("is-outside")) return moveTo(start.slice(0, 2).map((value, axis) => Math.min(Math.max(value, [x, y][axis][0]), [x, y][axis][1])));
    moveTo([start[0] + direction[0] * share * (x[1] - x[0]), (start[1] ?? 0) + direction[1] * share * (y[1] - y[0])]);
  });

  return {
    root: handle,
    /** @param {State} now @param {Frame} frameNow */
    place(now, frameNow) {
      const start = startOf(now);
      const { dimension, variables } = now.objective;
      const isShown = start !== null && start.length === dimension && dimension > 0 && frameNow.width > 0;
      handle.hidden = !isShown;
      if (!isShown) return;
      const height = dimension > 1 ? start[1] : frameNow.lift(now.runs.find((run) => run.length > 0)?.columns.loss[0] ?? NaN);
      const place = frameNow.surface?.placeOf(start[0], start[1]) ?? [toLeft(frameNow, start[0]), toTop(frameNow, Number.isNaN(height) ? (frameNow.y[0] + frameNow.y[1]) / 2 : height)];
      handle.hidden = place.some(Number.isNaN);
      const edge = edgeToward(frameNow, place, INSET_PX);
      handle.classList.toggle("is-outside", edge !== null);
      if (edge) showAway(edge, start, frameNow);
      else if (!handle.hidden) handle.style.transform = `translate(${place[0].toFixed(1)}px, ${place[1].toFixed(1)}px)`;
      const spoken = start.map((value, axis) => `${variables[axis] ?? ""} ${formatCoordinate(value)}`).join(", ");
      const label = `${text("landscape.start")}: ${spoken}`;
      if (handle.getAttribute("aria-label") !== label) handle.setAttribute("aria-label", label);
    },
    remove: () => handle.remove(),
  };
}
