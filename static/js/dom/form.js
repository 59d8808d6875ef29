// @ts-check
/**
 * Forms from JSON Schema: what the server declares of an optimizer, a schedule, a dataset becomes fields, nested objects
 * and entries of other catalogues included. Nothing here knows any of their names.
 */

import { element } from "./element.js";
import { choiceField, numberField, switchField } from "./field.js";
import { partField, partsField } from "./parts.js";
import { text, wordFor } from "./text.js";
import { formulaField, numberOrWordField, numbersField, wordsField } from "./typed_field.js";
import { widthsField } from "./widths_field.js";

/** @typedef {import("./field.js").Caption} Caption */
/** @typedef {import("../types.js").CatalogueEntry} CatalogueEntry */
/** @typedef {Record<string, readonly CatalogueEntry[]>} Catalogues   by their plural: optimizers, schedules */

/**
 * `refuse` shows what the server says of the value, or of what lies below it; false if it has no place for it.
 * @typedef {{node: HTMLElement, update: (value: any) => void, refuse?: (path: string[], message: string) => boolean}} FormField
 */

/**
 * @typedef {object} Form
 * @property {HTMLElement[]} fields        what is always visible
 * @property {HTMLElement[]} advanced      what waits under "More"
 * @property {(values: Record<string, any>) => void} update
 * @property {() => Record<string, any>} defaults
 * @property {(path: string[], message: string) => boolean} refuse   show at its field what the server said; false if there is none
 */

/** A longer text is no field of a form: it is written elsewhere. */
const LONGEST_WORD = 1000;

/** @typedef {{context?: string, definitions: any, catalogues: Catalogues, onChange: (value: any, removed?: number) => void}} FieldOptions */

/**
 * The form of a schema's properties. Its discriminator (`name`, or whatever has a `const`) is not a field.
 * @param {{schema: any, context?: string, onChange: (patch: Record<string, any>) => void, catalogues?: Catalogues, definitions?: any}} options
 *     `onChange` hears only what changed: `{beta1: 0.8}`
 * @returns {Form}
 */
export function schemaForm({ schema, context, onChange, catalogues = {}, definitions = schema.$defs ?? {} }) {
  /** @type {{name: string, property: any, field: FormField}[]} */
  const entries = [];
  /** @type {Record<string, any>} */
  let latest = {};
  const tell = (/** @type {string} */ name, /** @type {any} */ value, /** @type {number | undefined} */ removed) =>
    onChange({ [name]: value, ...fittedRows(entries, { name, value, removed }, latest) });
  for (const [name, declared] of Object.entries(schema.properties ?? {})) {
    const property = resolved(declared, definitions);
    if ("const" in property) continue;
    const field = fieldFor(property, { context, definitions, catalogues, onChange: (value, removed) => tell(name, value, removed) });
    if (!field) continue;
    field.node.dataset.setting = name;
    entries.push({ name, property, field });
  }
  entries.sort((one, other) => Number(isPartOfIts(one.property)) - Number(isPartOfIts(other.property)));
  const defaults = () => Object.fromEntries(entries.map(({ name, property }) => [name, property.default]));
  const nodes = (/** @type {boolean} */ isAdvanced) =>
    entries.filter(({ property }) => Boolean(property.advanced) === isAdvanced).map(({ field }) => field.node);
  return {
    fields: nodes(false),
    advanced: nodes(true),
    defaults,
    update: (values) => {
      latest = { ...defaults(), ...values };
      for (const { name, property, field } of entries) field.update(values[name] ?? property.default);
    },
    refuse: ([name, ...path], message) => entries.find((entry) => entry.name === name)?.field.refuse?.(path, message) ?? false,
  };
}

/** Something of its own that is usually as it should be: it comes after the rest. @param {any} property */
function isPartOfIts(property) {
  return Boolean(property.catalogue) && property.type !== "array" && property.default !== undefined;
}

/**
 * Rows of numbers that stand between the entries of a list (`between`) grow and shrink with it.
 * @param {readonly {name: string, property: any}[]} entries
 * @param {{name: string, value: any, removed?: number}} change
 * @param {Record<string, any>} latest
 */
function fittedRows(entries, { name, value, removed }, latest) {
  const rows = entries.filter(({ property }) => property.between === name);
  return Object.fromEntries(rows.map((row) => {
    const numbers = [.../** @type {number[]} */ (latest[row.name] ?? [])];
    const wanted = Math.max(value.length - 1, 0);
    if (numbers.length > wanted) numbers.splice(Math.min(removed ?? numbers.length - 1, numbers.length - 1), numbers.length - wanted);
    while (numbers.length < wanted) numbers.push((numbers.at(-1) ?? 0) + (numbers.at(-1) ?? 0) - (numbers.at(-2) ?? 0) || 1);
    return [row.name, numbers];
  }));
}

