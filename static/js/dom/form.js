// @ts-check
/**
 * Forms from JSON Schema: what the server declares of an optimizer, a schedule, a dataset becomes fields, nested objects
 * included. Nothing here knows any of their names.
 */

import { element } from "./element.js";
import { choiceField, numberField, switchField } from "./field.js";

/** @typedef {import("./field.js").Field} Field */
/** @typedef {import("./field.js").Caption} Caption */

/**
 * @typedef {object} Form
 * @property {HTMLElement[]} fields        what is always visible
 * @property {HTMLElement[]} advanced      what waits under "More"
 * @property {(values: Record<string, any>) => void} update
 * @property {() => Record<string, any>} defaults
 */

/**
 * The form of a schema's properties. Its discriminator (`name`, or whatever has a `const`) is not a field.
 * @param {{schema: any, context?: string, onChange: (patch: Record<string, any>) => void, definitions?: any}} options
 *     `onChange` hears only what changed: `{beta1: 0.8}`
 * @returns {Form}
 */
export function schemaForm({ schema, context, onChange, definitions = schema.$defs ?? {} }) {
  /** @type {{name: string, property: any, field: Field}[]} */
  const entries = [];
  for (const [name, declared] of Object.entries(schema.properties ?? {})) {
    const property = resolved(declared, definitions);
    if ("const" in property) continue;
    const field = fieldFor(property, { context, definitions, onChange: (value) => onChange({ [name]: value }) });
    if (field) entries.push({ name, property, field });
  }
  const defaults = () => Object.fromEntries(entries.map(({ name, property }) => [name, property.default]));
  const nodes = (/** @type {boolean} */ isAdvanced) =>
    entries.filter(({ property }) => Boolean(property.advanced) === isAdvanced).map(({ field }) => field.node);
  return {
    fields: nodes(false),
    advanced: nodes(true),
    defaults,
    update: (values) => {
      for (const { name, property, field } of entries) field.update(values[name] ?? property.default);
    },
  };
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
 * @param {{context?: string, definitions: any, onChange: (value: any) => void}} options
 * @returns {Field | null}
 */
function fieldFor(property, { context, definitions, onChange }) {
  const caption = captionOf(property);
  if (property.type === "boolean") return switchField({ caption, context, onChange });
  if (property.enum) {
    const options = property.enum.map((/** @type {string} */ value) => ({ value, label: value.replaceAll("_", " ") }));
    return choiceField({ caption, context, options, onChange });
  }
  if (property.type === "number" || property.type === "integer") return numberField({ property, caption, context, onChange });
  return property.properties ? groupField(property, caption, { context, definitions, onChange }) : null;
}

/**
 * A nested object as a group of its own fields.
 * @param {any} property
 * @param {Caption} caption
 * @param {{context?: string, definitions: any, onChange: (value: any) => void}} options
 * @returns {Field}
 */
function groupField(property, caption, { context, definitions, onChange }) {
  let current = property.default ?? {};
  const form = schemaForm({
    schema: property,
    context: [context, caption.label].filter(Boolean).join(", "),
    definitions,
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
