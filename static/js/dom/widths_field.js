// @ts-check
/** Layers in a row, each as wide as its number says: one can widen them, add one behind, or take one away. */

import { expectation, isWithin, parseNumber } from "./bounds.js";
import { element } from "./element.js";
import { fullName, nextId } from "./field.js";
import { icon } from "./icon.js";
import { text } from "./text.js";

/**
 * @param {{property: any, caption: import("./field.js").Caption, context?: string, onChange: (widths: number[]) => void}} options
 * @returns {import("./field.js").Field & {refuse: (message: string) => void}}
 */
export function widthsField({ property, caption, context, onChange }) {
  const { items = {}, minItems = 0, maxItems = Infinity } = property;
  const id = nextId();
  const name = fullName(caption, context);
  /** @type {number[]} */
  let current = [];
  const row = element("div", { class: "widths-row" });
  const error = element("p", { id: `${id}-error`, class: "field-error", role: "alert" });
  const add = element("button", { type: "button", class: "icon-button widths-add", "aria-label": text("form.add_layer", { name }), title: text("form.add_layer", { name }), onclick: () => onChange([...current, current.at(-1) ?? items.default ?? 16]) }, icon("plus", 14));
  const node = element("div", { class: "field widths", role: "group", "aria-label": name, title: caption.meaning ?? null }, element("span", { class: "field-label" }, caption.label), row, error);

  const cell = (/** @type {number} */ width, /** @type {number} */ at) => {
    const label = text("form.layer", { number: at + 1 });
    const input = element("input", { class: "input number-input", type: "text", inputmode: "numeric", autocomplete: "off", value: String(width), "aria-label": `${name}, ${label}`, "aria-describedby": `${id}-error` });
    input.addEventListener("change", () => {
      const typed = parseNumber(input.value);
      const isGood = Number.isInteger(typed) && isWithin(typed, items);
      if (isGood) input.removeAttribute("aria-invalid");
      else input.setAttribute("aria-invalid", "true");
      error.textContent = isGood ? "" : text("form.range", { expected: expectation(items) });
      if (isGood && typed !== current[at]) onChange(current.map((old, index) => (index === at ? typed : old)));
    });
    const remove = element("button", { type: "button", class: "icon-button", "aria-label": text("form.remove_layer", { label }), title: text("form.remove_layer", { label }), onclick: () => onChange(current.filter((_, index) => index !== at)) }, icon("close", 10));
    remove.hidden = current.length <= minItems;
    return element("span", { class: "width" }, input, remove);
  };

  return {
    node,
    update(/** @type {number[]} */ widths) {
      if (JSON.stringify(widths) === JSON.stringify(current) && row.childElementCount > 0) return;
      const had = row.contains(document.activeElement) ? [...row.querySelectorAll("input, button")].indexOf(/** @type {HTMLElement} */ (document.activeElement)) : -1;
      current = widths;
      error.textContent = "";
      row.replaceChildren(...widths.map(cell), add);
      add.hidden = widths.length >= maxItems;
      if (had >= 0) /** @type {HTMLElement | undefined} */ ([...row.querySelectorAll("input, button")].at(Math.min(had, row.querySelectorAll("input, button").length - 1)))?.focus();
    },
    refuse: (message) => void (error.textContent = message),
  };
}
