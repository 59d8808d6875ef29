// @ts-check
/** The catalogues of learning problems. They are asked for when somebody first looks at one. */

import { isLearning } from "./problem.js";

/** @typedef {import("../../types.js").CatalogueEntry} CatalogueEntry */

/**
 * What the server says of a data set beside its settings; counts are those of its defaults.
 * @typedef {object} OfDataset
 * @property {boolean} available                 false: its files have not been fetched
 * @property {number | null} examples
 * @property {number | null} features
 * @property {string[] | null} classes           none: values are learned, not classes; null: nobody knows yet
 * @property {number[] | null} image_shape
 * @property {string | null} [command]           what fetches the files
 */

/** @typedef {CatalogueEntry & OfDataset} DatasetEntry */

/**
 * @typedef {object} LearningCatalogue
 * @property {DatasetEntry[]} datasets
 * @property {CatalogueEntry[]} models
 * @property {CatalogueEntry[]} losses
 * @property {CatalogueEntry[]} initializers
 */

const RETRY_MS = 1000;

/**
 * @param {import("../../types.js").Store} store
 * @param {import("../../server/learning.js").LearningRest} rest
 * @returns {() => void} stops following
 */
export function followLearningCatalogue(store, rest) {
  let isAsked = false;
  const ask = async () => {
    try {
      const learning = await rest.catalogues();
      store.update(({ catalogue }) => ({ catalogue: { ...catalogue, learning } }));
    } catch {
      setTimeout(ask, RETRY_MS);
    }
  };
  return store.subscribe(({ experiment }) => isLearning(experiment.objective), (isWanted) => {
    if (!isWanted || isAsked) return;
    isAsked = true;
    void ask();
  });
}
