// @ts-check
/** Documented: what the documentation of an optimizer says in lines of a fixed form. Pure. */

/** @typedef {import("../types.js").CatalogueEntry} CatalogueEntry */

/** Bias corrections as an update rule writes them, and the hyperparameter in each. */
const CORRECTIONS = [
  { label: "1 − β₁ᵗ", hyperparameter: "beta1" },
  { label: "1 − β₂ᵗ", hyperparameter: "beta2" },
];

/** The line that lists the state, such as `first_moment (d, ...), second_moment (d, ...)`. @param {CatalogueEntry | undefined} entry */
export function stateLineOf(entry) {
  return /^State:\s+(.+(?:\n\s+.+)*)/m.exec(entry?.documentation ?? "")?.[1].replace(/\s+/g, " ") ?? "";
}

/** What that line declares: how many numbers each entry has for a function of `dimension` coordinates. @param {CatalogueEntry | undefined} entry @param {number} dimension */
export function declaredState(entry, dimension) {
  return [...stateLineOf(entry).matchAll(/([a-z][a-z0-9_]*) \((d?)[^)]*\)/g)].map(([, name, isVector]) => ({ name, width: isVector ? dimension : 1 }));
}

/** The corrections that its own update rule makes; a rule that has none gets none. @param {CatalogueEntry | undefined} entry */
export function correctionsOf(entry) {
  return CORRECTIONS.filter(({ label }) => entry?.documentation?.includes(label));
}
