// @ts-check
/** The function: which one, its parameters, where the runs start, how far they go. */

import { element } from "../dom/element.js";
import { numberField } from "../dom/field.js";
import { typeset } from "../dom/mathematics.js";
import { text } from "../dom/text.js";
import { isLearning } from "../state/learning/problem.js";
import { areEntriesEqual } from "../state/store.js";
import { limitOf } from "./limit.js";
import { mount as mountPicker } from "./objective_picker.js";
import { mount as mountSettings } from "./settings.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../dom/field.js").Field} Field */

/** @type {import("../types.js").MountPanel} */
export function mount(root, store, commands) {
  const picker = element("div", {});
  const formula = element("div", { class: "objective-formula scrolls", tabindex: "0", role: "group", "aria-label": text("objective.formula") });
  const dimension = numberField({
    property: { type: "integer", default: 2, minimum: 1, maximum: 8 },
    caption: { label: text("objective.dimension"), symbol: "d" },
    onChange: (count) => {
      const known = dimensionsOf(store.get());
      commands.setDimension(Math.min(Math.max(count, known[0]), known[known.length - 1]));
    },
  });
  const parameters = element("div", { class: "fields" });
  const start = element("div", { class: "fields" });
  const settings = element("div", {});
  const stepCount = { type: "integer", default: 100, minimum: 1, maximum: Infinity, scale: "log", span: [10, 2000] };
  const steps = numberField({
    property: stepCount,
    caption: { label: text("objective.steps") },
    onChange: commands.setSteps,
  });
  const thinned = element("p", { class: "hint", role: "status", hidden: true });
  root.replaceChildren(
    element("h2", { class: "section-head" }, text("objective.heading")),
    picker,
    formula,
    element("div", { class: "fields" }, dimension.node),
    parameters,
    element("div", { class: "fields" }, start, steps.node, thinned),
    settings,
  );

  /** @type {Record<string, Field>} */
  let parameterFields = {};
  /** @type {Field[]} */
  let startFields = [];

  const unsubscribe = [
    store.subscribe(({ catalogue }) => catalogue, () => void (stepCount.maximum = limitOf(store.get(), "steps"))),
    store.subscribe(({ experiment }) => experiment.record?.every ?? 1, (every) => {
      thinned.hidden = every === 1;
      thinned.textContent = every === 1 ? "" : text("objective.thinned", { every });
    }),
    mountPicker(picker, store, commands),
    mountSettings(settings, store, commands),
    store.subscribe(({ objective }) => objective.mathml, (mathml) => {
      formula.replaceChildren(typeset(mathml) ?? "");
      formula.hidden = !mathml;
    }),
    store.subscribe(({ objective, catalogue }) => [objective.dimension, catalogue], () => {
      dimension.node.hidden = dimensionsOf(store.get()).length < 2;
      dimension.update(store.get().objective.dimension);
    }, areEntriesEqual),
    store.subscribe(parameterNames, () => {
      parameterFields = createParameterFields(store.get(), commands);
      parameters.replaceChildren(...Object.values(parameterFields).map(({ node }) => node));
      parameters.hidden = Object.keys(parameterFields).length === 0;
    }),
    store.subscribe(({ objective }) => objective.variables.join(), () => {
      startFields = createStartFields(store, commands);
      start.replaceChildren(pointRow(text("objective.start"), startFields));
    }),
    store.subscribe(({ experiment, objective }) => [experiment, objective], () => {
      const state = store.get();
      steps.update(state.experiment.steps);
      for (const [name, field] of Object.entries(parameterFields)) field.update(parametersOf(state)[name]?.value);
      for (const [axis, field] of startFields.entries()) field.update(startOf(state)[axis] ?? 0);
    }, ([experiment, objective], [other, otherObjective]) => experiment === other && objective === otherObjective),
  ];
  return () => {
    for (const leave of unsubscribe) leave();
    root.replaceChildren();
  };
}

/** The numbers of coordinates that the objective comes in. @param {State} state */
function dimensionsOf({ experiment: { objective }, catalogue }) {
  return ("name" in objective && catalogue.objectives.find(({ name }) => name === objective.name)?.dimensions) || [];
}

/** @param {State} state */
function parameterNames(state) {
  const { objective } = state.experiment;
  if (isLearning(objective)) return "";
  return JSON.stringify(["name" in objective ? objective.name : "", Object.keys(parametersOf(state))]);
}

/**
 * The free parameters of the objective, each with its value and what a slider needs.
 * @param {State} state
 * @returns {Record<string, {value: number, property: any}>}
 */
function parametersOf({ experiment: { objective }, catalogue, expressionCheck: { freeParameters } }) {
  if (isLearning(objective)) return {};
  /** @type {Record<string, {default: number, span: number[], type?: string}>} */
  const typed = Object.fromEntries(freeParameters.map((parameter) => [parameter.name, parameter]));
  const declared = "name" in objective ? (catalogue.objectives.find(({ name }) => name === objective.name)?.parameters ?? {}) : typed;
  const names = new Set([...Object.keys(declared), ...Object.keys(objective.parameters ?? {})]);
  return Object.fromEntries([...names].map((name) => {
    const { default: fallback = 1, span = [-10, 10], type = "number" } = declared[name] ?? {};
    const value = objective.parameters?.[name] ?? fallback;
    return [name, { value, property: { type, default: fallback, span, scale: "linear" } }];
  }));
}

/**
 * @param {State} state
 * @param {import("../types.js").Commands} commands
 */
function createParameterFields(state, commands) {
  const entries = Object.entries(parametersOf(state)).map(([name, { property }]) => {
    const caption = { label: "", symbol: name };
    const field = numberField({ property, caption, context: text("objective.parameter", { name }), onChange: (value) => commands.setParameter(name, value) });
    return /** @type {[string, Field]} */ ([name, field]);
  });
  return Object.fromEntries(entries);
}

/**
 * @param {import("../types.js").Store} store
 * @param {import("../types.js").Commands} commands
 */
function createStartFields(store, commands) {
  return store.get().objective.variables.map((name, axis) =>
    numberField({
      property: { type: "number", default: 0 },
      caption: { label: "", symbol: name },
      context: text("objective.start"),
      onChange: (value) => commands.setStart(startOf(store.get()).map((old, index) => (index === axis ? value : old))),
    }),
  );
}

/**
 * @param {State} state
 * @returns {number[]}
 */
function startOf({ experiment: { start, objective }, catalogue, objective: { variables } }) {
  const entry = "name" in objective ? catalogue.objectives.find(({ name }) => name === objective.name) : null;
  const own = entry?.beyond?.[variables.length]?.start ?? entry?.start;
  return start ?? own ?? variables.map(() => 0);
}

/**
 * A name with one small field per coordinate beside it.
 * @param {string} label
 * @param {Field[]} fields
 */
export function pointRow(label, fields) {
  return element("div", { class: "point-row", role: "group", "aria-label": label }, element("span", { class: "field-label" }, label), ...fields.map(({ node }) => node));
}
