// @ts-check
/** Clipping of a run: none, by the gradient's length, or coordinate by coordinate. */

import { choiceField, numberField } from "../dom/field.js";
import { text } from "../dom/text.js";

/** @typedef {import("../types.js").Clip} Clip */
/** @typedef {"none" | "norm" | "value"} Kind */

const FIRST_LIMIT = 1;

/** @param {{context: string, onChange: (clip: Clip) => void}} options */
export function createClipFields({ context, onChange }) {
  let limit = FIRST_LIMIT;
  /** @type {Kind} */
  let kind = "none";
  const tell = () => onChange(kind === "none" ? null : kind === "norm" ? { norm: limit } : { value: limit });
  const choice = choiceField({
    caption: { label: text("run.clip"), meaning: text("run.clip.meaning") },
    context,
    options: ["none", "norm", "value"].map((value) => ({ value, label: text(`run.clip.${value}`) })),
    onChange: (chosen) => {
      kind = /** @type {Kind} */ (chosen);
      tell();
    },
  });
  const number = numberField({
    property: { type: "number", default: FIRST_LIMIT, exclusiveMinimum: 0, scale: "log", span: [0.01, 100] },
    caption: { label: text("run.clip.limit") },
    context,
    onChange: (value) => {
      limit = value;
      tell();
    },
  });
  return {
    nodes: [choice.node, number.node],
    /** @param {Clip} clip */
    update(clip) {
      kind = clip === null ? "none" : "norm" in clip ? "norm" : "value";
      if (clip) limit = "norm" in clip ? clip.norm : clip.value;
      choice.update(kind);
      number.update(limit);
      number.node.hidden = clip === null;
    },
  };
}
