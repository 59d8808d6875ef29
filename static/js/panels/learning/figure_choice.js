// @ts-check
/** Which figure of a learning problem the second chart shows, and what its lines are called. */

import { element } from "../../dom/element.js";
import { text } from "../../dom/text.js";
import { OF_GROUPS, weightGroups } from "../../state/learning/curves.js";
import { hasFigure } from "../../state/learning/figures.js";
import { segmented } from "../segmented.js";

/** @typedef {import("../../types.js").State} State */

const PLAIN = ["learning_rate", "data_loss", "regularization_loss"];

/** @param {{onChoose: (name: string) => void}} options */
export function createFigureChoice({ onChoose }) {
  const plain = segmented({
    label: text("curves.second"),
    choices: [["accuracy", text("figure.accuracy")], ["gradient_norm", text("curves.gradient_norm")]],
    onChoose,
  });
  const other = element("select", { class: "select", "aria-label": text("curves.other"), onchange: () => other.value && onChoose(other.value) });
  const root = element("div", { class: "quantity" }, plain.root, other);
  let listed = "";
  return {
    root,
    /** @param {State} state @param {string} name */
    update(state, name) {
      const groups = weightGroups(state);
      const isOther = !["accuracy", "gradient_norm"].includes(name);
      const isListed = !isOther || PLAIN.includes(name) || OF_GROUPS.some((figure) => figure === name) || groups.some(({ group }) => name.endsWith(`.${group}`));
      const now = JSON.stringify([groups, isListed || name]);
      if (now !== listed) {
        const perLayer = OF_GROUPS.map((figure) => element("optgroup", { label: text(`figure.${figure}`) }, ...[figure, ...groups.map(({ group }) => `${figure}.${group}`)].map((value) => option(value, state))));
        other.replaceChildren(element("option", { value: "" }, text("curves.more")), ...(isListed ? PLAIN : [...PLAIN, name]).map((value) => option(value, state)), ...perLayer);
      }
      listed = now;
      plain.offer("accuracy", state.runs.some(({ columns, length }) => length === 0 || hasFigure(columns, "accuracy")));
      plain.choose(name);
      other.value = isOther ? name : "";
      other.classList.toggle("is-chosen", isOther);
    },
  };
}

/** @param {string} value @param {State} state */
function option(value, state) {
  return element("option", { value }, figureLabel(value, state));
}

/** "update ratio W1"; without a group that of every layer. @param {string} name @param {State} state */
export function figureLabel(name, state) {
  const [figure, group] = name.split(".");
  if (name === "learning_rate" || name === "gradient_norm") return text(`curves.${name}`);
  const label = text(`figure.${figure}`);
  if (!OF_GROUPS.some((of) => of === figure)) return label;
  return group === undefined ? text("figure.each_layer", { figure: label }) : `${label} ${state.learning.groups[Number(group)]?.name ?? group}`;
}

/** What the lines of the first chart are, as far as there is more than one kind. @param {readonly import("../../types.js").Run[]} runs */
export function lossLegend(runs) {
  const has = (/** @type {string} */ name) => runs.some(({ columns }) => hasFigure(columns, name));
  const kinds = [has("validation_loss") && text("curves.held_back"), has("batch_loss") && text("curves.batch")];
  return kinds.filter(Boolean).join(" · ");
}
