// @ts-check
/** The user's own examples: a table, pasted or from a file. What is wrong with it is said with its line. */

import { element } from "../../dom/element.js";
import { text } from "../../dom/text.js";
import { problemOf } from "../../state/learning/problem.js";
import { sentenceOfFault } from "../refusal.js";

/** The data set that holds a table of the user, and its setting. */
const NAME = "csv";
const SETTING = "text";
/** Larger ones would not go into an experiment. */
const MOST_BYTES = 200_000;
const SAMPLE = "x,y,label\n0.1,0.9,a\n0.8,0.2,b\n0.7,0.9,a\n0.2,0.1,b\n";

/** @type {import("../../types.js").MountPanel} */
export function mount(root, store, commands) {
  const open = element("button", { type: "button", class: "link-button", onclick: () => show() }, text("own.open"));
  root.replaceChildren(open);
  /** @type {ReturnType<typeof createDialog> | null} */
  let dialog = null;
  const show = () => {
    dialog ??= createDialog((table) => commands.chooseDataset(NAME, { [SETTING]: table, ...columnsOf(table) }));
    const dataset = problemOf(store.get())?.dataset;
    dialog.open(dataset?.name === NAME ? String(dataset[SETTING] ?? "") : "");
  };
  const stops = [
    store.subscribe(({ problem }) => problem, (problem) => {
      const said = problem?.errors.find(({ pointer = "" }) => pointer.startsWith("/objective/dataset"));
      if (said && dialog?.isWaiting()) dialog.refuse(sentenceOfFault(said));
    }),
    store.subscribe(({ learning }) => learning.examples, (examples, state) => {
      if (examples && problemOf(state)?.dataset.name === NAME && dialog?.isWaiting()) dialog.close();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    dialog?.node.remove();
    root.replaceChildren();
  };
}

/** @param {(table: string) => void} onUse */
function createDialog(onUse) {
  let isWaiting = false;
  const area = element("textarea", { id: "own-table", class: "input own-table", rows: 12, spellcheck: "false", autocapitalize: "off", placeholder: SAMPLE, "aria-describedby": "own-format own-error" });
  const file = element("input", { id: "own-file", type: "file", accept: ".csv,.tsv,.txt,text/csv,text/plain", class: "own-file", hidden: true });
  const fileName = element("span", { class: "hint" });
  const choose = element("button", { type: "button", class: "button", onclick: () => file.click() }, text("own.choose"));
  const error = element("p", { id: "own-error", class: "field-error", role: "alert" });
  const refuse = (/** @type {string} */ words) => {
    isWaiting = false;
    error.textContent = words;
    area.setAttribute("aria-invalid", "true");
    area.focus();
  };
  file.addEventListener("change", async () => {
    const [chosen] = file.files ?? [];
    if (!chosen) return;
    if (chosen.size > MOST_BYTES) return refuse(text("own.too_large", { most: MOST_BYTES / 1000 }));
    fileName.textContent = chosen.name;
    area.value = await chosen.text();
    error.textContent = "";
  });
  const use = (/** @type {Event} */ event) => {
    event.preventDefault();
    error.textContent = "";
    area.removeAttribute("aria-invalid");
    if (area.value.trim() === "") return refuse(text("own.empty"));
    if (new Blob([area.value]).size > MOST_BYTES) return refuse(text("own.too_large", { most: MOST_BYTES / 1000 }));
    isWaiting = true;
    onUse(area.value);
  };
  const cancel = element("button", { type: "button", class: "button", onclick: () => node.close() }, text("own.cancel"));
  const node = element(
    "dialog",
    { class: "dialog own", "aria-labelledby": "own-title" },
    element("form", { class: "own-form", onsubmit: use }, element("h2", { id: "own-title" }, text("own.title")), element("p", { id: "own-format", class: "hint" }, text("own.format")), element("label", { for: "own-table", class: "field-label" }, text("own.table")), area, error, element("div", { class: "own-source" }, element("span", { class: "field-label" }, text("own.file")), choose, fileName, file), element("div", { class: "own-actions" }, cancel, element("button", { type: "submit", class: "button primary" }, text("own.use")))),
  );
  document.body.append(node);
  node.addEventListener("close", () => (isWaiting = false));
  return {
    node,
    refuse,
    isWaiting: () => isWaiting,
    close: () => node.close(),
    open(/** @type {string} */ table) {
      area.value = table || area.value;
      error.textContent = "";
      node.showModal();
      area.focus();
    },
  };
}

/**
 * Which columns are features and which is the label, as they are read when nobody says so: the fields then show them.
 * Nothing where the first line is not plain.
 * @param {string} table
 */
function columnsOf(table) {
  const [line = ""] = table.replace(/^\uFEFF/, "").split(/\r?\n/).filter((row) => row.trim() !== "");
  const parted = [",", ";", "\t"].map((mark) => line.split(mark).map((cell) => cell.trim()));
  const cells = parted.reduce((most, row) => (row.length > most.length ? row : most));
  const isHead = cells.slice(0, -1).every((cell) => cell !== "" && Number.isNaN(Number(cell)));
  if (!isHead || line.includes('"') || cells.length < 2 || new Set(cells).size < cells.length || cells.includes("")) return {};
  return { features: cells.slice(0, -1), label: cells.at(-1) };
}
