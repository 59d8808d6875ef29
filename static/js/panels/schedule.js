// @ts-check
/** The schedule of a run: which one, and its own settings. */

import { element } from "../dom/element.js";
import { schemaForm } from "../dom/form.js";
import { optionsOf } from "../dom/options.js";
import { pickerField } from "../dom/picker.js";
import { text } from "../dom/text.js";

/** @typedef {import("../types.js").ScheduleSettings} ScheduleSettings */
/** @typedef {import("../types.js").CatalogueEntry} CatalogueEntry */

/** Without a schedule the rate stays as it is. */
const NONE = "constant";

/**
 * @param {{schedules: CatalogueEntry[], context: string, onChange: (settings: ScheduleSettings) => void}} options
 */
export function createScheduleFields({ schedules, context, onChange }) {
  /** @type {ScheduleSettings} */
  let current = { name: "" };
  /** @type {import("../dom/form.js").Form | null} */
  let form = null;
  const choice = pickerField({
    caption: { label: text("run.schedule") },
    context,
    label: text("run.schedule.search"),
    options: optionsOf(schedules),
    onChange: (name) => onChange({ name }),
  });
  const own = element("div", { class: "fields" });
  const idea = element("p", { class: "hint field-idea" });

  /** @param {string} name */
  const build = (name) => {
    const entry = schedules.find((row) => row.name === name);
    form = schemaForm({ schema: entry?.schema ?? {}, context, onChange: (patch) => onChange({ ...current, ...patch }) });
    idea.textContent = name === NONE ? "" : (entry?.idea ?? "");
    idea.hidden = idea.textContent === "";
    own.replaceChildren(idea, ...form.fields, ...form.advanced);
  };

  return {
    node: element("div", { class: "fields" }, choice.node, own),
    /** @param {ScheduleSettings | null} settings */
    update(settings) {
      const wanted = settings ?? { name: NONE };
      if (wanted.name !== current.name) build(wanted.name);
      current = wanted;
      choice.update(wanted.name);
      form?.update(wanted);
    },
  };
}
