// @ts-check
/**
 * Parts: settings that are themselves an entry of a catalogue, one or several in order. Each is a picker and the form of
 * what was picked; a list can grow, shrink and be put in another order.
 */

import { element } from "./element.js";
import { icon } from "./icon.js";
import { optionsOf } from "./options.js";
import { pickerField } from "./picker.js";
import { text } from "./text.js";

/** @typedef {import("./field.js").Caption} Caption */
/** @typedef {import("../types.js").CatalogueEntry} CatalogueEntry */
/** @typedef {{name: string, [setting: string]: any}} Settings */
/** @typedef {(options: {schema: any, context?: string, onChange: (patch: Record<string, any>) => void}) => import("./form.js").Form} MakeForm */

/**
 * @typedef {object} PartOptions
 * @property {Caption} caption
 * @property {string} [context]
 * @property {readonly CatalogueEntry[]} entries   those that fit
 * @property {string} search                       label of the field that searches them
 * @property {MakeForm} makeForm
 */

/**
 * One entry and its settings.
 * @param {PartOptions & {within?: string, onChange: (settings: Settings) => void}} options
 *     `within` is said before the labels of its settings
 */
export function partField({ caption, context, within = context, entries, search, makeForm, onChange }) {
  /** @type {Settings} */
  let current = { name: "" };
  /** @type {import("./form.js").Form | null} */
  let form = null;
  const choice = pickerField({ caption, context, label: search, options: optionsOf(entries), onChange: (name) => onChange({ name }) });
  const own = element("div", { class: "fields" });
  const idea = element("p", { class: "hint field-idea" });

  /** @param {string} name */
  const build = (name) => {
    const entry = entries.find((row) => row.name === name);
    form = makeForm({ schema: entry?.schema ?? {}, context: within, onChange: (patch) => onChange({ ...current, ...patch }) });
    const rest = form.advanced.length > 0 && element("details", { class: "more" }, element("summary", {}, text("form.more")), element("div", { class: "fields" }, ...form.advanced));
    const fields = [...form.fields, ...(rest ? [rest] : [])];
    idea.textContent = fields.length > 0 ? (entry?.idea ?? "") : "";
    idea.hidden = idea.textContent === "";
    own.replaceChildren(idea, ...fields);
    own.hidden = fields.length === 0;
  };

  return {
    node: element("div", { class: "fields part" }, choice.node, own),
    /** @param {Settings} settings */
    update(settings) {
      if (settings.name !== current.name) build(settings.name);
      current = settings;
      choice.update(settings.name);
      form?.update(settings);
    },
    /** @type {(path: string[], message: string) => boolean} */
    refuse: (path, message) => form?.refuse(path, message) ?? false,
  };
}

/**
 * Several entries in order.
 * @param {PartOptions & {least: number, most: number, onChange: (list: Settings[], removed?: number) => void}} options
 *     `removed` tells which one has gone
 */
export function partsField({ caption, context, least, most, onChange, ...rest }) {
  /** @type {Settings[]} */
  let current = [];
  /** @type {{node: HTMLElement, part: ReturnType<typeof partField>, buttons: Record<"up" | "down" | "remove", HTMLButtonElement>}[]} */
  let items = [];
  const list = element("div", { class: "parts" });
  const add = element("button", { type: "button", class: "link-button", onclick: () => onChange([...current, { name: current[current.length - 1].name }]) }, text("form.add"));
  const node = element("fieldset", { class: "field-group" }, element("legend", { class: "field-label", title: caption.meaning ?? null }, caption.label), list, add);

  const item = (/** @type {number} */ index) => {
    const name = `${caption.label} ${index + 1}`;
    const whole = [context, name].filter(Boolean).join(", ");
    const part = partField({ ...rest, caption: { label: String(index + 1) }, context: whole, onChange: (settings) => onChange(current.map((old, at) => (at === index ? settings : old))) });
    const button = (/** @type {"up" | "down" | "remove"} */ action, /** @type {() => void} */ act) =>
      element("button", { type: "button", class: `icon-button part-${action}`, "aria-label": `${whole}: ${text(`form.${action}`)}`, title: text(`form.${action}`), onclick: act }, icon(action === "remove" ? "close" : "more", 12));
    const buttons = {
      up: button("up", () => onChange(swapped(current, index, index - 1))),
      down: button("down", () => onChange(swapped(current, index, index + 1))),
      remove: button("remove", () => onChange(current.filter((_, at) => at !== index), index)),
    };
    return { node: element("div", { class: "part-item", role: "group", "aria-label": whole }, part.node, element("div", { class: "part-actions" }, buttons.up, buttons.down, buttons.remove)), part, buttons };
  };

  return {
    node,
    /** @param {Settings[]} settings */
    update(settings) {
      current = settings;
      while (items.length < settings.length) items.push(item(items.length));
      items = items.slice(0, settings.length);
      if (list.children.length !== items.length) list.replaceChildren(...items.map((shown) => shown.node));
      items.forEach(({ part, buttons }, index) => {
        part.update(settings[index]);
        buttons.up.disabled = index === 0;
        buttons.down.disabled = index === settings.length - 1;
        buttons.remove.disabled = settings.length <= least;
      });
      add.hidden = settings.length >= most;
    },
    /** @type {(path: string[], message: string) => boolean} */
    refuse: ([index, ...path], message) => items[Number(index)]?.part.refuse(path, message) ?? false,
  };
}

/** @template T @param {readonly T[]} list @param {number} one @param {number} other */
function swapped(list, one, other) {
  return list.map((entry, at) => (at === one ? list[other] : at === other ? list[one] : entry));
}
