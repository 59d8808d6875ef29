// @ts-check
/** Images: those that the run in focus gets wrong, worst first, each with what it is and what it was taken for. */

import { paintImage } from "../../charts/learning/images.js";
import { element } from "../../dom/element.js";
import { formatCount, formatPercent } from "../../dom/format.js";
import { runSwatch } from "../../dom/swatch.js";
import { text } from "../../dom/text.js";
import { areEntriesEqual } from "../../state/store.js";

/** @typedef {import("../../types.js").State} State */

const MOST = 60;
/** Without a mistake some are shown that are right. */
const SAMPLES = 30;

/** @type {import("../../types.js").MountPanel} */
export function mount(root, store) {
  const name = element("span", { class: "region-title" });
  const count = element("span", { class: "region-quality" });
  const list = element("ul", { class: "images", role: "list" });
  root.replaceChildren(element("p", { class: "stage-head" }, name, count), list);
  /** Cards are kept: only what changed is painted. @type {Map<number, {node: HTMLElement, caption: HTMLElement}>} */
  let cards = new Map();
  /** @type {unknown} */
  let of = null;

  const show = (/** @type {State} */ { learning: { examples, mistakes }, runs }) => {
    if (!examples?.imageShape) return;
    if (of !== examples) cards = new Map();
    of = examples;
    const own = mistakes?.key === examples.key ? mistakes : null;
    const run = own && runs[own.run];
    name.replaceChildren(...(run ? [runSwatch(run.appearance), run.label] : []));
    count.textContent = own ? text(own.wrong.length > 0 ? "mistakes.count" : "mistakes.none", { wrong: formatCount(own.count), total: formatCount(own.labels.length), share: formatPercent(own.accuracy) }) : "";
    const indices = own && own.wrong.length > 0 ? own.wrong : Array.from({ length: SAMPLES }, (_, at) => at);
    const shown = indices.filter((index) => index < examples.train.inputs.length).slice(0, MOST);
    const nodes = shown.map((index) => {
      const card = cards.get(index) ?? cardOf(examples, index);
      cards.set(index, card);
      const truth = nameOf(examples, Number(examples.train.targets[index]));
      const said = own ? nameOf(examples, own.labels[index]) : truth;
      const words = truth === said ? truth : `${truth} → ${said}`;
      if (card.caption.textContent !== words) card.caption.textContent = words;
      card.node.title = truth === said ? truth : text("mistakes.taken", { truth, said });
      return card.node;
    });
    if (nodes.length !== list.children.length || nodes.some((node, at) => node !== list.children[at])) list.replaceChildren(...nodes);
  };
  const stop = store.subscribe(({ learning: { examples, mistakes }, runs }) => [examples, mistakes, runs.map(({ key, label }) => key + label).join()], (_, state) => show(state), areEntriesEqual);
  return () => {
    stop();
    root.replaceChildren();
  };
}

/** @param {import("../../state/learning/examples.js").Examples} examples @param {number} index */
function cardOf({ train, imageShape }, index) {
  const canvas = element("canvas", { class: "example-image", "aria-hidden": "true" });
  paintImage(canvas, train.inputs[index], imageShape ?? []);
  const caption = element("span", {});
  return { node: element("li", {}, canvas, caption), caption };
}

/** @param {import("../../state/learning/examples.js").Examples} examples @param {number} label */
function nameOf({ classes }, label) {
  return classes[label] ?? String(label);
}
