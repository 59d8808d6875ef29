// @ts-check
/** How many examples a step sees, how they are drawn, and how often all of them are looked at. */

import { element } from "../../dom/element.js";
import { choiceField, numberField, switchField } from "../../dom/field.js";
import { text } from "../../dom/text.js";
import { areEntriesEqual } from "../../state/store.js";

const SIZE = 32;

/** @type {import("../../types.js").MountPanel} */
export function mount(root, store, commands) {
  const patched = (/** @type {Record<string, any>} */ patch) => commands.setBatch({ size: SIZE, ...store.get().experiment.batch, ...patch });
  const isOn = switchField({
    caption: { label: text("batch.on"), meaning: text("batch.on.meaning") },
    onChange: (value) => commands.setBatch(value ? { size: SIZE, sampling: "partition" } : null),
  });
  const sizes = { type: "integer", default: SIZE, minimum: 1, maximum: Infinity, scale: "log", span: [1, 512] };
  const size = numberField({ property: sizes, caption: { label: text("batch.size"), symbol: "B", meaning: text("batch.size.meaning") }, onChange: (value) => patched({ size: value }) });
  const sampling = choiceField({
    caption: { label: text("batch.sampling"), meaning: text("batch.sampling.meaning") },
    options: ["partition", "replacement"].map((value) => ({ value, label: text(`batch.sampling.${value}`) })),
    onChange: (value) => patched({ sampling: value }),
  });
  const every = numberField({
    property: { type: "integer", default: 0, minimum: 0 },
    caption: { label: text("batch.evaluate"), meaning: text("batch.evaluate.meaning") },
    onChange: (value) => commands.setEvaluateEvery(value > 0 ? value : null),
  });
  root.replaceChildren(element("div", { class: "fields" }, isOn.node, size.node, sampling.node, every.node));
  const stop = store.subscribe(({ experiment, learning }) => [experiment.batch, experiment.record?.evaluate_every, learning.examples], (_, { experiment: { batch, record }, learning: { examples } }) => {
    isOn.update(Boolean(batch));
    for (const field of [size, sampling]) field.node.hidden = !batch;
    sizes.maximum = examples?.total ?? Infinity;
    size.update(batch?.size ?? SIZE);
    sampling.update(batch?.sampling ?? "partition");
    every.update(record?.evaluate_every ?? 0);
  }, areEntriesEqual);
  return () => {
    stop();
    root.replaceChildren();
  };
}
