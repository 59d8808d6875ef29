// @ts-check
/** Which marker is which class. */

import { classInk, classMarker } from "../../charts/learning/class_colors.js";
import { markerOutline } from "../../charts/markers.js";
import { element, svg } from "../../dom/element.js";
import { text } from "../../dom/text.js";

/** More classes than this would cover the picture. */
const MOST = 10;

/** @param {import("../../state/learning/examples.js").Examples} examples */
export function classLegend({ classes, validation }) {
  const rows = classes.slice(0, MOST).map((name, label) => {
    const mark = svg("svg", { viewBox: "-7 -7 14 14", width: 14, height: 14, "aria-hidden": "true" }, svg("path", { d: markerOutline(classMarker(label), 4.6), style: `fill: var(${classInk(label)})` }));
    return element("li", {}, mark, name);
  });
  const held = validation && element("li", { class: "is-held" }, svg("svg", { viewBox: "-7 -7 14 14", width: 14, height: 14, "aria-hidden": "true" }, svg("circle", { r: 4, style: "fill: none; stroke: var(--ink-2); stroke-width: 1.4" })), text("stage.held"));
  return element("ul", { class: "class-legend", role: "list", "aria-label": text("stage.classes"), hidden: rows.length === 0 }, ...rows, held, element("li", { class: "is-doubt hint" }, text("stage.doubt")));
}
