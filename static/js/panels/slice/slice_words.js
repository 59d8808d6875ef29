// @ts-check
/** What a slice is, how much of the runs it holds, and where it misleads, in sentences beside the picture. */

import { element } from "../../dom/element.js";
import { formatNumber, formatPercent } from "../../dom/format.js";
import { icon } from "../../dom/icon.js";
import { runSwatch } from "../../dom/swatch.js";
import { text } from "../../dom/text.js";
import { heightScale } from "../../state/height_scale.js";
import { axisOf, directionsOf, kindOf, LINE, STRIP } from "../../state/slice/choices.js";
import { otherRun, stopsOf } from "../../state/slice/question.js";
import { shadowAt } from "../../state/slice/projected.js";

/** @typedef {import("../../types.js").State} State */
/** @typedef {import("../../state/slice/choices.js").SliceChoices} SliceChoices */
/** @typedef {import("../../state/slice/projected.js").Shadow} Shadow */

/** A kind of direction, as it is called. @param {string} name @param {State} state */
export function kindWords(name, state) {
  const axis = axisOf(name);
  if (axis !== null) return state.objective.variables[axis] ?? text("slice.kind.axis", { number: axis + 1 });
  const other = otherRun(state);
  return text(`slice.kind.${name}`, { run: other === null ? "" : state.runs[other].label });
}

/** The directions by name, the second of one kind numbered. @param {SliceChoices} choices @param {State} state */
export function directionNames(choices, state) {
  const names = directionsOf(choices);
  const isTwice = names[0] === names[1];
  return names.map((name, at) => kindWords(name, state) + (isTwice ? ` ${at + 1}` : ""));
}

/** What the figure is called. @param {SliceChoices} choices */
export function figureWords({ figure, part, example, second }) {
  const ofOne = second === LINE ? "slice.loss_beside" : "slice.loss_of";
  return text(figure === "example_losses" ? ofOne : `slice.figure.${figure}`, { example }) + (part === "validation" ? text("slice.of_validation") : "");
}

/** What the slice goes through. @param {State} state */
export function placeWords({ slice: { picture, choices, run }, runs }) {
  const place = choices?.second === STRIP ? "steps" : choices?.origin;
  return text(`slice.through.${place}`, { run: runs[run]?.label ?? "", count: picture?.axes?.[1]?.length ?? 0 }).trim();
}

/** The picture in one sentence. @param {State} state @param {{low: number, high: number}} range */
export function summaryOf(state, { low, high }) {
  const { picture, choices } = state.slice;
  if (!picture || !choices) return text("slice.waiting");
  const points = picture.axes.slice(0, choices.second === STRIP ? 1 : 2).map((axis) => axis.length).join(" × ");
  const [first, second] = directionNames(choices, state);
  return text("slice.summary", { figure: figureWords(choices), place: placeWords(state), along: second ? text("slice.both", { first, second }) : first, low: formatNumber(low), high: formatNumber(high), points });
}

/** What the server says of the loss does not hold of another quantity; dips that a linear scale hides, the logarithmic one shows. @param {State} state */
function warningsOf({ slice: { picture, choices }, view }) {
  const isLoss = choices?.figure === "loss";
  const isTold = (/** @type {string} */ code) => (code === "loss_differs" ? isLoss : code !== "scale_hides_dips" || (isLoss && heightScale(view, null) === "linear"));
  return (picture?.warnings ?? []).filter(({ code }) => isTold(code));
}

/** @param {HTMLElement} root */
export function createSliceWords(root) {
  const what = element("p", { class: "slice-what" });
  const variance = element("p", { class: "slice-variance" });
  const list = element("ul", { class: "slice-warnings", role: "list" });
  const reach = element("p", { class: "slice-reach" });
  const runs = element("ul", { class: "slice-runs", role: "list" });
  root.append(what, variance, list, reach, runs);

  return {
    /** What belongs to the picture. @param {State} state @param {{low: number, high: number}} range */
    show(state, range) {
      const { picture, choices } = state.slice;
      if (!picture || !choices) return;
      what.textContent = [summaryOf(state, range), picture.examples?.batch_norm].filter(Boolean).join(text("sentence.gap"));
      variance.textContent = varianceOf(picture, choices, state);
      list.replaceChildren(...warningsOf(state).map(({ message }) => element("li", {}, icon("warning"), element("span", {}, message))));
    },
    /** What changes with the cursor. @param {readonly Shadow[]} shadows @param {number} cursor @param {State} state */
    follow(shadows, cursor, state) {
      const { runs: all, slice: { choices } } = state;
      const words = choices?.figure === "loss" ? "slice.standing" : "slice.beside";
      const standing = shadows.flatMap((shadow) => {
        const now = shadowAt(shadow, cursor);
        return now ? [{ shadow, now }] : [];
      });
      reach.textContent = standing.length === 0 ? "" : text("slice.reach", { step: Math.max(...standing.map(({ now }) => now.step)), reach: formatNumber(state.slice.picture?.reach), place: placeWords(state) });
      const rows = standing.map(({ shadow, now }) => element("li", {}, runSwatch(shadow.appearance), element("b", {}, shadow.label), ` ${text(words, { distance: formatNumber(now.distance), share: formatPercent(now.away), loss: formatNumber(now.loss), shown: formatNumber(now.onPlane) })}`));
      const lost = shadows.length > 0 ? all.filter(({ key, isHidden }) => !isHidden && !shadows.some((shadow) => shadow.key === key)) : [];
      runs.replaceChildren(...rows, ...lost.map(({ appearance, label }) => element("li", {}, runSwatch(appearance), element("b", {}, label), ` ${text("slice.left_out")}`)));
    },
  };
}

/** @param {Partial<import("../../server/landscapes.js").SliceAnswer>} picture @param {SliceChoices} choices @param {State} state */
function varianceOf({ directions = [] }, { first, second }, state) {
  const shares = directions.flatMap(({ explained_variance: share }) => (share === null ? [] : [share]));
  const isComponent = [first, second].some((name) => kindOf(name)?.kind === "pca");
  if (!isComponent || shares.length === 0) return "";
  const sum = shares.reduce((total, share) => total + Math.round(1000 * share) / 1000, 0); // of the shares as they are read beside it
  const told = text(shares.length > 1 ? "slice.variance" : "slice.variance_one", { shares: shares.map(formatPercent).join(" + "), sum: formatPercent(sum) });
  const [stops, all] = [stopsOf(state), state.experiment.steps + 1];
  return stops === all ? told : told + text("sentence.gap") + text("slice.variance_from", { count: stops, all });
}
