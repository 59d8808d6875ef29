// @ts-check
/**
 * Where the learning rate of an optimizer stands: among its own settings, or among those of the optimizer that it is
 * wrapped around; some have none. Pure.
 */

/** @typedef {import("../types.js").OptimizerSettings} OptimizerSettings */
/** @typedef {import("../types.js").CatalogueEntry} CatalogueEntry */

/**
 * The settings that hold the rate, outermost first: the last of them has it. Null where there is none. An inner optimizer
 * that is not set is the default one, at a rate that is not set either.
 * @param {OptimizerSettings} settings
 * @param {readonly CatalogueEntry[]} entries   all optimizers; none: they are on their way
 * @returns {{key: string, settings: OptimizerSettings}[] | null}
 */
export function rateChain(settings, entries) {
  const properties = entries.find(({ name }) => name === settings.name)?.schema?.properties;
  if (!properties || "learning_rate" in properties) return [{ key: "", settings }];
  const inner = Object.entries(properties).find(([, property]) => property.catalogue === "optimizers" && property.type !== "array");
  if (!inner) return null;
  const [key, property] = inner;
  const { learning_rate: _usual, ...unset } = property.default ?? {};
  const below = rateChain(settings[key] ?? unset, entries);
  return below && [{ key, settings }, ...below];
}

/**
 * The optimizer whose rate it is: itself, or the one it is wrapped around; null if there is no rate.
 * @param {OptimizerSettings} settings
 * @param {readonly CatalogueEntry[]} entries
 * @returns {OptimizerSettings | null}
 */
export function rateHolder(settings, entries) {
  return rateChain(settings, entries)?.at(-1)?.settings ?? null;
}

/**
 * The same settings with another rate; as they are where there is none.
 * @param {OptimizerSettings} settings
 * @param {readonly CatalogueEntry[]} entries
 * @param {number} rate
 * @returns {OptimizerSettings}
 */
export function withRate(settings, entries, rate) {
  const chain = rateChain(settings, entries);
  if (!chain) return settings;
  /** @type {OptimizerSettings} */
  const holder = { ...chain[chain.length - 1].settings, learning_rate: rate };
  return chain.slice(0, -1).reduceRight((inner, { key, settings: outer }) => ({ ...outer, [key]: inner }), holder);
}

/**
 * The settings with the rate that suits, where they say none.
 * @param {OptimizerSettings} settings
 * @param {readonly CatalogueEntry[]} entries
 * @param {(optimizer: string) => number | undefined} rateOf
 * @returns {OptimizerSettings}
 */
export function withMissingRate(settings, entries, rateOf) {
  const holder = rateHolder(settings, entries);
  const rate = holder && holder.learning_rate === undefined ? rateOf(holder.name) : undefined;
  return rate === undefined ? settings : withRate(settings, entries, rate);
}
