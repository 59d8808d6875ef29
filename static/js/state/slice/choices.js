// @ts-check
/**
 * What a slice is cut along, through which point, and what is told of its points: choices, their limits, and how the
 * address carries them. Pure.
 *
 *     ?slice=pca,pca,end,loss,train,all,51,0&box=-1,1,-1,1
 *     ?slice=typed,strip,end,example_losses,train,100,51,0,7,field&along=1,0,-1
 */

/**
 * A kind of direction: its name for the server, how many different ones there are, and what it needs.
 * @typedef {{kind: string, most: number, needsEnd?: boolean, needsOther?: boolean, needsHidden?: boolean, needsModel?: boolean, isPoint?: boolean}} Kind
 */

/** @type {Record<string, Kind>} */
export const KINDS = {
  pca: { kind: "pca", most: 2, needsEnd: true },
  filter_normalized: { kind: "filter_normalized", most: 2, needsModel: true },
  random: { kind: "random", most: 2 },
  to_start: { kind: "points", most: 1, isPoint: true },
  to_end: { kind: "points", most: 1, needsEnd: true, isPoint: true },
  to_other: { kind: "points", most: 1, needsEnd: true, needsOther: true },
  to_swapped: { kind: "points", most: 1, needsHidden: true, needsModel: true, isPoint: true },
  gradient: { kind: "gradient", most: 1 },
  state: { kind: "state", most: 1 },
  hessian: { kind: "hessian", most: 2 },
  typed: { kind: "typed", most: 2 },
};
/** What stands in the place of a second direction: nothing, or the steps of the run. */
export const LINE = "none";
export const STRIP = "strip";
export const ORIGINS = /** @type {const} */ (["cursor", "start", "end"]);

/**
 * What can be told of a point: the server's figure, which entry of it, and what it needs.
 * @type {Record<string, {figure: string, entry?: number, needsModel?: boolean, needsSecond?: boolean}>}
 */
export const FIGURES = {
  loss: { figure: "loss" },
  data_loss: { figure: "data_loss", needsModel: true },
  example_losses: { figure: "example_losses", entry: 0, needsModel: true },
  accuracy: { figure: "accuracy", needsModel: true },
  gradient_norm: { figure: "gradient_norm" },
  curvature: { figure: "curvature", entry: 0 },
  curvature_2: { figure: "curvature", entry: 1, needsSecond: true },
};
export const PARTS = /** @type {const} */ (["train", "validation"]);
export const FINENESS = [25, 51, 101];
/** Kinds that a seed decides. */
const DRAWN = ["random", "filter_normalized"];
const MOST_EXAMPLES = 1e6;
const FIELD = "field";

/**
 * @typedef {object} SliceChoices
 * @property {string} first                 a key of KINDS, or "axis.3" for a coordinate
 * @property {string} second                the same, or LINE or STRIP for slices of one dimension
 * @property {typeof ORIGINS[number]} origin    where the run in focus stands: at the cursor, at its start, at its end
 * @property {string} figure                a key of FIGURES
 * @property {typeof PARTS[number]} part
 * @property {number | null} count          the first so many examples; null: all
 * @property {number} fine                  points along each direction
 * @property {number} seed
 * @property {number} example               whose loss `example_losses` shows
 * @property {boolean} field                arrows downhill
 * @property {(number[] | null)[]} typed    the directions that were typed; null: a coordinate
 * @property {number[][] | null} box        coefficients that are shown; null: what the server finds fit
 */

/** @type {SliceChoices} */
export const FIRST_SLICE = { first: "pca", second: "pca", origin: "end", figure: "loss", part: "train", count: null, fine: 51, seed: 0, example: 0, field: false, typed: [null, null], box: null };

/** A coordinate as a direction. @param {number} number   from 0 */
export function axisName(number) {
  return ["axis", number].join(".");
}

/** The number of a coordinate; null for another kind of direction. @param {string} name */
export function axisOf(name) {
  const found = /^axis\.(\d{1,4})$/.exec(name);
  return found ? Number(found[1]) : null;
}

/** What is known of a kind of direction; undefined where there is none of this name. @param {string} name @returns {Kind | undefined} */
export function kindOf(name) {
  return axisOf(name) === null ? KINDS[name] : { kind: "axes", most: 1 };
}

/** Whether there is one direction only. @param {Pick<SliceChoices, "second">} choices */
export function isLine({ second }) {
  return second === LINE || second === STRIP;
}

/** The kinds of the directions, one or two. @param {Pick<SliceChoices, "first" | "second">} choices */
export function directionsOf({ first, second }) {
  return isLine({ second }) ? [first] : [first, second];
}

/** Whether both directions can stand together. @param {string} first @param {string} second */
export function fitTogether(first, second) {
  if (second === STRIP) return !kindOf(first)?.isPoint;
  return second === LINE || first !== second || (kindOf(first)?.most ?? 1) > 1;
}

