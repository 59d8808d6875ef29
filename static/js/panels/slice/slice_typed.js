// @ts-check
/** Directions that are typed, one number for each coordinate; what is wrong with them is said below, number by number. */

import { element } from "../../dom/element.js";
import { formatInput } from "../../dom/format.js";
import { text } from "../../dom/text.js";
import { directionsOf, readVector } from "../../state/slice/choices.js";
import { choicesOf, dimensionOf, firstVector } from "../../state/slice/question.js";
import { areEntriesEqual } from "../../state/store.js";

/** @typedef {import("../../types.js").State} State */

/** @type {import("../../types.js").MountPanel} */
export function mount(root, store, commands) {
  const rows = [0, 1].map((at) => rowOf(at, (vector) => {
    const { typed } = store.get().view.slice;
    commands.chooseSlice({ typed: typed.map((old, index) => (index === at ? vector : old)) });
  }, () => dimensionOf(store.get())));
  root.replaceChildren(...rows.map(({ node }) => node));
  return store.subscribe((state) => [state.view.slice, dimensionOf(state), state.experiment.objective], (_, state) => {
    const names = directionsOf(choicesOf(state));
    rows.forEach(({ node, show }, at) => {
      node.hidden = names[at] !== "typed";
      if (!node.hidden) show(state.view.slice.typed[at] ?? firstVector(at, dimensionOf(state)), names[1 - at] === "typed");
    });
    root.hidden = rows.every(({ node }) => node.hidden);
  }, areEntriesEqual);
}

/** @param {number} at @param {(vector: number[]) => void} onType @param {() => number} dimension */
function rowOf(at, onType, dimension) {
  const label = element("span", { class: "field-label" });
  const input = element("input", { class: "input slice-vector", type: "text", id: `slice-vector-${at}`, autocomplete: "off", spellcheck: "false", "aria-describedby": `slice-vector-${at}-error` });
  const error = element("p", { class: "field-error", id: `slice-vector-${at}-error`, role: "alert" });
  let shown = "";
  const refuse = (/** @type {string} */ words) => {
    error.textContent = words;
    if (words) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  };
  input.addEventListener("change", () => {
    const { vector, wrong } = readVector(input.value);
    if (wrong) return refuse(text("slice.typed.wrong", wrong));
    const [got, expected] = [vector?.length ?? 0, dimension()];
    if (expected > 0 && got !== expected) return refuse(text("slice.typed.count", { got, expected }));
    if (!vector?.some((value) => value !== 0)) return refuse(text("slice.typed.zero"));
    refuse("");
    onType(vector);
  });
  return {
    node: element("div", { class: "slice-typed-row" }, element("label", { class: "slice-typed-label", for: input.id }, label, input), error),
    /** @param {number[]} vector @param {boolean} areTwo */
    show(vector, areTwo) {
      label.textContent = text(areTwo ? "slice.typed.label" : "slice.typed.label_one", { number: at + 1, count: dimension() });
      const words = vector.map(formatInput).join(", ");
      if (words === shown) return;
      shown = words;
      input.value = words;
      refuse("");
    },
  };
}
