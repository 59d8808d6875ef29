// @ts-check
/** What is cut, where and how: one row of choices above the slice. */

import { element } from "../../dom/element.js";
import { icon } from "../../dom/icon.js";
import { text } from "../../dom/text.js";
import { axisName, FIGURES, FINENESS, fitTogether, isDrawn, isLine, KINDS, kindOf, LINE, ORIGINS, PARTS, STRIP } from "../../state/slice/choices.js";
import { choicesOf, dimensionOf, otherRun, sliceRun } from "../../state/slice/question.js";
import { isLearning } from "../../state/learning/problem.js";
import { areEntriesEqual } from "../../state/store.js";
import { segmented } from "../segmented.js";
import { mount as mountTyped } from "./slice_typed.js";
import { kindWords } from "./slice_words.js";

/** @typedef {import("../../types.js").State} State */
/** @typedef {import("../../state/slice/choices.js").SliceChoices} SliceChoices */

/** Numbers of examples that are offered beside all of them. */
const COUNTS = [100, 300, 1000, 3000, 10000];
/** Another picture of the same kind: any other number will do. */
const NEXT_SEED = 1;
/** More coordinates than these are no choice in a list; nor does one type more. */
const MOST_AXES = 100;

/**
 * @param {HTMLElement} root
 * @param {import("../../types.js").Store} store
 * @param {import("../../types.js").Commands} commands
 * @param {HTMLElement} shelf   where it is chosen how the picture is drawn
 * @returns {() => void} stops
 */
