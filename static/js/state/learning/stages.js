// @ts-check
/** What can stand in the place of the landscape while a model learns. */

/** @typedef {typeof STAGES[number]} StageName */

export const STAGES = /** @type {const} */ (["data", "slice", "activations", "start", "gradients", "epoch", "sharpness"]);
