// @ts-check
/**
 * The fields of a form: a number with or without its slider, a switch, a choice.
 *
 * A field is `{node, update}`: `update(value)` shows another value without telling anybody; what the user does is told
 * to `onChange(value)`.
 */

import { isWithin, parseNumber, refusalOf } from "./bounds.js";
import { element } from "./element.js";
import { formatInput } from "./format.js";
import { placeOf, scaleOf, valueAt } from "./scale.js";
import { text } from "./text.js";

/** @typedef {{label: string, symbol?: string, meaning?: string}} Caption   `label` is shown, `meaning` explains it */
/** @typedef {{node: HTMLElement, update: (value: any) => void}} Field */

const SLIDER_STEPS = 200;
let count = 0;

/**
 * A number that is typed, and slid where the property has a `span`. Beside a slider the arrow keys of the text walk it.
 * @param {{property: any, caption: Caption, context?: string, onChange: (value: number) => void}} options
 *     `context` is said before the label to those who do not see the card around it
 * @returns {Field}
 */
export function numberField({ property, caption, context, onChange }) {
  const id = nextId();
  const scale = property.span ? scaleOf(property) : null;
  let current = Number(property.default ?? 0);
  let isBeingTyped = false;

  const input = element("input", {
    id,
    class: "input number-input",
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    "aria-label": fullName(caption, context),
    "aria-describedby": `${id}-meaning ${id}-error`,
  });
  const slider = scale && element("input", {
    class: "slider",
    type: "range",
    min: 0,
    max: SLIDER_STEPS,
    step: 1,
    "aria-label": text("form.slider", { label: fullName(caption, context) }),
    "aria-describedby": `${id}-meaning`,
  });
  const error = element("p", { id: `${id}-error`, class: "field-error", role: "alert" });

  /** @param {number} value */
  const update = (value) => {
    current = value;
    if (!isBeingTyped) show(value);
    if (slider && scale) {
      const place = placeOf(value, scale);
      if (document.activeElement !== slider || Number(slider.value) !== Math.round(place * SLIDER_STEPS)) slider.value = String(Math.round(place * SLIDER_STEPS));
      slider.style.setProperty("--progress", String(place));
      slider.setAttribute("aria-valuetext", formatInput(value));
    }
  };
  /** @param {number} value */
  const show = (value) => {
    isBeingTyped = false;
    input.value = formatInput(value);
    input.style.setProperty("--characters", String(input.value.length));
    input.removeAttribute("aria-invalid");
    error.textContent = "";
  };
  /** @param {number} value */
  const commit = (value) => {
    isBeingTyped = false;
    const isNew = value !== current;
    update(value);
    if (isNew) onChange(value);
  };
  const read = () => {
    const value = parseNumber(input.value);
    if (isWithin(value, property)) return commit(value);
    input.setAttribute("aria-invalid", "true");
    error.textContent = refusalOf(input.value, property);
  };

  input.addEventListener("input", () => void (isBeingTyped = true));
  input.addEventListener("change", read);
  input.addEventListener("blur", () => show(current));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") show(current);
    const direction = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (!slider || !scale || direction === 0) return;
    event.preventDefault();
    commit(valueAt(Math.round(placeOf(current, scale) * SLIDER_STEPS + 2 * direction) / SLIDER_STEPS, scale));
  });
  if (slider && scale) slider.addEventListener("input", () => commit(valueAt(Number(slider.value) / SLIDER_STEPS, scale)));

  update(current);
  return { node: fieldRow(id, caption, slider ? "slides" : "", [slider, input], error), update };
}

/**
 * Yes or no.
 * @param {{caption: Caption, context?: string, onChange: (value: boolean) => void}} options
 * @returns {Field}
 */
export function switchField({ caption, context, onChange }) {
  const id = nextId();
  const input = element("input", {
    id,
    class: "switch",
    type: "checkbox",
    role: "switch",
    "aria-label": fullName(caption, context),
    "aria-describedby": `${id}-meaning`,
    onchange: () => onChange(input.checked),
  });
  return { node: fieldRow(id, caption, "switches", [input]), update: (value) => void (input.checked = Boolean(value)) };
}

/**
 * One of several.
 * @param {{caption: Caption, context?: string, options: {value: string, label: string}[], onChange: (value: string) => void}} options
 * @returns {Field}
 */
export function choiceField({ caption, context, options, onChange }) {
  const id = nextId();
  const select = element(
    "select",
    { id, class: "select", "aria-label": fullName(caption, context), "aria-describedby": `${id}-meaning`, onchange: () => onChange(select.value) },
    ...options.map(({ value, label }) => element("option", { value }, label)),
  );
  return { node: fieldRow(id, caption, "chooses", [select]), update: (value) => void (select.value = String(value)) };
}

/**
 * The label of a field, its controls, and what is said to those who do not see them.
 * @param {string} id
 * @param {Caption} caption
 * @param {string} kind
 * @param {(HTMLElement | null)[]} controls
 * @param {HTMLElement} [error]
 */
export function fieldRow(id, { label, symbol, meaning }, kind, controls, error) {
  const [base, index] = (symbol ?? "").split("_");
  const letter = base && element("span", { class: "symbol" }, base, index && element("sub", {}, index));
  return element(
    "div",
    { class: `field ${kind}`, title: meaning ?? null },
    (label || letter) && element("label", { for: id, class: "field-label" }, label, label && letter && " ", letter || null),
    ...controls,
    element("span", { id: `${id}-meaning`, class: "visually-hidden" }, meaning ?? ""),
    error,
  );
}

/**
 * What a field is called by those who do not see the card around it.
 * @param {Caption} caption
 * @param {string} [context]
 */
export function fullName({ label, symbol }, context) {
  return [context && `${context}:`, label, symbol].filter(Boolean).join(" ");
}

/** An id that no other field has. */
export function nextId() {
  count += 1;
  return `field-${count}`;
}
