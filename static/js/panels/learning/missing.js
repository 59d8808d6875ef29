// @ts-check
/** Over the stage while there are no examples: a data set whose files have not been fetched, and the command that does it. */

import { element } from "../../dom/element.js";
import { text } from "../../dom/text.js";
import { datasetOf } from "../../state/learning/problem.js";
import { areEntriesEqual } from "../../state/store.js";
import { copyButton } from "../copy_button.js";

const MEANWHILE = "digits";

/** @type {import("../../types.js").MountPanel} */
export function mount(root, store, commands) {
  const sheet = element("div", { class: "missing", role: "status", hidden: true });
  root.append(sheet);
  const stop = store.subscribe((state) => [datasetOf(state), state.learning.examples], ([entry, examples]) => {
    const row = /** @type {import("../../state/learning/catalogue.js").DatasetEntry | null} */ (entry);
    const isMissing = row !== null && !row.available && examples === null;
    sheet.hidden = !isMissing;
    if (!isMissing || !row) return void sheet.replaceChildren();
    const command = row.command ?? `thalweg data get ${row.name.replaceAll("_", "-")}`;
    const digits = element("button", { type: "button", class: "button primary", onclick: () => commands.chooseDataset(MEANWHILE) }, text("missing.digits"));
    sheet.replaceChildren(
      element("h2", {}, text("missing.title", { name: row.title })),
      element("p", {}, text("missing.how")),
      element("div", { class: "missing-command" }, element("code", {}, command), copyButton({ label: text("missing.copy"), content: () => command })),
      element("p", { class: "hint" }, text("missing.then")),
      digits,
    );
  }, areEntriesEqual);
  return () => {
    stop();
    sheet.remove();
  };
}
