// @ts-check
/** What is rarely changed: what is shown, noise, how gradients are computed. */

import { element } from "../dom/element.js";
import { choiceField, numberField, switchField } from "../dom/field.js";
import { text } from "../dom/text.js";
import { mount as mountStop } from "./stop.js";

/** @typedef {import("../dom/field.js").Field} Field */

/** @type {import("../types.js").MountPanel} */
export function mount(root, store, commands) {
  const domain = element("div", { class: "fields" });
  const noise = numberField({
    property: { type: "number", default: 0, minimum: 0, span: [0, 5], scale: "linear" },
    caption: { label: text("objective.noise"), symbol: "σ", meaning: text("objective.noise.meaning") },
    onChange: (value) => commands.editExperiment({ noise: value }),
  });
  const seed = numberField({
    property: { type: "integer", default: 0, minimum: 0 },
    caption: { label: text("objective.seed"), meaning: text("objective.seed.meaning") },
    onChange: (value) => commands.editExperiment({ seed: value }),
  });
  const method = choiceField({
    caption: { label: text("objective.gradient") },
    options: ["analytic", "forward", "central"].map((value) => ({ value, label: text(`objective.gradient.${value}`) })),
    onChange: (value) => commands.editExperiment({ gradient: { method: value } }),
  });
  const difference = numberField({
    property: { type: "number", default: 1e-5, exclusiveMinimum: 0, maximum: 1, scale: "log", span: [1e-9, 1] },
    caption: { label: text("objective.difference"), meaning: text("objective.difference.meaning") },
    onChange: (value) => commands.editExperiment({ gradient: { method: store.get().experiment.gradient?.method ?? "central", h: value } }),
  });
  const project = switchField({
    caption: { label: text("objective.project"), meaning: text("objective.project.meaning") },
    onChange: (value) => commands.editExperiment({ project: value }),
  });
  const stop = element("div", {});
  root.replaceChildren(
    element(
      "details",
      { class: "more" },
      element("summary", {}, text("objective.more")),
      element("div", { class: "fields" }, domain, noise.node, seed.node, method.node, difference.node, project.node, stop),
    ),
  );

  /** @type {Field[][]} */
  let domainFields = [];
  const unsubscribe = [
    mountStop(stop, store, commands),
    store.subscribe(({ objective }) => objective.variables.join(), () => {
      const { variables } = store.get().objective;
      domainFields = variables.map((name, axis) => intervalFields(name, (low, high) => commands.setDomain(axis, low, high), () => store.get().objective.domain[axis]));
      domain.replaceChildren(...variables.map((name, axis) => intervalRow(name, domainFields[axis])));
    }),
    store.subscribe(({ objective }) => objective, ({ domain: intervals }) => {
      for (const [axis, fields] of domainFields.entries()) for (const [end, field] of fields.entries()) field.update(intervals[axis]?.[end] ?? 0);
    }),
    store.subscribe(({ experiment }) => experiment, (experiment) => {
      noise.update(experiment.noise ?? 0);
      seed.update(experiment.seed ?? 0);
      method.update(experiment.gradient?.method ?? "analytic");
      difference.update(experiment.gradient?.h ?? 1e-5);
      difference.node.hidden = (experiment.gradient?.method ?? "analytic") === "analytic";
      project.update(experiment.project ?? false);
    }),
  ];
  return () => {
    for (const leave of unsubscribe) leave();
    root.replaceChildren();
  };
}

/**
 * Lower and upper end of what is shown; an end that would pass the other one is not taken.
 * @param {string} name
 * @param {(low: number, high: number) => void} onChange
 * @param {() => number[]} current
 * @returns {Field[]}
 */
function intervalFields(name, onChange, current) {
  const keys = ["objective.domain_low", "objective.domain_high"];
  /** @type {Field[]} */
  const fields = keys.map((key, end) =>
    numberField({
      property: { type: "number", default: 0 },
      caption: { label: "" },
      context: text(key, { name }),
      onChange: (value) => {
        const [low, high] = current().map((old, index) => (index === end ? value : old));
        if (low < high) onChange(low, high);
        else fields[end].update(current()[end]);
      },
    }),
  );
  return fields;
}

/**
 * @param {string} name
 * @param {Field[]} fields
 */
function intervalRow(name, [low, high]) {
  return element(
    "div",
    { class: "point-row interval-row" },
    element("span", { class: "field-label" }, text("objective.domain"), " ", element("span", { class: "symbol" }, name)),
    low.node,
    element("span", { class: "hint", "aria-hidden": "true" }, text("objective.domain_to")),
    high.node,
  );
}