/** Whether another seed makes another picture. @param {SliceChoices} choices */
export function isDrawn({ first, second }) {
  return [first, second].some((name) => DRAWN.includes(name));
}

/** Whether a run has to have come to its end. @param {SliceChoices} choices */
export function needsEnd({ first, second, origin }) {
  return origin === "end" || second === STRIP || [first, second].some((name) => kindOf(name)?.needsEnd);
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
  if (isLine(next) && FIGURES[next.figure].needsSecond) next.figure = "curvature";
  const isOtherPlane = /** @type {const} */ (["first", "second", "origin", "seed", "typed"]).some((name) => next[name] !== choices[name]);
  return isOtherPlane && !patch.box ? { ...next, box: null } : next;
}

/**
 * The choices as they suit a problem: a function has no layers and no examples, and only so many coordinates.
 * @param {SliceChoices} choices
 * @param {{isModel: boolean, dimension: number}} problem   dimension 0: not known
 * @returns {SliceChoices}
 */
export function suited(choices, { isModel, dimension }) {
  const kind = (/** @type {string} */ name) => ((!isModel && kindOf(name)?.needsModel) || (dimension > 0 && (axisOf(name) ?? -1) >= dimension) ? "random" : name);
  const second = isLine(choices) ? choices.second : kind(choices.second);
  const ofFunctions = isModel ? {} : { part: /** @type {const} */ ("train"), count: null, ...(FIGURES[choices.figure].needsModel && { figure: "loss" }) };
  return { ...choices, first: kind(choices.first), second, ...ofFunctions };
}

/**
 * The choices of an address; what is not understood is as at first.
 * @param {URLSearchParams} query
 * @returns {SliceChoices}
 */
export function readSlice(query) {
  const [first, second, origin, figure, part, count, fine, seed, example, field] = (query.get("slice") ?? "").split(",");
  const among = (/** @type {readonly any[]} */ words, /** @type {any} */ word, /** @type {any} */ usual) => (words.includes(word) ? word : usual);
  const whole = (/** @type {string} */ word, /** @type {number} */ most) => (/^\d{1,9}$/.test(word ?? "") && Number(word) <= most ? Number(word) : null);
  const ends = (query.get("box") ?? "").split(",").map(Number);
  const box = ends.length >= 2 && ends.every(Number.isFinite) ? [ends.slice(0, 2), ends.slice(2, 4)].filter((interval) => interval.length === 2 && interval[0] < interval[1]) : [];
  const vectors = (query.get("along") ?? "").split(";").map((words) => readVector(words).vector);
  const given = {
    first: kindOf(first) ? first : FIRST_SLICE.first,
    second: kindOf(second) || isLine({ second }) ? second : FIRST_SLICE.second,
    origin: among(ORIGINS, origin, FIRST_SLICE.origin),
    figure: among(Object.keys(FIGURES), figure, FIRST_SLICE.figure),
    part: among(PARTS, part, FIRST_SLICE.part),
    count: whole(count, MOST_EXAMPLES) || null,
    fine: among(FINENESS, Number(fine), FIRST_SLICE.fine),
    seed: whole(seed, 999_999_999) ?? FIRST_SLICE.seed,
    example: whole(example, MOST_EXAMPLES) ?? FIRST_SLICE.example,
    field: field === FIELD,
    typed: [vectors[0] ?? null, vectors[1] ?? null],
  };
  const chosen = withChoices({ ...given, box: null }, {});
  return { ...chosen, box: box.length === directionsOf(chosen).length ? box : null };
}

/** The parameters of the address, null for those that are as at first. @param {SliceChoices} choices */
export function wordsOfSlice(choices) {
  const words = (/** @type {SliceChoices} */ of) => {
    const usual = [of.first, of.second, of.origin, of.figure, of.part, of.count ?? "all", of.fine, of.seed];
    return [...usual, ...(of.example > 0 || of.field ? [of.example] : []), ...(of.field ? [FIELD] : [])].join(",");
  };
  const now = words(choices);
  const typed = choices.typed.map((vector) => vector?.join(",") ?? "").join(";");
  return { slice: now === words(FIRST_SLICE) ? null : now, along: typed === ";" ? null : typed, box: choices.box ? choices.box.flat().join(",") : null };
}

/**
 * Numbers between commas or spaces, full-width ones and the true minus included: the vector, or null and which word is no number.
 * @param {string} words
 * @returns {{vector: number[] | null, wrong: {word: string, number: number} | null}}
 */
export function readVector(words) {
  const parts = words.split(/[\s,、，]+/).filter(Boolean);
  const vector = parts.map((part) => Number(part.normalize("NFKC").replace(/[−‒–]/g, "-")));
  const wrong = vector.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) return { vector: null, wrong: { word: parts[wrong], number: wrong + 1 } };
  return { vector: vector.length > 0 ? vector : null, wrong: null };
}
