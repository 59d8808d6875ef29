// @ts-check
/** Search: what of a list goes with typed words, however they are spelled. Pure. */

/** @typedef {{value: string, title: string, detail?: string, group?: string, keywords?: string, traits?: readonly string[]}} Searched */

/**
 * Text as it is compared: full-width letters as plain ones, hiragana as katakana, no case.
 * @param {string} text
 */
export function folded(text) {
  const plain = text.normalize("NFKC").toLowerCase().trim();
  return plain.replace(/[ぁ-ゖ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60));
}

/**
 * The options that have every typed word somewhere and every wanted trait, in their own order.
 * @template {Searched} T
 * @param {readonly T[]} options
 * @param {string} query
 * @param {ReadonlySet<string>} [traits]
 * @returns {T[]}
 */
export function matching(options, query, traits = new Set()) {
  const words = folded(query).split(/\s+/).filter(Boolean);
  const isFound = (/** @type {T} */ option) => {
    const text = folded([option.title, option.value, option.detail, option.group, option.keywords].filter(Boolean).join(" "));
    const spaced = text.replace(/[_-]/g, " ");
    return words.every((word) => text.includes(word) || spaced.includes(word));
  };
  return options.filter((option) => [...traits].every((trait) => option.traits?.includes(trait)) && isFound(option));
}

/**
 * Which of the options was most likely meant: named so, else beginning so, else the first.
 * @param {readonly Searched[]} options
 * @param {string} query
 */
export function likeliest(options, query) {
  const wanted = folded(query);
  if (!wanted) return 0;
  const names = options.map(({ title, value }) => [folded(title), folded(value)]);
  const exact = names.findIndex((name) => name.includes(wanted));
  const beginning = names.findIndex((name) => name.some((word) => word.startsWith(wanted)));
  return Math.max(exact >= 0 ? exact : beginning, 0);
}
