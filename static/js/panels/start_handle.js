// @ts-check
/** The start on the map: dragged with a pointer, moved with the arrow keys (Shift: ten times as far). */

import { toLeft, toPoint, toTop } from "../charts/frame.js";
import { element, svg } from "../dom/element.js";
import { formatCoordinate } from "../dom/format.js";
import { text } from "../dom/text.js";
import { startOf } from "./landscape.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../charts/frame.js").Frame} Frame */

/** Share of the frame that one arrow key moves. */
const KEY_SHARE = 1 / 200;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * @param {HTMLElement} root
 * @param {{frame: () => Frame, state: () => State, onStart: (point: number[]) => void}} options
 */
export function createStartHandle(root, { frame, state, onStart }) {
  const cross = svg("svg", { viewBox: "-12 -12 24 24", width: 24, height: 24, "aria-hidden": "true" }, svg("path", { d: "M-9 0H9M0 -9V9", stroke: "currentColor", "stroke-width": 2.2 }));
  const handle = element("button", { type: "button", class: "start-handle", "aria-label": text("landscape.start"), hidden: true }, cross);
  root.append(handle);

  /** @param {number[]} point */
  const moveTo = (point) => {
    const { dimension } = state().objective;
    const { x, y } = frame();
    const digits = Math.max(0, 3 - Math.floor(Math.log10(Math.max(x[1] - x[0], y[1] - y[0]))));
    onStart(point.slice(0, dimension).map((value) => Number(value.toFixed(Math.min(digits, 12)))));
  };

  handle.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    handle.setPointerCapture(event.pointerId);
    handle.classList.add("is-dragged");
  });
  handle.addEventListener("pointermove", (event) => {
    if (!handle.hasPointerCapture(event.pointerId)) return;
    const box = root.getBoundingClientRect();
    const clamp = (/** @type {number} */ value, /** @type {number} */ most) => Math.min(Math.max(value, 0), most);
    moveTo(toPoint(frame(), clamp(event.clientX - box.left, box.width), clamp(event.clientY - box.top, box.height)));
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
    moveTo([start[0] + direction[0] * share * (x[1] - x[0]), (start[1] ?? 0) + direction[1] * share * (y[1] - y[0])]);
  });

  return {
    root: handle,
    /** @param {State} now @param {Frame} frameNow */
    place(now, frameNow) {
      const start = startOf(now);
      const { dimension, variables } = now.objective;
      const isShown = start !== null && start.length === dimension && (dimension === 1 || dimension === 2) && frameNow.width > 0;
      handle.hidden = !isShown;
      if (!isShown) return;
      const top = dimension === 2 ? start[1] : (now.runs.find((run) => run.length > 0)?.columns.loss[0] ?? 0);
      handle.style.transform = `translate(${toLeft(frameNow, start[0]).toFixed(1)}px, ${toTop(frameNow, top).toFixed(1)}px)`;
      const spoken = start.map((value, axis) => `${variables[axis] ?? ""} ${formatCoordinate(value)}`).join(", ");
      const label = `${text("landscape.start")}: ${spoken}`;
      if (handle.getAttribute("aria-label") !== label) handle.setAttribute("aria-label", label);
    },
    remove: () => handle.remove(),
  };
}
