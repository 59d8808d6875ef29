// @ts-check
/**
 * Fields that are typed as text: a formula, a row of numbers. What the form can judge it judges itself; what only the
 * server can judge is sent, and a refusal stands at the field, under what was typed, until it is typed anew.
 */

import { expectation, isWithin, parseNumber } from "./bounds.js";
import { element } from "./element.js";
import { fieldRow, fullName, nextId } from "./field.js";
import { formatInput } from "./format.js";
import { text } from "./text.js";

/** @typedef {import("./field.js").Caption} Caption */
/** @typedef {import("./field.js").Field & {refuse: (message: string) => void}} TypedField */

/**
 * A formula of the variables that the property names.
 * @param {{property: any, caption: Caption, context?: string, onChange: (value: string) => void}} options
 * @returns {TypedField}
 */
export function formulaField({ property, caption, context, onChange }) {
  return typedField({
    caption,
    context,
    kind: "formula-text",
    attributes: { maxlength: property.maxLength ?? null, inputmode: "text", autocapitalize: "off" },
    parsed: (typed) => typed.trim() || null,
    shown: String,
    expected: text("form.formula", { variables: (property.variables ?? []).join(", ") }),
    onChange,
  });
}

/**
 * Several numbers in a row, with commas or spaces between them.
 * @param {{property: any, caption: Caption, context?: string, onChange: (value: number[]) => void}} options
 * @returns {TypedField}
 */
export function numbersField({ property, caption, context, onChange }) {
  const { items = {}, minItems = 0, maxItems = Infinity } = property;
  return typedField({
    caption,
    context,
    kind: "numbers-text",
    attributes: { inputmode: "text" },
    parsed: (typed) => {
      const row = typed.split(/[\s,;、，]+/).filter(Boolean).map(parseNumber);
      return row.every((value) => isWithin(value, items)) && row.length >= minItems && row.length <= maxItems ? row : null;
    },
    shown: (row) => row.map(formatInput).join(", "),
    expected: text("form.row", { expected: expectation(items) }),
    onChange,
  });
}

/**
 * One word, or several with commas between them.
 * @param {{property: any, caption: Caption, context?: string, onChange: (value: any) => void}} options
 * @returns {TypedField}
 */
export function wordsField({ property, caption, context, onChange }) {
  const isRow = property.type === "array";
  return typedField({
    caption,
    context,
    kind: "words-text",
    attributes: { autocapitalize: "off", spellcheck: "false" },
    parsed: (typed) => (isRow ? typed.split(/[,;、，]/).map((word) => word.trim()).filter(Boolean) : typed.trim()),
    shown: (value) => [value].flat().join(", "),
    expected: "",
    onChange,
  });
}

/**
 * A number, or something else in its place: nothing at all where the property may be null, or one of its words.
 * @param {{property: any, caption: Caption, context?: string, onChange: (value: number | string | null) => void}} options
 * @returns {TypedField}
 */
export function numberOrWordField({ property, caption, context, onChange }) {
  const kinds = /** @type {any[]} */ (property.anyOf);
  const rule = kinds.find(({ type }) => type === "number" || type === "integer");
  const words = kinds.flatMap((kind) => ("const" in kind ? [String(kind.const)] : []));
  const isOptional = kinds.some(({ type }) => type === "null");
  return typedField({
    caption,
    context,
    kind: "number-text",
    attributes: { autocapitalize: "off", placeholder: isOptional ? text("form.none") : null },
    parsed: (typed) => {
      const given = typed.trim();
      if (words.includes(given)) return given;
      if (given === "") return isOptional ? NOTHING : null;
      const value = parseNumber(given);
      return isWithin(value, rule) ? value : null;
    },
    shown: (value) => (value === null || value === NOTHING ? "" : typeof value === "number" ? formatInput(value) : value),
    expected: [expectation(rule), ...words].join(", "),
    onChange: (value) => onChange(value === NOTHING ? null : value),
  });
}

/** What is parsed from an empty field where that is allowed; null is what is not understood. */
const NOTHING = "";

/**
 * @template T
 * @param {object} parts
 * @param {Caption} parts.caption
 * @param {string} [parts.context]
 * @param {string} parts.kind
 * @param {Record<string, any>} parts.attributes
 * @param {(typed: string) => T | null} parts.parsed   null: not what is expected
 * @param {(value: T) => string} parts.shown
 * @param {string} parts.expected                      in words
 * @param {(value: T) => void} parts.onChange
 * @returns {TypedField}
 */
function typedField({ caption, context, kind, attributes, parsed, shown, expected, onChange }) {
  const id = nextId();
  let current = "";
  /** What stood there before the last change, to which a refusal goes back. */
  let before = "";
  let asked = "";
  let isRefused = false;
  let isBeingTyped = false;
  const input = element("input", {
    id,
    class: `input ${kind}`,
    type: "text",
    autocomplete: "off",
    spellcheck: "false",
    "aria-label": fullName(caption, context),
    "aria-describedby": `${id}-meaning ${id}-error`,
    ...attributes,
  });
  const error = element("p", { id: `${id}-error`, class: "field-error", role: "alert" });

  /** @param {string} words */
  const complain = (words) => {
    input.setAttribute("aria-invalid", "true");
    error.textContent = words;
  };
  const show = () => {
    isRefused = isBeingTyped = false;
    input.value = current;
    input.removeAttribute("aria-invalid");
    error.textContent = "";
  };
  const read = () => {
    isBeingTyped = false;
    const value = parsed(input.value);
    if (value === null) return complain(text("form.range", { expected }));
    const words = shown(value);
    if (words === current) return show();
    [before, asked, current] = [current, input.value, words];
    show();
    onChange(value);
  };
  input.addEventListener("input", () => void (isBeingTyped = true));
  input.addEventListener("change", read);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") show();
  });

  return {
    node: fieldRow(id, caption, "types", [input], error),
    update: (value) => {
      const words = shown(value);
      const isSame = words === current;
      current = words;
      if (isBeingTyped || (isRefused && words === before) || (isSame && input.hasAttribute("aria-invalid"))) return;
      show();
    },
    refuse: (message) => {
      isRefused = true;
      if (!isBeingTyped) input.value = asked;
      complain(message);
    },
  };
}
