// @ts-check
/** All that is asked of the server about a learning problem, each while it is looked at. */

import { followActivations } from "./activations.js";
import { followBeginnings } from "./beginnings.js";
import { followLearningCatalogue } from "./catalogue.js";
import { followEpoch } from "./epoch.js";
import { followExamples } from "./examples.js";
import { followGradientCheck } from "./gradient_check.js";
import { followMistakes } from "./mistakes.js";
import { followRegions } from "./regions.js";
import { followSuited } from "./suited.js";

/** @param {import("../../types.js").Store} store @param {import("../../server/learning.js").LearningRest} rest */
export function followLearning(store, rest) {
  for (const follow of [followLearningCatalogue, followExamples, followRegions, followMistakes, followActivations, followBeginnings, followGradientCheck, followEpoch, followSuited]) follow(store, rest);
}
