// @ts-check
/** The layers of the landscape: what lies over the ground, in a list that opens beside its button. */

import { element } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { attachPopover } from "../dom/popover.js";
import { text } from "../dom/text.js";

/** @typedef {import("../types.js").View} View */
/** @typedef {"showField" | "showArrows" | "showMinima" | "showCurvature" | "showBasins" | "showBlindfold"} Layer */

/** Layers by their words; `isFlat`: of the map alone, not of the surface. @type {{key: Layer, word: string, isFlat: boolean}[]} */
const LAYERS = [
  { key: "showMinima", word: "known", isFlat: false },
  { key: "showField", word: "field", isFlat: true },
  { key: "showArrows", word: "arrows", isFlat: true },
  { key: "showCurvature", word: "curvature", isFlat: false },
  { key: "showBasins", word: "basins", isFlat: true },
  { key: "showBlindfold", word: "blindfold", isFlat: true },
];

/**
 * @param {import("../types.js").Store} store
 * @param {import("../types.js").Commands} commands
 */
export function createLayers(store, commands) {
  const rows = LAYERS.map(({ key, word, isFlat }) => {
    const node = element(
      "button",
      { type: "button", class: "layer", title: text(`landscape.${word}_hint`), onclick: () => commands.setView({ [key]: !store.get().view[key] }) },
      icon("check", 14),
      element("span", {}, text(`landscape.${word}`)),
    );
    return { key, isFlat, node };
  });
  const anchor = element("button", { type: "button", class: "button layers-button" }, text("landscape.layers"), icon("more", 12));
  const panel = element("div", { class: "popover layers", role: "group", "aria-label": text("landscape.layers_label") }, ...rows.map(({ node }) => node));
  attachPopover(anchor, panel);
  const stop = store.subscribe(({ view }) => view, (view) => {
    for (const { key, isFlat, node } of rows) {
      node.setAttribute("aria-pressed", String(view[key]));
      node.disabled = isFlat && view.map === "surface";
    }
  });
  return { nodes: [anchor, panel], stop };
}
