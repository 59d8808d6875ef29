// @ts-check
/** What the arrows at the cursor mean, in the lines that they are drawn in. */

import { ARROW_STYLES } from "../charts/arrows.js";
import { element, svg } from "../dom/element.js";
import { text } from "../dom/text.js";

/** @type {import("../types.js").MountPanel} */
export function mount(root, store) {
  const rows = Object.entries(ARROW_STYLES).map(([name, style]) => element("li", {}, swatch(style), element("span", {}, text(`arrows.${name}`))));
  const legend = element("ul", { class: "arrow-legend", role: "list", "aria-label": text("arrows.legend"), hidden: true }, ...rows);
  root.append(legend);
  const stop = store.subscribe(({ view, objective }) => view.showArrows && objective.dimension > 0, (isShown) => void (legend.hidden = !isShown));
  return () => {
    stop();
    legend.remove();
  };
}

/** @param {typeof ARROW_STYLES[keyof typeof ARROW_STYLES]} style */
function swatch({ width, dash, isFilled }) {
  const shaft = { d: `M1 6H${isFilled ? 22 : 29}`, stroke: "currentColor", "stroke-width": width, "stroke-dasharray": dash.join(" "), "stroke-linecap": "round" };
  const head = { d: `M22 2 30 6 22 10${isFilled ? "z" : ""}`, fill: isFilled ? "currentColor" : "none", stroke: "currentColor", "stroke-width": isFilled ? 1 : width, "stroke-linejoin": "round", "stroke-linecap": "round" };
  return svg("svg", { viewBox: "0 0 32 12", width: 32, height: 12, "aria-hidden": "true" }, svg("path", shaft), svg("path", head));
}
