// @ts-check
/** The chosen function as a button that opens the list of all functions. */

import { element } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { searchableList } from "../dom/listbox.js";
import { attachPopover } from "../dom/popover.js";
import { hasText, text, titleOf } from "../dom/text.js";
import { createThumbnail } from "../dom/thumbnail.js";

/** @typedef {import("../types.js").State} State */

/** @type {import("../types.js").MountPanel} */
export function mount(root, store, commands) {
  const thumbnail = createThumbnail();
  const title = element("span", { class: "choice-title" });
  const notice = element("span", { class: "choice-notice" });
  const button = element(
    "button",
    { type: "button", class: "choice", "aria-haspopup": "listbox" },
    thumbnail.node,
    element("span", { class: "choice-text" }, element("span", { class: "visually-hidden" }, text("objective.choose"), ": "), title, notice),
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
  root.append(button, panel);

  const showTheme = new MutationObserver(() => thumbnail.draw(store.get().landscape));
  showTheme.observe(document.documentElement, { attributeFilter: ["data-theme"] });

  const unsubscribe = [
    store.subscribe(({ catalogue }) => catalogue, () => list.update(optionsOf(store.get()), chosenName(store.get()))),
    store.subscribe(({ experiment }) => experiment.objective, () => {
      const state = store.get();
      list.update(optionsOf(state), chosenName(state));
      title.textContent = titleOfObjective(state);
      notice.textContent = noticeOfObjective(state);
    }),
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
    title: titleOf("objective", entry),
    detail: noticeOf(entry.name),
    keywords: [entry.title, ...(entry.traits ?? [])].join(" "),
  }));
}

/** @param {State} state */
function titleOfObjective(state) {
  const entry = state.catalogue.objectives.find(({ name }) => name === chosenName(state));
  return entry ? titleOf("objective", entry) : text("objective.typed");
}

/** @param {State} state */
function noticeOfObjective(state) {
  const name = chosenName(state);
  return name ? noticeOf(name) : text("objective.typed.notice");
}

/** @param {string} name */
function noticeOf(name) {
  const key = `objective.${name}.notice`;
  return hasText(key) ? text(key) : "";
}
