// @ts-check
/** The table: every run at the cursor, and how it ended. A click selects the run that the readout shows. */

import { element } from "../dom/element.js";
import { runSwatch } from "../dom/swatch.js";
import { text } from "../dom/text.js";
import { areEntriesEqual } from "../state/store.js";
import { fateOf } from "./fate.js";
import { inMoments, readingOf, stepAt } from "./readings.js";
import { mount as mountStateTable } from "./state_table.js";
import { tableColumns } from "./table_columns.js";
import { createTryButton } from "./try_button.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Run} Run */

/** So many runs are explained below the table: the selected one, else the worst. */
const MOST_SENTENCES = 1;

/** @type {import("../types.js").MountPanel} */
export function mount(root, store, commands) {
  const caption = element("th", { scope: "col" });
  const head = element("tr");
  const body = element("tbody");
  const scroll = element("div", { class: "table-scroll", tabindex: 0, role: "region", "aria-label": text("table.label") }, element("table", { class: "table" }, element("thead", {}, head), body));
  const fates = element("div", { class: "fates" });
  const inner = element("div", { class: "inner" });
  root.replaceChildren(element("section", { class: "card" }, scroll, fates, inner));
  /** @type {HTMLTableRowElement[]} */
  let rows = [];

  const build = (/** @type {State} */ state) => {
    const { columns, isTight } = tableColumns(state);
    const numbers = columns.map(({ name }) => element("th", { scope: "col", class: "number" }, name));
    head.replaceChildren(caption, ...numbers, element("th", { scope: "col", class: "number" }, text("table.status")));
    rows = state.runs.map((run, index) => row(run, index, numbers.length + 1));
    body.replaceChildren(...rows);
    scroll.classList.toggle("is-tight", isTight);
    fill();
  };

  /** @param {Run} run @param {number} index @param {number} cells */
  const row = (run, index, cells) => {
    const select = () => commands.selectRun(store.get().view.selectedRun === index ? null : index);
    const name = element("button", { type: "button", class: "run-name", onclick: (/** @type {Event} */ event) => (event.stopPropagation(), select()) }, runSwatch(run.appearance), element("span", {}, run.label));
    return element("tr", { onclick: select, class: run.isHidden ? "is-hidden" : null }, element("th", { scope: "row" }, name), ...Array.from({ length: cells }, () => element("td", { class: "number" })));
  };

  const fill = () => {
    const state = store.get();
    const { cursor } = state.playback;
    write(caption, text("table.at_step", { step: stepAt(cursor) }));
    const fateOfAll = state.runs.map((_, index) => fateOf(state, index, cursor));
    const { columns } = tableColumns(state);
    rows.forEach((line, index) => {
      const reading = state.runs[index] && readingOf(state.runs[index], cursor);
      const words = [...columns.map(({ read }) => (reading ? read(state.runs[index], reading) : "–")), reading ? fateOfAll[index].word : ""];
      words.forEach((word, at) => write(line.cells[at + 1], word));
      if (line.dataset.fate !== fateOfAll[index]?.kind) line.dataset.fate = fateOfAll[index]?.kind;
      const isSelected = state.view.selectedRun === index;
      line.classList.toggle("is-selected", isSelected);
      line.querySelector("button")?.setAttribute("aria-pressed", String(isSelected));
    });
    explain(state, fateOfAll);
  };

  /** What is said of the selected run, else of those with which something is the matter. @param {State} state @param {import("./fate.js").Fate[]} all */
  const explain = ({ runs, view }, all) => {
    const told = all.flatMap(({ sentence }, index) => (sentence && !runs[index].isHidden ? [index] : []));
    const selected = told.filter((index) => index === view.selectedRun);
    const bad = ["bad", "warn", "good"].flatMap((kind) => told.filter((index) => all[index].kind === kind));
    const chosen = selected.length > 0 ? selected : bad.slice(0, MOST_SENTENCES);
    const rest = selected.length > 0 ? 0 : bad.length - chosen.length;
    const lines = chosen.map((index) => ({ index, label: runs[index].label, sentence: all[index].sentence, better: all[index].better }));
    const now = JSON.stringify([lines, rest]);
    if (fates.dataset.said === now) return;
    fates.dataset.said = now;
    fates.replaceChildren(...lines.map(({ index, label, sentence, better }) => element("p", {}, element("b", {}, label), ` ${sentence} `, better !== null && createTryButton({ index, label, rate: better, table: root, commands }))), rest > 0 ? element("p", {}, text("fate.more", { count: rest })) : "");
  };

  const moments = inMoments(fill);
  const structure = (/** @type {State} */ state) => [tableColumns(state).columns.map(({ name }) => name).join(), ...state.runs.map((run) => `${run.key} ${run.label} ${run.isHidden}`)];
  const stops = [
    mountStateTable(inner, store, commands),
    store.subscribe(structure, (_, state) => build(state), areEntriesEqual),
    store.subscribe((state) => [state.playback.cursor, state.runs, state.view.selectedRun, state.landscape, state.experiment, state.advice], moments.request, areEntriesEqual),
  ];
  return () => {
    moments.cancel();
    for (const stop of stops) stop();
    root.replaceChildren();
  };
}

/** @param {Element} cell @param {string} words */
function write(cell, words) {
  if (cell.textContent !== words) cell.textContent = words;
}
