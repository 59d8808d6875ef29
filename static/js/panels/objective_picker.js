// @ts-check
/** The chosen function as a button that opens the list of all functions. */

import { element } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { attachPicker } from "../dom/picker.js";
import { hasText, text } from "../dom/text.js";
import { createThumbnail } from "../dom/thumbnail.js";

/** @typedef {import("../types.js").State} State */

const ONE_DIMENSIONAL = "one_dimensional";
/** The traits that have a chip; the others are found by typing them. */
const FILTERS = ["convex", "ill_conditioned", "multimodal", "plateau", "non_smooth", "saddle", "noisy", "unbounded", ONE_DIMENSIONAL];

/** @type {import("../types.js").MountPanel} */
export function mount(root, store, commands) {
  const thumbnail = createThumbnail();
  const title = element("span", { class: "choice-title" });
  const notice = element("p", { class: "objective-notice" });
  const button = element(
    "button",
    { type: "button", class: "choice", disabled: true },
    thumbnail.node,
    element("span", {}, element("span", { class: "visually-hidden" }, text("objective.choose"), ": "), title),
    icon("more", 14),
  );
  const panel = attachPicker(button, {
    label: text("objective.search"),
    listLabel: text("objective.list"),
    emptyText: (query) => text("objective.none_found", { query }),
    filterLabel: text("objective.filters"),
    filters: () => FILTERS.filter((trait) => optionsOf(store.get()).some(({ traits }) => traits.includes(trait))).map((value) => ({ value, label: traitText(value) })),
    options: () => optionsOf(store.get()),
    chosen: () => chosenName(store.get()),
    onChoose: commands.chooseObjective,
  });
  root.append(button, panel, notice);

  /** @param {State} state */
  const show = (state) => {
    const name = chosenName(state);
    title.textContent = name ? entryOf(state, name).title : text("objective.typed");
    notice.textContent = name ? (entryOf(state, name).notice ?? "") : text("objective.typed.notice");
  };
  const showTheme = new MutationObserver(() => thumbnail.draw(store.get().landscape));
  showTheme.observe(document.documentElement, { attributeFilter: ["data-theme"] });

  const unsubscribe = [
    store.subscribe(({ catalogue }) => catalogue, ({ objectives }) => {
      button.disabled = objectives.length === 0; // on its way
      show(store.get());
    }),
    store.subscribe(({ experiment }) => experiment.objective, () => show(store.get())),
    store.subscribe(({ landscape }) => landscape, thumbnail.draw),
  ];
  return () => {
    showTheme.disconnect();
    for (const leave of unsubscribe) leave();
    root.replaceChildren();
  };
}

/** @param {State} state */
function chosenName({ experiment: { objective } }) {
  return "name" in objective ? objective.name : null;
}

/** @param {State} state */
function optionsOf({ catalogue }) {
  return catalogue.objectives.map((entry) => ({
    value: entry.name,
    title: entry.title,
    detail: entry.notice,
    keywords: [entry.keywords, entry.expression, ...(entry.traits ?? []), ...(entry.traits ?? []).map(traitText)].join(" "),
    traits: [...(entry.traits ?? []), ...(entry.dimension === 1 ? [ONE_DIMENSIONAL] : [])],
  }));
}

/**
 * @param {State} state
 * @param {string} name
 */
function entryOf({ catalogue }, name) {
  return catalogue.objectives.find((entry) => entry.name === name) ?? { name, title: name };
}

/** The word for a trait in the language of the page. @param {string} trait */
function traitText(trait) {
  return hasText(`trait.${trait}`) ? text(`trait.${trait}`) : trait.replaceAll("_", " ");
}
