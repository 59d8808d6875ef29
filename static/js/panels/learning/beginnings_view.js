// @ts-check
/** Where the weights begin: for every initializer what becomes of the signal on its way through this network, and what it means. */

import { element } from "../../dom/element.js";
import { formatNumber } from "../../dom/format.js";
import { text } from "../../dom/text.js";
import { fateOfSignal } from "../../state/learning/beginnings.js";
import { problemOf } from "../../state/learning/problem.js";
import { signalDrawing } from "../../charts/learning/signal_drawing.js";

/** @typedef {import("../../types.js").State} State */
/** @typedef {import("../../state/learning/beginnings.js").Beginning} Beginning */

/** @type {import("../../types.js").MountPanel} */
export function mount(root, store, commands) {
  const list = element("div", { class: "beginnings" });
  root.replaceChildren(element("p", { class: "hint stage-idea" }, text("start.idea")), list);
  const stop = store.subscribe(({ learning }) => learning.beginnings, (found, state) => {
    if (found) list.replaceChildren(...found.beginnings.map((beginning) => row(beginning, state)));
  });
  return () => {
    stop();
    root.replaceChildren();
  };

  /** @param {Beginning} beginning @param {State} state */
  function row({ initializer, isOwn, layers }, state) {
    const entry = state.catalogue.learning?.initializers.find(({ name }) => name === initializer.name);
    const title = entry?.title ?? initializer.name;
    const use = () => {
      const problem = problemOf(store.get());
      if (problem) commands.editPart("model", { ...problem.model, initializer });
    };
    const action = isOwn ? element("span", { class: "hint" }, text("start.in_use")) : element("button", { type: "button", class: "link-button", "aria-label": text("start.use_named", { name: title }), onclick: use }, text("start.use"));
    const fate = layers && fateOfSignal(layers);
    return element(
      "section",
      { class: isOwn ? "beginning is-own" : "beginning", "data-fate": fate },
      element("header", { class: "layer-head" }, element("h2", {}, title), action),
      element("p", { class: "hint" }, entry?.idea ?? ""),
      layers && element("div", { class: "beginning-chart", role: "img", "aria-label": text("start.summary", { name: title, sizes: layers.map(({ rms }) => formatNumber(rms)).join(", "), gradients: layers.map(({ gradient_rms: size }) => formatNumber(size)).join(", ") }) }, signalDrawing(layers.map(({ rms, gradient_rms: gradient }) => ({ signal: rms, gradient })))),
      element("p", { class: "beginning-fate" }, text(fate ? `start.fate.${fate}` : "start.refused")),
    );
  }
}