export function mountControls(root, store, commands, shelf) {
  const select = (/** @type {string} */ name, /** @type {(value: string) => void} */ onChoose) => {
    const node = element("select", { class: "select", "aria-label": text(`slice.choose.${name}`), "data-slice": name, onchange: () => onChoose(node.value) });
    return node;
  };
  const choose = (/** @type {"first" | "second" | "origin" | "figure" | "part"} */ name) => select(name, (value) => commands.chooseSlice({ [name]: /** @type {any} */ (value) }));
  const [first, second, origin, figure, part] = /** @type {const} */ (["first", "second", "origin", "figure", "part"]).map(choose);
  const run = select("run", (value) => commands.selectRun(value === "" ? null : Number(value)));
  const count = select("count", (value) => commands.chooseSlice({ count: value === "all" ? null : Number(value) }));
  const fine = select("fine", (value) => commands.chooseSlice({ fine: Number(value) }));
  const example = element("input", { class: "input slice-example", type: "number", min: 0, step: 1, "aria-label": text("slice.choose.example"), title: text("slice.choose.example"), onchange: () => commands.chooseSlice({ example: wholeWithin(example) }) });
  const dice = element("button", { type: "button", class: "icon-button", "aria-label": text("slice.dice"), title: text("slice.dice"), onclick: () => commands.chooseSlice({ seed: store.get().view.slice.seed + NEXT_SEED }) }, icon("reset"));
  const map = segmented({ label: text("landscape.map"), choices: [["contour", text("map.contour")], ["heat", text("map.heat")], ["surface", text("map.surface")]], onChoose: (value) => commands.setView({ map: value }) });
  const field = element("button", { type: "button", class: "button slice-field", title: text("slice.field_hint"), onclick: () => commands.chooseSlice({ field: !store.get().view.slice.field }) }, text("slice.field"));
  const along = element("span", { class: "field-label", "aria-hidden": "true" }, text("slice.along"));
  const typed = element("div", { class: "slice-typed" });
  const group = (/** @type {HTMLElement[]} */ ...nodes) => element("div", { class: "slice-choice" }, ...nodes);
  root.replaceChildren(group(along, first, second, dice), group(origin, run), group(figure, example, part, count, fine));
  shelf.append(map.root, field);
  root.append(typed);

  const show = (/** @type {State} */ state) => {
    const { view: { map: kind, selectedRun }, runs, learning: { examples } } = state;
    const slice = choicesOf(state);
    const kinds = offered(state, slice);
    const words = (/** @type {string} */ name) => (name === LINE ? text("slice.line") : name === STRIP ? text("slice.strip") : kindWords(name, state));
    fill(first, kinds.map((name) => [name, words(name)]), slice.first);
    fill(second, [LINE, STRIP, ...kinds].filter((name) => fitTogether(slice.first, name)).map((name) => [name, words(name)]), slice.second);
    fill(origin, ORIGINS.map((name) => [name, text(`slice.origin.${name}`)]), slice.origin);
    origin.hidden = slice.second === STRIP;
    fill(run, [["", text("slice.lowest", { run: runs[sliceRun({ ...state, view: { ...state.view, selectedRun: null } })]?.label ?? "" })], ...runs.map(({ label }, index) => [String(index), label])], selectedRun === null ? "" : String(selectedRun));
    run.hidden = runs.length < 2;
    const isModel = isLearning(state.experiment.objective);
    const isClassified = !examples || examples.classes.length > 0;
    const figures = Object.keys(FIGURES).filter((name) => (isModel || !FIGURES[name].needsModel) && (!isLine(slice) || !FIGURES[name].needsSecond) && (name !== "accuracy" || isClassified));
    fill(figure, figures.map((name) => [name, text(`slice.figure.${name}`)]), slice.figure);
    example.hidden = slice.figure !== "example_losses";
    example.value = String(slice.example);
    fill(part, PARTS.map((name) => [name, text(`slice.part.${name}`)]), slice.part);
    part.hidden = !isModel || !examples?.validation;
    const total = (slice.part === "validation" ? examples?.validation?.inputs.length : examples?.total) ?? 0;
    example.max = String(Math.max((slice.count ?? total) - 1, 0));
    fill(count, [["all", text("slice.all", { total })], ...COUNTS.filter((number) => number < total || number === slice.count).map((number) => [String(number), text("slice.first", { count: number })])], slice.count === null ? "all" : String(slice.count));
    count.hidden = !isModel;
    fill(fine, FINENESS.map((number) => [String(number), isLine(slice) ? String(number) : `${number} × ${number}`]), String(slice.fine));
    dice.hidden = !isDrawn(slice);
    map.root.hidden = isLine(slice);
    map.choose(kind);
    field.hidden = isLine(slice) || kind === "surface";
    field.setAttribute("aria-pressed", String(slice.field));
  };
  const stops = [
    mountTyped(typed, store, commands),
    store.subscribe(
      (state) => [state.view.slice, state.view.map, state.view.selectedRun, state.learning.examples, state.objective, dimensionOf(state), sliceRun(state), state.runs.map(({ key, label, isHidden }) => key + label + isHidden).join()],
      (_, state) => show(state),
      areEntriesEqual,
    ),
  ];
  return () => {
    stops.forEach((stop) => stop());
    map.root.remove();
    field.remove();
  };
}

/** The kinds of directions that there are here; what is chosen is among them. @param {State} state @param {SliceChoices} slice */
function offered(state, slice) {
  const { objective } = state.experiment;
  const isModel = isLearning(objective);
  const hasHidden = isModel && /** @type {number[]} */ (objective.model.hidden ?? []).length > 0;
  const dimension = dimensionOf(state);
  const axes = isModel || dimension > MOST_AXES ? [] : Array.from({ length: dimension }, (_, axis) => axisName(axis));
  const isOffered = (/** @type {string} */ name) => {
    const kind = kindOf(name);
    if (name === "typed" && (dimension === 0 || dimension > MOST_AXES)) return false;
    return !(kind?.needsModel && !isModel) && !(kind?.needsOther && otherRun(state) === null) && !(kind?.needsHidden && !hasHidden);
  };
  const kinds = [...Object.keys(KINDS).filter(isOffered), ...axes];
  return [...kinds, ...[...new Set([slice.first, slice.second])].filter((name) => kindOf(name) && !kinds.includes(name))];
}

/** @param {HTMLInputElement} input */
function wholeWithin({ value, max }) {
  return Math.min(Math.max(Math.round(Number(value)) || 0, 0), Number(max));
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
