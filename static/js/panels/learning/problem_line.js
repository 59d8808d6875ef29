// @ts-check
/** In the place of the formula box: what is learned of what is on show, as a sum. The data, the network from its features to its classes, the loss. */

import { element } from "../../dom/element.js";
import { formatCount, formatInput } from "../../dom/format.js";
import { text, wordFor } from "../../dom/text.js";
import { parameterCount, problemOf, widthsOf } from "../../state/learning/problem.js";
import { areEntriesEqual } from "../../state/store.js";

/** @typedef {import("../../types.js").State} State */

/** @type {import("../../types.js").MountPanel} */
export function mount(root, store) {
  const stop = store.subscribe(({ experiment, catalogue, learning }) => [experiment.objective, catalogue.learning, learning.examples, learning.isComputing], (_, state) => {
    const isOfBefore = state.learning.isComputing && state.learning.shown !== null && root.childElementCount > 0;
    if (isOfBefore && problemOf(state)) return;
    const parts = partsOf(state);
    root.replaceChildren(...parts.map(({ kind, words }) => element("span", { class: `problem-${kind}` }, words)));
    root.title = parts.map(({ words }) => words).join(" · ");
  }, areEntriesEqual);
  return () => {
    stop();
    root.replaceChildren();
  };
}

/** The same in one line: the data and the network. "" of a function. @param {State} state */
export function problemWords(state) {
  return partsOf(state).slice(0, 2).map(({ words }) => words).join(" · ");
}

/** @param {State} state */
function partsOf(state) {
  const problem = problemOf(state);
  const { catalogue: { learning }, learning: { examples } } = state;
  if (!problem || !learning) return [];
  const titleIn = (/** @type {readonly import("../../types.js").CatalogueEntry[] | undefined} */ rows, /** @type {string} */ name) => rows?.find((row) => row.name === name)?.title ?? name.replaceAll("_", " ");
  const widths = widthsOf(problem, examples);
  const network = widths ? `${widths.join(" → ")}${problem.model.hidden?.length ? ` · ${wordFor(problem.model.activation ?? "relu")}` : ""}` : titleIn(learning.models, problem.model.name);
  const { l1 = 0, l2 = 0 } = problem.loss;
  const penalties = [l2 > 0 ? `½·${formatInput(l2)}·ΣW²` : "", l1 > 0 ? `${formatInput(l1)}·Σ|W|` : ""].filter(Boolean);
  return [
    { kind: "data", words: titleIn(learning.datasets, problem.dataset.name) },
    { kind: "network", words: network },
    ...(widths ? [{ kind: "size", words: text("problem.parameters", { count: formatCount(parameterCount(problem, widths)) }) }] : []),
    { kind: "loss", words: [titleIn(learning.losses, problem.loss.name), ...penalties].join(" + ") },
  ];
}
