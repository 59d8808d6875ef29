// @ts-check
/**
 * What a slice is cut along, through which point, and what is told of its points: choices, their limits, and how the
 * address carries them. Pure.
 *
 *     ?slice=pca,pca,end,loss,train,all,51,0&box=-1,1,-1,1
 */

/**
 * A kind of direction: its name for the server, how many different ones there are, and which runs have to be over.
 * @typedef {{kind: string, most: number, needsEnd?: boolean, needsOther?: boolean, needsHidden?: boolean}} Kind
 */

/** @type {Record<string, Kind>} */
export const KINDS = {
  pca: { kind: "pca", most: 2, needsEnd: true },
  filter_normalized: { kind: "filter_normalized", most: 2 },
  random: { kind: "random", most: 2 },
  to_start: { kind: "points", most: 1 },
  to_end: { kind: "points", most: 1, needsEnd: true },
  to_other: { kind: "points", most: 1, needsEnd: true, needsOther: true },
  to_swapped: { kind: "points", most: 1, needsHidden: true },
  gradient: { kind: "gradient", most: 1 },
  hessian: { kind: "hessian", most: 2 },
};
export const LINE = "none";
export const ORIGINS = /** @type {const} */ (["cursor", "start", "end"]);
export const FIGURES = /** @type {const} */ (["loss", "data_loss", "accuracy", "gradient_norm"]);
export const PARTS = /** @type {const} */ (["train", "validation"]);
export const FINENESS = [25, 51, 101];
/** Kinds that a seed decides. */
const DRAWN = ["random", "filter_normalized"];
const MOST_EXAMPLES = 1e6;

/**
 * @typedef {object} SliceChoices
 * @property {string} first                 a key of KINDS
 * @property {string} second                the same, or LINE for a slice of one dimension
 * @property {typeof ORIGINS[number]} origin    where the run in focus stands: at the cursor, at its start, at its end
 * @property {typeof FIGURES[number]} figure
 * @property {typeof PARTS[number]} part
 * @property {number | null} count          the first so many examples; null: all
 * @property {number} fine                  points along each direction
 * @property {number} seed
 * @property {number[][] | null} box        coefficients that are shown; null: what the server finds fit
 */

/** @type {SliceChoices} */
export const FIRST_SLICE = { first: "pca", second: "pca", origin: "end", figure: "loss", part: "train", count: null, fine: 51, seed: 0, box: null };

/** Whether both directions can stand together. @param {string} first @param {string} second */
export function fitTogether(first, second) {
  return second === LINE || first !== second || KINDS[first].most > 1;
}

/** Whether another seed makes another picture. @param {SliceChoices} choices */
export function isDrawn({ first, second }) {
  return [first, second].some((name) => DRAWN.includes(name));
}

/** Whether a run has to have come to its end. @param {SliceChoices} choices */
export function needsEnd({ first, second, origin }) {
  return origin === "end" || [first, second].some((name) => KINDS[name]?.needsEnd);
}

/**
 * With other choices. What does not fit to them gives way; another plane is shown as the server finds fit.
 * @param {SliceChoices} choices
 * @param {Partial<SliceChoices>} patch
 * @returns {SliceChoices}
 */
export function withChoices(choices, patch) {
  const next = { ...choices, ...patch };
  if (!fitTogether(next.first, next.second)) next.second = LINE;
  const isOtherPlane = next.first !== choices.first || next.second !== choices.second || next.origin !== choices.origin || next.seed !== choices.seed;
  return isOtherPlane && !patch.box ? { ...next, box: null } : next;
}

/**
 * The choices of an address; what is not understood is as at first.
 * @param {URLSearchParams} query
 * @returns {SliceChoices}
 */
export function readSlice(query) {
  const [first, second, origin, figure, part, count, fine, seed] = (query.get("slice") ?? "").split(",");
  const among = (/** @type {readonly any[]} */ words, /** @type {any} */ word, /** @type {any} */ usual) => (words.includes(word) ? word : usual);
  const whole = (/** @type {string} */ word, /** @type {number} */ most) => (/^\d{1,9}$/.test(word ?? "") && Number(word) <= most ? Number(word) : null);
  const ends = (query.get("box") ?? "").split(",").map(Number);
  const box = ends.length >= 2 && ends.every(Number.isFinite) ? [ends.slice(0, 2), ends.slice(2, 4)].filter((interval) => interval.length === 2 && interval[0] < interval[1]) : [];
  const given = {
    first: among(Object.keys(KINDS), first, FIRST_SLICE.first),
    second: among([...Object.keys(KINDS), LINE], second, FIRST_SLICE.second),
    origin: among(ORIGINS, origin, FIRST_SLICE.origin),
    figure: among(FIGURES, figure, FIRST_SLICE.figure),
    part: among(PARTS, part, FIRST_SLICE.part),
    count: whole(count, MOST_EXAMPLES) || null,
    fine: among(FINENESS, Number(fine), FIRST_SLICE.fine),
    seed: whole(seed, 999_999_999) ?? FIRST_SLICE.seed,
  };
  const chosen = withChoices({ ...given, box: null }, {});
  return { ...chosen, box: box.length === (chosen.second === LINE ? 1 : 2) ? box : null };
}

/** The parameters of the address, null for those that are as at first. @param {SliceChoices} choices */
export function wordsOfSlice({ first, second, origin, figure, part, count, fine, seed, box }) {
  const words = (/** @type {SliceChoices} */ of) => [of.first, of.second, of.origin, of.figure, of.part, of.count ?? "all", of.fine, of.seed].join(",");
  const now = words({ first, second, origin, figure, part, count, fine, seed, box });
  return { slice: now === words(FIRST_SLICE) ? null : now, box: box ? box.flat().join(",") : null };
}
