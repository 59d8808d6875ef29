// @ts-check
/** Options: rows of a catalogue as what a picker lists. */

import { language, pageData } from "./text.js";

/** @typedef {import("../types.js").CatalogueEntry} CatalogueEntry */
/** @typedef {import("./listbox.js").Option} Option */

/**
 * @param {readonly CatalogueEntry[]} entries
 * @returns {Option[]} those of a family together
 */
export function optionsOf(entries) {
  const byFamily = [...entries].sort((a, b) => (a.family?.order ?? 0) - (b.family?.order ?? 0));
  return byFamily.map(({ name, title, idea, family, keywords }) => ({
    value: name,
    title,
    detail: idea,
    group: family?.title,
    keywords,
    href: family ? referenceTo(name) : undefined,
  }));
}

/** The page that explains an optimizer. @param {string} name */
export function referenceTo(name) {
  return `${pageData.basePath}/reference/optimizers/${name}?lang=${language}`;
}