/**
 * Label, symbol and meaning of a property, which the schema carries in the language of the page.
 * @param {any} property
 * @returns {Caption}
 */
function captionOf({ title, symbol, description }) {
  return { label: title, symbol, meaning: description };
}

/**
 * @param {any} property
 * @param {FieldOptions} options
 * @returns {FormField | null}
 */
function fieldFor(property, options) {
  const { context, onChange } = options;
  const caption = captionOf(property);
  const plain = { property, caption, context, onChange };
  if (property.catalogue) return catalogueField(property, caption, options);
  if (isNumberOrElse(property)) return typed(numberOrWordField(plain));
  if (property.type === "boolean") return switchField(plain);
  if (property.enum) {
    const choices = property.enum.map((/** @type {string} */ value) => ({ value, label: wordFor(value) }));
    return choiceField({ ...plain, options: choices });
  }
  if (property.type === "number" || property.type === "integer") return numberField(plain);
  if (property.format === "expression") return typed(formulaField(plain));
  if (property.format === "widths") return typed(widthsField(plain));
  if (property.type === "array" && ["number", "integer"].includes(property.items?.type)) return typed(numbersField(plain));
  if (isOfWords(property)) return typed(wordsField(plain));
  return property.properties ? groupField(property, caption, options) : null;
}

/** A number that may be missing, or a word instead. @param {any} property */
function isNumberOrElse({ anyOf = [] }) {
  return anyOf.length === 2 && anyOf.some((/** @type {any} */ { type }) => type === "number" || type === "integer") && anyOf.some((/** @type {any} */ kind) => kind.type === "null" || "const" in kind);
}

/** A short text, or several. @param {any} property */
function isOfWords({ type, items, maxLength = Infinity }) {
  return type === "array" ? items?.type === "string" : type === "string" && maxLength <= LONGEST_WORD;
}

/** @param {import("./typed_field.js").TypedField} field @returns {FormField} */
function typed({ refuse, ...field }) {
  return { ...field, refuse: (_, message) => (refuse(message), true) };
}

/**
 * One entry of a catalogue, or several.
 * @param {any} property
 * @param {Caption} caption
 * @param {FieldOptions} options
 * @returns {FormField}
 */
function catalogueField(property, caption, { context, catalogues, onChange }) {
  const all = catalogues[property.catalogue] ?? [];
  const parts = {
    caption,
    context,
    entries: property.names ? all.filter(({ name }) => property.names.includes(name)) : all,
    search: text(`form.search.${property.catalogue}`),
    makeForm: (/** @type {Parameters<import("./parts.js").MakeForm>[0]} */ of) => schemaForm({ ...of, catalogues }),
    onChange,
  };
  if (property.type === "array") return partsField({ ...parts, least: property.minItems ?? 1, most: property.maxItems ?? Infinity });
  const { node, update, refuse } = partField({ ...parts, within: [context, caption.label].filter(Boolean).join(", ") });
  return { node: element("div", { class: "field-group" }, node), update, refuse };
}

/**
 * A nested object as a group of its own fields.
 * @param {any} property
 * @param {Caption} caption
 * @param {FieldOptions} options
 * @returns {FormField}
 */
function groupField(property, caption, { context, definitions, catalogues, onChange }) {
  let current = property.default ?? {};
  const form = schemaForm({
    schema: property,
    context: [context, caption.label].filter(Boolean).join(", "),
    definitions,
    catalogues,
    onChange: (patch) => {
      current = { ...current, ...patch };
      onChange(current);
    },
  });
  const node = element("fieldset", { class: "field-group" }, element("legend", {}, caption.label), ...form.fields, ...form.advanced);
  return {
    node,
    update: (value) => {
      current = value ?? {};
      form.update(current);
    },
    refuse: form.refuse,
  };
}

/**
 * A property with its `$ref` followed and its "or null" dropped.
 * @param {any} property
 * @param {any} definitions
 * @returns {any}
 */
function resolved(property, definitions) {
  if (property.$ref) return { ...resolved(definitions[property.$ref.split("/").at(-1)], definitions), ...property };
  const options = property.anyOf?.filter((/** @type {any} */ option) => option.type !== "null");
  return options?.length === 1 ? { ...property, ...resolved(options[0], definitions) } : property;
}
