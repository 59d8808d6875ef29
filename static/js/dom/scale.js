// @ts-check
/** How the way of a slider, from 0 to 1, is divided among the values of a hyperparameter. Pure. */

/** @typedef {"linear" | "log" | "one_minus"} ScaleName */
/** @typedef {{scale: ScaleName, span: [number, number], isInteger: boolean}} SliderScale */

/**
 * The scale that a property of a JSON Schema declares, or a linear one around its default.
 * @param {any} property
 * @returns {SliderScale}
 */
export function scaleOf(property) {
  const reach = Math.max(1, 2 * Math.abs(Number(property.default ?? 0)));
  const span = property.span ?? [property.minimum ?? Math.min(0, -reach), property.maximum ?? reach];
  return { scale: property.scale ?? "linear", span, isInteger: property.type === "integer" };
}

/**
 * The place of `value` on the slider; values outside the span stand at its ends.
 * @param {number} value
 * @param {SliderScale} scale
 */
export function placeOf(value, { scale, span }) {
  const [low, high] = span.map((end) => bent(end, scale));
  const place = (bent(value, scale) - low) / (high - low);
  return Math.min(1, Math.max(0, Number.isNaN(place) ? 0 : place));
}

/**
 * The value at a place of the slider, rounded to what a person would choose.
 * @param {number} place
 * @param {SliderScale} scale
 */
export function valueAt(place, { scale, span, isInteger }) {
  if (place <= 0 || place >= 1) return span[place <= 0 ? 0 : 1];
  const [low, high] = span.map((end) => bent(end, scale));
  const bentValue = low + place * (high - low);
  if (isInteger) return Math.round(unbent(bentValue, scale));
  if (scale === "log") return rounded(10 ** bentValue, 2);
  if (scale === "one_minus") return rounded(1 - rounded(10 ** -bentValue, 2), 12);
  const grain = 10 ** Math.floor(Math.log10((span[1] - span[0]) / 100));
  return rounded(Math.round(bentValue / grain) * grain, 12);
}

/**
 * @param {number} value
 * @param {ScaleName} scale
 */
function bent(value, scale) {
  if (scale === "log") return Math.log10(value);
  return scale === "one_minus" ? -Math.log10(1 - value) : value;
}

/**
 * @param {number} value
 * @param {ScaleName} scale
 */
function unbent(value, scale) {
  if (scale === "log") return 10 ** value;
  return scale === "one_minus" ? 1 - 10 ** -value : value;
}

/**
 * @param {number} value
 * @param {number} digits
 */
function rounded(value, digits) {
  return Number(value.toPrecision(digits));
}
