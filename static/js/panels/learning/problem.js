// @ts-check
/** What is learned, by what, and how it is judged: data, model, loss, batches. All fields come from the schemas of the server. */

import { element } from "../../dom/element.js";
import { numberField } from "../../dom/field.js";
import { schemaForm } from "../../dom/form.js";
import { formatCount } from "../../dom/format.js";
import { partField } from "../../dom/parts.js";
import { text } from "../../dom/text.js";
import { datasetOf, problemOf } from "../../state/learning/problem.js";
import { areEntriesEqual } from "../../state/store.js";
import { limitOf } from "../limit.js";
import { mount as mountSettings } from "../settings.js";
import { mount as mountBatch } from "./batch.js";
import { mount as mountOwnData } from "./own_data.js";

/** @typedef {import("../../types.js").State} State */
/** @typedef {import("../../state/learning/problem.js").Part} Part */

/** Of fewer examples one learns little that holds for others. */
const FEW = 20;

/** @type {import("../../types.js").MountPanel} */
export function mount(root, store, commands) {
  const [data, model, loss] = ["data", "model", "loss"].map(() => element("div", {}));
  const count = element("p", { class: "hint" });
  const [own, batch, settings] = [1, 2, 3].map(() => element("div", {}));
  const stepCount = { type: "integer", default: 200, minimum: 1, maximum: Infinity, scale: "log", span: [10, 5000] };
  const steps = numberField({ property: stepCount, caption: { label: text("objective.steps") }, onChange: commands.setSteps });
  root.replaceChildren(
    head("problem.data"), data, count, own,
    section("problem.model", true, model),
    section("problem.loss", false, loss),
    section("problem.training", false, element("div", { class: "fields" }, steps.node), batch, settings),
  );
  /** @type {{update: (state: State) => void} | null} */
  let forms = null;

  const build = (/** @type {State} */ { catalogue }) => {
    const { learning } = catalogue;
    stepCount.maximum = limitOf(store.get(), "steps");
    if (!learning || forms) return;
    const makeForm = (/** @type {Parameters<import("../../dom/parts.js").MakeForm>[0]} */ of) => schemaForm({ ...of, catalogues: { initializers: learning.initializers } });
    const fields = {
      dataset: partField({ caption: { label: text("problem.data") }, within: text("problem.data"), entries: learning.datasets, search: text("form.search.datasets"), makeForm, onChange: chooseData }),
      model: partField({ caption: { label: text("problem.model") }, within: text("problem.model"), entries: learning.models, search: text("form.search.models"), makeForm, onChange: (part) => commands.editPart("model", part) }),
      loss: partField({ caption: { label: text("problem.loss") }, within: text("problem.loss"), entries: learning.losses, search: text("form.search.losses"), makeForm, onChange: chooseLoss }),
    };
    data.replaceChildren(fields.dataset.node);
    model.replaceChildren(fields.model.node);
    loss.replaceChildren(fields.loss.node);
    forms = {
      update(state) {
        const problem = problemOf(state);
        if (!problem) return;
        fields.dataset.update(problem.dataset);
        fields.model.update(problem.model);
        fields.loss.update(problem.loss);
      },
    };
    forms.update(store.get());
  };
  /** Another data set changes more than its own settings. @param {Part} part */
  const chooseData = ({ name, ...rest }) => {
    const problem = problemOf(store.get());
    if (name !== problem?.dataset.name) commands.chooseDataset(name, rest);
    else commands.editPart("dataset", { name, ...rest });
  };
  /** Another loss keeps what pulls at the weights. @param {Part} part */
  const chooseLoss = (part) => {
    const before = problemOf(store.get())?.loss;
    const isOther = before?.name !== part.name;
    commands.editPart("loss", isOther ? { l1: before?.l1 ?? 0, l2: before?.l2 ?? 0, ...part } : part);
  };

  const stops = [
    store.subscribe(({ catalogue }) => catalogue, (_, state) => build(state)),
    store.subscribe(({ experiment }) => experiment, ({ steps: wanted }, state) => (forms?.update(state), steps.update(wanted))),
    store.subscribe((state) => [state.learning.examples, datasetOf(state)], (_, state) => (count.textContent = sizeOf(state)), areEntriesEqual),
    mountOwnData(own, store, commands),
    mountBatch(batch, store, commands),
    mountSettings(settings, store, commands),
  ];
  return () => {
    for (const stop of stops) stop();
    root.replaceChildren();
  };
}

/** @param {string} key */
function head(key) {
  return element("h2", { class: "section-head" }, text(key));
}

/** A part of the problem that one can fold away. @param {string} key @param {boolean} isOpen @param {...HTMLElement} content */
function section(key, isOpen, ...content) {
  return element("details", { class: "problem-section", open: isOpen }, element("summary", {}, head(key)), ...content);
}

/** How much there is to learn from. @param {State} state */
function sizeOf({ learning: { examples } }) {
  if (!examples) return "";
  const { total, features, classes, validation } = examples;
  const values = { total: formatCount(total), features: text(features.length === 1 ? "problem.feature" : "problem.features", { count: features.length }), classes: classes.length, held: formatCount(validation?.total ?? 0) };
  const size = text(classes.length > 0 ? "problem.size_classes" : "problem.size_values", values);
  return [size, validation && text("problem.size_held", values), total < FEW && text("problem.few")].filter(Boolean).join(text("sentence.gap"));
}
