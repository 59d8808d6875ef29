// @ts-check
/** What is cut, where and how: one row of choices above the slice. */

import { element } from "../../dom/element.js";
import { icon } from "../../dom/icon.js";
import { text } from "../../dom/text.js";
import { FIGURES, FINENESS, fitTogether, isDrawn, KINDS, LINE, ORIGINS, PARTS } from "../../state/slice/choices.js";
import { otherRun, sliceRun } from "../../state/slice/question.js";
import { areEntriesEqual } from "../../state/store.js";
import { segmented } from "../segmented.js";
import { kindWords } from "./slice_words.js";

/** @typedef {import("../../types.js").State} State */

/** Numbers of examples that are offered beside all of them. */
const COUNTS = [100, 300, 1000, 3000, 10000];
/** Another picture of the same kind: any other number will do. */
const NEXT_SEED = 1;

/**
 * @param {HTMLElement} root
 * @param {import("../../types.js").Store} store
 * @param {import("../../types.js").Commands} commands
 * @returns {() => void} stops
 */
export function mountSliceControls(root, store, commands) {
  const select = (/** @type {string} */ name, /** @type {(value: string) => void} */ onChoose) => {
    const node = element("select", { class: "select", "aria-label": text(`slice.choose.${name}`), "data-slice": name, onchange: () => onChoose(node.value) });
    return node;
  };
  const choose = (/** @type {"first" | "second" | "origin" | "figure" | "part"} */ name) => select(name, (value) => commands.chooseSlice({ [name]: /** @type {any} */ (value) }));
  const [first, second, origin, figure, part] = /** @type {const} */ (["first", "second", "origin", "figure", "part"]).map(choose);
  const run = select("run", (value) => commands.selectRun(value === "" ? null : Number(value)));
  const count = select("count", (value) => commands.chooseSlice({ count: value === "all" ? null : Number(value) }));
  const fine = select("fine", (value) => commands.chooseSlice({ fine: Number(value) }));
  const dice = element("button", { type: "button", class: "icon-button", "aria-label": text("slice.dice"), title: text("slice.dice"), onclick: () => commands.chooseSlice({ seed: store.get().view.slice.seed + NEXT_SEED }) }, icon("reset"));
  const map = segmented({ label: text("landscape.map"), choices: [["contour", text("map.contour")], ["heat", text("map.heat")], ["surface", text("map.surface")]], onChoose: (value) => commands.setView({ map: value }) });
  const along = element("span", { class: "field-label", "aria-hidden": "true" }, text("slice.along"));
  const group = (/** @type {HTMLElement[]} */ ...nodes) => element("div", { class: "slice-choice" }, ...nodes);
  root.replaceChildren(group(along, first, second, dice), group(origin, run), group(figure, part, count, fine), map.root);

  const show = (/** @type {State} */ state) => {
    const { view: { slice, map: kind }, runs, experiment, learning: { examples } } = state;
    const isHidden = (/** @type {string} */ name) => (KINDS[name].needsOther && otherRun(state) === null) || (KINDS[name].needsHidden && !(/** @type {any} */ (experiment.objective).model?.hidden?.length));
    const kinds = Object.keys(KINDS).filter((name) => !isHidden(name) || name === slice.first || name === slice.second);
    fill(first, kinds.map((name) => [name, kindWords(name, state)]), slice.first);
    fill(second, [LINE, ...kinds.filter((name) => fitTogether(slice.first, name))].map((name) => [name, name === LINE ? text("slice.line") : kindWords(name, state)]), slice.second);
    fill(origin, ORIGINS.map((name) => [name, text(`slice.origin.${name}`)]), slice.origin);
    fill(run, [["", text("slice.lowest", { run: runs[sliceRun({ ...state, view: { ...state.view, selectedRun: null } })]?.label ?? "" })], ...runs.map(({ label }, index) => [String(index), label])], view(state));
    run.hidden = runs.length < 2;
    const isClassified = !examples || examples.classes.length > 0;
    fill(figure, FIGURES.filter((name) => name !== "accuracy" || isClassified).map((name) => [name, text(`slice.figure.${name}`)]), slice.figure);
    fill(part, PARTS.map((name) => [name, text(`slice.part.${name}`)]), slice.part);
    part.hidden = !examples?.validation;
    const total = (slice.part === "validation" ? examples?.validation?.inputs.length : examples?.total) ?? 0;
    fill(count, [["all", text("slice.all", { total })], ...COUNTS.filter((number) => number < total || number === slice.count).map((number) => [String(number), text("slice.first", { count: number })])], slice.count === null ? "all" : String(slice.count));
    fill(fine, FINENESS.map((number) => [String(number), slice.second === LINE ? String(number) : `${number} × ${number}`]), String(slice.fine));
    dice.hidden = !isDrawn(slice);
    map.root.hidden = slice.second === LINE;
    map.choose(kind);
  };
  return store.subscribe(
    (state) => [state.view.slice, state.view.map, state.view.selectedRun, state.learning.examples, sliceRun(state), state.runs.map(({ key, label, isHidden }) => key + label + isHidden).join()],
    (_, state) => show(state),
    areEntriesEqual,
  );
}

/** @param {State} state */
function view({ view: { selectedRun } }) {
  return selectedRun === null ? "" : String(selectedRun);
}

/** Options by value and words; filled anew only where they are others, so that an open list stays open. @param {HTMLSelectElement} select @param {string[][]} options @param {string} value */
function fill(select, options, value) {
  const signature = JSON.stringify(options);
  if (select.dataset.options !== signature) {
    select.dataset.options = signature;
    select.replaceChildren(...options.map(([word, label]) => element("option", { value: word }, label)));
  }
  select.value = value;
}
