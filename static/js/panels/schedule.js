// @ts-check
/** The schedule of a run: which one, and its own settings. Without one the rate stays as it is. */

import { schemaForm } from "../dom/form.js";
import { partField } from "../dom/parts.js";
import { text } from "../dom/text.js";

/** @typedef {import("../types.js").ScheduleSettings} ScheduleSettings */

/** @type {ScheduleSettings} */
const NONE = { name: "constant" };

/**
 * @param {{catalogues: import("../types.js").Catalogue, context: string, onChange: (settings: ScheduleSettings) => void}} options
 */
export function createScheduleFields({ catalogues: { optimizers, schedules }, context, onChange }) {
  const part = partField({
    caption: { label: text("run.schedule") },
    context,
    entries: schedules,
    search: text("form.search.schedules"),
    makeForm: (of) => schemaForm({ ...of, catalogues: { optimizers, schedules } }),
    onChange,
  });
  return {
    ...part,
    /** @param {ScheduleSettings | null} settings */
    update: (settings) => part.update(settings ?? NONE),
  };
}
