// @ts-check
/**
 * A list to choose from, with a field that searches it: type, walk with the arrow keys, take with Enter. The focus stays
 * in the field; `aria-activedescendant` tells where one is.
 */

import { element } from "./element.js";

/** @typedef {{value: string, title: string, detail?: string, keywords?: string}} Option */

let count = 0;

/**
 * @param {{label: string, listLabel: string, emptyText: (query: string) => string, onChoose: (value: string) => void}} options
 */
export function searchableList({ label, listLabel, emptyText, onChoose }) {
  count += 1;
  const id = `listbox-${count}`;
  /** @type {Option[]} */
  let options = [];
  /** @type {string | null} */
  let chosen = null;
  let active = 0;

  const list = element("div", { id, class: "listbox scrolls", role: "listbox", "aria-label": listLabel });
  const empty = element("p", { class: "hint listbox-empty", role: "status", hidden: true });
  const search = element("input", {
    class: "input",
    type: "text",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: label,
    "aria-label": label,
    "aria-controls": id,
    "aria-expanded": "true",
    "aria-autocomplete": "list",
    oninput: () => {
      active = 0;
      show();
    },
    onkeydown: (/** @type {KeyboardEvent} */ event) => walk(event),
  });

  const found = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    return options.filter((option) => words.every((word) => `${option.title} ${option.value} ${option.detail ?? ""} ${option.keywords ?? ""}`.toLowerCase().includes(word)));
  };
  const show = () => {
    const shown = found();
    active = Math.min(Math.max(active, 0), Math.max(shown.length - 1, 0));
    list.replaceChildren(...shown.map((option, index) => row(option, index)));
    list.hidden = shown.length === 0;
    empty.hidden = shown.length > 0;
    empty.textContent = shown.length > 0 ? "" : emptyText(search.value);
    mark();
  };
  const mark = () => {
    for (const [index, child] of [...list.children].entries()) child.classList.toggle("is-active", index === active);
    const current = list.children[active];
    if (current) search.setAttribute("aria-activedescendant", current.id);
    else search.removeAttribute("aria-activedescendant");
    current?.scrollIntoView({ block: "nearest" });
  };
  /** @param {Option} option @param {number} index */
  const row = ({ value, title, detail }, index) =>
    element(
      "div",
      { id: `${id}-${index}`, class: "option", role: "option", "aria-selected": String(value === chosen), onclick: () => onChoose(value) },
      element("span", { class: "option-title" }, title),
      detail && element("span", { class: "option-detail" }, detail),
    );
  /** @param {KeyboardEvent} event */
  const walk = (event) => {
    const shown = found();
    const moves = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + 6, PageUp: active - 6 };
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault(); // the focus moves on, and the key must not press what it moves to
      if (shown[active]) onChoose(shown[active].value);
    } else if (event.key in moves) {
      event.preventDefault();
      active = Math.min(Math.max(moves[/** @type {keyof typeof moves} */ (event.key)], 0), shown.length - 1);
      mark();
    }
  };

  return {
    node: element("div", { class: "searchable-list" }, search, list, empty),
    /** @param {Option[]} given @param {string | null} current */
    update(given, current) {
      options = given;
      chosen = current;
      show();
    },
    /** Begin a new search, at what is chosen. */
    open() {
      search.value = "";
      active = options.findIndex((option) => option.value === chosen);
      show();
      search.focus();
    },
  };
}
