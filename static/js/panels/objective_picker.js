// @ts-check
/** The chosen function as a button that opens the list of all functions. */

import { element } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { searchableList } from "../dom/listbox.js";
import { attachPopover } from "../dom/popover.js";
import { text } from "../dom/text.js";
import { createThumbnail } from "../dom/thumbnail.js";

/** @typedef {import("../types.js").State} State */

/** @type {import("../types.js").MountPanel} */
export function mount(root, store, commands) {
  const thumbnail = createThumbnail();
  const title = element("span", { class: "choice-title" });
  const notice = element("p", { class: "objective-notice" });
  const button = element(
    "button",
    { type: "button", class: "choice", "aria-haspopup": "listbox" },
    thumbnail.node,
    element("span", {}, element("span", { class: "visually-hidden" }, text("objective.choose"), ": "), title),
    icon("more", 14),
  );
  const list = searchableList({
    label: text("objective.search"),
    listLabel: text("objective.list"),
    emptyText: (query) => text("objective.none_found", { query }),
    onChoose: (name) => {
      panel.hidePopover();
      commands.chooseObjective(name);
    },
  });
  const panel = element("div", { class: "popover picker" }, list.node);
  attachPopover(button, panel, { onOpen: list.open });
  root.append(button, panel, notice);

  /** @param {State} state */
  const show = (state) => {
    const name = chosenName(state);
    list.update(optionsOf(state), name);
    title.textContent = name ? entryOf(state, name).title : text("objective.typed");
    notice.textContent = name ? (entryOf(state, name).notice ?? "") : text("objective.typed.notice");
  };
  const showTheme = new MutationObserver(() => thumbnail.draw(store.get().landscape));
  showTheme.observe(document.documentElement, { attributeFilter: ["data-theme"] });

  const unsubscribe = [
    store.subscribe(({ catalogue }) => catalogue, () => show(store.get())),
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
    keywords: [entry.title, ...(entry.traits ?? [])].join(" "),
  }));
}

/**
 * @param {State} state
 * @param {string} name
 */
function entryOf({ catalogue }, name) {
  return catalogue.objectives.find((entry) => entry.name === name) ?? { name, title: name };
}
