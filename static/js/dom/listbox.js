// @ts-check
/**
 * A list to choose from, with a field that searches it: type, walk with the arrow keys, take with Enter. The focus stays
 * in the field; `aria-activedescendant` tells where one is. Options stand under the heading of their group; chips let
 * through only those with a trait; an option that is described elsewhere has a link there.
 */

import { element } from "./element.js";
import { icon } from "./icon.js";
import { likeliest, matching } from "./search.js";
import { text } from "./text.js";

/**
 * @typedef {object} Option
 * @property {string} value
 * @property {string} title
 * @property {string} [detail]                 one sentence
 * @property {string} [group]                  the heading it stands under; those of a group follow each other
 * @property {string} [keywords]               found by these words, too
 * @property {readonly string[]} [traits]
 * @property {string} [href]                   where more is said of it
 */

/** @typedef {{value: string, label: string}} Filter */

const PAGE = 6;
let count = 0;

/**
 * @param {object} parts
 * @param {string} parts.label                 of the field
 * @param {string} parts.listLabel
 * @param {(query: string) => string} parts.emptyText
 * @param {(value: string) => void} parts.onChoose
 * @param {string} [parts.filterLabel]         of the chips
 */
export function searchableList({ label, listLabel, emptyText, onChoose, filterLabel = "" }) {
  count += 1;
  const id = `listbox-${count}`;
  /** @type {readonly Option[]} */
  let options = [];
  /** @type {Option[]} */
  let shown = [];
  /** @type {HTMLElement[]} */
  let rows = [];
  /** @type {string | null} */
  let chosen = null;
  let active = 0;
  /** @type {Set<string>} */
  const wanted = new Set();

  const list = element("div", { id, class: "listbox scrolls", role: "listbox", "aria-label": listLabel });
  const empty = element("p", { class: "hint listbox-empty", role: "status", hidden: true });
  const about = element("a", { class: "listbox-about", hidden: true });
  const chips = element("div", { class: "chips", role: "group", "aria-label": filterLabel, hidden: true });
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
    autofocus: true, // at once, when what it stands in opens: no letter is lost
    oninput: () => show(true),
    onkeydown: (/** @type {KeyboardEvent} */ event) => walk(event),
  });

  /** @param {boolean} isNew whether one searches for something else than before */
  const show = (isNew) => {
    shown = matching(options, search.value, wanted);
    const known = shown.findIndex((option) => option.value === chosen);
    if (isNew) active = search.value.trim() === "" && known >= 0 ? known : likeliest(shown, search.value);
    active = Math.min(Math.max(active, 0), Math.max(shown.length - 1, 0));
    rows = shown.map(row);
    list.replaceChildren(...grouped());
    list.hidden = shown.length === 0;
    empty.hidden = shown.length > 0;
    empty.textContent = shown.length > 0 ? "" : emptyText(search.value);
    mark();
  };

  /** The rows under the headings of their groups. */
  const grouped = () => {
    /** @type {HTMLElement[]} */
    const blocks = [];
    rows.forEach((node, index) => {
      const { group } = shown[index];
      if (!group) return void blocks.push(framed(node, shown[index]));
      if (index === 0 || shown[index - 1].group !== group) {
        const heading = `${id}-group-${blocks.length}`;
        blocks.push(element("div", { role: "group", "aria-labelledby": heading }, element("div", { id: heading, class: "option-group", role: "presentation" }, group)));
      }
      blocks[blocks.length - 1].append(framed(node, shown[index]));
    });
    return blocks;
  };

  const mark = () => {
    rows.forEach((node, index) => node.classList.toggle("is-active", index === active));
    const current = rows[active];
    if (current) search.setAttribute("aria-activedescendant", current.id);
    else search.removeAttribute("aria-activedescendant");
    current?.scrollIntoView({ block: "nearest" });
    const option = shown[active];
    about.hidden = !option?.href;
    if (!option?.href) return;
    about.href = option.href;
    about.textContent = text("picker.about", { title: option.title });
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
    const moves = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + PAGE, PageUp: active - PAGE };
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault(); // the focus moves on, and the key must not press what it moves to
      if (shown[active]) onChoose(shown[active].value);
    } else if (event.key in moves) {
      event.preventDefault();
      active = Math.min(Math.max(moves[/** @type {keyof typeof moves} */ (event.key)], 0), Math.max(shown.length - 1, 0));
      mark();
    }
  };

  /** @param {Filter} filter */
  const chip = ({ value, label: words }) => {
    const node = element("button", { type: "button", class: "filter", "aria-pressed": "false", "data-trait": value }, words);
    node.addEventListener("click", () => {
      wanted[wanted.has(value) ? "delete" : "add"](value);
      node.setAttribute("aria-pressed", String(wanted.has(value)));
      show(true);
    });
    return node;
  };

  return {
    node: element("div", { class: "searchable-list" }, search, chips, list, empty, about),
    /** What is listed and what of it is chosen, with a search that begins anew. @param {readonly Option[]} given @param {string | null} current */
    update(given, current) {
      options = given;
      chosen = current;
      search.value = "";
      show(true);
    },
    /** @param {readonly Filter[]} filters */
    filterBy(filters) {
      chips.replaceChildren(...filters.map(chip));
      chips.hidden = filters.length === 0;
    },
    /** The list can be seen now. */
    open() {
      search.focus();
      mark();
    },
  };
}

/** An option with the link to more about it: for the pointer alone, the keyboard has the one below the list. @param {HTMLElement} node @param {Option} option */
function framed(node, { href }) {
  if (!href) return node;
  const link = element("a", { class: "option-about", href, tabindex: -1, "aria-hidden": "true", title: text("picker.reference") }, icon("help", 14));
  return element("div", { class: "option-row", role: "presentation" }, node, link);
}
