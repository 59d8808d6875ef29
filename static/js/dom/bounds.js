// @ts-check
/** What a property of a JSON Schema admits, and the sentence for what it does not. */

import { formatInput } from "./format.js";
import { text } from "./text.js";

const PLAIN = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;

/**
 * The number that a person typed, full-width digits, the true minus and a fraction like 1/3 included; NaN if it is none.
 * @param {string} typed
 */
export function parseNumber(typed) {
  const plain = typed.normalize("NFKC").trim().replace(/[−‒–⁄]/g, (sign) => (sign === "⁄" ? "/" : "-"));
  const parts = plain.split("/").map((part) => (PLAIN.test(part.trim()) ? Number(part) : NaN));
  if (parts.length > 2) return NaN;
  return parts.length === 2 ? parts[0] / parts[1] : parts[0];
}

/**
 * Whether `value` keeps the bounds of `property`.
 * @param {number} value
 * @param {any} property
 */
export function isWithin(value, property) {
  return (
    Number.isFinite(value) &&
    (property.type !== "integer" || Number.isInteger(value)) &&
    value >= (property.minimum ?? -Infinity) &&
    value <= (property.maximum ?? Infinity) &&
    value > (property.exclusiveMinimum ?? -Infinity) &&
    value < (property.exclusiveMaximum ?? Infinity)
  );
}

/**
 * Why what was typed is not taken: what is expected, or that a decimal comma is none here.
 * @param {string} typed
 * @param {any} property
 */
export function refusalOf(typed, property) {
  const pointed = typed.normalize("NFKC").trim().replace(/^([-+−]?\d+),(\d+)$/, "$1.$2");
  const isComma = pointed !== typed.normalize("NFKC").trim() && isWithin(parseNumber(pointed), property);
  return isComma ? text("form.decimal_point", { number: pointed }) : text("form.range", { expected: expectation(property) });
}

/**
 * What is expected, in words: "a number of at least 0".
 * @param {any} property
 */
export function expectation(property) {
  const kind = text(property.type === "integer" ? "form.whole_number" : "form.number");
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = property;
  const show = formatInput;
  if (minimum !== undefined && maximum !== undefined) return text("form.between", { kind, low: show(minimum), high: show(maximum) });
  const parts = [];
  if (minimum !== undefined) parts.push(text("form.at_least", { kind, limit: show(minimum) }));
  if (exclusiveMinimum !== undefined) parts.push(text("form.above", { kind, limit: show(exclusiveMinimum) }));
  if (maximum !== undefined) parts.push(text("form.at_most", { kind, limit: show(maximum) }));
  if (exclusiveMaximum !== undefined) parts.push(text("form.below", { kind, limit: show(exclusiveMaximum) }));
  return parts.join(", ") || kind;
}
