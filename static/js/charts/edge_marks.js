// @ts-check
/**
 * Edge marks: what the paths cannot show. An arrow with a name at the edge of the map says where a run is that has left
 * it; a crossed ring says that a run broke off here.
 */

import { element, svg } from "../dom/element.js";
import { rowAt } from "../state/columns.js";
import { edgeToward, toLeft, toTop } from "./frame.js";
import { pointOfRow } from "./traces.js";

/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {{node: HTMLElement, arrow: SVGElement, shown: string}} Mark */

const INSET_PX = 6;
/** Two names closer together than this would cover each other. */
const NAME_PX = { width: 96, height: 24 };

/** @typedef {ReturnType<typeof createEdgeMarks>} EdgeMarks */

/** @param {HTMLElement} root */
export function createEdgeMarks(root) {
  const layer = root.appendChild(element("div", { class: "plot-layer edge-marks", "aria-hidden": "true" }));
  /** @type {Map<string, Mark>} */
  const marks = new Map();

  /** @param {Run} run @param {string} shown @param {() => Node[]} content */
  const markOf = (run, shown, content) => {
    let mark = marks.get(run.key);
    if (mark?.shown === shown) return mark;
    mark?.node.remove();
    const node = layer.appendChild(element("span", { style: `--run: ${run.appearance.color}` }, ...content()));
    mark = { node, arrow: /** @type {SVGElement} */ (node.querySelector("svg")), shown };
    marks.set(run.key, mark);
    return mark;
  };

  /** @param {Run} run @param {number[]} place */
  const showRing = (run, [left, top]) => {
    const { node } = markOf(run, "ring", () => [ringIcon()]);
    node.className = "broken-off";
    node.style.transform = `translate(${left.toFixed(1)}px, ${top.toFixed(1)}px)`;
  };

  /** @param {Run} run @param {{left: number, top: number, degrees: number}} edge @param {Frame} frame */
  const showArrow = (run, { left, top, degrees }, { width, height }) => {
    const { node, arrow } = markOf(run, `arrow ${run.label}`, () => [arrowIcon(), element("span", {}, run.label)]);
    node.className = "left-the-map";
    // Hung up by the point that lies toward the edge, so that the name stays inside.
    const share = [left / width, top / height].map((part) => (100 * part).toFixed(1));
    node.style.transform = `translate(${left.toFixed(1)}px, ${top.toFixed(1)}px) translate(-${share[0]}%, -${share[1]}%)`;
    arrow.style.transform = `rotate(${degrees.toFixed(0)}deg)`;
  };

  return {
    /**
     * @param {{runs: readonly Run[], cursor: number, start: number[] | null}} scene   start: its place in the frame
     * @param {Frame} frame
     */
    show({ runs, cursor, start }, frame) {
      /** @type {Set<string>} */
      const kept = new Set();
      // What points to a start outside (panels/start_handle.js) stands at the edge, too.
      const away = start && edgeToward(frame, [toLeft(frame, start[0]), toTop(frame, start[1])], INSET_PX);
      const taken = away ? [[away.left, away.top]] : [];
      for (const run of runs) {
        const row = run.isHidden ? -1 : rowAt(run.columns, cursor);
        if (row < 0) continue;
        const [x, y] = pointOfRow(run, row, frame);
        const place = [toLeft(frame, x), toTop(frame, y)];
        const edge = edgeToward(frame, place, INSET_PX);
        const isBroken = run.outcome?.status === "diverged" && cursor >= run.outcome.step;
        if (edge) {
          const inward = edge.top > frame.height / 2 ? -1 : 1;
          while (taken.some(([left, top]) => Math.abs(left - edge.left) < NAME_PX.width && Math.abs(top - edge.top) < NAME_PX.height)) edge.top += inward * NAME_PX.height;
          taken.push([edge.left, edge.top]);
          showArrow(run, edge, frame);
        } else if (isBroken && place.every(Number.isFinite)) showRing(run, place);
        else continue;
        kept.add(run.key);
      }
      for (const [key, { node }] of marks) {
        if (kept.has(key)) continue;
        node.remove();
        marks.delete(key);
      }
      layer.hidden = marks.size === 0; // a layer of its own costs time in every frame, empty or not
    },
    remove: () => layer.remove(),
  };
}

/** An arrow to the right. */
export function arrowIcon() {
  return svg("svg", { viewBox: "-8 -8 16 16", width: 14, height: 14, class: "edge-arrow" }, svg("path", { d: "M-6 -2H0V-6L7 0L0 6V2H-6Z", fill: "currentColor" }));
}

function ringIcon() {
  const stroke = (/** @type {string} */ color, /** @type {number} */ width) => svg("path", { d: "M-11 0a11 11 0 1 0 22 0a11 11 0 1 0 -22 0M-11 -11L-7.8 -7.8M11 -11L7.8 -7.8M-11 11L-7.8 7.8M11 11L7.8 7.8", fill: "none", stroke: color, "stroke-width": width });
  return svg("svg", { viewBox: "-14 -14 28 28", width: 28, height: 28 }, stroke("var(--card)", 5), stroke("var(--bad)", 2));
}
