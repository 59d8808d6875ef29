// @ts-check
/** A choice among many: a field that shows what is chosen, and opens a list that can be searched. */

import { element } from "./element.js";
import { fieldRow, fullName, nextId } from "./field.js";
import { icon } from "./icon.js";
import { searchableList } from "./listbox.js";
import { attachPopover } from "./popover.js";
import { text } from "./text.js";

/** @typedef {import("./listbox.js").Option} Option */

/**
 * Let a button open a list to choose from; both have to stand in the document, the panel beside the button. The list is
 * made when it is first opened: a page has dozens of such buttons.
 * @param {HTMLButtonElement} button
 * @param {object} parts
 * @param {string} parts.label                 of the field that searches
 * @param {string} parts.listLabel
 * @param {() => readonly Option[]} parts.options
 * @param {() => string | null} parts.chosen
 * @param {(value: string) => void} parts.onChoose
 * @param {(query: string) => string} [parts.emptyText]
 * @param {string} [parts.filterLabel]
 * @param {() => readonly import("./listbox.js").Filter[]} [parts.filters]
 * @returns {HTMLElement} the panel
 */
export function attachPicker(button, { options, chosen, onChoose, emptyText = (query) => text("picker.none_found", { query }), filters, ...labels }) {
  const panel = element("div", { class: "popover picker" });
  /** @type {ReturnType<typeof searchableList> | null} */
  let list = null;
  const made = () => {
    list = searchableList({
      ...labels,
      emptyText,
      onChoose: (value) => {
        panel.hidePopover();
        onChoose(value);
      },
    });
    if (filters) list.filterBy(filters());
    panel.append(list.node);
    return list;
  };
  button.setAttribute("aria-haspopup", "listbox");
  attachPopover(button, panel, { onBefore: () => (list ?? made()).update(options(), chosen()), onOpen: () => list?.open() });
  return panel;
}

/**
 * @param {object} parts
 * @param {import("./field.js").Caption} parts.caption
 * @param {string} [parts.context]
 * @param {string} parts.label                 of the field that searches
 * @param {readonly Option[]} parts.options
 * @param {(value: string) => void} parts.onChange
 * @returns {import("./field.js").Field}
 */
export function pickerField({ caption, context, label, options, onChange }) {
  const id = nextId();
  const name = fullName(caption, context);
  let current = "";
  const title = element("span", { class: "picker-title" });
  const button = element("button", { id, type: "button", class: "picker-button", "aria-describedby": `${id}-meaning` }, title, icon("more", 12));
  const panel = attachPicker(button, {
    label,
    listLabel: name,
    options: () => options,
    chosen: () => current,
    onChoose: (value) => value !== current && onChange(value),
  });
  return {
    node: fieldRow(id, caption, "chooses", [button, panel]),
    update: (value) => {
      current = String(value);
      title.textContent = options.find((option) => option.value === current)?.title ?? current;
      button.setAttribute("aria-label", `${name}: ${title.textContent}`);
    },
  };
}
