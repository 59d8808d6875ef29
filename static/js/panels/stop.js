// @ts-check
/** Rules that end a run before its last step: one field each, empty for none. */

import { isWithin, parseNumber, refusalOf } from "../dom/bounds.js";
import { element } from "../dom/element.js";
import { nextId } from "../dom/field.js";
import { formatInput } from "../dom/format.js";
import { text } from "../dom/text.js";

/** What each limit admits, as the server declares it. @type {Record<string, any>} */
const RULES = {
  gradient_norm: { type: "number", minimum: 0 },
  loss: { type: "number" },
  position_change: { type: "number", minimum: 0 },
  evaluations: { type: "integer", minimum: 1 },
};

/** @type {import("../types.js").MountPanel} */
export function mount(root, store, commands) {
  const fields = Object.entries(RULES).map(([name, property]) => {
    const field = limitField(name, property, (value) => commands.editExperiment({ stop: { ...store.get().experiment.stop, [name]: value } }));
    return { name, field };
  });
  const legend = element("legend", { class: "field-label", title: text("stop.meaning") }, text("stop.heading"));
  root.replaceChildren(element("fieldset", { class: "field-group stop" }, legend, ...fields.map(({ field }) => field.node)));
  const stop = store.subscribe(({ experiment }) => experiment.stop, (rules) => {
    for (const { name, field } of fields) field.update(rules?.[name] ?? null);
  });
  return () => {
    stop();
    root.replaceChildren();
  };
}

/**
 * @param {string} name
 * @param {any} property
 * @param {(value: number | null) => void} onChange
 */
function limitField(name, property, onChange) {
  const id = nextId();
  /** @type {number | null} */
  let current = null;
  const input = element("input", { id, class: "input number-input", type: "text", inputmode: "decimal", autocomplete: "off", placeholder: text("stop.none"), "aria-describedby": `${id}-error` });
  const error = element("p", { id: `${id}-error`, class: "field-error", role: "alert" });
  /** @param {number | null} value */
  const update = (value) => {
    current = value;
    input.value = value === null ? "" : formatInput(value);
    input.removeAttribute("aria-invalid");
    error.textContent = "";
  };
  input.addEventListener("change", () => {
    const value = input.value.trim() === "" ? null : parseNumber(input.value);
    if (value !== null && !isWithin(value, property)) {
      input.setAttribute("aria-invalid", "true");
      error.textContent = refusalOf(input.value, property);
      return;
    }
    const isNew = value !== current;
    update(value);
    if (isNew) onChange(value);
  });
  input.addEventListener("blur", () => update(current));
  return { node: element("div", { class: "field" }, element("label", { for: id, class: "field-label" }, text(`stop.${name}`)), input, error), update };
}
